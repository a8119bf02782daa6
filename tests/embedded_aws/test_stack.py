"""What functions see of the embedded AWS, and what it reports about a run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.server import Blog
from tests.support.posts import week_post


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([week_post()]) as blog:
        yield blog


def test_the_functions_settings_stay_while_a_machine_runs(aws: EmbeddedAws) -> None:
    """What reads all of os.environ, as each new boto3 client does, fails if a name goes meanwhile."""
    seen: list[str] = []
    aws.before_state = lambda state, slug: seen.append(os.environ["INVICTUS_BUCKET"])

    assert aws.execute({}).status == "SUCCEEDED"

    assert len(seen) > 15 and {*seen} == {aws.resources["DataBucket"]}


def test_a_metric_filter_is_named_for_its_logical_id(aws: EmbeddedAws) -> None:
    (found,) = aws.client("logs").describe_metric_filters()["metricFilters"]

    assert "WeekAge" in found["filterName"]
    assert found["metricTransformations"][0]["metricName"] == "WeekAgeDays"
