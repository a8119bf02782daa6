"""The pages as a browser shows them: to thumbs, in light and dark, and made of hostile posts."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from local.archive.weeks import StoredWeek
from local.page.render import week_html, week_page
from local.project import ROOT
from tests.page.conftest import WEEK, OpenPage, type_maxima
from tests.support.posts import post_of
from tests.support.stored_weeks import records_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE_LINES = (
    "</script><script>window.hacked = 1</script>",
    '<img src=x onerror="window.hacked = 2">',
    "\"><svg onload=\"window.hacked = 3\"> '); window.hacked = 4; ('",
    "</textarea><style>* {display: none}</style>",
)
_ESCAPED = [escape(line, quote=False) for line in ("Monday (<script>window.hacked = 1</script>)", *HOSTILE_LINES)]
HOSTILE = "\n".join([*_ESCAPED[:3], "A.\n2 sets of:\nSnatch x 1 rep @ 70%", *_ESCAPED[3:]])


def test_what_is_tapped_is_as_large_as_a_thumb_and_a_zoom_of_200_percent_keeps_every_button(
    open_page: OpenPage, pages: Path
) -> None:
    page = open_page(pages / "index.html")
    type_maxima(page, Snatch="80")
    page.locator("button.load:visible").first.click()
    tapped = page.locator(
        "a:visible, button:visible, summary:visible, select:visible, input:not(.unseen):visible, textarea:visible"
    )
    boxes = tapped.evaluate_all(
        """(targets) => targets.map((target) => {
            const row = target.closest("label:has(> input[type=checkbox])"); // a box is ticked anywhere on its row
            const { width, height } = (row || target).getBoundingClientRect();
            return [width, height, target.outerHTML];
        })"""
    )
    assert len(boxes) > 20
    assert [box for box in boxes if min(box[0], box[1]) < 44] == []

    page.get_by_role("button", name="Cancel").click()
    page.set_viewport_size({"width": 195, "height": 422})
    open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 195
    for clock in (False, True):
        if clock:
            page.get_by_role("button", name="Clock").first.click()
        for button in page.locator("#clock button:visible").all():
            box = button.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= 195 and box["y"] + box["height"] <= 422
    width = "parseFloat(getComputedStyle(document.querySelector('h4')).fontSize)"
    before = page.evaluate(width)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")  # as a browser's own setting does
    assert page.evaluate(width) == 2 * before


def test_a_phone_on_its_side_has_a_set_in_sight_and_low_bars(open_week: OpenPage) -> None:
    page = open_week(viewport={"width": 844, "height": 390})

    for scrolled in ("undefined", "scrollTo(0, 0)"):  # as it was opened, and from its top
        page.evaluate(scrolled)
        bars = page.evaluate("document.querySelector('#clock').getBoundingClientRect().height")
        boxes = page.locator(".set").evaluate_all("sets => sets.map((one) => one.getBoundingClientRect().toJSON())")
        assert bars <= 390 / 5
        assert any(box["height"] and box["top"] >= 0 and box["bottom"] <= 390 - bars for box in boxes), scrolled
    assert page.evaluate("document.documentElement.scrollWidth") == 844


def test_no_page_violates_the_accessibility_guidelines(open_page: OpenPage, pages: Path) -> None:
    axe = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("no axe-core: make install-node installs it")
    page = open_page(pages / "cycle.html", reduced_motion="reduce")
    page.evaluate(axe.read_text(encoding="utf-8"))
    assert violations(page) == []
    page.goto((pages / "index.html").as_uri())  # which has all that a week's page has
    page.evaluate(axe.read_text(encoding="utf-8"))
    open_all(page)
    type_maxima(page, Snatch="80", Clean_and_Jerk="heavy")  # with an error, a remark, something done, a clock running
    page.locator("button.load").first.click()
    page.get_by_label("Lifted", exact=True).fill("50")
    page.get_by_label("Note").fill("slow")
    page.get_by_label("Missed").check()
    assert violations(page, "#sheet") == []
    page.get_by_role("button", name="Save and tick").click()
    page.get_by_role("button", name="Clock").first.click()
    assert violations(page) == []
    page.get_by_role("button", name="End", exact=True).click()
    assert violations(page, "#ending") == []


def open_all(page: Page) -> None:
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")


def violations(page: Page, within: str = "html") -> list[Any]:
    """Return the violations of WCAG 2.2, levels A and AA, that axe finds, in light colours and in dark ones."""
    found: list[Any] = []
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        found += page.evaluate(
            """async ([colours, within]) => {
                if (!matchMedia(`(prefers-color-scheme: ${colours})`).matches) throw new Error("other colours");
                const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
                const ofColours = ["color-contrast", "link-in-text-block"]; // the others need not be asked twice
                const runOnly = colours === "light" ? tags : ofColours;
                const { violations } = await axe.run(within, { runOnly, resultTypes: ["violations"] });
                return violations.map(({ id, nodes }) => [
                    colours, id, nodes.map((node) => node.html + node.failureSummary)]);
            }""",
            [colours, within],
        )
    return found


def test_a_hostile_post_is_only_text(open_page: OpenPage, tmp_path: Path) -> None:
    """The parser lets no such link or name through, but somebody may write to the bucket."""
    bad = '"><img src=x onerror=window.hacked=5>'
    record: Any
    (record,) = records_of(post_of(HOSTILE))
    exercise = record["exercises"][0]
    exercise.update(movement=bad, video="https://[x")
    exercise["movements"] = [{"name": bad, "times": 1, "video": "JaVaScRiPt:window.hacked=7"}]
    exercise["scheme"].update(kind="establish", what=bad, duration_s=60)
    record["links"] = [{"field": "segment_a", "text": bad, "url": " javascript:window.hacked=8"}]
    record["post"]["link"] = "data:text/html,<script>window.hacked=9</script>"
    record["program"] = "x'><script>window.hacked=10</script>"
    week = week_page(StoredWeek(record["date"], record["date"], record["program"], ""), [record])
    file = tmp_path / "week.html"
    file.write_text(week_html(week), encoding="utf-8")

    page = open_page(file)
    open_all(page)
    type_maxima(page, **{bad: "80"})
    page.locator("button.load").first.click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Clock").click()

    assert page.evaluate("window.hacked") is None
    assert page.locator("#sessions img, #main style, #sessions script, #lifter img").count() == 0
    for link in page.locator("a").all():
        assert re.match(r"#|\w[\w.-]*\.html", link.get_attribute("href") or "")
    assert bad in page.locator(".movement").inner_text()
    text = page.locator("#main").inner_text()
    for line in ("Monday (<script>window.hacked = 1</script>)", *HOSTILE_LINES):
        assert line in text


def test_the_policy_refuses_any_other_script(browser: Browser, pages: Path, tmp_path: Path) -> None:
    html = (pages / WEEK).read_text(encoding="utf-8")
    file = tmp_path / "tampered.html"
    file.write_text(html.replace("<main", "<script>window.hacked = 1</script><main", 1), encoding="utf-8")
    refused: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: refused.append(message.text))

    page.goto(file.as_uri())

    assert page.evaluate("window.hacked") is None
    assert page.locator("html.scripted").count()  # the page's own script still runs
    assert "Content Security Policy" in refused[0]
    page.context.close()
