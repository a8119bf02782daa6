"""`make sample-events`: the functions' sample events and the sample week, made from one post by the steps themselves.

The post is in test_events/dump_post_to_bucket.json, which is written by hand, as get_invictus_post.json is. Each other
event is what the step before returns; test_idempotency.json is the same week after the coach corrected a line. The
event of sessions_to_date_records has two names: the function's, and segmented_sessions.json, the specification's.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

import transforms
from invictus import keys
from invictus.shapes import RestPost
from local.project import ROOT

EVENTS = ROOT / "test_events"
POST = EVENTS / "dump_post_to_bucket.json"
# What the coach corrects, and when.
CORRECTION = ("Push Press x 7 reps", "Push Press x 5 reps")
CORRECTED_AT = "2021-01-04T15:20:02"


def sample_events() -> dict[Path, str]:
    """Return each file of test_events/ that is made from the sample post, and what it must hold."""
    post: RestPost = json.loads(POST.read_text(encoding="utf-8"))["post"]
    html = post["content"]["rendered"].replace(*CORRECTION)
    corrected = {**post, "modified_gmt": CORRECTED_AT, "content": {**post["content"], "rendered": html}}
    text = transforms.strip_post_html(post)
    grouped = transforms.group_post_by_day(text)
    segmented = transforms.segment_days(grouped)
    records = transforms.sessions_to_date_records(segmented)["records"]
    events = {
        "strip_post_html": {"post": post},
        "group_post_by_day": text,
        "segment_days": grouped,
        "sessions_to_date_records": segmented,
        "segmented_sessions": segmented,
        "clean_session_records": {"records": records, "text": text, "post": post, "force": False},
        "save_sessions_to_bucket": {"records": records, "force": False},
        "test_idempotency": {"records": transforms.read_post(corrected), "force": False},
    }
    week = [transforms.with_exercises(record) for record in transforms.read_post(post)]
    written = {name: json.dumps(event, indent=1, ensure_ascii=False) + "\n" for name, event in events.items()}
    files = {EVENTS / f"{name}.json": event for name, event in written.items()}
    return {**files, EVENTS / keys.weekly_key(week): keys.json_lines(week)}


@click.command("sample-events")
def write_sample_events() -> None:
    """Make the sample events and the sample week in test_events/ anew, from the post in dump_post_to_bucket.json."""
    for file, text in sample_events().items():
        file.write_text(text, encoding="utf-8")
        click.echo(f"Written: {file.relative_to(ROOT)}")
