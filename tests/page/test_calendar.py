"""The calendar file: its events, and that independent readers of RFC 5545 read the same ones."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import icalendar
import pytest

from local.__main__ import main
from local.archive import weeks as archive
from local.archive.weeks import Archive, FolderStore
from local.page import calendar as command
from local.page.calendar import calendar_of
from local.training.lifter import Lifter, maxima_from_text
from local.training.plates import Plates
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import store

NOW = datetime(2021, 1, 4, 12, 0, tzinfo=timezone.utc)
LIFTER = Lifter(maxima_from_text("Snatch=80"), Plates(step=1))


def calendar_bytes(folder: Path, *posts: dict[str, Any], lifter: Lifter = LIFTER, now: datetime = NOW) -> bytes:
    made: bytes = calendar_of(Archive(FolderStore(store(folder / "bucket", *posts))), lifter, now).to_ical()
    return made


def events_of(text: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_a_session_is_an_all_day_event_with_its_pieces_in_words(tmp_path: Path) -> None:
    monday, tuesday, thursday = events_of(calendar_bytes(tmp_path, post_of(TRAINING_WEEK)))

    assert str(monday["summary"]) == "Monday (Session One): (Snatch + Hip Snatch) · Back Squat · Chin-ups · Plank"
    assert (monday.decoded("dtstart"), monday.decoded("dtend")) == (date(2021, 1, 4), date(2021, 1, 5))
    assert str(monday["url"]) == "https://blog.example/january-4-10-2021-5-day-weightlifting-program/"
    assert str(monday["transp"]) == "TRANSPARENT"
    assert str(monday["description"]).startswith(
        "Warm-up\n400m run\n\n"
        "A. Every 2 min for 16 min, 8 sets\n"
        "(Snatch + Hip Snatch), % of 1-RM Snatch\n"
        "  1: 1 rep, 60 %, 48 kg\n"
        "  2-5: 1 rep, 70 %, 56 kg\n"
        "  6-8: 1 rep, 75-80 %, 60-64 kg\n\n"
        "B. Establish a 1-RM within 24 min\nBack Squat\n"
    )
    assert "Shuttle Run x 15 lengths\nRest 60 seconds" in str(monday["description"])  # not understood, so unchanged
    assert "No maximum for Power Clean" in str(tuesday["description"])
    assert str(thursday["summary"]) == "Thursday (Rest Day)"
    assert "description" not in thursday
    assert [str(event["categories"].cats[0]) for event in (monday, thursday)] == ["Training", "Rest day"]


def test_without_maxima_there_are_no_loads_and_no_complaints(tmp_path: Path) -> None:
    text = calendar_bytes(tmp_path, post_of(TRAINING_WEEK), lifter=Lifter()).decode()

    assert "60 %" in text
    assert not re.search(r"\d kg|[Nn]o maximum", text)


def test_an_edit_keeps_the_uid_and_raises_the_sequence(tmp_path: Path) -> None:
    post = post_of(TRAINING_WEEK)
    edited = {
        **post_of(TRAINING_WEEK.replace("Monday (Session One)", "Monday (Session 1)").replace("400m", "800m")),
        "modified_gmt": "2021-01-04T06:30:00",
    }

    before = events_of(calendar_bytes(tmp_path / "before", post))
    after = events_of(calendar_bytes(tmp_path / "after", edited, now=NOW + timedelta(days=1)))

    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert len({str(event["uid"]) for event in before}) == 3
    for old, new in zip(before, after):
        assert new["sequence"] > old["sequence"] > 0
        assert new.decoded("last-modified") == datetime(2021, 1, 4, 6, 30, tzinfo=timezone.utc)
        assert new.decoded("dtstamp") > old.decoded("dtstamp")


def test_two_sessions_of_a_day_and_two_programmes_of_a_week_have_uids_of_their_own(tmp_path: Path) -> None:
    twice = post_of("Monday AM\nA.\nSnatch x 2 reps\nMonday PM\nA.\nJerk x 2 reps")
    other = {**twice, "slug": twice["slug"].replace("5-day", "3-day"), "id": 8}

    uids = [str(event["uid"]) for event in events_of(calendar_bytes(tmp_path, twice, other))]

    assert len(uids) == len(set(uids)) == 4


def test_independent_readers_find_the_same(tmp_path: Path) -> None:
    import ics  # type: ignore[import-untyped]
    import vobject  # type: ignore[import-untyped]

    odd = post_of("Monday\nBring: chalk, tape; a \\ backslash, and “quotes” – too\nA.\nSnatch x 2 reps\n" + "ü" * 200)
    text = calendar_bytes(tmp_path, odd, *sample_posts())

    expected = {
        (str(event["uid"]), event.decoded("dtstart"), str(event["summary"]), str(event.get("description", "")))
        for event in events_of(text)
    }
    by_vobject = {
        (event.uid.value, event.dtstart.value, event.summary.value, getattr(event, "description", odd_text("")).value)
        for event in vobject.readOne(text.decode()).vevent_list
    }
    events = ics.Calendar(text.decode()).events
    by_ics = {(event.uid, event.begin.date(), event.name, event.description or "") for event in events}

    assert by_vobject == expected
    assert by_ics == expected
    assert any("Bring: chalk, tape; a \\ backslash, and “quotes” – too" in description for *_, description in expected)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert all(event.all_day for event in events)


def odd_text(value: str) -> Any:
    return type("Text", (), {"value": value})


def test_the_command_writes_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store(tmp_path / "bucket", post_of(TRAINING_WEEK))
    monkeypatch.setattr(archive, "OUT", tmp_path)
    monkeypatch.setattr(command, "OUT", tmp_path)

    assert main(["calendar", "--maxes", "Snatch=80", "--step", "1"]) == 0

    assert capsys.readouterr().out == f"3 sessions are in {tmp_path}/invictus.ics\n"
    assert "48 kg" in (tmp_path / "invictus.ics").read_text(encoding="utf-8")
