"""The calendar file: its events, and that independent readers of RFC 5545 read the same ones."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import icalendar
import pytest

from local.__main__ import main
from local.archive import weeks as archive
from local.archive.weeks import Archive, FolderStore
from local.page import calendar as command
from local.page.calendar import calendar_of
from local.training.lifter import Lifter, Plates, maxima_from_text
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import store

NOW = datetime(2021, 1, 4, 12, 0, tzinfo=timezone.utc)
LIFTER = Lifter(maxima_from_text("Snatch=80"), Plates(step=1))
AM, PM, WEDNESDAY = "Monday AM\nA.\nSnatch x 2 reps", "Monday PM\nA.\nJerk x 2 reps", "Wednesday\nA.\nClean x 2 reps"
WEEK_1, WEEK_2 = "January 4-10, 2021", "January 11-17, 2021"


def calendar_bytes(
    folder: Path, *posts: dict[str, Any], lifter: Lifter = LIFTER, now: datetime = NOW, former: bytes = b"", **how: Any
) -> bytes:
    records = Archive(FolderStore(store(folder / "bucket", *posts))).records()
    made: bytes = calendar_of(records, lifter, now, events_of(former) if former else [], **how).to_ical()
    return made


def events_of(text: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def by_key(text: bytes) -> dict[str, Any]:
    return {str(event["uid"]).split(".")[0]: event for event in events_of(text)}


def edited(lines: str, minute: int, week: str = WEEK_1, number: int = 7) -> dict[str, Any]:
    edit = {"id": number, "modified_gmt": f"2021-01-04T06:{minute}:00", "link": f"https://b/{number}"}
    return {**post_of(lines, week), **edit}


def test_a_session_is_an_all_day_event_with_its_pieces_in_words(tmp_path: Path) -> None:
    monday, tuesday, thursday = events_of(calendar_bytes(tmp_path, post_of(TRAINING_WEEK)))

    assert str(monday["summary"]) == "(Snatch + Hip Snatch) · Back Squat · Chin-ups · Plank: Monday (Session One)"
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

    without_maxima = calendar_bytes(tmp_path, post_of(TRAINING_WEEK), lifter=Lifter()).decode()
    assert "60 %" in without_maxima
    assert not re.search(r"\d kg|[Nn]o maximum", without_maxima)


def test_an_edit_keeps_the_uid_and_raises_the_sequence(tmp_path: Path) -> None:
    changed = TRAINING_WEEK.replace("Monday (Session One)", "Monday (Session 1)").replace("400m", "800m")

    before = by_key(calendar_bytes(tmp_path / "before", post_of(TRAINING_WEEK)))
    after = by_key(calendar_bytes(tmp_path / "after", edited(changed, 30), now=NOW + timedelta(days=1)))

    assert [*before] == [*after] == ["2021-01-04-session-1", "2021-01-05-session-2", "2021-01-07-rest-day"]
    for old, new in zip(before.values(), after.values()):
        assert new["sequence"] > old["sequence"] > 0
        assert new.decoded("last-modified") == datetime(2021, 1, 4, 6, 30, tzinfo=timezone.utc)
        assert new.decoded("dtstamp") > old.decoded("dtstamp")


@pytest.mark.parametrize(
    ("later", "week", "cancelled"),
    [
        ([AM, PM, WEDNESDAY], WEEK_1, []),
        (["Monday (Early)\nA.\nRow 500 m", AM, PM, WEDNESDAY], WEEK_1, []),
        ([PM, WEDNESDAY], WEEK_1, ["2021-01-04-am"]),
        ([AM, PM, WEDNESDAY.replace("Wednes", "Thurs")], WEEK_1, ["2021-01-06"]),
        ([AM, PM, WEDNESDAY], WEEK_2, ["2021-01-04-am", "2021-01-04-pm", "2021-01-06"]),  # the post's dates corrected
    ],
)
def test_a_session_that_was_moved_or_dropped_is_cancelled(
    tmp_path: Path, later: list[str], week: str, cancelled: list[str]
) -> None:
    first, post = edited("\n".join((AM, PM, WEDNESDAY)), 10), edited("\n".join(later), 20, week)
    other = edited(AM, 10, "January 25-31, 2021", number=9)  # of a week that the later archive does not have
    before = calendar_bytes(tmp_path / "before", first, other)

    after = calendar_bytes(tmp_path / "after", post, former=before)
    again = calendar_bytes(tmp_path / "after", post, former=after)

    for text in (after, again):
        found = by_key(text)
        assert sorted(key for key, event in found.items() if event.get("status") == "CANCELLED") == cancelled
        assert "2021-01-25-am" in found and len(found) == len(later) + len(cancelled) + 1
    back = by_key(calendar_bytes(tmp_path / "back", first, former=again))
    for key in cancelled:
        assert by_key(again)[key]["sequence"] > by_key(before)[key]["sequence"]
        assert "status" not in back[key] and back[key]["sequence"] > by_key(again)[key]["sequence"]


def test_training_may_have_an_hour_and_an_alarm(tmp_path: Path) -> None:
    monday, _, thursday = events_of(calendar_bytes(tmp_path, post_of(TRAINING_WEEK), at=time(18, 0), alarm=30))

    assert monday.decoded("dtstart") == datetime(2021, 1, 4, 18, 0)  # on whatever clock the phone has
    assert monday.decoded("dtend") - monday.decoded("dtstart") == timedelta(hours=1)
    (alarm,) = monday.walk("VALARM")
    assert (str(alarm["action"]), alarm.decoded("trigger")) == ("DISPLAY", timedelta(minutes=-30))
    assert (thursday.decoded("dtstart"), thursday.walk("VALARM")) == (date(2021, 1, 7), [])


def test_titles_begin_with_the_lifts_and_links_are_in_the_description(tmp_path: Path) -> None:
    pieces = '3 sets of:\n<a href="https://v/1">Tall Snatch</a> x 2 reps\n<a href="https://v/2">read this</a>'
    lines = f"Monday AM\nA.\nFor time:\nRun 400 meters\nB.\n{pieces}\nTuesday\nBring a towel."
    monday, tuesday = events_of(calendar_bytes(tmp_path, post_of(lines)))

    assert (str(monday["summary"]), str(tuesday["summary"])) == ("Tall Snatch · Run: Monday AM", "Tuesday")
    assert "Tall Snatch\n  Tall Snatch: https://v/1\n  1-3: 2 reps" in str(monday["description"])
    assert str(monday["description"]).endswith("read this: https://v/2")


def test_a_programme_has_its_own_uids_and_two_sessions_of_a_day_have(tmp_path: Path) -> None:
    twice = post_of(f"{AM}\n{PM}\nMon. (AM)\nA.\nRow 500 m")
    other = {**twice, "slug": twice["slug"].replace("5-day", "3-day"), "id": 8}

    assert len({str(event["uid"]) for event in events_of(calendar_bytes(tmp_path, twice, other))}) == 6


def test_independent_readers_find_the_same(tmp_path: Path) -> None:
    import ics  # type: ignore[import-untyped]
    import vobject  # type: ignore[import-untyped]

    odd = post_of("Monday\nBring: chalk, tape; a \\ backslash, and “quotes” – too\nA.\nSnatch x 2 reps\n" + "ü" * 200)
    text = calendar_bytes(tmp_path, odd, sample_posts()[0])

    names = ("uid", "summary", "description")
    expected = {(each.decoded("dtstart"), *(str(each.get(name, "")) for name in names)) for each in events_of(text)}
    read = [event.contents for event in vobject.readOne(text.decode()).vevent_list]
    by_vobject = {tuple(each[name][0].value if name in each else "" for name in ("dtstart", *names)) for each in read}
    events = ics.Calendar(text.decode()).events
    by_ics = {(event.begin.date(), event.uid, event.name, event.description or "") for event in events}

    assert by_vobject == by_ics == expected
    assert any("Bring: chalk, tape; a \\ backslash, and “quotes” – too" in description for *_, description in expected)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert all(event.all_day for event in events)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (archive, command):
        monkeypatch.setattr(module, "OUT", tmp_path)
    return tmp_path


def test_the_command_writes_the_file(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store(out / "bucket", post_of(TRAINING_WEEK), {**post_of(AM), "slug": "january-4-10-2021-competition"})

    assert main(["calendar", "--maxes", "Snatch=80", "--step", "1"]) == 0
    assert capsys.readouterr().out == f"{out}/invictus.ics has 3 days of training and rest\n"
    assert "48 kg" in (out / "invictus.ics").read_text(encoding="utf-8")

    store(out / "bucket", edited(WEDNESDAY, 50))
    (out / "bucket" / "weekly" / "2021-01-04__2021-01-07--5-day-weightlifting-program.json").unlink()
    assert main(["calendar", "--at", "18:00", "--alarm", "30"]) == 0
    said = f"{out}/invictus.ics has 1 day of training and rest"
    assert capsys.readouterr().out == f"{said}, and 3 former ones, cancelled\n"

    assert main(["calendar", "--program", "competition"]) == 0
    assert capsys.readouterr().out == f"{said}\n"


def test_what_cannot_be_made_is_refused_with_its_remedy(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store(out / "bucket", post_of(TRAINING_WEEK))
    (out / "invictus.ics").write_text("shopping: chalk")

    for options, code, said in (
        (["--at", "25:00"], 2, "AT= (--at): '25:00' is not a time of day. Write one such as 17:30."),
        (["--alarm", "30"], 1, "write AT=18:00 as well"),
        ([], 1, "is not a calendar"),
    ):
        assert main(["calendar", *options]) == code
        assert said in capsys.readouterr().err
    assert (out / "invictus.ics").read_text() == "shopping: chalk"
