"""`make sample-events`: the functions' sample events and the sample week, made from one post by the steps themselves.

The post is in test_events/dump_post_to_bucket.json, which is written by hand, as get_invictus_post.json is. Each other
event is what the step before returns; test_idempotency.json is the same week after the coach corrected a line. The
event of sessions_to_date_records has two names: the function's, and segmented_sessions.json, the specification's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

import transforms
from invictus import keys
from invictus.shapes import Json, RestPost
from local.project import ROOT

EVENTS = ROOT / "test_events"
POST = EVENTS / "dump_post_to_bucket.json"
# What the coach corrects, and when.
CORRECTION = ("Push Press x 7 reps", "Push Press x 5 reps")
CORRECTED_AT = "2021-01-04T15:20:02"


def sample_events() -> dict[Path, str]:
    """Return each file of test_events/ that is made from the sample post, and what it must hold."""
    post = json.loads(POST.read_text(encoding="utf-8"))["post"]
    events = {name: json.dumps(event, indent=1, ensure_ascii=False) + "\n" for name, event in _events(post)}
    files = {EVENTS / f"{name}.json": event for name, event in events.items()}
    records = [transforms.with_exercises(record) for record in transforms.read_post(post)]
    files[EVENTS / keys.weekly_key(records)] = keys.json_lines(records)
    return files


def _events(post: RestPost) -> Iterator[tuple[str, Json]]:
    html = post["content"]["rendered"].replace(*CORRECTION)
    corrected = {**post, "modified_gmt": CORRECTED_AT, "content": {**post["content"], "rendered": html}}
    text = transforms.strip_post_html(post)
    grouped = transforms.group_post_by_day(text)
    segmented = transforms.segment_days(grouped)
    records = transforms.sessions_to_date_records(segmented)["records"]
    yield "strip_post_html", {"post": post}
    yield "group_post_by_day", {**text}
    yield "segment_days", {**grouped}
    yield "sessions_to_date_records", {**segmented}
    yield "segmented_sessions", {**segmented}
    yield "clean_session_records", {"records": records, "text": text, "post": post, "force": False}
    yield "save_sessions_to_bucket", {"records": records, "force": False}
    yield "test_idempotency", {"records": transforms.read_post(corrected), "force": False}


@click.command("sample-events")
def write_sample_events() -> None:
    """Make the sample events and the sample week in test_events/ anew, from the post in dump_post_to_bucket.json."""
    for file, text in sample_events().items():
        file.write_text(text, encoding="utf-8")
        click.echo(f"Written: {file.relative_to(ROOT)}")
