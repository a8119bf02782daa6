"""`make calendar`: a programme's sessions as events of a calendar file (RFC 5545), to import into a phone's calendar.

An event's UID is the session's own name, so importing the file again updates it whatever else a later edit of the post
says. SEQUENCE rises with the post's edits. DTSTAMP is the time of writing: it makes a calendar take new loads when the
maxima have risen. A session that a later edit moved, renamed or dropped may be in a phone: the file that is written
over is read first, and what it had and its post has no more is CANCELLED from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, Optional

import click
import icalendar
from icalendar.cal import Component

from invictus.errors import InvictusError
from invictus.shapes import StoredRecord
from local.archive.options import archive_options, option, program_option
from local.archive.selection import program_asked
from local.archive.weeks import open_archive
from local.project import OUT
from local.terminal.printing import console, counted, line
from local.training.gym import lifter_of
from local.training.lifter import Lifter
from local.training.lifter_options import lifter_options
from local.training.session_shapes import CoachLine, Movement, Rest, ShownBlock, ShownSession
from local.training.session_view import sessions_of, web_address
from local.training.volume import lifts_of, monday_of

PRODUCT = "-//invictus-weightlifting-wod-etl//calendar//EN"
DOMAIN = "invictus-weightlifting-wod-etl"
LASTING = timedelta(hours=1)


class CalendarError(InvictusError):
    """The calendar file cannot be made as it is asked for. Says why, and what to do."""


@click.command()
@program_option
@option("--at", "AT", type=click.DateTime(["%H:%M"]), metavar="HH:MM", help="When you train.  [default: all day]")
@option("--alarm", "ALARM", type=click.IntRange(0, 10_000), metavar="MINUTES", help="Ring so long before AT.")
@lifter_options
@archive_options
def calendar(program: str, at: Optional[datetime], alarm: Optional[int], aws: bool, stage: str, **lifter: Any) -> None:
    """Write the sessions as a calendar file, invictus.ics below out/, or OUT=.

    There is one event for each session, with loads where maxima are given. Importing it again updates it.
    """
    if at is None and alarm is not None:
        raise CalendarError("an alarm needs an hour to ring before: write AT=18:00 as well")
    who, archive = lifter_of(**lifter), open_archive(aws, stage)
    wanted = program_asked(program, (week.program for week in archive.weeks))
    file = OUT / "invictus.ics"
    records = [record for record in archive.records() if record["program"] == wanted]
    if not records:
        raise CalendarError(f"no week of the {wanted} can be read. {archive.remedy()}")
    now, former = datetime.now(timezone.utc), former_events(file)
    made = calendar_of(records, who, now, former, at.time() if at else None, alarm)
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(made.to_ical())
    beside.replace(file)
    cancelled = [event for event in made.walk("VEVENT") if _is_cancelled(event)]
    events = len(made.walk("VEVENT")) - len(cancelled)
    gone = f", with {counted(len(cancelled), 'former one')} cancelled" if cancelled else ""
    verb = "is" if events == 1 else "are"
    console().print(line(f"{counted(events, 'day')} of training and rest {verb} in {file}{gone}"), soft_wrap=True)


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
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", "Invictus weightlifting")
    programs = tuple({_end_of_uid(record) for record in records})
    by_uid = {str(event["uid"]): event for event in former if str(event.get("uid", "")).endswith(programs)}
    for record, session in zip(records, sessions_of(records, lifter)):
        event = _event(record, session, now, at, alarm)
        known = by_uid.pop(str(event["uid"]), None)
        if known and _is_cancelled(known):  # it is back
            _put(event, sequence=max(int(event.get("sequence", 0)), int(known.get("sequence", 0)) + 1))
        made.add_component(event)
    for gone in _since_gone(by_uid.values(), records, now):
        made.add_component(gone)
    return made


def _since_gone(former: Iterable[Component], records: Sequence[StoredRecord], now: datetime) -> Iterator[Component]:
    """Yield the former events that no session has: cancelled where the archive knows better, else as they were.

    It knows better if it has their week, or their post, whose dates may have been corrected."""
    weeks, posts = set(map(monday_of, records)), {record["post"].get("link", "") for record in records} - {""}
    for event in former:
        start = event.decoded("dtstart")
        day = start.date() if isinstance(start, datetime) else start
        is_gone = day - timedelta(days=day.weekday()) in weeks or str(event.get("url", "")) in posts
        if is_gone and not _is_cancelled(event):
            event.subcomponents.clear()  # no alarm
            _put(event, status="CANCELLED", dtstamp=now, sequence=int(event.get("sequence", 0)) + 1)
        yield event


def _put(event: Component, **values: Any) -> None:
    for name, value in values.items():
        event.pop(name, None)
        event.add(name, value)


def _is_cancelled(event: Component) -> bool:
    return str(event.get("status", "")) == "CANCELLED"


def _end_of_uid(record: StoredRecord) -> str:
    return f".{record['program']}@{DOMAIN}"


def _event(
    record: StoredRecord, session: ShownSession, now: datetime, at: Optional[time], alarm: Optional[int]
) -> icalendar.Event:
    event, title = icalendar.Event(), _title(session)
    event.add("uid", session.key + _end_of_uid(record))
    event.add("dtstamp", now)
    if at and not session.is_rest_day:
        begins = datetime.combine(session.day, at)  # without a zone: on whatever clock the phone has
        event.add("dtstart", begins)
        event.add("dtend", begins + LASTING)
        if alarm is not None:
            event.add_component(_alarm(title, timedelta(minutes=alarm)))
    else:
        event.add("dtstart", session.day)
        event.add("dtend", session.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # training does not make the whole day busy
    event.add("summary", title)
    event.add("categories", ["Rest day" if session.is_rest_day else "Training"])
    edited = _edited(record)
    if edited:
        event.add("last-modified", edited)
        event.add("sequence", int(edited.timestamp()) // 60)  # minutes: seconds would outgrow the field in 2038
    text = "\n".join(session_in_words(session)).strip()
    if text:
        event.add("description", text)
    link = web_address(record["post"].get("link", ""))
    if link:
        event.add("url", link)
    return event


def _title(session: ShownSession) -> str:
    """Return `Snatch · Back Squat · Chin-ups: Monday (Session One)`: what a phone shows of it begins with the lifts."""
    names = [movement.name for block in session.blocks for movement in block.movements if movement.name]
    by_lift = sorted(dict.fromkeys(names), key=lambda name: not lifts_of(name))
    return ": ".join(filter(None, (" · ".join(by_lift), session.heading)))


def _alarm(title: str, before: timedelta) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm


def _edited(record: StoredRecord) -> Optional[datetime]:
    """Return when the post was last edited (UTC), None if the record does not say."""
    try:
        return datetime.fromisoformat(record["post"].get("modified", "").replace("Z", "+00:00")).astimezone(
            timezone.utc
        )
    except ValueError:
        return None


# In words


def session_in_words(session: ShownSession) -> Iterator[str]:
    """Yield the lines of a session: the coach's words, its blocks, and remarks on the loads."""
    for text in session.texts:
        yield from (text.title, *text.lines, "")
    for block in session.blocks:
        yield from (*_block(block), "")
    yield from session.remarks
    links = [link for text in (*session.texts, *session.written) for link in text.links if link.url]
    yield from ("", *(link.url if link.text == link.url else f"{link.text}: {link.url}" for link in links))


def _block(block: ShownBlock) -> Iterator[str]:
    yield f"{block.label}. {block.scheme}".rstrip()
    for part in block.parts:
        if isinstance(part, CoachLine):
            yield part.text
        elif isinstance(part, Rest):
            yield part.words.capitalize()
        else:
            yield from _movement(part)


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
