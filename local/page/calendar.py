"""`make calendar`: a programme's sessions as events of a calendar file (RFC 5545), to import into a phone's calendar.

An event's UID is the session's own name, so importing the file again updates it whatever else a later edit of the post
says. SEQUENCE rises with the post's edits and each writing. DTSTAMP makes a calendar take new loads when the
maxima have risen. A session that a later edit moved, renamed or dropped may be in a phone: the file that is written
over is read first, and what it had and its post has no more is CANCELLED from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Optional

import click
import icalendar
from icalendar.cal import Component

from invictus.errors import InvictusError
from invictus.shapes import StoredRecord
from local.archive.folder import write_whole
from local.archive.options import archive_options, option, program_option
from local.archive.weeks import open_archive
from local.project import OUT
from local.terminal.printing import counted, tell, web_address
from local.training.lifter import Lifter, lifter_of, lifter_options
from local.training.session_view import CoachLine, Movement, ShownSession, sessions_of
from local.training.volume import lifts_of

NAME, CANCELLED = "invictus-weightlifting-wod-etl", "CANCELLED"


class CalendarError(InvictusError):
    """The calendar file cannot be made as it is asked for. Says why, and what to do."""


def _hour(written: str) -> time:
    try:
        return datetime.strptime(written, "%H:%M").time()
    except ValueError as error:
        raise click.BadParameter(f"{written!r} is not a time of day. Write one such as 17:30.") from error


@click.command()
@program_option
@option("--at", "AT", type=_hour, metavar="HH:MM", help="When you train.  [default: all day]")
@option("--alarm", "ALARM", type=click.IntRange(0, 10_000), metavar="MINUTES", help="Ring so long before AT.")
@lifter_options
@archive_options
def calendar(program: str, at: Optional[time], alarm: Optional[int], aws: bool, stage: str, **lifter: Any) -> None:
    """Write the sessions as a calendar file, invictus.ics below out/, or OUT=.

    There is one event for each session, with loads where maxima are given. Importing it again updates it.
    """
    if at is None and alarm is not None:
        raise CalendarError("an alarm needs an hour to ring before: write AT=18:00 as well")
    who, archive, file = lifter_of(**lifter), open_archive(aws, stage), OUT / "invictus.ics"
    wanted = archive.program(program)
    records = archive.records(program=wanted)
    if not records:
        raise CalendarError(f"no week of the {wanted} can be read. {archive.store.remedy}")
    try:
        former = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT") if file.exists() else []
    except (ValueError, IndexError) as error:
        raise CalendarError(f"{file} is not a calendar ({error}): move it away, then write it again") from error
    made = calendar_of(records, who, datetime.now(timezone.utc), former, at, alarm)
    write_whole(file, made.to_ical(), file.with_suffix(".new"))
    cancelled = [event.get("status") for event in made.walk("VEVENT")].count(CANCELLED)
    gone = f", and {counted(cancelled, 'former one')}, cancelled" if cancelled else ""
    tell(f"{file} has {counted(len(made.subcomponents) - cancelled, 'day')} of training and rest{gone}")


def calendar_of(
    records: Sequence[StoredRecord],
    lifter: Lifter,
    now: datetime,
    former: Iterable[Component] = (),
    at: Optional[time] = None,
    alarm: Optional[int] = None,
) -> icalendar.Calendar:
    """Return the calendar of a programme's sessions, and of those that are gone since the `former` events.

    `now`, in UTC, is what its events are stamped with. Training begins `at` an hour, on the lifter's clock wherever
    that is, and the phone rings `alarm` minutes before."""
    made = icalendar.Calendar()
    made.update({"prodid": f"-//{NAME}//calendar//EN", "version": "2.0", "x-wr-calname": "Invictus weightlifting"})
    program = f".{records[0]['program']}@{NAME}"
    gone = {str(event["uid"]): event for event in former if str(event.get("uid")).endswith(program)}
    for record, session in zip(records, sessions_of(records, lifter)):
        event = _event(session.key + program, record, session, now, None if session.is_rest_day else at, alarm)
        if known := gone.pop(session.key + program, None):
            event["sequence"] = max(event.get("sequence"), _next_sequence(known))
        made.add_component(event)
    # The archive knows better than an event whose week it has, or whose post: a post's dates may have been corrected.
    weeks = {date.fromisoformat(record["date"]).isocalendar()[:2] for record in records}
    posts = {record["post"]["link"] for record in records}
    for known in gone.values():
        if known.decoded("dtstart").isocalendar()[:2] in weeks or str(known.get("url")) in posts:
            known.subcomponents.clear()  # no alarm
            known.update(status=CANCELLED, dtstamp=icalendar.vDatetime(now), sequence=_next_sequence(known))
        made.add_component(known)
    return made


def _next_sequence(event: Component) -> icalendar.vInt:
    return icalendar.vInt(event.get("sequence", 0) + 1)


def _event(
    uid: str, record: StoredRecord, session: ShownSession, now: datetime, at: Optional[time], alarm: Optional[int]
) -> icalendar.Event:
    edited = datetime.fromisoformat(record["post"]["modified"].replace("Z", "+00:00"))
    begins = datetime.combine(session.day, at) if at else session.day  # without a zone: on whatever clock the phone has
    properties = {
        "uid": uid,
        "dtstamp": now,
        "dtstart": begins,
        "dtend": begins + (timedelta(hours=1) if at else timedelta(days=1)),
        "transp": "OPAQUE" if at else "TRANSPARENT",  # training does not make the whole day busy
        "summary": _title(session),
        "categories": ["Rest day" if session.is_rest_day else "Training"],
        "last-modified": edited,
        "sequence": int(edited.timestamp()) // 60,  # minutes: seconds would outgrow the field in 2038
        "description": "\n".join(_session(session)).strip(),
        "url": web_address(record["post"]["link"]),
    }
    event, ring = icalendar.Event(), icalendar.Alarm()
    for name, value in properties.items():
        if value:
            event.add(name, value)
    if at and alarm is not None:
        trigger = icalendar.vDuration(timedelta(minutes=-alarm))
        ring.update(action="DISPLAY", description=_title(session), trigger=trigger)
        event.add_component(ring)
    return event


def _title(session: ShownSession) -> str:
    """Return `Snatch · Back Squat · Chin-ups: Monday (Session One)`: what a phone shows of it begins with the lifts."""
    names = [movement.name for block in session.blocks for movement in block.movements if movement.name]
    by_lift = sorted(dict.fromkeys(names), key=lambda name: not lifts_of(name))
    return ": ".join(filter(None, (" · ".join(by_lift), session.heading)))


def _session(session: ShownSession) -> Iterator[str]:
    """Yield the lines of a session: the coach's words, its blocks, remarks on the loads, and all links."""
    for text in session.texts:
        yield from (text.title, *text.lines, "")
    for block in session.blocks:
        yield f"{block.label}. {block.scheme}".rstrip()
        for part in block.parts:
            if isinstance(part, Movement):
                yield from _movement(part)
            else:
                yield part.text if isinstance(part, CoachLine) else part.words.capitalize()
        yield ""
    yield from (*session.remarks, "")
    links = [link for text in (*session.texts, *session.written) for link in text.links if link.url]
    yield from (link.url if link.text == link.url else f"{link.text}: {link.url}" for link in links)


def _movement(movement: Movement) -> Iterator[str]:
    """Yield its name, its videos, and a line for sets alike: `  6-8: 1 rep, 75-80 %, 60-65 kg`."""
    name = "".join(part.text for part in movement.name_parts)
    if name or movement.details:
        yield ", ".join(filter(None, (name, *movement.details)))
    yield from (f"  {part.text}: {part.url}" for part in movement.name_parts if part.url)
    for numbers, each in movement.rows:
        words = ", ".join(filter(None, (each.measure, each.percent, each.weight or each.load)))
        if words:
            yield f"  {numbers}: {words}" if numbers else f"  {words}"
