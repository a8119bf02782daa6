"""The clock in a real browser with a faked time: rounds, beeps, rest, keeping the screen on, results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from local.page.render import clock_of
from tests.page.conftest import OpenPage, pages_of, state_of
from tests.support.posts import post_of
from tests.support.stored_weeks import records_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

LINES = """Monday
A.
Every 2 minutes, for 6 minutes (3 sets):
Snatch x 2 reps
B.
AMRAP in 10 minutes:
Pull-Ups x 5 reps
C.
3 rounds for time, (12 minute cap)
Row x 500 meters
D.
Tabata Hollow Rocks
20 seconds on, 10 seconds off
For a total of 2 rounds
E.
3 sets of:
Plank x 45 seconds
Rest 60 seconds
F.
Run x 400 meters"""

# Records what the page asks of the browser: tones, and to keep the screen on.
RECORDER = """
    window.tones = [];
    window.locks = [];
    class Parameter { setValueAtTime() {} exponentialRampToValueAtTime() {} }
    class Part { frequency = new Parameter(); gain = new Parameter(); connect(other) { return other; } stop() {}
        start() { window.tones.push(this.frequency.value); } }
    window.AudioContext = class { currentTime = 0; destination = null; resume() {}
        createOscillator() { return new Part(); } createGain() { return new Part(); } };
    Object.defineProperty(navigator, "wakeLock", { value: { request: async (kind) => {
        window.locks.push(kind);
        return { addEventListener() {}, release: async () => window.locks.push("released") }; } } });
"""
LONG, SHORT = 1320, 880

OpenClock = Callable[[int], "Page"]


@pytest.fixture(scope="module")
def week_with_clocks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return next(pages_of(tmp_path_factory.mktemp("clocks"), post_of(LINES)).glob("2021*"))


@pytest.fixture
def open_clock(open_page: OpenPage, week_with_clocks: Path) -> OpenClock:
    """Open the page and the clock of one of its blocks, by the block's number; the page's time stands still."""

    def prepare(page: Page) -> None:
        page.clock.install(time="2021-01-04T09:00:00")
        page.add_init_script(RECORDER)

    def open_clock(block: int) -> Page:
        page = open_page(week_with_clocks, before=prepare)
        page.clock.pause_at("2021-01-04T10:00:00")
        page.get_by_role("button", name="Clock").nth(block).click()
        return page

    return open_clock


def face(page: Page) -> list[str]:
    shown: list[str] = page.locator("#clock-label, #clock-time").all_inner_texts()
    return shown


def test_an_interval_clock_counts_its_rounds_and_beeps(open_clock: OpenClock) -> None:
    page = open_clock(0)
    assert face(page) == ["Get ready", "0:10"]

    page.clock.run_for(10_000)
    assert face(page) == ["Round 1 of 3", "2:00"]
    assert page.evaluate("tones") == [SHORT, SHORT, SHORT, LONG]
    page.clock.run_for(120_000)
    assert face(page) == ["Round 2 of 3", "2:00"]
    page.clock.run_for(61_000)
    assert face(page) == ["Round 2 of 3", "0:59"]
    page.clock.run_for(179_000)

    assert face(page) == ["Done", "0:00"]
    assert page.evaluate("tones") == [SHORT, SHORT, SHORT, LONG] * 4
    assert page.evaluate("locks") == ["screen", "released"]
    page.get_by_role("button", name="Close").click()
    assert page.locator("#clock-idle").is_visible()

    page.get_by_role("button", name="Clock").nth(3).click()  # a tabata has work and rest
    for milliseconds, shown in (
        (10_000 + 19_000, ["Round 1 of 2", "0:01"]),
        (1_000, ["Rest, round 1 of 2", "0:10"]),
        (10_000, ["Round 2 of 2", "0:20"]),
    ):
        page.clock.run_for(milliseconds)
        assert face(page) == shown


def test_the_rounds_of_an_amrap_are_kept_and_can_be_changed(open_clock: OpenClock) -> None:
    page = open_clock(1)
    page.clock.run_for(10_000 + 60_000)
    assert face(page) == ["Time left", "9:00"]
    for _ in range(4):
        page.get_by_role("button", name="Rounds").click()
    page.clock.fast_forward(540_000)

    assert face(page) == ["Done", "0:00"]
    page.get_by_role("button", name="Rounds").click()  # the one that was under way at the buzzer
    page.get_by_text("Done: 5 rounds in 10:00").wait_for()
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Rounds", exact=True).fill("6")
    page.get_by_label("and reps").fill("3")
    page.get_by_role("button", name="Keep the result").click()

    (result,) = [entry for key, entry in state_of(page).items() if key.startswith("result/")]
    assert (result["rounds"], result["reps"], result["seconds"]) == (6, 3, 600)
    assert page.get_by_text("Done: 6 rounds + 3 reps in 10:00").is_visible()


def test_a_workout_for_time_counts_up_also_while_the_phone_sleeps_and_not_in_a_pause(open_clock: OpenClock) -> None:
    page = open_clock(2)
    page.clock.fast_forward(10_000 + 522_000)  # no tick came in between
    page.clock.run_for(100)
    assert face(page) == ["Time", "8:42"]
    page.get_by_role("button", name="Rounds").click()

    page.get_by_role("button", name="Pause").click()
    page.clock.fast_forward(300_000)
    assert face(page) == ["Time (paused)", "8:42"]
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="End", exact=True).click()
    assert page.get_by_role("dialog", name="End the clock of C").is_visible()
    page.get_by_role("dialog").get_by_role("button", name="Go on").click()
    page.clock.run_for(1_000)
    assert face(page) == ["Time", "8:43"]
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("button", name="Keep the result").click()

    assert page.get_by_text("Done: 1 round in 8:43").is_visible()
    assert page.locator("#clock-idle").is_visible()


def test_another_clock_and_a_rest_take_nothing_from_an_amrap_and_a_tick_begins_its_rest(open_clock: OpenClock) -> None:
    page = open_clock(1)
    page.clock.run_for(10_000 + 60_000)
    page.get_by_role("button", name="Rounds").click()
    page.get_by_role("button", name="Rest 1 min").click()
    page.clock.run_for(15_000)

    assert face(page) == ["Time left", "8:45"]
    assert page.locator("#clock-rest").inner_text().startswith("Rest 0:45")
    assert page.locator("#clock-round b").inner_text() == "1"
    page.locator("#clock-rest").click()
    assert not page.locator("#clock-rest").is_visible()
    page.get_by_role("button", name="Clock").nth(2).click()
    assert page.get_by_role("dialog", name="End the clock of B").is_visible()
    page.get_by_role("button", name="Throw it away").click()
    assert not page.get_by_text("Done:").count()
    assert state_of(page) == {}

    page.get_by_role("checkbox", name="Plank, set 1").check()
    assert face(page) == ["Rest", "1:00"]
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("checkbox", name="Run").check()
    assert page.locator("#clock-idle").is_visible()
    page.get_by_role("button", name="Rest 1 min").click()
    page.clock.run_for(60_000)
    assert face(page) == ["Done", "0:00"]
    assert page.locator("#clock-said").inner_text() == "Rest. Done"


def test_which_blocks_have_a_clock_and_whose_turn_it_names() -> None:
    every = {"kind": "intervals", "work": 60, "rest": 0, "rounds": 10, "names": [], "counts": False}
    for lines, clock in {
        "Every 90 seconds:\nSnatch x 1 rep": {**every, "work": 90, "rounds": None},
        "EMOM 10:\nSnatch x 1 rep": every,
        "Alternating EMOM 10:\nSnatch x 1 rep\nPlank x 30 seconds": {**every, "names": ["Snatch", "Plank"]},
        "In 20 minutes, establish a 1-RM Snatch": {"kind": "countdown", "seconds": 1200, "counts": False},
        "3 sets of:\nSnatch x 1 rep": None,
        "Tabata Hollow Rocks": None,  # the post does not say its times
    }.items():
        (record,) = records_of(post_of(f"Monday\nA.\n{lines}"))
        assert clock_of(record["exercises"]) == clock
