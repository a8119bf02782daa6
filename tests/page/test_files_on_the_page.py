"""Training leaves the browser and comes back: one backup, an import that merges, a table, and clearing the week."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.page.conftest import COMPLEX, TRAINED, OpenPage, sets_of, state_of, type_maxima

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A week that this page is not of, with an AMRAP.
OTHER = "5-day/2020-12-21/2020-12-22-2"
OTHER_WEEK: dict[str, Any] = {
    f"invictus2/session/{OTHER}": {"heading": "Tuesday (Session Two)"},
    f"invictus2/set/{OTHER}/Chin-ups~x/1": {"done": True, "asked": "8-10 reps"},
    f"invictus2/set/{OTHER}/Devil Press~x/1": {"done": True, "asked": "25/20 reps", "shown": "95/65 lb"},
    f"invictus2/set/{OTHER}/Plank~x/2": {"done": True, "seconds": "45", "asked": "45 s"},
    f"invictus2/set/{OTHER}/Snatch~x/1": {
        **{"done": True, "missed": True, "shown": "60-65 kg", "asked": "2 reps · 75-80 %", "note": "=HYPERLINK(1)"},
        "at": "2020-12-22T09:30:00.000Z",
    },
    f"invictus2/result/{OTHER}/AMRAP in 10 min~x": {"rounds": 4, "reps": 3, "seconds": 600},
}


BACKUP = {"format": "invictus-training", "version": 2}


def saved(page: Page, button: str, folder: Path) -> Path:
    """Press a button that saves a file, and return the file."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def imported(page: Page, file: Path, text: str = "") -> str:
    """Import a file, with the text that is given, and return what the page says of it."""
    if text:
        file.write_text(text, encoding="utf-8")
    page.evaluate("document.getElementById('files-said').textContent = ''")
    page.get_by_label("Import").set_input_files(file)
    page.locator("#files-said:not(:empty)").wait_for()
    return page.locator("#files-said").inner_text()


def test_a_backup_imported_elsewhere_gives_the_same_log_and_other_files_change_nothing(
    open_week: OpenPage, tmp_path: Path
) -> None:
    page = open_week(kept={**TRAINED, **OTHER_WEEK})
    file = saved(page, "Save a backup", tmp_path)

    other = open_week()  # another phone: its own browser context
    said = imported(other, file)

    assert file.name == "invictus-training-2021-01-05.json"
    assert said == "Imported: 14 entries were new or newer; the others stay as they are."
    assert sets_of(other) == sets_of(page)
    assert state_of(other).keys() == state_of(page).keys()
    assert other.locator("[id='2021-01-05-session-2'] .set.done").count() == 3
    assert other.locator("#known-maxima").get_by_label("Power Clean", exact=True).input_value() == "90"
    assert imported(other, file).startswith("Imported: 0 entries")
    before = state_of(other)
    for text, said in (
        ("no JSON", "This file is not JSON. Choose one that this page exported."),
        ("[]", "This file was not exported by this page. Choose one that was."),
        (json.dumps({**BACKUP, "version": 3}), "This file was exported by a newer page. Import it on that page."),
    ):
        assert imported(other, tmp_path / "file.json", text) == said
        assert state_of(other) == before


def test_an_import_replaces_nothing_newer(open_week: OpenPage, tmp_path: Path) -> None:
    page = open_week(kept=TRAINED)
    type_maxima(page, Clean_and_Jerk="101")
    field = page.locator("#known-maxima").get_by_label("Clean & Jerk", exact=True)
    field.blur()

    for weight, at, count, shown in (("95", "2020-01-01", 0, "101"), ("105", "2021-02-01", 1, "105")):
        maximum = {"name": "Clean & Jerk", "weight": weight, "unit": "kg", "at": f"{at}T00:00:00Z"}
        backup = json.dumps({**BACKUP, "entries": {"max/clean & jerk": maximum}})
        assert imported(page, tmp_path / "file.json", backup).startswith(f"Imported: {count} ")
        assert field.input_value() == shown
    assert len(sets_of(page)) == 3


def test_a_file_of_an_older_page_is_imported(open_week: OpenPage, tmp_path: Path) -> None:
    page = open_week()
    key = f"2021-01-05-1/a1/{COMPLEX}/1/2"
    older = {
        **BACKUP,
        "version": 1,
        "week": "2021-01-04__2021-01-09--5-day-weightlifting-program",
        "lifter": {"maxima": {"Snatch": "80"}, "unit": "lb", "step": "5", "bar": 35, "useRelated": True},
        "sets": {key: {"done": True, "lifted": "175", "note": ""}},
    }

    imported(page, tmp_path / "older.json", json.dumps(older))

    assert sets_of(page) == {f"{COMPLEX}/2": {"done": True, "weight": "175", "unit": "lb"}}
    assert page.locator("#bar").input_value() == "35"
    assert page.get_by_role("button", name=f"{COMPLEX}, set 2").inner_text().split("\n")[0] == "lifted 175 lb"


def test_what_an_import_may_hold_is_taken_field_by_field(open_week: OpenPage, tmp_path: Path) -> None:
    page = open_week()
    week = "5-day-weightlifting-program/2021-01-04/2021-01-05-session-2"
    hostile = {
        "gym": {"unit": "toString", "related": 1, "kg": {"bar": -7, "collars": "x", "plates": "__proto__"}, "lb": None},
        "max/snatch": {"name": "Snatch", "weight": "<b>", "unit": "kg"},
        "max/jerk": {"name": " Jerk ", "weight": 100, "unit": "kg"},
        "max/clean": {"name": "Clean", "weight": 100, "unit": "constructor"},
        f"set/{week}/x~y/1": {"done": "yes", "weight": "1e9", "unit": "kg", "note": "n" * 900, "reps": "-1"},
        f"set/{week}/x~y/2": {"done": True, "weight": "80", "unit": "stone", "missed": "no", "at": "tomorrow"},
        f"set/{week}/%E0%A4%A/3": {"done": True},
        f"set/{week}/x~y/4": None,
        "set/2021-01-04/x/1": {"done": True},
        f"set/{week}/x~y/NaN": {"done": True},
        f"set/{week.replace('2021-01-05-session-2', 'some-day')}/x~y/5": {"done": True},
        f"result/{week}/z~": {"rounds": -1, "seconds": "ten"},
        "__proto__/x": {"done": True},
        "constructor": {"done": True},
        "clock": {"block": {"plan": {"kind": "toString"}}},
    }
    hostile["__proto__"] = {"polluted": True}

    imported(page, tmp_path / "file.json", json.dumps({**BACKUP, "entries": hostile}))

    state = state_of(page)
    assert {key: state[key]["weight"] for key in state if key.startswith("max/")} == {"max/jerk": "100"}
    assert (state["gym"]["unit"], "related" in state["gym"], state["gym"]["kg"]["bar"]) == ("kg", False, "20")
    assert sets_of(page) == {
        "x/1": {"note": "n" * 500, "unit": "kg"},
        "x/2": {"done": True},
        "%E0%A4%A/3": {"done": True},
    }
    assert {"clock", "constructor", "set/2021-01-04/x/1"}.isdisjoint(state)
    assert page.evaluate("[({}).done, ({}).polluted]") == [None, None]
    assert page.locator("#leftover-sets li").count() == 3


def test_a_table_has_a_row_for_each_logged_set_of_all_weeks_and_a_week_can_be_cleared(
    open_week: OpenPage, tmp_path: Path
) -> None:
    page = open_week(kept={**TRAINED, **OTHER_WEEK})
    text = saved(page, "Table (CSV)", tmp_path).read_text(encoding="utf-8")

    columns, *rows = csv.reader(io.StringIO(text))

    assert columns == "Date,Workout Name,Exercise Name,Set Order,Weight,Weight Unit,Reps,Seconds,Notes".split(",")
    assert {row[1] for row in rows} == {"Tuesday (Session Two)"}
    assert [[row[0][:10], *row[2:]] for row in rows] == [
        ["2020-12-22", "Chin-ups", "1", "", "", "8", "", "8-10 reps"],
        ["2020-12-22", "Devil Press", "1", "", "", "", "", "25/20 reps, 95/65 lb"],
        ["2020-12-22", "Plank", "2", "", "", "", "45", "45 s"],
        ["2020-12-22", "Snatch", "1", "60", "kg", "0", "", "missed; 2 reps · 75-80 %, 60-65 kg; =HYPERLINK(1)"],
        ["2020-12-22", "AMRAP in 10 min", "1", "", "", "3", "600", "4 rounds + 3 reps in 10:00"],
        ["2021-01-05", COMPLEX, "1", "80", "kg", "1", "", "1 rep · 80 %"],
        ["2021-01-05", COMPLEX, "2", "80", "kg", "1", "", "1 rep · 80 %"],
        ["2021-01-05", COMPLEX, "3", "82.5", "kg", "1", "", '1 rep · 80 %, 80 kg; felt "light"'],
    ]
    assert len({row[0] for row in rows}) == 2  # a workout has one time, by which importers tell it from others

    # A spreadsheet takes no note for a formula.
    marks = "=+-@\t\r"
    noted = {f"invictus2/set/{OTHER}/a~x/{at}": {"done": True, "note": f"{mark}1"} for at, mark in enumerate(marks)}
    text = saved(open_week(kept=noted), "Table (CSV)", tmp_path).read_bytes().decode()
    notes = [row["Notes"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert notes == [f"'{mark}1" for mark in marks]

    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Clear this week").click()
    assert len(sets_of(page)) == 7
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear this week").click()
    assert len(sets_of(page)) == 4
    assert page.locator("#known-maxima").get_by_label("Clean & Jerk", exact=True).input_value() == "100"
    assert page.locator(".set.done").count() == 0
