"""Training from the page in a real browser: ticks, loads, notes, maxima, files; kept, exported, imported, cleared."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.docs.pictures import PHONE
from tests.page.conftest import COMPLEX, TRAINED, OpenPage, sets_of, state_of, type_maxima


def test_a_session_shows_its_loads_and_ticks_loads_notes_and_maxima_survive_a_reload(open_week: OpenPage) -> None:
    page = open_week()
    type_maxima(page, Clean_and_Jerk="100", Power_Clean="90")
    session = " ".join(page.locator("[id='2021-01-05-session-2']").inner_text().split())
    assert "A Every 2:30 min for 15 min, 6 sets Clock (Clean + 2 Front Squats + Jerk) % of 1-RM Clean & Jerk" in session
    assert "1 1 rep 80 % 80 kg (Clean + 2 Front Squats + Jerk), set 1 2 1 rep 80 % 80 kg" in session
    assert "Power Clean 1 2 reps 101 % or more 92.5 kg or more" in session
    assert "No maximum for Front Squat: type it in above." in session
    assert "Tabata, 20 s on, 10 s off, 8 rounds" in session

    boxes = page.get_by_role("checkbox", name="set")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name=f"{COMPLEX}, set 3").click()
    page.get_by_label("Lifted", exact=True).fill("82,5")
    page.get_by_label("Note").fill('felt "light"')
    page.get_by_role("button", name="Save and tick").click()
    as_shown = {"done": True, "weight": "80", "unit": "kg", "reps": "1", "shown": "80 kg", "asked": "1 rep · 80 %"}
    third = {**as_shown, "weight": "82.5", "note": 'felt "light"'}
    logged = {f"{COMPLEX}/1": as_shown, f"{COMPLEX}/2": as_shown, f"{COMPLEX}/3": third}
    assert sets_of(page) == logged
    assert all(entry["at"].startswith("2021-01-05T") for entry in state_of(page).values())

    page.reload()

    assert sets_of(page) == logged
    row = page.locator("[id='2021-01-05-session-2'] .set").nth(2)
    assert " ".join(row.inner_text().split()).startswith('3 1 rep 80 % felt "light" 80 kg lifted 82.5 kg')
    assert boxes.evaluate_all("boxes => boxes.slice(0, 4).map((box) => box.checked)") == [True, True, True, False]
    assert page.locator("[id='2021-01-05-session-2'] .progress").inner_text() == "3 of 21 sets"


def test_the_plates_of_a_load_are_drawn_for_the_bar_and_what_is_no_weight_is_refused(open_week: OpenPage) -> None:
    page, no_weight = open_week(), "is not a weight above 0 and below 10000. Type one such as 82.5."
    type_maxima(page, Clean_and_Jerk="heavy")
    assert page.get_by_role("alert").inner_text() == f'The 1-RM of Clean & Jerk, "heavy", {no_weight}'
    assert state_of(page) == {}
    type_maxima(page, Clean_and_Jerk="107")
    page.locator("#bar").fill("15")
    page.locator("#plates").fill("25, twenty")
    page.locator("#plates").press("Enter")
    assert "Type the plates that you have" in page.get_by_role("alert").inner_text()
    page.locator("#plates").fill("10 25 1.25 2.5")
    page.locator("#plates").press("Enter")

    page.get_by_role("button", name=f"{COMPLEX}, set 1").click()  # 80 % of 107 is 85.6

    assert page.locator("figcaption").all_inner_texts() == ["85 kg: each side 25 + 10 kg"]
    assert page.get_by_role("img").get_attribute("aria-label") == "85 kg: each side 25 + 10 kg"
    assert page.locator("svg.plates .plate-label").all_text_contents() == ["25", "10"]
    page.get_by_role("button", name="More").click()
    assert page.locator("#sheet-lifted").input_value() == "87.5"
    assert page.locator("figcaption").all_inner_texts() == ["87.5 kg: each side 25 + 10 + 1.25 kg"]
    page.locator("#sheet-lifted").fill("86")
    assert page.locator("figcaption").all_inner_texts() == ["86 kg: your plates do not make it"]
    page.locator("#sheet-lifted").fill("-5")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.locator("#sheet-error").inner_text() == f'"-5" {no_weight}'
    assert sets_of(page) == {}


def test_everything_can_be_done_from_the_keyboard_and_ticking_moves_nothing(open_week: OpenPage) -> None:
    page = open_week()

    page.get_by_role("checkbox", name=f"{COMPLEX}, set 1").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.get_by_label("Lifted", exact=True).focus()
    page.keyboard.type("77.5")
    page.keyboard.press("Enter")

    lifted = {"done": True, "weight": "77.5", "unit": "kg", "reps": "1", "asked": "1 rep · 80 %"}
    assert sets_of(page) == {f"{COMPLEX}/1": lifted}
    assert page.evaluate("document.activeElement.className") == "load"
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()

    ticks = page.locator("[id='2021-01-05-session-2'] input[type=checkbox]")
    places = """[...document.querySelectorAll('[open] :is(.set, .block, h2, button)')].map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return [x, y + scrollY, width, height];
    })"""
    before = page.evaluate(places)
    ticks.evaluate_all("ticks => ticks.slice(1).forEach((box) => box.click())")

    assert page.locator("[id='2021-01-05-session-2'] .set.done").count() == ticks.count() == 21
    assert page.evaluate(places) == before


@pytest.mark.parametrize(
    ("refusal", "is_seen_at_once"),
    [
        ("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused to a file'); }})", True),
        ("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }", False),
    ],
)
def test_a_browser_that_keeps_nothing_says_so_and_all_works(
    open_week: OpenPage, refusal: str, is_seen_at_once: bool
) -> None:
    page = open_week(before=lambda page: page.add_init_script(refusal))
    assert page.locator("#storage").is_visible() == is_seen_at_once

    page.get_by_role("checkbox", name="set 1").first.check()
    page.evaluate("dispatchEvent(new StorageEvent('storage'))")

    assert page.get_by_text("This browser cannot keep what you do now").is_visible()
    box = page.locator("#storage").bounding_box()
    assert box and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]
    assert page.locator(".set.done").count() == 1  # the page still has it


def test_on_the_way_to_a_1_rm_the_lifter_adds_sets(open_week: OpenPage) -> None:
    page = open_week()
    page.locator(".days a", has_text="Mon").click()
    squat = page.locator(".movement", has_text="Back Squat")
    for _ in range(2):
        squat.get_by_role("button", name="Add a set").click()
    squat.get_by_role("button", name="Back Squat, set 3").click()
    page.get_by_label("Lifted", exact=True).fill("140")
    page.get_by_role("button", name="Save and tick").click()

    page.reload()

    assert squat.locator("i").all_text_contents() == ["1", "2", "3"]
    assert squat.get_by_role("button", name="lifted 140 kg").count() == 1
    assert page.locator("[id='2021-01-04-session-1'] .progress").inner_text() == "1 of 19 sets"
    assert squat.get_by_role("checkbox", name="set 3").is_checked()
    squat.get_by_role("button", name="Use 140 kg as my new maximum").click()
    assert page.locator("#known-maxima").get_by_label("Back Squat", exact=True).input_value() == "140"
    assert not squat.get_by_role("button", name="as my new maximum").count()


def test_the_index_opens_on_today_and_leads_to_the_week_of_another_day(open_page: OpenPage, pages: Path) -> None:
    page = open_page(pages / "index.html")
    assert page.locator(".session").evaluate_all("all => all.map((one) => [one.id, Boolean(one.open)])") == [
        ["2021-01-05-session-2", True],
        ["2021-01-04-session-1", False],
        ["2021-01-07-rest-day", False],
    ]
    assert page.locator(".days a[aria-current=date]").get_attribute("href") == "#2021-01-05-session-2"
    assert page.locator(".weeks li a").count() == 5
    assert not page.locator("#elsewhere").is_visible()

    page.clock.set_fixed_time("2021-01-12T09:00:00")
    page.reload()
    page.locator("#elsewhere a").click()
    page.wait_for_url("**/2021-01-11__*")

    assert page.locator(".session").first.get_attribute("id") == "2021-01-12-session-2"


def test_without_javascript_the_training_can_be_read(open_week: OpenPage) -> None:
    page = open_week(before=lambda page: None, java_script_enabled=False)

    text = page.locator("body").inner_text()

    assert "Ticks, clocks and the loads of maxima that you type in need JavaScript." in text
    shown = ("(Snatch + Hip Snatch)", "Tabata, 20 s on", "Shuttle Run x 15 lengths", "75-80 %")
    assert all(words in text for words in shown)
    assert "Export" not in text


def test_last_time_is_shown_reps_and_a_miss_are_logged_and_a_tick_can_be_taken_back(open_week: OpenPage) -> None:
    earlier = "invictus2/set/another-program/2020-12-07/2020-12-08-2/power clean~x/"
    set_ = {"done": True, "weight": "87.5", "unit": "kg", "reps": "2"}
    last = {f"{earlier}1": set_, f"{earlier}2": set_, f"{earlier}3": {**set_, "missed": True}}
    page = open_week(kept={**TRAINED, **last})

    said = "Last time, 8 December 2020: 87.5 kg × 2 (2 sets), 87.5 kg × 2, missed"
    assert page.locator(".movement", has_text="Power Clean").first.locator(".last").inner_text() == said
    page.get_by_role("button", name="Power Clean, set 3").click()
    assert page.locator("#sheet-last").inner_text() == "Last time, 8 December 2020: 87.5 kg × 2, missed"
    page.get_by_role("button", name="Cancel").click()

    page.get_by_role("button", name="Power Clean, set 1").click()
    page.get_by_label("Reps done").fill("1")
    page.get_by_label("Missed").check()
    page.get_by_role("button", name="Save and tick").click()
    done = {"done": True, "missed": True, "reps": "1", "shown": "92.5 kg or more", "asked": "2 reps · 101 % or more"}
    assert sets_of(page)["Power Clean/1"] == done
    assert page.get_by_role("button", name="Power Clean, set 1").inner_text().split("\n")[1] == "did × 1, missed"
    for name in ("Power Clean, set 1", f"{COMPLEX}, set 1", f"{COMPLEX}, set 3"):
        page.get_by_role("checkbox", name=name).uncheck()

    left = {key: "done" in entry for key, entry in sets_of(page).items() if "power clean" not in key}
    assert left == {f"{COMPLEX}/2": True, f"{COMPLEX}/3": False, "Power Clean/1": False}  # what was typed stays
    page.get_by_role("checkbox", name="Power Clean, set 1").check()
    assert sets_of(page)["Power Clean/1"] == done


def test_another_tab_s_tick_is_shown_and_what_is_being_typed_stays(open_week: OpenPage) -> None:
    page = open_week(kept=TRAINED)
    other = page.context.new_page()
    other.clock.set_fixed_time("2021-01-05T09:30:00")
    other.goto(page.url)
    page.locator("#lifter").evaluate("panel => panel.open = true")
    typed = page.locator("#known-maxima").get_by_label("Snatch", exact=True)
    typed.press_sequentially("8")

    other.get_by_role("checkbox", name="Power Clean, set 1").check()
    page.get_by_role("checkbox", name="Power Clean, set 1", checked=True).wait_for()
    typed.press_sequentially("5")
    typed.press("Enter")
    other.close()

    assert typed.input_value() == "85"
    assert page.locator(".set.done").count() == 4
    assert state_of(page)["max/snatch"]["weight"] == "85"
