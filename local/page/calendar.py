"""`make calendar`: a programme's sessions as events of a calendar file (RFC 5545), to import into a phone's calendar.

An event's UID is the session's own name, so importing the file again updates it whatever else a later edit of the post
says. SEQUENCE rises with the post's edits. DTSTAMP is the time of writing: it makes a calendar take new loads when the
maxima have risen. A session that a later edit moved, renamed or dropped may be in a phone: the file that is written
over is read first, and what it had and its post has no more is CANCELLED from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
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
from local.training.volume import lifts_of, monday_of

NAME = "invictus-weightlifting-wod-etl"


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
    made = calendar_of(records, who, datetime.now(timezone.utc), former_events(file), at, alarm)
    write_whole(file, made.to_ical(), file.with_suffix(".new"))
    cancelled = sum(map(_is_cancelled, made.walk("VEVENT")))
    events = len(made.walk("VEVENT")) - cancelled
    gone = f", with {counted(cancelled, 'former one')} cancelled" if cancelled else ""
    verb = "is" if events == 1 else "are"
    tell(f"{counted(events, 'day')} of training and rest {verb} in {file}{gone}")


def former_events(file: Path) -> list[Component]:
    """Return the events of the file that will be written over. Raises CalendarError if it is no calendar."""
    try:
        return list(icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")) if file.exists() else []
    except (ValueError, IndexError) as error:
        raise CalendarError(f"{file} is not a calendar ({error}): move it away, then write it again") from error


def calendar_of(
    records: Sequence[StoredRecord],
    lifter: Lifter,
    now: datetime,
    former: Sequence[Component] = (),
    at: Optional[time] = None,
    alarm: Optional[int] = None,
) -> icalendar.Calendar:
    """Return the calendar of a programme's sessions, and of those that are gone since the `former` events.

    `now`, in UTC, is what its events are stamped with. Training begins `at` an hour, on the lifter's clock wherever
    that is, and the phone rings `alarm` minutes before."""
    made = icalendar.Calendar()
    _put(made, prodid=f"-//{NAME}//calendar//EN", version="2.0", x_wr_calname="Invictus weightlifting")
    program = _end_of_uid(records[0])
    by_uid = {str(event["uid"]): event for event in former if str(event.get("uid", "")).endswith(program)}
    for record, session in zip(records, sessions_of(records, lifter)):
        event = _event(record, session, now, at, alarm)
        known = by_uid.pop(str(event["uid"]), None)
        if known and _is_cancelled(known):  # it is back
            _put(event, sequence=max(int(event.get("sequence", 0)), int(known.get("sequence", 0)) + 1))
        made.add_component(event)
    for gone in by_uid.values():
        _cancel_if_gone(gone, records, now)
        made.add_component(gone)
    return made


def _cancel_if_gone(event: Component, records: Sequence[StoredRecord], now: datetime) -> None:
    """Cancel an event that no session has, if the archive knows better.

    It knows better if it has the event's week, or its post, whose dates may have been corrected."""
    start = event.decoded("dtstart")
    day = start.date() if isinstance(start, datetime) else start
    is_known = day - timedelta(days=day.weekday()) in map(monday_of, records) or any(
        event.get("url") and record["post"].get("link") == str(event["url"]) for record in records
    )
    if is_known and not _is_cancelled(event):
        event.subcomponents.clear()  # no alarm
        _put(event, status="CANCELLED", dtstamp=now, sequence=int(event.get("sequence", 0)) + 1)


def _put(component: Component, **values: Any) -> None:
    """Set properties, those with a value, in place of what they were. An underscore is a hyphen in their names."""
    for name, value in values.items():
        component.pop(name.replace("_", "-"), None)
        if value:
            component.add(name.replace("_", "-"), value)


def _is_cancelled(event: Component) -> bool:
    return str(event.get("status", "")) == "CANCELLED"


def _end_of_uid(record: StoredRecord) -> str:
    return f".{record['program']}@{NAME}"


def _event(
    record: StoredRecord, session: ShownSession, now: datetime, at: Optional[time], alarm: Optional[int]
) -> icalendar.Event:
    event, ring, title, edited = icalendar.Event(), icalendar.Alarm(), _title(session), _edited(record)
    is_timed = at is not None and not session.is_rest_day
    # Without a zone: on whatever clock the phone has.
    begins = datetime.combine(session.day, at) if at and is_timed else session.day
    _put(
        event,
        uid=session.key + _end_of_uid(record),
        dtstamp=now,
        dtstart=begins,
        dtend=begins + timedelta(hours=1) if is_timed else begins + timedelta(days=1),
        transp="" if is_timed else "TRANSPARENT",  # training does not make the whole day busy
        summary=title,
        categories=["Rest day" if session.is_rest_day else "Training"],
        last_modified=edited,
        sequence=edited and int(edited.timestamp()) // 60,  # minutes: seconds would outgrow the field in 2038
        description="\n".join(_session(session)).strip(),
        url=web_address(record["post"].get("link", "")),
    )
    if is_timed and alarm is not None:
        _put(ring, action="DISPLAY", description=title)
        ring.add("trigger", timedelta(minutes=-alarm))
        event.add_component(ring)
    return event


def _title(session: ShownSession) -> str:
    """Return `Snatch · Back Squat · Chin-ups: Monday (Session One)`: what a phone shows of it begins with the lifts."""
    names = [movement.name for block in session.blocks for movement in block.movements if movement.name]
    by_lift = sorted(dict.fromkeys(names), key=lambda name: not lifts_of(name))
    return ": ".join(filter(None, (" · ".join(by_lift), session.heading)))


def _edited(record: StoredRecord) -> Optional[datetime]:
    """Return when the post was last edited (UTC), None if the record does not say."""
    try:
        edited = datetime.fromisoformat(record["post"].get("modified", "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return edited.astimezone(timezone.utc)


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
