"""Training from the page in a real browser: ticks, loads, notes, maxima, files; kept, exported, imported, cleared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from local.page.browser import DESKTOP, PHONE
from tests.page.conftest import (
    TRAINED,
    WEEK,
    OpenPage,
    OpenWeek,
    on_tuesday,
    open_tuesday,
    state_of,
    type_maxima,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_todays_session_is_first_and_the_only_open_one(open_week: OpenWeek) -> None:
    page = open_week()

    assert page.locator(".session").evaluate_all("all => all.map((one) => [one.id, Boolean(one.open)])") == [
        ["2021-01-05-session-2", True],
        ["2021-01-04-session-1", False],
        ["2021-01-07-rest-day", False],
    ]
    assert page.locator(".days a[aria-current=date]").get_attribute("href") == "#2021-01-05-session-2"


def test_a_day_of_the_week_opens_its_session(open_week: OpenWeek) -> None:
    page = open_week()

    page.locator(".days a", has_text="Mon").click()

    assert page.locator("[id='2021-01-04-session-1']").evaluate("one => one.open")
    assert page.locator("[id='2021-01-04-session-1'] h2").is_visible()


def test_a_session_shows_its_blocks_sets_and_loads(open_week: OpenWeek) -> None:
    page = open_week()
    type_maxima(page, Clean_and_Jerk="100", Power_Clean="90")

    session = " ".join(page.locator("[id='2021-01-05-session-2']").inner_text().split())

    assert "A Every 2:30 min for 15 min, 6 sets Clock (Clean + 2 Front Squats + Jerk) % of 1-RM Clean & Jerk" in session
    assert "Set 1 1 rep 80 % 80 kg (Clean + 2 Front Squats + Jerk), set 1 Set 2 1 rep 80 % 80 kg" in session
    assert "Power Clean Set 1 2 reps 101 % or more 92.5 kg or more" in session
    assert "No maximum for Front Squat: type it in above." in session
    assert "Tabata, 20 s on, 10 s off, 8 rounds" in session


def test_what_was_not_understood_is_in_its_place(open_week: OpenWeek) -> None:
    page = open_week()
    page.locator(".days a", has_text="Mon").click()

    block = page.locator(".block").filter(has_text="Chin-ups")

    assert block.locator(".movement h4, .cue, .unread").all_inner_texts() == [
        "Chin-ups",
        "Plank",
        "(add weight if possible)",
        "Shuttle Run x 15 lengths",
        "Rest 60 seconds",
    ]
    page.locator("[id='2021-01-04-session-1']").get_by_text("As the coach wrote it").click()
    assert page.get_by_text("Chin-ups x 8-10 reps").is_visible()


def test_ticks_loads_notes_and_maxima_survive_a_reload(open_week: OpenWeek) -> None:
    page = open_week()
    type_maxima(page, Clean_and_Jerk="100", Power_Clean="90", Front_Squat="120")
    boxes = page.get_by_role("checkbox", name="Set")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="(Clean + 2 Front Squats + Jerk), set 3").click()
    page.get_by_label("Lifted").fill("82,5")
    page.get_by_label("Note").fill('felt "light"')
    page.get_by_role("button", name="Save and tick").click()
    assert state_of(page) == TRAINED

    page.reload()

    assert state_of(page) == TRAINED
    row = page.locator("[id='2021-01-05-session-2'] .set").nth(2)
    assert " ".join(row.inner_text().split()).startswith('Set 3 1 rep 80 % felt "light" 80 kg lifted 82.5 kg')
    assert boxes.evaluate_all("boxes => boxes.slice(0, 4).map((box) => box.checked)") == [True, True, True, False]
    assert page.locator("[id='2021-01-05-session-2'] .progress").inner_text() == "3 of 21 sets"


def test_an_invalid_weight_is_refused_in_words(open_week: OpenWeek) -> None:
    page = open_week()

    type_maxima(page, Front_Squat="heavy")
    assert page.get_by_role("alert").inner_text() == (
        'The 1-RM of Front Squat, "heavy", is not a weight above 0. Type one such as 82.5.'
    )
    page.get_by_role("button", name="(Clean + 2 Front Squats + Jerk), set 1").click()
    page.get_by_label("Lifted").fill("-5")
    page.get_by_role("button", name="Save", exact=True).click()

    assert page.locator("#sheet-error").inner_text() == '"-5" is not a weight above 0. Type one such as 82.5.'
    assert state_of(page)["lifter"]["maxima"] == {}
    assert state_of(page)["sets"] == {}


def test_the_plates_of_a_load_are_drawn_for_the_bar(open_week: OpenWeek) -> None:
    page = open_week()
    type_maxima(page, Clean_and_Jerk="107")
    page.locator("#bar").select_option("15")

    page.get_by_role("button", name="(Clean + 2 Front Squats + Jerk), set 1").click()  # 80 % of 107 is 85.6

    assert page.locator("figcaption").all_inner_texts() == ["85 kg: each side 25 + 10 kg"]
    assert page.get_by_role("img").get_attribute("aria-label") == "85 kg: each side 25 + 10 kg"
    assert page.locator("svg.plates .plate-label").all_text_contents() == ["25", "10"]
    page.get_by_role("button", name="More").click()
    assert page.locator("#sheet-lifted").input_value() == "87.5"
    assert page.locator("figcaption").all_inner_texts() == [
        "87.5 kg: each side 25 + 10 + 1 kg, and 0.5 kg that these plates cannot make"
    ]


def test_everything_can_be_done_from_the_keyboard(open_week: OpenWeek) -> None:
    page = open_week()

    page.get_by_role("checkbox", name="Set 1").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.get_by_label("Lifted").focus()
    page.keyboard.type("77.5")
    page.keyboard.press("Enter")

    assert list(state_of(page)["sets"].values()) == [{"done": True, "lifted": "77.5", "note": ""}]
    assert page.evaluate("document.activeElement.className") == "load"
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()


def test_ticking_moves_nothing(open_page: OpenPage, pages: Path) -> None:
    page = open_tuesday(open_page, pages)
    ticks = page.locator("[id='2021-01-05-session-2'] input[type=checkbox]")
    ticks.first.check()
    before = places(page)

    ticks.evaluate_all("ticks => ticks.slice(1).forEach((box) => box.click())")

    assert page.locator("[id='2021-01-05-session-2'] .set.done").count() == ticks.count() == 21
    assert places(page) == before


def places(page: Page) -> list[Any]:
    """Return where everything is, on a phone and on a desk."""
    found = []
    sizes: list[Any] = [PHONE, DESKTOP]
    for size in sizes:
        page.set_viewport_size(size)
        boxes = page.locator(".set, .block, h2, button")
        found += boxes.evaluate_all("boxes => boxes.map((box) => box.getBoundingClientRect().toJSON())")
    return found


def test_each_week_keeps_its_own_ticks_and_all_share_the_maxima(open_week: OpenWeek, pages: Path) -> None:
    page = open_week(kept=TRAINED)
    assert state_of(page) == TRAINED

    page.goto(next(file for file in sorted(pages.glob("2021-01-11*"))).as_uri())

    assert state_of(page)["sets"] == {}
    assert state_of(page)["lifter"]["maxima"]["Clean & Jerk"] == "100"


def test_a_browser_that_keeps_nothing_says_so_and_all_works(open_page: OpenPage, pages: Path) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    page = open_page(pages / WEEK, before=lambda page: page.add_init_script(refuse))

    page.get_by_role("checkbox", name="Set 1").first.check()

    assert page.get_by_text("This browser keeps nothing for this page.").is_visible()
    assert len(state_of(page)["sets"]) == 1


def test_full_storage_is_reported_at_once(open_page: OpenPage, pages: Path) -> None:
    page = open_tuesday(open_page, pages)
    assert not page.locator("#storage").is_visible()
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )

    page.get_by_role("checkbox", name="Set 1").first.check()

    assert page.get_by_text("This browser keeps nothing for this page.").is_visible()


def test_on_the_way_to_a_1_rm_the_lifter_adds_sets(open_week: OpenWeek) -> None:
    page = open_week()
    page.locator(".days a", has_text="Mon").click()
    squat = page.locator(".movement", has_text="Back Squat")
    for _ in range(2):
        squat.get_by_role("button", name="Add a set").click()
    squat.get_by_role("button", name="Back Squat, set 3").click()
    page.get_by_label("Lifted").fill("140")
    page.get_by_role("button", name="Save and tick").click()

    page.reload()

    assert squat.locator("i").all_text_contents() == ["Set 1", "Set 2", "Set 3"]
    assert squat.get_by_role("button", name="lifted 140 kg").count() == 1
    assert page.locator("[id='2021-01-04-session-1'] .progress").inner_text() == "1 of 19 sets"
    assert squat.get_by_role("checkbox", name="Set 3").is_checked()


def test_the_index_opens_on_today_and_leads_to_the_week_of_another_day(open_page: OpenPage, pages: Path) -> None:
    page = open_page(pages / "index.html", before=on_tuesday)
    assert page.locator(".session").first.get_attribute("id") == "2021-01-05-session-2"
    assert page.locator(".weeks li a").count() == 5
    assert not page.locator("#elsewhere").is_visible()

    page.clock.set_fixed_time("2021-01-12T09:00:00")
    page.reload()
    page.locator("#elsewhere a").click()

    assert page.locator(".session").first.get_attribute("id") == "2021-01-12-session-2"


def test_without_javascript_the_training_can_be_read(open_page: OpenPage, pages: Path) -> None:
    page = open_page(pages / WEEK, java_script_enabled=False)

    text = page.locator("body").inner_text()

    assert "Loads, ticks and clocks need JavaScript." in text
    shown = ("(Snatch + Hip Snatch)", "Tabata, 20 s on", "Shuttle Run x 15 lengths", "75-80 %")
    assert all(words in text for words in shown)
    assert "Export" not in text
