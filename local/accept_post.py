"""`make accept-post POST=file.json`: a post's lines next to the records they went to, for a person to check.

Writes what was read as `file.expected.json` next to the post: the week's records, or the refusal. In `tests/posts/`
that makes the pair a test case.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click

import transforms
from invictus.errors import LinesLostError, PostFormatError
from invictus.parser.days import days_in
from invictus.parser.html_lines import read_lines
from invictus.shapes import Line, RestPost
from local.sample_blog.posts import read_json, whole_post
from local.terminal.printing import console, show_table, tell


def read_post_file(file: Path) -> RestPost:
    """Return the post that a JSON file holds, with the REST fields that it leaves out.

    The file holds a post as WordPress gives it, an object of raw/, or an object of failed/ (`{"post", "error"}`).
    Raises PostFileError, which names the file and the remedy.
    """
    found = read_json(file)
    is_failed = isinstance(found, dict) and {"post", "error"} <= found.keys()
    return whole_post(found["post"] if is_failed else found, str(file))


def outcome_of(post: RestPost) -> Any:
    """Return what a `.expected.json` holds: the post's records, or `{"error", "message"}` if it is refused."""
    try:
        return transforms.read_post(post)
    except (PostFormatError, LinesLostError) as error:
        return {"error": type(error).__name__, "message": str(error)}


def placed_lines(post: RestPost) -> Iterator[tuple[Line, tuple[str, str, str]]]:
    """Yield each line of the post, in order, with the date, session and field it went to. Raises PostFormatError."""
    grouped = transforms.group_post_by_day(transforms.strip_post_html(post))
    segmented = transforms.segment_days(grouped)
    records = iter(transforms.sessions_to_date_records(segmented)["records"])
    above = grouped["preamble"]
    for day, session in zip(grouped["days"], segmented["sessions"]):
        record, *_ = islice(records, days_in(session["heading"]["text"]))
        fields = ["session", *(field["field"] for field in session["fields"] for _ in field["lines"])]
        for each, field in [*((each, "week_notes") for each in above), *zip(day, fields)]:
            yield each, (record["date"], record["session"], field)
        above = []


def show_lines(post: RestPost, outcome: Any) -> None:
    """Print the post's lines next to their records, or its lines and the refusal."""
    title = f"{post['slug']}, posted {post['date']}"
    if isinstance(outcome, dict):
        lines = (f"  {each['text']}" for each in read_lines(post["content"]["rendered"]))
        tell("\n".join((title, *lines, f"Refused, {outcome['error']}: {outcome['message']}")))
        return
    rows, above = [], ("", "", "")
    for each, place in placed_lines(post):
        shown = "\n".join([each["text"] or "(an embed)", *(f"  -> {link['url']}" for link in each["links"])])
        rows.append((shown, *place[:2], "" if place == above else place[2]))
        above = place
    show_table(console(), ("line of the post", "date", "session", "field"), rows, title=title)


@click.command("accept-post")
@click.argument("file", metavar="POST", envvar="POST", type=click.Path(path_type=Path), default="")
def accept_post(file: Path) -> None:
    """Show a post's lines next to its records, and keep them as a test's expected result.

    POST is the JSON file of a post, as WordPress's REST API gives it, or of one in the bucket's failed/.
    """
    if not file.name:
        raise click.UsageError("POST is missing. Type: make accept-post POST=tests/posts/the_case.json")
    post = read_post_file(file)
    outcome = outcome_of(post)
    show_lines(post, outcome)
    expected = file.with_suffix(".expected.json")
    expected.write_text(json.dumps(outcome, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    tell(f"Written: {expected}. Read it next to the post before you commit it.")
