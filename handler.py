"""The eight Lambda functions of the pipeline, in the order in which they run.

Each reads its event, checks it, and does one thing. Five call a pure function of transforms.py; three call the blog or
S3. The libraries for HTTP and AWS are
imported inside the functions that use them, so that they do not slow the cold start of the pure functions.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timezone
from typing import Any

import transforms
from invictus import keys, payloads, settings
from invictus.errors import CredentialsError, InputError
from invictus.events import MOST_POSTS, check, force_of, post_of, request_of
from invictus.shapes import Json, Record

LOG = logging.getLogger("invictus")
LOG.setLevel(logging.INFO)


def get_invictus_post(event: Json, context: Any = None) -> Json:
    """Return a page of posts for the execution's input, as payloads.hand_on describes it."""
    from invictus import wordpress

    request = request_of(event)
    credentials, problem = settings.blog_credentials()
    page = wordpress.fetch_page(
        api=settings.blog_api(),
        category=settings.category(),
        per_page=MOST_POSTS if request["post_ids"] else request["posts_per_page"],
        page=request["page"],
        seconds=wordpress.FETCH_SECONDS,
        post_ids=request["post_ids"],
        oldest_first=request["all_pages"],
        credentials=credentials,
        user_agent=settings.user_agent() or wordpress.USER_AGENT,
    )
    if not page.posts and problem and request["page"] == 1:
        raise CredentialsError(
            f"the blog shows no posts without credentials, and their secret {problem}. Put INVICTUS_USER and"
            " INVICTUS_PASS in .env, then: make secret"
        )
    if not page.posts:
        LOG.warning(
            "The blog has no posts there.",
            extra={"page": request["page"], "remedy": "Check INVICTUS_WEIGHTLIFTING_API_CAT_ID and page"},
        )
    if request["all_pages"] and payloads.is_repeated(page.ids, request["seen"]):
        LOG.warning("The blog repeats its posts from page to page: the run ends here.", extra={"page": request["page"]})
        page = wordpress.Page([], [], 0)
    # Always oldest first, so that the last week of a run is the newest. Sorted by date, because ids do not always grow
    # with the dates.
    posts = sorted(page.posts, key=lambda post: (str(post.get("date")), str(post.get("id"))))
    return payloads.hand_on(posts, request, pages=page.total_pages)


def dump_post_to_bucket(event: Json, context: Any = None) -> Json:
    """Store the post as received at `raw/<post date>__<slug>.json` and return it. Takes `{"post", "force"}`."""
    from invictus.storage import StoredObject

    post = post_of(event)
    new = StoredObject(
        key=keys.raw_key(post),
        body=keys.as_received(post),
        sha256=keys.sha256({**post, "modified_gmt": ""}),
        post=post["id"],
        modified=post["modified_gmt"],
    )
    status = settings.bucket().store_once("dump_post_to_bucket", new, force_of(event))
    LOG.info("Post stored as received.", extra={"slug": post["slug"], "key": new.key, "status": status})
    return post


def strip_post_html(event: Json, context: Any = None) -> Mapping[str, Any]:
    """Return a post's text, line by line, and its identity. Takes `{"post"}`."""
    post = post_of(event)
    return payloads.checked(transforms.strip_post_html(post), post["slug"])


def group_post_by_day(event: Any, context: Any = None) -> Mapping[str, Any]:
    """Return the lines of each day. Takes the output of strip_post_html."""
    check(event, post=dict, lines=list)
    return payloads.checked(transforms.group_post_by_day(event), event["post"]["slug"])


def segment_days(event: Any, context: Any = None) -> Mapping[str, Any]:
    """Return each day's notes, warm-up and segments. Takes the output of group_post_by_day."""
    check(event, post=dict, preamble=list, days=list)
    return payloads.checked(transforms.segment_days(event), event["post"]["slug"])


def sessions_to_date_records(event: Any, context: Any = None) -> Mapping[str, Any]:
    """Return one dated record per session. Takes the output of segment_days."""
    check(event, post=dict, preamble=list, sessions=list)
    return payloads.checked(transforms.sessions_to_date_records(event), event["post"]["slug"])


def clean_session_records(event: Json, context: Any = None) -> Mapping[str, Any]:
    """Return the records, checked to hold all of the text, also as DynamoDB items.

    Takes `{"records", "text", "post", "force"}`. Raises LinesLostError and PostTooLargeError.
    """
    check(event, records=list, text=dict)
    check(event["text"], post=dict, lines=list)
    post = post_of(event)
    cleaned = transforms.clean_session_records(event["records"], event["text"], force_of(event))
    room = payloads.STATE_BYTES - payloads.size(post) - payloads.size(event["text"])
    return payloads.checked(cleaned, post["slug"], room)


def save_sessions_to_bucket(event: Json, context: Any = None) -> Json:
    """Store the weekly file. Return `{"key", "status"}` (see Bucket.store_once).

    Takes `{"records", "force"}` and, as `replaced`, the keys of files that older edits of the post may have left.
    """
    from invictus.storage import StoredObject

    check(event, records=list)
    records = [transforms.with_exercises(record) for record in event["records"]]
    if not records:
        raise InputError("records is empty. Give the records that clean_session_records returns")
    new = StoredObject(
        key=keys.weekly_key(records),
        body=keys.json_lines(records).encode(),
        sha256=keys.content_hash(records),
        post=records[0]["post"]["id"],
        modified=records[0]["post"]["modified"],
        content_type="application/x-ndjson",
    )
    bucket = settings.bucket()
    status = bucket.store_once("save_sessions_to_bucket", new, force_of(event))
    # An edit that adds or drops the first or last day changes the key. All rows may have been overwritten by then, so
    # no row refers to the older file. It is found because it shares a date with this one.
    near = bucket.keys_after(keys.month_before(new.key), "weekly/")
    replaced = {*event.get("replaced", []), *(key for key in near if keys.shares_a_date(key, new.key))} - {new.key}
    bucket.remove_replaced(new, sorted(replaced))
    LOG.info(
        "Week stored.",
        # The age is what the alarm for a missing week uses (WeekAgeMetric in serverless/resources.yml).
        extra={"key": new.key, "status": status, "sessions": len(records), "week_age_days": _age_days(records)},
    )
    return {"key": new.key, "status": status}


def _age_days(records: Sequence[Record]) -> int:
    """Return how many days ago the week began; negative for a week to come."""
    first = date.fromisoformat(min(record["date"] for record in records))
    return (datetime.now(timezone.utc).date() - first).days
