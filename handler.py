"""The eight Lambda functions of the pipeline, in the order in which they run.

Each reads its event, checks it, and does one thing. Five call a pure function of transforms.py; three call the blog or
S3. The libraries for HTTP and AWS are imported inside the functions that use them, so that they do not slow the cold
start of the pure functions.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, datetime, timezone
from typing import Any

import transforms
from invictus import payloads, settings, tally
from invictus.editions import StoredObject
from invictus.errors import CredentialsError, InputError
from invictus.events import MOST_POSTS, check_event, force_of, post_of, request_of
from invictus.rows import STORED, Row, finish, plan_storing
from invictus.shapes import Json

LOG = logging.getLogger("invictus")
LOG.setLevel(logging.INFO)


def get_invictus_post(event: Json, context: Any = None) -> Json:
    """Return a page of posts for the execution's input, as payloads.hand_on describes it.

    From its second call on, the input also tells how the posts of the page before have ended, and they are counted.
    """
    from invictus import wordpress

    # A map that has failed as a whole leaves the page's state as it was, with the next request in it.
    counted, request = tally.count(request_of(event.get("next", event) if isinstance(event, dict) else event))
    if not request:
        return {"posts": [], "tally": counted, "cleared": tally.cleared(counted)}
    credentials, problem = settings.blog_credentials()
    page = wordpress.fetch_page(
        wordpress.BlogAccess(settings.blog_api(), settings.category(), credentials, settings.user_agent()),
        per_page=MOST_POSTS if request["post_ids"] else request["posts_per_page"],
        page=request["page"],
        seconds=wordpress.FETCH_SECONDS,
        post_ids=request["post_ids"],
        oldest_first=request["all_pages"],
    )
    if not page.posts and problem and request["page"] == 1:
        raise CredentialsError(
            f"the blog shows no posts without credentials, and their secret {problem}. Put INVICTUS_USER and"
            " INVICTUS_PASS in .env, then: make secret"
        )
    if not page.posts:
        LOG.warning(
            "The blog returned no posts for this page.",
            extra={"page": request["page"], "remedy": "Check INVICTUS_WEIGHTLIFTING_API_CAT_ID and page"},
        )
    if request["all_pages"] and payloads.is_repeated(page.ids, request["run"].get("seen", [])):
        LOG.warning("The blog repeats its posts from page to page: the run ends here.", extra={"page": request["page"]})
        page = wordpress.Page([], [], 0)
    counted["gone"] = sorted({*counted["gone"], *request["post_ids"]} - {*page.ids})
    # Oldest first, so that it is the newest failed post which the message names.
    posts = sorted(page.posts, key=lambda post: (str(post.get("date")), str(post.get("id"))))
    return payloads.hand_on(posts, request, page.total_pages, counted)


def dump_post_to_bucket(event: Json, context: Any = None) -> Json:
    """Store the post as received at `raw/<post date>__<slug>.json` and return it. Takes `{"post", "force"}`."""
    post = post_of(event)
    new = StoredObject.of_post(post)
    status = settings.bucket().store_once("dump_post_to_bucket", new, force_of(event))
    LOG.info("Post stored as received.", extra={"slug": post["slug"], "key": new.key, "status": status})
    return post


def strip_post_html(event: Json, context: Any = None) -> Mapping[str, Any]:
    """Return a post's text, line by line, and its identity. Takes `{"post"}`."""
    post = post_of(event)
    return payloads.fitting(transforms.strip_post_html(post), post["slug"])


def group_post_by_day(event: Any, context: Any = None) -> Mapping[str, Any]:
    """Return the lines of each day. Takes the output of strip_post_html."""
    check_event(event, post=dict, lines=list)
    return payloads.fitting(transforms.group_post_by_day(event), event["post"]["slug"])


def segment_days(event: Any, context: Any = None) -> Mapping[str, Any]:
    """Return each day's notes, warm-up and segments. Takes the output of group_post_by_day."""
    check_event(event, post=dict, preamble=list, days=list)
    return payloads.fitting(transforms.segment_days(event), event["post"]["slug"])


def sessions_to_date_records(event: Any, context: Any = None) -> Mapping[str, Any]:
    """Return one dated record per session. Takes the output of segment_days."""
    check_event(event, post=dict, preamble=list, sessions=list)
    return payloads.fitting(transforms.sessions_to_date_records(event), event["post"]["slug"])


def clean_session_records(event: Json, context: Any = None) -> Mapping[str, Any]:
    """Return the records, checked to hold all of the text, and rows. Takes `{"records", "text", "post", "force"}`."""
    check_event(event, records=list, text=dict)
    check_event(event["text"], post=dict, lines=list)
    post = post_of(event)
    cleaned = transforms.clean_session_records(event["records"], event["text"], force_of(event))
    room = payloads.STATE_BYTES - payloads.size(post) - payloads.size(event["text"])
    return payloads.fitting(cleaned, post["slug"], room)


def save_sessions_to_bucket(event: Json, context: Any = None) -> Json:
    """Store the weekly file. Return `{"key", "status"}` (see Bucket.store_once).

    Takes `{"records", "force"}` and, from the state machine, `started` (when the run began) and `replaced` (files that
    older edits may have left). With `rows` (the post's rows) and their `table` it only looks: it returns what storing
    the week comes to, as rows.Plan.told has it. Raises WeekTakenError, OlderEditError and StorageError.
    """
    check_event(event, records=list)
    records = [transforms.with_exercises(record) for record in event["records"]]
    if not records:
        raise InputError("records is empty. Give the records that clean_session_records returns")
    new, force, bucket = StoredObject.of_week(records), force_of(event), settings.bucket()
    rows = [Row.of(item) for item in event.get("rows", [])]
    sessions = [(record["date"], record["session"]) for record in records]
    files = bucket.weeks_near(new.key, [*event.get("replaced", []), *(row.weekly_key for row in rows)])
    week = plan_storing(new.edition, new.key, sessions, files, rows, force, event.get("started"))
    status, only_looks = week.ended, "rows" in event
    if status == STORED and only_looks:
        others = [row for key in week.taken_over for row in Row.in_file(bucket.read(key)) if row.key not in sessions]
        removed = [*week.removed, *others]
        return week.told(finish(event["table"], new.edition, sessions[0], [] if force else rows, removed))
    if status == STORED:
        status = bucket.store_once("save_sessions_to_bucket", new, force)
        bucket.remove_replaced(new, week.replaced, force)
    # What the alarm for a missing week uses (WeekAgeMetric in serverless/resources.yml); negative for a week to come.
    age = datetime.now(timezone.utc).date() - date.fromisoformat(min(record["date"] for record in records))
    said = {"key": new.key, "status": status, "sessions": len(records), "week_age_days": age.days}
    LOG.info("Week stored.", extra=said)
    return week.told([]) if only_looks else {"key": new.key, "status": status}
