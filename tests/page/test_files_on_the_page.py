"""Training leaves the browser and comes back: export, import, a table, and clearing the week."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.page.conftest import TRAINED, WEEK, OpenPage, OpenWeek, open_tuesday, state_of


def test_an_export_imported_elsewhere_gives_the_same_state(
    open_week: OpenWeek, open_page: OpenPage, pages: Path, tmp_path: Path
) -> None:
    page = open_week(kept=TRAINED)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)

    other = open_tuesday(open_page, pages)  # another phone: its own browser context
    assert state_of(other)["sets"] == {}
    other.get_by_label("Import").set_input_files(file)
    other.get_by_text("Imported.").wait_for()

    assert file.name == "2021-01-04__2021-01-07--5-day-weightlifting-program.json"
    assert state_of(other) == state_of(page) == TRAINED
    assert other.locator("[id='2021-01-05-session-2'] .set.done").count() == 3
    assert other.locator("#known-maxima").get_by_label("Power Clean", exact=True).input_value() == "90"


REFUSED = {
    "no JSON": "This file is not JSON. Choose one that this page exported.",
    "[]": "This file was not exported by this page. Choose one that was.",
    '{"format": "invictus-training", "version": 1, "week": "<b>other</b>"}': (
        "This file is of another week (<b>other</b>). Import it on that week's page."
    ),
}


def test_another_file_is_refused_and_changes_nothing(open_page: OpenPage, pages: Path, tmp_path: Path) -> None:
    page = open_tuesday(open_page, pages)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("checkbox", name="Set 1").first.check()
    before = state_of(page)
    file = tmp_path / "file.json"
    for text, said in REFUSED.items():
        file.write_text(text)

        page.get_by_label("Import").set_input_files(file)

        page.get_by_text(said).wait_for()
        assert state_of(page) == before


def test_what_an_import_may_hold_is_taken_field_by_field(open_week: OpenWeek, tmp_path: Path) -> None:
    page = open_week()
    file = tmp_path / "file.json"
    hostile = {
        "format": "invictus-training",
        "version": 1,
        "week": WEEK[: -len(".html")],
        "lifter": {
            "maxima": {"Snatch": "<b>", "Jerk": 100, "": 5},
            "unit": "stone",
            "step": -1,
            "bar": 7,
            "useRelated": 1,
        },
        "sets": {"x": {"done": "yes", "lifted": "1e9", "note": "n" * 900}, "y": None, "__proto__": {"done": True}},
        "results": {"z": {"rounds": -1, "seconds": "ten"}},
    }
    file.write_text(json.dumps(hostile))

    page.get_by_label("Import").set_input_files(file)
    page.get_by_text("Imported.").wait_for()

    state = state_of(page)
    assert state["lifter"] == {"maxima": {"Jerk": "100"}, "unit": "kg", "step": "2.5", "bar": 20, "useRelated": False}
    assert state["sets"]["x"] == {"done": False, "lifted": "", "note": "n" * 500}
    assert state["results"] == {"z": {"rounds": 0, "seconds": 0}}
    assert page.evaluate("({}).done") is None


def test_a_table_has_a_row_for_each_set(open_week: OpenWeek, tmp_path: Path) -> None:
    page = open_week(kept=TRAINED)
    page.evaluate("store.change(training.sets[3].key, {note: '=HYPERLINK(1)'})")
    with page.expect_download() as download:
        page.get_by_role("button", name="Table (CSV)").click()
    download.value.save_as(tmp_path / "week.csv")

    rows = list(csv.DictReader(io.StringIO((tmp_path / "week.csv").read_text(encoding="utf-8"))))

    assert len(rows) == page.locator(".set").count()
    third = next(row for row in rows if row["date"] == "2021-01-05" and row["set"] == "3")
    assert third == {
        "date": "2021-01-05",
        "session": "Tuesday (Session Two)",
        "block": "A",
        "movement": "(Clean + 2 Front Squats + Jerk)",
        "set": "3",
        "reps": "1 rep",
        "percent": "80 %",
        "load": "80 kg",
        "done": "yes",
        "lifted": "82.5",
        "unit": "kg",
        "note": 'felt "light"',
    }
    assert "'=HYPERLINK(1)" in [row["note"] for row in rows]


def test_a_week_is_cleared_only_when_the_lifter_is_sure(open_week: OpenWeek) -> None:
    page = open_week(kept=TRAINED)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Clear this week").click()
    assert len(state_of(page)["sets"]) == 3

    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear this week").click()
    page.reload()

    assert state_of(page)["sets"] == {}
    assert state_of(page)["lifter"]["maxima"]["Clean & Jerk"] == "100"
    assert page.locator(".set.done").count() == 0
