"""The eight Lambda functions of the pipeline, in the order in which they run.

Each takes its event apart, checks it, and does one thing by calling a pure function. The libraries for HTTP and AWS
are imported by the functions that use them, so that a pure function's cold start pays for neither.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any, Optional

import transforms
from invictus import payloads
from invictus.errors import ConfigurationError, CredentialsError, InputError
from transforms import PostFormatError

if TYPE_CHECKING:
    from invictus.storage import Bucket
    from invictus.wordpress import Credentials

Json = dict[str, Any]

LOG = logging.getLogger("invictus")
LOG.setLevel(logging.INFO)

DEFAULT_CATEGORY = "213"

MOST_POSTS = 100  # of which WordPress makes a page

# An execution's input: for each field its default, what it takes, and a check of it.
_COUNT_FROM_1 = (1, "a whole number, 1 or more", lambda value: _is_count(value))
_SWITCH = (False, "true or false", lambda value: isinstance(value, bool))
INPUT_FIELDS = {
    "posts_per_page": (1, "a whole number from 1 to 100", lambda value: _is_count(value) and value <= MOST_POSTS),
    "page": _COUNT_FROM_1,
    "all_pages": _SWITCH,
    "force": _SWITCH,
    # These posts and no others, whatever page they are on: how failed ones are run again.
    "post_ids": (
        [],
        f"a list of up to {MOST_POSTS} posts' ids",
        lambda value: isinstance(value, list) and len(value) <= MOST_POSTS and all(map(_is_count, value)),
    ),
    # Set by the state machine where a page's posts do not fit into one payload; see payloads.hand_on.
    "skip": (0, "a whole number, 0 or more", lambda value: _is_whole(value) and value >= 0),
}


def get_invictus_post(event: Json, context: Any = None) -> Json:
    """The execution's input -> a page of posts, as payloads.hand_on describes it."""
    from invictus import wordpress

    request = _request(event)
    credentials, problem = _credentials()
    page = wordpress.fetch_page(
        api=_environment("INVICTUS_WEIGHTLIFTING_API", "the address of the blog's posts"),
        category=_category(),
        per_page=MOST_POSTS if request["post_ids"] else request["posts_per_page"],
        page=request["page"],
        post_ids=request["post_ids"],
        oldest_first=request["all_pages"],
        credentials=credentials,
        user_agent=os.environ.get("INVICTUS_USER_AGENT") or wordpress.USER_AGENT,
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
    # Oldest first always, so that the last week of a run is the newest. Ids mostly grow with the dates, but not always.
    oldest_first = sorted(page.posts, key=lambda post: (str(post.get("date")), str(post.get("id"))))
    return payloads.hand_on(oldest_first, request, pages=page.total_pages)


def dump_post_to_bucket(event: Json, context: Any = None) -> Json:
    """`{"post", "force"}` -> the post, unchanged, once it is stored as received at `raw/<post date>__<slug>.json`."""
    from invictus.storage import StoredObject

    post = _post(event)
    modified = post["modified_gmt"]
    new = StoredObject(
        key=transforms.raw_key(post),
        # A lone surrogate has no UTF-8; as JSON's own escape it is kept as received.
        body=json.dumps(post, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"),
        sha256=transforms.sha256({**post, "modified_gmt": ""}),
        post=post["id"],
        modified=modified,
    )
    status = _bucket().store_once("dump_post_to_bucket", new, _force(event))
    LOG.info("Post stored as received.", extra={"slug": post["slug"], "key": new.key, "status": status})
    return post


def strip_post_html(event: Json, context: Any = None) -> Json:
    """`{"post"}` -> its text, line by line, and its identity."""
    post = _post(event)
    return payloads.checked(transforms.strip_post(post), post["slug"])


def group_post_by_day(event: Json, context: Any = None) -> Json:
    """What strip_post_html gives -> the lines of each day."""
    _check(event, post=dict, lines=list)
    return payloads.checked(transforms.group_by_day(event), event["post"]["slug"])


def segment_days(event: Json, context: Any = None) -> Json:
    """What group_post_by_day gives -> each day's notes, warm-up and segments."""
    _check(event, post=dict, preamble=list, days=list)
    return payloads.checked(transforms.segment_days(event), event["post"]["slug"])


def sessions_to_date_records(event: Json, context: Any = None) -> Json:
    """What segment_days gives -> one dated record a session."""
    _check(event, post=dict, preamble=list, sessions=list)
    return payloads.checked(transforms.date_records(event), event["post"]["slug"])


def clean_session_records(event: Json, context: Any = None) -> Json:
    """`{"records", "post", "force"}` -> the records, proven to hold all of the post, and their DynamoDB items."""

    _check(event, records=list)
    post = _post(event)
    cleaned = transforms.clean_records(event["records"], post, _force(event))
    return payloads.checked(cleaned, post["slug"], payloads.size(post))


def save_sessions_to_bucket(event: Json, context: Any = None) -> Json:
    """`{"records", "force"}` -> `{"key", "status", "week"}` of the weekly file; status as in Bucket.store_once."""
    from invictus.storage import StoredObject

    _check(event, records=list)
    records = [transforms.with_exercises(record) for record in event["records"]]
    if not records:
        raise InputError("records is empty. Give the records that clean_session_records returns")
    new = StoredObject(
        key=transforms.weekly_key(records),
        body=transforms.json_lines(records).encode(),
        sha256=transforms.content_hash(records),
        post=records[0]["post"]["id"],
        modified=records[0]["post"]["modified"],
        content_type="application/x-ndjson",
    )
    status = _bucket().store_once("save_sessions_to_bucket", new, _force(event))
    LOG.info(
        "Week stored.",
        # The age is what the alarm for a week that did not come goes by (WeekAgeMetric in serverless/resources.yml).
        extra={"key": new.key, "status": status, "sessions": len(records), "week_age_days": _age_days(records)},
    )
    return {"key": new.key, "status": status, "week": transforms.week_span(records)}


def _age_days(records: list[Json]) -> int:
    """How many days ago the week began; less than 0 where it is yet to come."""
    first = date.fromisoformat(min(record["date"] for record in records))
    return (datetime.now(timezone.utc).date() - first).days


# Events


def _request(event: Json) -> Json:
    if not isinstance(event, dict):
        raise InputError(f'the input is {json.dumps(event)[:80]}. Give an object such as {{"posts_per_page": 3}}')
    for field in event:
        if field not in INPUT_FIELDS:
            raise InputError(
                f"the input has a field {field[:40]!r} that is unknown. Known are {', '.join(INPUT_FIELDS)}"
            )
    for field, value in event.items():
        _, takes, is_right = INPUT_FIELDS[field]
        if not is_right(value):
            raise InputError(f"{field} is {json.dumps(value)[:80]}, and takes {takes}")
    return {field: event.get(field, default) for field, (default, _, _) in INPUT_FIELDS.items()}


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return _is_whole(value) and value >= 1


def _check(event: Json, **fields: type) -> None:
    for field, kind in fields.items():
        value = event.get(field) if isinstance(event, dict) else None
        if not isinstance(value, kind):
            shape = {"dict": "an object", "list": "a list"}[kind.__name__]
            raise InputError(f"the event's {field} is {json.dumps(value)[:80]} and must be {shape}: see test_events/")


def _post(event: Json) -> Json:
    _check(event, post=dict)
    post = event["post"]
    if "refused" in post:
        raise PostFormatError(post["slug"], post["refused"])
    for field in ("id", "slug", "date", "modified_gmt", "link", "title", "content"):
        if field not in post:
            raise InputError(f"the event's post has no {field}: it must be a post as WordPress's REST API gives it")
    return post


def _force(event: Json) -> bool:
    force = event.get("force", False)
    if not isinstance(force, bool):
        raise InputError(f"force is {json.dumps(force)[:80]}, and takes true or false")
    return force


# The environment


def _environment(name: str, what: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ConfigurationError(
            f"{name} is not set: it is {what}. Set it in .env; on AWS the stack sets it (make deploy)"
        )
    return value


def _category() -> int:
    value = os.environ.get("INVICTUS_WEIGHTLIFTING_API_CAT_ID", "").strip() or DEFAULT_CATEGORY
    if not value.isdigit():
        raise ConfigurationError(
            f"INVICTUS_WEIGHTLIFTING_API_CAT_ID is {value!r} and must be a category's number. The blog's weightlifting"
            f" category is {DEFAULT_CATEGORY}"
        )
    return int(value)


def _bucket() -> Bucket:
    from invictus.storage import Bucket, Marks

    name = _environment("INVICTUS_BUCKET", "the name of the data bucket")
    return Bucket(name, Marks(_environment("IDEMPOTENCY_TABLE", "the name of the idempotency table")))


def _credentials() -> tuple[Optional[Credentials], str]:
    """The blog's credentials: from .env on a laptop, from Secrets Manager on AWS. None: it is read as by anyone.

    With them, what is wrong with the secret, "" where nothing is.
    """
    from invictus.wordpress import Credentials

    username, password = os.environ.get("INVICTUS_USER", ""), os.environ.get("INVICTUS_PASS", "")
    if username and password:
        return Credentials(username, password), ""
    if username or password:
        there, missing = ("INVICTUS_USER", "INVICTUS_PASS") if username else ("INVICTUS_PASS", "INVICTUS_USER")
        raise ConfigurationError(f"{there} is set and {missing} is not. Set both in .env, or neither for a public blog")
    secret = os.environ.get("INVICTUS_SECRET", "")
    return _secret_credentials(secret) if secret else (None, "")


def _secret_credentials(secret: str) -> tuple[Optional[Credentials], str]:
    """What Secrets Manager holds, `{"username", "password"}`. Whatever is wrong with it, a public blog can be read."""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    from invictus.wordpress import Credentials

    try:
        value = json.loads(boto3.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"])
        username, password = value["username"], value["password"]
        if isinstance(username, str) and isinstance(password, str) and username and password:
            return Credentials(username, password), ""
        empty, problem = False, "is not JSON with a username and a password"
    except ClientError as error:
        # A secret that was never given a value is how a public blog is read: nothing is wrong.
        empty = error.response["Error"]["Code"] == "ResourceNotFoundException"
        problem = "has no value" if empty else f"cannot be read ({error.response['Error']['Code']})"
    except BotoCoreError as error:
        empty, problem = False, f"cannot be read ({type(error).__name__})"
    except (ValueError, KeyError, TypeError):
        empty, problem = False, "is not JSON with a username and a password"
    LOG.log(
        logging.INFO if empty else logging.WARNING,
        "The blog is read without credentials.",
        extra={
            "secret": secret,
            "problem": problem,
            "remedy": "Put INVICTUS_USER and INVICTUS_PASS in .env: make secret",
        },
    )
    return None, "" if empty else problem
