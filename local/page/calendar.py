"""`make calendar`: the sessions as all-day events of a calendar file (RFC 5545), to import into a phone's calendar.

An event keeps its UID whatever a later edit of the post says, so importing the file again updates it. SEQUENCE rises
with the post's edits. DTSTAMP is the time of writing: it makes a calendar take new loads when the maxima have risen.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import groupby
from typing import Any, Optional

import click
import icalendar

from invictus.shapes import StoredRecord
from local.archive.options import archive_options
from local.archive.weeks import Archive, open_archive
from local.project import OUT
from local.terminal.printing import console, line
from local.training.gym import lifter_of
from local.training.lifter import Lifter
from local.training.lifter_options import lifter_options
from local.training.session_shapes import Block, CoachLine, Movement, Rest, Session, Set
from local.training.session_view import sessions_of, web_address
from local.training.words import numbers_in_words

PRODUCT = "-//invictus-weightlifting-wod-etl//calendar//EN"
DOMAIN = "invictus-weightlifting-wod-etl"


@click.command()
@lifter_options
@archive_options
def calendar(aws: bool, stage: str, **lifter: Any) -> None:
    """Write the sessions as a calendar file, invictus.ics below out/, or OUT=.

    There is one all-day event for each session, with loads where maxima are given. Importing it again updates it.
    """
    who = lifter_of(**lifter)
    made = calendar_of(open_archive(aws, stage), who, datetime.now(timezone.utc))
    file = OUT / "invictus.ics"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(made.to_ical())
    events = len(made.walk("VEVENT"))
    console().print(line(f"{events} {'session' if events == 1 else 'sessions'} are in {file}"), soft_wrap=True)


def calendar_of(archive: Archive, lifter: Lifter, now: datetime) -> icalendar.Calendar:
    """Return the calendar of every stored session. `now`, in UTC, is what its events are stamped with."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", "Invictus weightlifting")
    for _, records in groupby(archive.records(), key=lambda record: str(record["program"])):
        program = list(records)
        for record, session in zip(program, sessions_of(program, lifter)):
            made.add_component(_event(record, session, now))
    return made


def _event(record: StoredRecord, session: Session, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{session.key}.{record['program']}@{DOMAIN}")
    event.add("dtstamp", now)
    event.add("dtstart", session.day)
    event.add("dtend", session.day + timedelta(days=1))
    event.add("summary", f"{record['session']}: {session.gist}" if session.gist else record["session"])
    event.add("transp", "TRANSPARENT")  # training does not make the whole day busy
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


def _edited(record: StoredRecord) -> Optional[datetime]:
    """Return when the post was last edited (UTC), None if the record does not say."""
    try:
        return datetime.fromisoformat(record["post"].get("modified", "").replace("Z", "+00:00")).astimezone(
            timezone.utc
        )
    except ValueError:
        return None


# In words


def session_in_words(session: Session) -> Iterator[str]:
    """Yield the lines of a session: the coach's words, its blocks, and remarks on the loads."""
    for text in session.texts:
        yield from (text.title, *text.lines, "")
    for block in session.blocks:
        yield from (*_block(block), "")
    yield from session.remarks


def _block(block: Block) -> Iterator[str]:
    yield f"{block.label}. {block.scheme}".rstrip()
    for part in block.parts:
        if isinstance(part, CoachLine):
            yield part.text
        elif isinstance(part, Rest):
            yield part.words.capitalize()
        else:
            yield from _movement(part)


def _movement(movement: Movement) -> Iterator[str]:
    """Yield its name, and a line for sets alike: `(Snatch + Hip Snatch)`, `  6-8: 1 rep, 75-80 %, 60-65 kg`."""
    name = "".join(part.text for part in movement.name_parts)
    if name or movement.details:
        yield ", ".join(filter(None, (name, *movement.details)))
    for words, alike in groupby(movement.sets, key=_set):
        if words:
            numbers = f"{numbers_in_words([each.number for each in alike])}: " if movement.is_counted else ""
            yield f"  {numbers}{words}"


def _set(each: Set) -> str:
    return ", ".join(filter(None, (each.measure, each.percent, each.weight or each.load)))
