"""The page shows the loads of `make today`: one table of cases for both, and every set of every week."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from rich.console import Console

from invictus.prescriptions import sets_of
from invictus.prescriptions.shapes import Exercise, Scheme, SetRow
from invictus.shapes import StoredRecord
from local.archive.weeks import Archive, FolderStore
from local.training.lifter import Lifter, Plates, maxima_from_mapping
from local.training.loads import RELATED, WORDS_BEFORE_A_LIFT, weigh
from local.training.whiteboard import show_session
from local.training.words import load_in_words, weight_in_words
from tests.page.conftest import WEEK, OpenPage

CASES = json.loads((Path(__file__).parent / "load_cases.json").read_text(encoding="utf-8"))
LIFTS = {"related": RELATED, "wordsBefore": WORDS_BEFORE_A_LIFT}

# Three lifters: a plain one, one in pounds who uses related lifts, one with few maxima and odd steps.
LIFTERS = [
    ({"Snatch": "80", "Clean & Jerk": "101", "Power Clean": "87.5", "Back Squat": "143"}, "kg", "2.5", False),
    ({"Snatch": "185", "Clean & Jerk": "235", "Front Squat": "300"}, "lb", "5", True),
    ({"Power Snatch": "61.3"}, "kg", "0.5", True),
]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_weighs_the_cases(case: dict[str, Any]) -> None:
    lifter = Lifter(maxima_from_mapping(case["maxima"]), Plates(case["unit"], float(case["step"])), case["use_related"])
    row, expected = case["set"], case["expected"]
    assert lifter.maxima
    weighed = weigh(row, row["movement"], lifter.maxima, lifter.plates, lifter.use_related)

    assert {key: weighed[key] for key in ("weight_from", "weight_to", "maximum", "in_place_of")} == {
        key: expected[key] for key in ("weight_from", "weight_to", "maximum", "in_place_of")
    }
    assert load_in_words(row, lifter)[0] == expected["words"]
    if expected["missing"]:
        hint = f", or use that of {expected['related']}" if expected["related"] else ""
        assert weighed["says"].startswith(f"no maximum for {expected['missing']}: add it to the maxima{hint}")


def test_the_browser_weighs_the_same_cases(open_page: OpenPage, pages: Path) -> None:
    page = open_page(pages / WEEK)

    weighed = page.evaluate(
        """([cases, lifts]) => cases.map(({set, maxima, step, unit, use_related}) => {
            const {percent_from: from, percent_to: to, of, movement} = set;
            const load = weigh({from, to, of, movement}, {maxima, step, useRelated: use_related}, lifts);
            return {weight_from: load.from, weight_to: load.to, maximum: load.maximum, in_place_of: load.inPlaceOf,
                    missing: load.missing, related: load.related, words: loadInWords(load, unit)};
        })""",
        [CASES, LIFTS],
    )

    assert weighed == [case["expected"] for case in CASES]


@pytest.mark.parametrize("folder", ["pages", "real_pages"])
def test_every_set_of_every_week_has_the_load_that_the_board_has(
    folder: str, open_page: OpenPage, request: pytest.FixtureRequest
) -> None:
    pages: Path = request.getfixturevalue(folder)
    archive = Archive(FolderStore(pages.parent / "bucket"))
    page = open_page(pages / "index.html")
    weighed = 0
    for stored in archive.weeks:
        page.goto((pages / f"{stored.first}__{stored.last}--{stored.program}.html").as_uri())
        of_week = (r for r in archive.records(stored.first, stored.last) if r["program"] == stored.program)
        records = sorted(of_week, key=lambda record: str(record["date"]))
        rows = [row for record in records for exercise in record["exercises"] for row in rows_of(exercise)]
        for lifter, shown in zip(LIFTERS, loads_on_page(page)):
            maxima, unit, step, use_related = lifter
            who = Lifter(maxima_from_mapping(maxima), Plates(unit, float(step)), use_related)
            assert shown == [load_in_words(row, who)[0] or weight_in_words(row) or "Log" for row in rows]
            weighed += sum(load != "Log" for load in shown)
            if lifter == LIFTERS[0]:
                own = {weight_in_words(row) for row in rows}  # the board has the post's own weights beside the reps
                on_board = {load for record in records for load in loads_on_board(record, who)}
                assert set(shown) - {"Log"} - own <= on_board
    assert weighed > 20


def loads_on_page(page: Page) -> list[list[str]]:
    """Return the loads on the page's buttons for each of the lifters, by the sessions' dates."""
    loads: list[list[str]] = page.evaluate(
        """(lifters) => lifters.map(([maxima, unit, step, useRelated]) => {
            Object.assign(store.lifter, { maxima, unit, step, useRelated });
            showAll();
            const sessions = [...document.querySelectorAll(".session")].sort((a, b) => (a.id < b.id ? -1 : 1));
            const weighed = ".movement:not([data-movement='']) .set, .set[data-from], .set[data-to]";
            const rows = sessions.flatMap((session) => [...session.querySelectorAll(weighed)]);
            const buttons = rows.map((row) => row.querySelector("button.load"));
            return buttons.map((button) => button.querySelector("b").textContent.replaceAll("\\u00a0", " "));
        })""",
        LIFTERS,
    )
    return loads


def rows_of(exercise: Exercise) -> list[SetRow]:
    """Return the sets that are shown of an exercise: all of "3-4 sets", one where no number is written."""
    if not (exercise["movement"] or exercise["loads"]):
        return []
    all_sets: Scheme = {**exercise["scheme"], "sets": exercise["scheme"]["sets_to"]}
    one_set: Scheme = {**exercise["scheme"], "sets": 1, "sets_to": 1}
    return sets_of({**exercise, "scheme": all_sets}) or sets_of({**exercise, "scheme": one_set})


def loads_on_board(record: StoredRecord, lifter: Lifter) -> list[str]:
    """Return what `make today` prints that looks like a load."""
    paper = io.StringIO()
    show_session(Console(file=paper, width=200), record, lifter)
    number = r"\d+(?:\.\d+)?"
    return re.findall(rf"at most {number} (?:kg|lb)|{number}(?:-{number})? (?:kg|lb)(?: or more)?", paper.getvalue())
