"""The archive in a deployed stack's bucket is read like the one in the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from moto import mock_aws

from local.archive.weeks import Archive, BucketStore, FolderStore
from local.deployed import account
from tests.support.archive_queries import rows
from tests.support.commands import output_of
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import store


@pytest.fixture(scope="module")
def bucket(no_account: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Create a deployed stack's bucket that holds the sample weeks and a week of training.

    Yields the folder that holds the same.
    """
    folder = store(tmp_path_factory.mktemp("bucket"), post_of(TRAINING_WEEK), *sample_posts())
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setattr(account, "load_dotenv_file", lambda: None)
        patch.setattr(account, "resources", lambda session, stage: {"DataBucket": f"of-{stage}"})
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="of-prod")
        for path in folder.glob("weekly/*.json"):
            s3.put_object(Bucket="of-prod", Key=f"weekly/{path.name}", Body=path.read_bytes())
        yield folder


def test_the_bucket_gives_the_same_records_and_answers_as_the_folder(bucket: Path) -> None:
    in_bucket, here = Archive(BucketStore("prod")), Archive(FolderStore(bucket))
    assert in_bucket.weeks == here.weeks
    assert in_bucket.records() == here.records()
    assert in_bucket.says() == "5 weekly files, 2020-12-28 to 2021-01-24, in s3://of-prod"
    assert rows(in_bucket, "select count(*) as n from sets") == rows(here, "select count(*) as n from sets")


def test_query_with_aws_asks_the_bucket(bucket: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = output_of(capsys, "query", "max-outs", "--aws", "--stage", "prod", "--format", "csv").splitlines()
    assert "2021-01-05,Tuesday (Session Two),segment_a,Power Clean,every,,5.0" in found
    assert "2021-01-04,Monday (Session One),segment_b,Back Squat,establish,1-RM,24.0" in found


def test_a_week_that_cannot_be_read_is_named_and_the_others_are_read(
    bucket: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = "weekly/2021-01-04__2021-01-07--5-day-weightlifting-program.json"
    archive = Archive(BucketStore("prod"))
    whole = archive.records()
    answer = BaseClient._make_api_call  # type: ignore[attr-defined]

    def refuse_one(self: Any, operation: str, request: Any) -> Any:
        if request.get("Key") == key:
            raise ClientError({"Error": {"Code": "AccessDenied"}}, operation)
        return answer(self, operation, request)

    monkeypatch.setattr(BaseClient, "_make_api_call", refuse_one)

    assert archive.records() == [record for record in whole if not "2021-01-04" <= record["date"] <= "2021-01-07"]
    said = capsys.readouterr().err
    assert said.startswith(f"s3://of-prod/{key} cannot be read (An error occurred (AccessDenied) when calling")
    assert said.endswith("so its week is left out. Check your permissions, then ask again\n")
