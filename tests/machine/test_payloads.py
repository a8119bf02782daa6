"""Step Functions passes 256 KiB from state to state and cannot catch a larger payload: no post gets that large."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from invictus import payloads, rows
from invictus.editions import Edition
from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.posts import whole_post
from local.sample_blog.server import Blog
from tests.support.posts import MONDAY, week_post

LIMIT = 262_144
# An error's cause is the handler's message and its trace; a query gives an older edit's rows.
ROOM_FOR_AN_ERROR = 8_000

PROSE = "Snatch, 3 x 2 @ 80% of your 1-RM, resting two minutes between the sets.<br>"
REMARK = "Keep the bar close to the body and the elbows high, as we did in the weeks before.<br>"
TOO_MUCH = {
    "a session a line": "Sunday (Rest Day)<br>",
    "sessions of three segments": "<p>Monday</p><p>A. Snatch</p><p>B. Clean</p><p>C. Squat</p>",
    "a link a word": '<a href="http://a.b">c</a> ',
    "a letter a line": "<p>a",
    "training without end": PROSE,
    "empty links": '<a href="//a.b"></a>',
}


def as_large_as_passes(monday: date, unit: str) -> dict[str, Any]:
    """Return the largest post that is accepted: with one more unit it would be refused."""
    head = "<p>Monday</p>"
    post = whole_post(week_post(monday, html=head), "large")
    fields = {name: post[name] for name in payloads.POST_FIELDS.replace(".", ",").split(",") if name in post}
    room = payloads.POST_BYTES - len(json.dumps(fields)) - 100
    post["content"]["rendered"] = head + unit * (room // (len(json.dumps(unit)) - 2))
    return post


@pytest.fixture
def sizes(aws: EmbeddedAws) -> list[int]:
    """Note the size of what each state is given."""
    noted: list[int] = []
    aws.before_state = lambda state, given: noted.append(len(json.dumps(given)))
    return noted


def test_posts_that_grow_beyond_the_limit_fail_alone_and_their_page_is_passed_on_in_parts(
    aws: EmbeddedAws, blog: Blog, sizes: list[int]
) -> None:
    blog.posts += [
        as_large_as_passes(MONDAY - timedelta(weeks=1 + number), unit) for number, unit in enumerate(TOO_MUCH.values())
    ]

    execution = aws.execute({"posts_per_page": 100})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    (text,) = aws.messages()
    assert text.startswith(f"Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. 1 stored, {len(TOO_MUCH)} failed.")
    failed = [json.loads(body)["error"]["Error"] for body in aws.objects("failed/").values()]
    assert failed == ["PostTooLargeError"] * len(TOO_MUCH)
    assert sum(len(json.dumps(post)) for post in blog.posts) > LIMIT
    assert max(sizes) < LIMIT - ROOM_FOR_AN_ERROR


def test_a_week_three_times_as_large_as_real_ones_is_stored(aws: EmbeddedAws, blog: Blog, sizes: list[int]) -> None:
    training = PROSE * 8 + REMARK * 40
    days = ("Monday", "Tuesday", "Wednesday", "Friday", "Saturday")
    blog.posts[:] = [whole_post(week_post(html="".join(f"<p>{day}</p>A. {training}" for day in days)), "large")]

    execution = aws.execute({})

    assert execution.output and execution.output["stored"] == 1
    assert 60_000 < max(sizes) < LIMIT - ROOM_FOR_AN_ERROR


def test_twenty_sessions_are_stored_and_replaced(aws: EmbeddedAws, blog: Blog, sizes: list[int]) -> None:
    """More than any post has. Their edit deletes all of their rows."""
    many = "".join(f"<p>Monday (Session {number})</p><p>A. Snatch</p>" for number in range(20))
    for edit, html in enumerate((many, many.replace("Session", "Part"))):
        blog.posts[:] = [whole_post(week_post(html=html, edit=edit), "many")]

        execution = aws.execute({})

        assert execution.output and execution.output["stored"] == 1
        assert len(aws.items()) == 20
    assert not [item for item in aws.items() if "Session" in item["session"]]


def test_the_removal_of_as_many_rows_as_a_transaction_takes_fits() -> None:
    old = [
        rows.Row("2021-03-08", f"Monday ({'Session' * 9}) {n}", 1, "2021-03-07T17:00:00Z", "a" * 64, "x" * 90)
        for n in range(200)
    ]
    new = Edition(1, "march", "2021-03-07T18:00:00Z", "b" * 64)

    finish = rows.finish("invictus-weightlifting-dev-WorkoutPosts", new, ("2021-03-08", "Monday"), [], old)

    assert len(finish) == 100
    assert len(json.dumps(finish)) < LIMIT - payloads.STATE_BYTES + payloads.POST_BYTES
