"""What a lifter does is safe in Chromium, Firefox and WebKit: Back, the coach's edits, midnight, units, clock, offline.

An engine that is not installed is skipped: apt-get install firefox-esr webkit2gtk-driver xvfb.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.page.conftest import pages_of
from tests.page.engines import Chromium, Engine, Firefox, Site, WebKit
from tests.support.posts import TRAINING_WEEK, post_of

TEST_WEEK = f"""{TRAINING_WEEK}
Saturday
A.
AMRAP in 10 minutes:
Pull-Ups x 5 reps
B.
3 sets of:
Clean Pull x 3 reps"""
OTHER_DAY = TEST_WEEK.replace("Saturday", "Sunday")
OTHER_EXERCISES = OTHER_DAY.replace("A.\nEvery 2:30", "A.\n3 sets of:\nPush Press x 5 reps\nB.\nEvery 2:30").replace(
    "Chin-ups x 8-10 reps\nRest 30 seconds\n", ""
)
EDITIONS = {"first": TEST_WEEK, "other-day": OTHER_DAY, "other-exercises": OTHER_EXERCISES}
WAITS_S = 10

BOXES = "[...document.querySelectorAll('.set input')]"
TICKED = f"return {BOXES}.filter((box) => box.checked).length"
TUESDAY = "[...document.querySelectorAll('[data-day=\"2021-01-05\"] .set')]"
RESULT = ".result:not(:empty)"


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    try:
        if request.param == "chromium":
            opened: Engine = Chromium(request.getfixturevalue("browser"))
        elif request.param == "firefox":
            opened = Firefox(tmp_path_factory.mktemp("profile"))
        else:
            opened = WebKit()
    except FileNotFoundError as missing:
        pytest.skip(f"{request.param} is not installed: there is no {missing}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages of a week before and after the coach's edits, each into page/ of a folder of its own."""
    folder = tmp_path_factory.mktemp("editions")
    for name, lines in EDITIONS.items():
        pages_of(folder / name, post_of(lines))
    return folder


@pytest.fixture
def site(editions: Path) -> Iterator[Site]:
    served = Site(editions)
    yield served
    served.stop()


def address(site: Site, edition: str = "first", page: str = "") -> str:
    """Return where a page of an edition is, the week's if no other is named."""
    last = "2021-01-09" if edition == "first" else "2021-01-10"
    return f"{site.url}{edition}/page/{page or f'2021-01-04__{last}--5-day-weightlifting-program.html'}"


def shows(engine: Engine, script: str, wanted: Any) -> bool:
    """Run a script until it returns what is wanted: what another page stored may come a moment later."""
    end = time.monotonic() + WAITS_S
    while (found := engine.run(script)) != wanted and time.monotonic() < end:
        time.sleep(0.05)
    assert found == wanted
    return True


def go(engine: Engine, url: str) -> None:
    """Open a page and wait for its script, if it has one: WebKit says that a page is loaded before it has run."""
    engine.open(url)
    page = "document.getElementById('page-data')"
    assert shows(engine, f"return !{page} || document.documentElement.classList.contains('scripted')", True)


def text(engine: Engine, selector: str) -> str:
    return str(engine.run(f"return document.querySelector({json.dumps(selector)}).textContent"))


def tick(engine: Engine, *numbers: int) -> None:
    engine.run(f"for (const at of {list(numbers)}) {BOXES}[at].click()")


def be_at(engine: Engine, moment: str) -> None:
    """Let the page's time stand still at a moment, and tell the page that it is shown again."""
    engine.run(
        f"""const Real = window.RealDate ||= Date;
        const now = new Real("{moment}").getTime();
        window.Date = class extends Real {{
            constructor(...given) {{ if (given.length) super(...given); else super(now); }}
            static now() {{ return now; }}
        }};
        document.dispatchEvent(new Event("visibilitychange"));"""
    )


def test_ticks_on_two_pages_of_a_week_survive_going_back(engine: Engine, site: Site) -> None:
    go(engine, address(site, page="index.html"))
    tick(engine, 0, 1)
    go(engine, address(site))
    assert shows(engine, TICKED, 2)
    tick(engine, 2, 3, 4)
    engine.back()
    assert shows(engine, TICKED, 5)
    tick(engine, 5)

    go(engine, address(site))

    assert shows(engine, TICKED, 6)


def test_the_coach_s_edits_keep_every_tick_of_an_unchanged_exercise(engine: Engine, site: Site) -> None:
    go(engine, address(site))
    count = engine.run(f"{BOXES}.forEach((box) => box.click()); return {BOXES}.length")
    assert engine.run(TICKED) == count > 40

    go(engine, address(site, "other-day"))
    assert shows(engine, TICKED, count)
    assert engine.run("return document.getElementById('leftover').hidden")

    go(engine, address(site, "other-exercises"))
    assert shows(engine, TICKED, count - 4)  # the chin-ups are gone, the push press is new
    gone = engine.run("return [...document.querySelectorAll('#leftover-sets li')].map((line) => line.textContent)")
    assert gone == [f"Monday (Session One): Chin-ups, set {number}: done" for number in (1, 2, 3, 4)]


def test_a_log_of_an_older_page_is_moved_over(engine: Engine, site: Site) -> None:
    week = {
        "sets": {
            "2021-01-05-1/a1/(Clean + 2 Front Squats + Jerk)/1/1": {"done": True, "lifted": "", "note": ""},
            "2021-01-05-1/a1/(Clean + 2 Front Squats + Jerk)/1/3": {"done": True, "lifted": "82.5", "note": "light"},
            "2021-01-04-1/c1/Ring Row/1/1": {"done": True, "lifted": "", "note": ""},
        },
        "results": {"2021-01-09-1/a1": {"rounds": 4, "seconds": 600}},
    }
    lifter = {"maxima": {"Clean & Jerk": "100"}, "unit": "kg", "step": "2.5", "bar": 15, "useRelated": False}
    old = {"invictus-lifter": lifter, "invictus-week-2021-01-04__2021-01-08--5-day-weightlifting-program": week}
    go(engine, address(site, page="cycle.html"))
    engine.run(f"for (const [k, v] of Object.entries({json.dumps(old)})) localStorage.setItem(k, JSON.stringify(v))")

    go(engine, address(site))

    ticks = f"return {TUESDAY}.slice(0, 3).map((row) => row.querySelector('input').checked)"
    assert shows(engine, ticks, [True, False, True])
    assert "lifted 82.5 kg" in engine.run(f"return {TUESDAY}[2].textContent")
    assert text(engine, RESULT).startswith("Done: 4 rounds in 10:00")
    assert engine.run("return document.getElementById('bar').value") == "15"
    assert text(engine, "#leftover-sets") == "Monday: Ring Row, set 1: done"
    assert engine.run("return Object.keys(localStorage).filter((key) => !key.startsWith('invictus2/'))") == []


def test_at_midnight_and_on_coming_back_the_day_is_another(engine: Engine, site: Site) -> None:
    go(engine, address(site))
    today = """return [document.querySelector('.days a[aria-current]')?.querySelector('b').textContent,
        document.querySelector('.session').dataset.day]"""

    be_at(engine, "2021-01-04T23:59:50")
    assert engine.run(today) == ["4", "2021-01-04"]
    be_at(engine, "2021-01-05T00:00:10")
    assert engine.run(today) == ["5", "2021-01-05"]
    assert engine.run("return document.getElementById('elsewhere').hidden")
    be_at(engine, "2021-01-12T09:00:00")

    assert not engine.run(today)[0]
    assert text(engine, "#elsewhere:not([hidden])") == "This week is past. All weeks has the newest that is here."


def test_other_maxima_and_another_unit_change_nothing_that_was_lifted(engine: Engine, site: Site) -> None:
    go(engine, address(site))
    loads = f"{TUESDAY}.slice(0, 2).map((row) => row.querySelector('.load b').textContent.replace('\u00a0', ' '))"

    def becomes(field: str, value: str) -> Any:
        change = f"field.value = '{value}'; field.dispatchEvent(new Event('change'))"
        return engine.run(f"const field = {field}; {change}; return {loads}")

    maximum, unit = "document.querySelectorAll('#known-maxima input')[1]", "document.getElementById('unit')"
    assert becomes(maximum, "100") == ["80 kg", "80 kg"]
    engine.run(f"{TUESDAY}[0].querySelector('input').click()")
    assert becomes(unit, "lb") == ["80 kg", "175 lb"]  # 80 % of 220.5 lb, on a bar of 45 lb
    assert text(engine, "#unit-said") == "1 maximum was converted to lb. What you have lifted keeps its unit."
    assert becomes(unit, "kg") == ["80 kg", "80 kg"]
    assert becomes(maximum, "120") == ["80 kg", "95 kg"]


def test_a_clock_goes_on_through_a_reload_and_keeps_a_round_at_the_buzzer(engine: Engine, site: Site) -> None:
    go(engine, address(site))
    shown = "return ['clock-label', 'clock-time'].map((id) => document.getElementById(id).textContent).join(' ')"
    press = "document.getElementById('{}').click()"
    be_at(engine, "2021-01-09T09:00:00")
    engine.run("document.querySelector('[data-day=\"2021-01-09\"] button.clock').click()")
    be_at(engine, "2021-01-09T09:01:10.5")
    assert shows(engine, shown, "Time left 9:00")
    engine.run(press.format("clock-round"))

    go(engine, address(site))
    assert engine.run("return document.getElementById('clock-running').hidden")  # of another year: forgotten
    be_at(engine, "2021-01-09T09:01:12.5")
    assert shows(engine, shown, "Time left 8:58")
    be_at(engine, "2021-01-09T09:10:11")
    assert shows(engine, shown, "Done 0:00")
    engine.run(press.format("clock-round"))
    engine.run(press.format("clock-result"))
    engine.run("document.getElementById('ending-reps').value = '3'; " + press.format("ending-keep"))

    assert text(engine, RESULT).startswith("Done: 2 rounds + 3 reps in 10:00")


def test_nothing_that_gets_the_focus_lies_under_the_fixed_bars(engine: Engine, site: Site) -> None:
    go(engine, address(site))

    hidden = engine.run(
        """for (const details of document.querySelectorAll("details")) details.open = true;
        const kinds = "a, button, summary, input, select, textarea";
        const stops = [...document.querySelectorAll(kinds)].filter((stop) => stop.offsetParent);
        const own = stops.filter((stop) => !stop.closest("#days, #clock, dialog")).filter((_, at) => at % 16 === 0);
        const bars = ["days", "clock"].map((id) => document.getElementById(id));
        const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const look = async () => {
            const found = [];
            for (const stop of [...own, ...own.reverse()]) {
                stop.focus();
                await painted();
                const [box, ...others] = [stop, ...bars].map((each) => each.getBoundingClientRect());
                const isUnder = others.some((bar) => box.top < bar.bottom - 1 && box.bottom > bar.top + 1);
                if (isUnder) found.push(stop.outerHTML);
            }
            return [own.length > 7, found];
        };
        return look();"""
    )

    assert hidden == [True, []]


def test_an_installed_page_opens_without_a_network_and_tells_of_a_newer_week(
    engine: Engine, editions: Path, tmp_path: Path
) -> None:
    shutil.copytree(editions / "first", tmp_path / "first")
    site = Site(tmp_path)
    go(engine, address(site, page="index.html"))
    assert shows(engine, "return Boolean(navigator.serviceWorker.controller)", True)

    pages_of(tmp_path / "first", post_of("Monday\nA. Snatch\n3 x 2 @ 80%", title="January 11-17, 2021"))
    go(engine, address(site, page="index.html"))
    assert shows(engine, "return document.getElementById('news').hidden", False)
    assert text(engine, "#news") == "The training was updated. Show it"

    site.stop()
    go(engine, address(site, page="index.html"))
    assert engine.run("return document.querySelectorAll('.weeks li').length") == 2
    go(engine, address(site))
    tick(engine, 0)
    assert engine.run(TICKED) == 1
