"""The handlers: their sample events, what they refuse, and what a cold start loads."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import handler
from invictus.dynamodb_json import encode
from invictus.errors import ConfigurationError, InputError, PostFormatError
from local.embedded_aws.stack import EmbeddedAws
from local.project import FUNCTIONS, ROOT, SAMPLE_POSTS
from local.sample_blog.posts import read_folder
from local.sample_blog.server import Blog
from tests.support.sample_events import EVENTS, sample_event


@pytest.fixture
def blog() -> Iterator[Blog]:
    """The sample blog."""
    with Blog(read_folder(SAMPLE_POSTS)) as blog:
        yield blog


def test_every_function_has_its_sample_event() -> None:
    samples = {f"{function}.json" for function in FUNCTIONS}

    corrected = {"test_idempotency.json"}  # the week of save_sessions_to_bucket.json after a correction
    named_twice = {"segmented_sessions.json"}  # the specification's name for the event of sessions_to_date_records
    assert {path.name for path in EVENTS.glob("*.json")} == samples | corrected | named_twice


def test_each_sample_event_is_what_the_function_before_returns() -> None:
    stripped = handler.strip_post_html(sample_event("strip_post_html"))
    assert stripped == sample_event("group_post_by_day")
    assert handler.group_post_by_day(sample_event("group_post_by_day")) == sample_event("segment_days")
    assert handler.segment_days(sample_event("segment_days")) == sample_event("sessions_to_date_records")
    dated = handler.sessions_to_date_records(sample_event("sessions_to_date_records"))
    assert dated["records"] == sample_event("clean_session_records")["records"]
    cleaned = handler.clean_session_records(sample_event("clean_session_records"))
    assert cleaned["records"] == sample_event("save_sessions_to_bucket")["records"]
    assert [item["session"]["S"] for item in cleaned["items"]] == [row["session"] for row in cleaned["records"]]


def test_saving_the_sample_event_writes_the_sample_week(aws: EmbeddedAws) -> None:
    """Its doubles keep their points. Athena and DuckDB infer a column's type: 70 and 70.5 would be of two types."""
    saved = aws.invoke("save_sessions_to_bucket", sample_event("save_sessions_to_bucket"))

    (sample,) = (EVENTS / "weekly").iterdir()
    assert saved == {"key": f"weekly/{sample.name}", "status": "written"}
    assert aws.objects() == {f"weekly/{sample.name}": sample.read_bytes()}
    doubles = re.findall(r'"(?:percent_from|percent_to|distance_m|understood)": ([0-9.]+)', sample.read_text())
    assert {"60.0", "65.0", "1.0"} <= set(doubles)
    assert all("." in number for number in doubles)
    assert encode({"percent_from": 70.0, "reps": 5}) == {"percent_from": {"N": "70.0"}, "reps": {"N": "5"}}


def test_fetching_accepts_its_sample_event(aws: EmbeddedAws) -> None:
    fetched = aws.invoke("get_invictus_post", sample_event("get_invictus_post"))

    assert [post["slug"] for post in fetched["posts"]] == [
        "january-11-17-2021-5-day-weightlifting-program",
        "january-18-24-2021-3-day-weightlifting-program",
        "january-18-24-2021-5-day-weightlifting-program",
    ]
    assert "next_page" not in fetched


@pytest.mark.parametrize(
    ("function", "wrong", "says"),
    [
        ("get_invictus_post", {"posts_per_page": 0}, "posts_per_page is 0, and takes a whole number from 1 to 100"),
        ("get_invictus_post", {"posts_per_page": True}, "posts_per_page is true, and takes a whole number"),
        ("get_invictus_post", {"posts_per_page": 101}, "posts_per_page is 101, and takes a whole number"),
        ("get_invictus_post", {"page": 0}, "page is 0, and takes a whole number"),
        ("get_invictus_post", {"force": "yes"}, 'force is "yes", and takes true or false'),
        ("get_invictus_post", {"all_pages": 1}, "all_pages is 1, and takes true or false"),
        *(
            ("get_invictus_post", {"post_ids": wrong}, "and takes a list of up to 100 posts' ids")
            for wrong in (7, "7", ["7"], [0], [1.5], [True], [None], list(range(1, 102)), {"7": 7})
        ),
        ("get_invictus_post", {"pages": 1}, "a field 'pages' that is unknown. Known are posts_per_page, page"),
        ("get_invictus_post", [3], "Give an object such as"),
        ("strip_post_html", {}, "the event's post is null and must be an object: see test_events/"),
        ("strip_post_html", {"post": {"slug": "x"}}, "post has no id"),
        ("group_post_by_day", {"post": {}, "lines": "A."}, 'lines is "A." and must be a list'),
        ("segment_days", {"post": {}, "preamble": []}, "days is null and must be a list"),
        ("sessions_to_date_records", {"post": {}, "preamble": [], "sessions": 1}, "sessions is 1 and must be a list"),
        ("clean_session_records", {"post": {}}, "records is null and must be a list"),
        ("save_sessions_to_bucket", {"records": []}, "records is empty"),
    ],
)
def test_a_wrong_event_is_refused_by_name(function: str, wrong: Any, says: str) -> None:
    with pytest.raises(InputError) as refusal:
        getattr(handler, function)(wrong)
    assert says in str(refusal.value)


def test_a_refused_post_fails_by_itself_and_says_why() -> None:
    with pytest.raises(PostFormatError) as refusal:
        handler.strip_post_html({"post": {"id": 7, "slug": "post-7", "refused": "has no title.rendered"}})
    assert str(refusal.value) == "post-7: has no title.rendered"


API, CATEGORY = "INVICTUS_WEIGHTLIFTING_API", "INVICTUS_WEIGHTLIFTING_API_CAT_ID"
COACH = {"INVICTUS_USER": "me", "INVICTUS_PASS": "secret word"}


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "INVICTUS_WEIGHTLIFTING_API is not set"),
        ({API: "crossfitinvictus.com"}, "not the address of WordPress posts"),
        ({API: "https://x/wp-json/wp/v2/posts", "INVICTUS_USER": "me"}, "INVICTUS_PASS is not"),
        ({API: "http://x/posts", **COACH}, "credentials are sent over https only"),
        ({API: "https://x/posts", CATEGORY: "lifting"}, f"{CATEGORY} is 'lifting' and must be a category's number"),
        ({"INVICTUS_BUCKET": " "}, "INVICTUS_BUCKET is not set"),
    ],
)
def test_a_wrong_setting_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], says: str
) -> None:
    for name in [name for name in os.environ if name.startswith("INVICTUS_")]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    function = "dump_post_to_bucket" if "BUCKET" in says else "get_invictus_post"
    with pytest.raises(ConfigurationError) as refusal:
        getattr(handler, function)(sample_event(function))
    assert says in str(refusal.value)
    assert "secret word" not in str(refusal.value)


def test_a_pure_function_loads_neither_boto3_nor_requests_and_only_one_loads_beautiful_soup() -> None:
    """All in one process: what one of them loads, the next ones find loaded. The one with Beautiful Soup is last."""
    pure = [*FUNCTIONS[3:-1], "strip_post_html"]
    assert sorted(pure) == sorted(FUNCTIONS[2:-1])
    code = (
        "import json, sys, handler\n"
        f"for function in {pure}:\n"
        f"    getattr(handler, function)(json.load(open({str(EVENTS)!r} + '/' + function + '.json')))\n"
        "    print(sorted({'boto3', 'botocore', 'requests', 'urllib3', 'bs4'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]"] * 4 + ["['bs4']"]


def test_ten_posts_fit_into_one_payload_and_a_page_that_does_not_is_split(aws: EmbeddedAws, blog: Any) -> None:
    week = blog.posts[0]
    blog.posts[:] = [
        {**week, "id": 1000 + n, "slug": f"{week['slug']}-{n}", "date": f"2021-02-{n:02}T17:00:00"}
        for n in range(1, 29)
    ]

    ten = aws.invoke("get_invictus_post", {"posts_per_page": 10})
    assert len(ten["posts"]) == 10
    assert "next_page" not in ten

    first = aws.invoke("get_invictus_post", {"posts_per_page": 28})
    second = aws.invoke("get_invictus_post", first["next"])
    handed_on = [post["id"] for post in first["posts"] + second["posts"]]
    assert handed_on == list(range(1001, 1029))
    assert max(len(json.dumps(part)) for part in (first, second)) < 256 * 1024
    assert (first["next_page"], second["next"]["run"]["is_last"]) == (1, True)
    assert "next_page" not in second
