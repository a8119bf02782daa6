"""Step Functions passes 256 KiB from state to state and cannot catch a larger payload: no post gets that large."""

from __future__ import annotations

import json
from typing import Any

import pytest

from invictus import payloads
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


def as_large_as_passes(head: str, unit: str) -> dict[str, Any]:
    """Return the largest post that is accepted: with one more unit it would be refused."""
    week = week_post(MONDAY.replace(day=1), html=head)
    post = whole_post(week, "large")
    fields = {name: post[name] for name in payloads.POST_FIELDS.replace(".", ",").split(",") if name in post}
    room = payloads.POST_BYTES - len(json.dumps(fields)) - 100
    post["content"]["rendered"] = head + unit * (room // (len(json.dumps(unit)) - 2))
    return post


def run(aws: EmbeddedAws, blog: Blog, *posts: dict[str, Any]) -> tuple[Any, int]:
    """Run the machine on those posts and a small one. Return the execution and the size of its largest payload."""
    largest = 0

    def measure(state: str, data: Any) -> None:
        nonlocal largest
        largest = max(largest, len(json.dumps(data)))

    blog.posts += posts
    aws.before_input = measure
    return aws.execute({"posts_per_page": len(posts) + 1}), largest


def test_a_week_three_times_as_large_as_real_ones_is_stored(aws: EmbeddedAws, blog: Blog) -> None:
    training = PROSE * 8 + REMARK * 40
    head = "".join(f"<p>{day}</p>A. {training}" for day in ("Monday", "Tuesday", "Wednesday", "Friday", "Saturday"))
    execution, largest = run(aws, blog, whole_post(week_post(MONDAY.replace(day=1), html=head), "large"))

    assert (execution.status, execution.output["stored"]) == ("SUCCEEDED", 2)
    assert 60_000 < largest < LIMIT - ROOM_FOR_AN_ERROR


@pytest.mark.parametrize("unit", TOO_MUCH.values(), ids=TOO_MUCH)
def test_a_post_that_grows_beyond_the_limit_fails_alone(aws: EmbeddedAws, blog: Blog, unit: str) -> None:
    execution, largest = run(aws, blog, as_large_as_passes("<p>Monday</p>", unit))

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert aws.messages() == [
        "Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. 1 stored, 1 failed."
        " Newest failed: march-1-7-2021-5-day-weightlifting-program."
    ]
    (failed,) = (json.loads(body) for body in aws.objects("failed/").values())
    assert failed["error"]["Error"] == "PostTooLargeError"
    assert largest < LIMIT - ROOM_FOR_AN_ERROR


def test_forty_sessions_are_stored_and_replaced(aws: EmbeddedAws, blog: Blog) -> None:
    """Two sessions a day for three weeks, more than any post has. Their edit deletes all forty rows."""
    many = "".join(f"<p>Monday (Session {number})</p><p>A. Snatch</p>" for number in range(40))
    post = whole_post(week_post(MONDAY.replace(day=1), html=many), "many")
    execution, _ = run(aws, blog, post)
    assert (execution.status, execution.output["stored"], len(aws.items())) == ("SUCCEEDED", 2, 42)

    few = week_post(MONDAY.replace(day=1), html=many.replace("Session", "Part"), edit=1)
    blog.posts.pop()
    execution, largest = run(aws, blog, whole_post(few, "edited"))

    assert (execution.status, execution.output["stored"], len(aws.items())) == ("SUCCEEDED", 1, 42)
    assert not [item for item in aws.items() if "Session" in item["session"]]
    assert largest < LIMIT - ROOM_FOR_AN_ERROR


def test_a_page_of_large_posts_is_passed_on_in_parts(aws: EmbeddedAws, blog: Blog) -> None:
    html = "<p>Monday</p><p>A. Snatch<br>" + REMARK * 350
    large = [whole_post(week_post(MONDAY.replace(month=month), html=html), "large") for month in range(4, 12)]

    execution, largest = run(aws, blog, *large)

    assert (execution.status, execution.output["stored"]) == ("SUCCEEDED", 9)
    assert len(aws.items()) == 10
    assert largest < LIMIT - ROOM_FOR_AN_ERROR
