"""The compiled state machine from start to end, on the embedded AWS and the sample blog."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local.embedded_aws.stack import EmbeddedAws
from local.project import SAMPLE_POSTS
from local.sample_blog.posts import read_folder
from tests.support.faulty_blog import FaultyBlog


@pytest.fixture
def blog() -> Iterator[FaultyBlog]:
    """The sample blog."""
    with FaultyBlog(read_folder(SAMPLE_POSTS)) as blog:
        yield blog


def test_the_three_newest_posts_come_out_as_dated_sessions(aws: EmbeddedAws) -> None:
    execution = aws.execute({"posts_per_page": 3})

    assert execution.status == "SUCCEEDED"
    assert [(item["date"], item["session"]) for item in aws.items() if item["date"] < "2021-01-18"] == [
        ("2021-01-11", "Monday (Session One)"),
        ("2021-01-12", "Tuesday (Session Two)"),
        ("2021-01-13", "Wednesday (Session Three)"),
        ("2021-01-14", "Thursday (Rest Day)"),
        ("2021-01-15", "Friday (Session Four)"),
        ("2021-01-16", "Saturday (Session Five)"),
    ]
    assert len(aws.items()) == 18
    assert sorted(aws.objects()) == [
        "raw/2021-01-10__january-11-17-2021-5-day-weightlifting-program.json",
        "raw/2021-01-17__january-18-24-2021-3-day-weightlifting-program.json",
        "raw/2021-01-17__january-18-24-2021-5-day-weightlifting-program.json",
        "weekly/2021-01-11__2021-01-16--5-day-weightlifting-program.json",
        "weekly/2021-01-18__2021-01-23--5-day-weightlifting-program.json",
        "weekly/2021-01-18__2021-01-24--3-day-weightlifting-program.json",
    ]
    assert aws.messages() == ["Invictus: week 2021-01-18 to 2021-01-23, 5 sessions. 3 stored, 0 failed."]


def test_an_unchanged_post_makes_eleven_transitions(aws: EmbeddedAws, blog: FaultyBlog) -> None:
    """They are most of what a run costs: docs/edits-and-idempotency.md has them for each end."""
    blog.posts[:] = blog.posts[:1]
    aws.execute({})
    entered: list[str] = []
    aws.before_state = lambda state, given: entered.append(state)

    aws.execute({})

    assert (entered[3], entered[13], len(entered[3:14])) == ("FindInQuarantine", "PostUnchanged", 11)
    assert entered[:3] + entered[14:] == [
        *("GetPost", "HasPosts", "StructurePosts_Map", "GetPost", "HasPosts", "ReportResult", "NothingNew")
    ]


def test_a_wrong_input_is_refused_before_the_blog_is_asked(aws: EmbeddedAws, blog: FaultyBlog) -> None:
    execution = aws.execute({"posts": 3})

    assert (execution.status, execution.error, aws.objects()) == ("FAILED", "InputError", {})
    assert "'posts'" in (execution.cause or "") and blog.requests == []
