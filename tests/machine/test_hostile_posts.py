"""A hostile post cannot affect another post, choose a key outside its folder, or put text into a message."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from invictus import tally
from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.posts import whole_post
from local.sample_blog.server import Blog
from tests.support.posts import MONDAY, week_post

PLAIN = re.compile(r"[ -~]{1,160}")
SAFE_KEY = re.compile(
    r"failed/\d+\.json|raw/\d{4}-\d\d-\d\d__[a-z0-9%_-]{1,200}\.json|weekly/[\d_-]+[a-z0-9-]{1,200}\.json"
)

HOSTILE: dict[str, dict[str, Any]] = {
    "out of its folder": {"slug": "../../weekly/2021-01-18__2021-01-23--5-day"},
    "another prefix": {"slug": "x.json/../../raw/x"},
    "a format's braces": {"slug": "{}{0}${jndi:ldap://x}"},
    "a line break": {"slug": "march\n\rInvictus: all is well"},
    "a null": {"slug": "march\x00"},
    "too long": {"slug": "a" * 201},
    "none": {"slug": ""},
    "not text": {"slug": {"$": "x"}},
    "a path in place of the date": {"date": "../../../../etc"},
    "a date that no calendar has": {"date": "2021-02-30T17:00:00"},
    "an edit in the far future": {"modified_gmt": "9999-99-99"},
    "a title that is no text": {"title": {"rendered": ["x"]}},
    "no content": {"content": None},
    "half a surrogate pair in its link": {"link": "https://blog.example/\ud83d"},
    "half a surrogate pair": {"content": {"rendered": "<p>Monday</p><p>A. \ud83d</p>"}},
    "a post of 300 kB": {"content": {"rendered": "<p>Monday</p><p>" + "x" * 300_000 + "</p>"}},
    "no link": {"link": None},
}


HOSTILE_TITLES = [
    "x" * 10_000,
    "\x00\x1b[31m\r\nInvictus: 999 stored\u202e",
    "{}{0}%s%(message)s${x}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
]


def test_hostile_posts_go_to_failed_under_safe_names_and_the_others_go_on(aws: EmbeddedAws, blog: Blog) -> None:
    post = whole_post(week_post(MONDAY - timedelta(weeks=1)), "hostile")
    blog.posts += [{**post, "id": 666 + number, **hostile} for number, hostile in enumerate(HOSTILE.values())]

    titled = [week_post(MONDAY - timedelta(weeks=2 + n), title=title) for n, title in enumerate(HOSTILE_TITLES)]
    blog.posts += [whole_post(post, "titled") for post in titled]

    execution = aws.execute({"posts_per_page": 100})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    keys = aws.objects()
    assert all(map(SAFE_KEY.fullmatch, keys)), keys
    failed = {
        int(key[len("failed/") : -len(".json")]): json.loads(body) for key, body in aws.objects("failed/").items()
    }
    assert sorted(failed) == list(range(666, 666 + len(HOSTILE)))
    assert {(found["error"]["Error"], found["post"]["id"] == key) for key, found in failed.items()} == {
        ("PostFormatError", True)
    }
    good = 1 + len(HOSTILE_TITLES)
    assert [key.split("/")[0] for key in sorted(keys)][len(HOSTILE) :] == ["raw"] * good + ["weekly"] * good
    (message,) = aws.messages()
    ended = f"{good} stored, {len(HOSTILE)} failed."
    assert message.startswith(f"Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. {ended}")
    assert PLAIN.fullmatch(message)


@pytest.mark.parametrize("slug", ["x" * 200, "x" * 43, "x" * 42])
def test_the_longest_message_is_one_text_message_of_plain_characters(slug: str) -> None:
    """The archive has 99,999 posts, and the newest failed one has the longest name."""
    week = {"dates": "2021-03-08 to 2021-03-14", "sessions": "99 sessions"}
    stored = {"id": 1, "ended": "stored", "week": week, "is_news": True, "is_corrected": True}
    before = {**tally.add_page(None, [], []), "stored": 99998, "failed": 99998}

    message = tally.add_page(before, [{"id": 1, "slug": "a"}, {"id": 2, "slug": slug}], [stored])["sms"]

    name = slug if len(slug) == 42 else "x" * 39 + "..."
    assert message.endswith(f"corrected, 99 sessions. 99999 stored, 99999 failed. Newest failed: {name}.")
    # SNS may put the topic's DisplayName and "> " before it.
    assert len("Invictus> " + message) == 160
    assert PLAIN.fullmatch(message)
