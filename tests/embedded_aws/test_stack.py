"""What functions see of the embedded AWS, and what it reports about a run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from local.archive.folder import ArchiveFolder
from local.embedded_aws.stack import EmbeddedAws
from local.running.mirror import Mirror
from local.sample_blog.server import Blog
from tests.support.posts import week_post
from tests.support.small_week_run import RAW, WEEKLY


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


def test_a_mirror_brings_over_what_was_stored_and_deleted_since_its_last_save(aws: EmbeddedAws, tmp_path: Path) -> None:
    folder = ArchiveFolder(tmp_path)
    mirror = Mirror(aws, folder, "code")
    mirror.restore()

    aws.execute({})
    mirror.save()
    rows = {(item["date"], item["session"]) for item in aws.items()}
    assert dict(folder.objects()).keys() == {RAW, WEEKLY}
    assert folder.rows.keys() == rows

    aws.execute({})
    bucket = aws.resources["DataBucket"]
    with ThreadPoolExecutor() as other_threads:  # the mirror's own are not followed
        other_threads.submit(aws.client("s3").delete_object, Bucket=bucket, Key=RAW).result()
    for _ in range(2):
        mirror.save()
        assert dict(folder.objects()).keys() == {WEEKLY}
        assert folder.rows.keys() == rows


def test_a_metric_filter_is_named_for_its_logical_id(aws: EmbeddedAws) -> None:
    (found,) = aws.client("logs").describe_metric_filters()["metricFilters"]

    assert "WeekAge" in found["filterName"]
    assert found["metricTransformations"][0]["metricName"] == "WeekAgeDays"
