"""Orders in which posts and their edits come, and what both ways of running must store of them in the end.

A table for the tests of the state machine and of a laptop's archive alike. Each run reads all posts of its list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from invictus.shapes import RestPost
from tests.support.posts import MONDAY, SMALL_WEEK, week_post

CORRECTED = SMALL_WEEK.replace("3 x 2 @ 80%", "5 x 1 @ 85%")
SATURDAY = "<p>Saturday</p><p>A. Run</p>"
OTHER_HEADINGS = "<p>Monday (Session One)</p><p>A. Jerk</p><p>Wednesday (Session Two)</p><p>A. Row</p>"
NEXT_MONDAY = MONDAY + timedelta(weeks=1)

LAST = week_post()
NEXT = week_post(NEXT_MONDAY, html=CORRECTED)
COPIED_TITLE = {**NEXT, "title": LAST["title"]}
MENDED = {**week_post(NEXT_MONDAY, html=CORRECTED, edit=900)}
BOTH = {"2021-03-08": LAST["id"], "2021-03-15": NEXT["id"]}
ONLY_LAST = {"2021-03-08": LAST["id"]}


def of_last_week(html: str, **fields: Any) -> RestPost:
    """Return another post that says it is for the week of LAST."""
    return {**week_post(NEXT_MONDAY, html=html), "title": LAST["title"], **fields}


class Run(NamedTuple):
    """The posts that a run finds on the blog, what it must say of them, and with `force` or not.

    `ended` counts `stored`, `unchanged`, `known` and `failed`; `failed` are the errors' names in failed/ by post id;
    `text` is the week that the run's text message names, "" if it sends none.
    """

    posts: list[RestPost]
    ended: tuple[int, int, int, int]
    failed: Mapping[int, str] = MappingProxyType({})
    text: str = ""
    force: bool = False


class Order(NamedTuple):
    """Runs one after the other, and whose each week is in the end: the post's id by the week's first day."""

    runs: list[Run]
    weeks: dict[str, int]


AT_ONE_TIME = of_last_week(CORRECTED, modified_gmt=LAST["modified_gmt"])
TAKEN = {NEXT["id"]: "WeekTakenError"}
THIS, THIS_CORRECTED = "week 2021-03-08 to 2021-03-10, ", "week 2021-03-08 to 2021-03-10 corrected, "
FOLLOWING = "week 2021-03-15 to 2021-03-17, "
FIRST = Run([LAST], (1, 0, 0, 0), text=THIS)

ORDERS = {
    "a copied title, corrected on Monday": Order(
        [
            FIRST,
            Run([LAST, COPIED_TITLE], (0, 1, 0, 1), TAKEN, text=THIS),
            Run([LAST, COPIED_TITLE], (0, 1, 1, 0), TAKEN),
            Run([LAST, MENDED], (1, 1, 0, 0), text=FOLLOWING),
            Run([LAST, MENDED], (0, 2, 0, 0)),
        ],
        BOTH,
    ),
    "a copied title that takes the week over, and is corrected": Order(
        [
            FIRST,
            Run([COPIED_TITLE], (1, 0, 0, 0), text=THIS, force=True),
            Run([LAST, MENDED], (2, 0, 0, 0), text="week 2021-03-15 to 2021-03-17 corrected, "),
            Run([LAST, MENDED], (0, 2, 0, 0)),
        ],
        BOTH,
    ),
    "a mistaken title before the week's own post, then corrected": Order(
        [
            Run([{**LAST, "title": NEXT["title"]}], (1, 0, 0, 0), text=FOLLOWING),
            Run([{**LAST, "title": NEXT["title"]}, NEXT], (0, 1, 0, 1), TAKEN, text=FOLLOWING),
            Run([week_post(edit=1), NEXT], (2, 0, 0, 0), text=FOLLOWING),
        ],
        BOTH,
    ),
    "two posts of one week with other headings and days": Order(
        [FIRST, Run([LAST, of_last_week(OTHER_HEADINGS + SATURDAY)], (0, 1, 0, 1), TAKEN, THIS)], ONLY_LAST
    ),
    "two posts of one week with one edit time": Order(
        [
            FIRST,
            Run([LAST, AT_ONE_TIME], (0, 1, 0, 1), TAKEN, text=THIS),
            Run([LAST, AT_ONE_TIME], (0, 1, 1, 0), TAKEN),
        ],
        ONLY_LAST,
    ),
    "other headings take the week over": Order(
        [FIRST, Run([of_last_week(OTHER_HEADINGS)], (1, 0, 0, 0), text=THIS, force=True)], {"2021-03-08": NEXT["id"]}
    ),
    "corrected": Order([FIRST, Run([week_post(html=CORRECTED, edit=1)], (1, 0, 0, 0), text=THIS_CORRECTED)], ONLY_LAST),
    "an edit time that goes back": Order(
        [
            Run([week_post(html=CORRECTED, edit=5)], (1, 0, 0, 0), text=THIS),
            Run([LAST], (0, 0, 0, 1), {LAST["id"]: "OlderEditError"}, text="no week was read. "),
            Run([LAST], (0, 0, 1, 0), {LAST["id"]: "OlderEditError"}),
            Run([LAST], (1, 0, 0, 0), text=THIS_CORRECTED, force=True),
            Run([LAST], (0, 1, 0, 0)),
        ],
        ONLY_LAST,
    ),
    "a view counter in the text": Order(
        [FIRST, Run([week_post(html=SMALL_WEEK + "<p>1,204 views</p>")], (1, 0, 0, 0)), Run([LAST], (1, 0, 0, 0))],
        ONLY_LAST,
    ),
    "an edit that arrives after it was reverted, as which it was unchanged": Order(
        [
            *(FIRST, Run([week_post(edit=2)], (0, 1, 0, 0))),
            Run([week_post(html=CORRECTED, edit=1)], (1, 0, 0, 0), text=THIS_CORRECTED),
            Run([week_post(edit=2)], (1, 0, 0, 0), text=THIS_CORRECTED),
        ],
        ONLY_LAST,
    ),
    "saved again": Order([FIRST, Run([week_post(edit=7)], (0, 1, 0, 0))], ONLY_LAST),
    "two weeks at once, the newer one with the lower id": Order(
        [Run([LAST, {**NEXT, "id": 7}], (2, 0, 0, 0), text=FOLLOWING)], {"2021-03-08": LAST["id"], "2021-03-15": 7}
    ),
    "gone from the blog": Order([Run([LAST, NEXT], (2, 0, 0, 0), text=FOLLOWING), Run([LAST], (0, 1, 0, 0))], BOTH),
}
