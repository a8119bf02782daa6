"""Writing once: the marks in DynamoDB and the conditional writes to S3, without the machine."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from invictus.dynamodb_json import decode
from invictus.editions import Edition, StoredObject
from invictus.errors import StorageError
from invictus.storage import Bucket, Marks, idempotency_key
from local.embedded_aws.speed import clients_made_once

BUCKET, TABLE, KEY = "data", "marks", "weekly/2021-02-01__2021-02-03--5-day-weightlifting-program.json"


@pytest.fixture(scope="module", autouse=True)
def clients() -> Iterator[None]:
    """Make each boto3 client once: that takes longer than most tests."""
    with clients_made_once():
        yield


@pytest.fixture(autouse=True)
def aws() -> Iterator[None]:
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        boto3.client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        boto3.client("dynamodb").create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "idempotency_key", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "idempotency_key", "KeyType": "HASH"}],
        )
        yield


@pytest.fixture
def bucket() -> Bucket:
    return Bucket(BUCKET, Marks(TABLE))


def week(says: str, modified: str = "2021-01-29T20:11:37Z") -> StoredObject:
    content = hashlib.sha256(says.encode()).hexdigest()
    return StoredObject(KEY, says.encode(), Edition(95311, "january-3-8-2021", modified, content))


def stored_text() -> str:
    body: bytes = boto3.client("s3").get_object(Bucket=BUCKET, Key=KEY)["Body"].read()
    return body.decode()


def version_count() -> int:
    return len(boto3.client("s3").list_object_versions(Bucket=BUCKET).get("Versions", []))


def marks() -> list[dict[str, Any]]:
    return [decode(item) for item in boto3.client("dynamodb").scan(TableName=TABLE)["Items"]]


def test_the_key_is_the_sha256_of_operation_and_identifier() -> None:
    assert idempotency_key("save", "weekly/x abc") == hashlib.sha256(b"save\nweekly/x abc").hexdigest()
    assert idempotency_key("save", "x") != idempotency_key("dump", "x")


def test_a_mark_holds_key_ttl_completion_and_operation(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("invictus.storage.time.time", lambda: 1_612_137_600.9)

    bucket.store_once("save", week("A"), force=False)

    assert marks() == [
        {
            "idempotency_key": idempotency_key("save", f"{KEY} {week('A').edition.sha256} 2021-01-29T20:11:37Z"),
            "ttl": 1_612_137_600 + 86_400,
            "completed_at": "2021-02-01T00:00:00Z",
            "operation": "save",
        }
    ]


NOON, LATER, LAST = (f"2021-02-01T{hour}:00:00Z" for hour in (12, 13, 14))
EDITS = {
    "the same content": ("A A A", (NOON, NOON, NOON), "written unchanged unchanged", "A"),
    "other content": ("A B", (NOON, LATER), "written updated", "B"),
    "an edit reverted within 24 hours": ("A B A", (NOON, LATER, LAST), "written updated updated", "A"),
    "a later stamp on the same content": ("A A", (NOON, LATER), "written unchanged", "A"),
    "an older edit that comes late": ("B A", (LATER, NOON), "written unchanged", "B"),
    "with force": ("A A!", (NOON, NOON), "written updated", "A"),
}


@pytest.mark.parametrize(("texts", "times", "statuses", "left"), EDITS.values(), ids=EDITS)
def test_each_edit_is_written_once_and_the_newest_stays(
    bucket: Bucket, texts: str, times: tuple[str, ...], statuses: str, left: str
) -> None:
    written = [
        bucket.store_once("save", week(text[0], modified), force=text.endswith("!"))
        for text, modified in zip(texts.split(), times)
    ]

    assert written == statuses.split()
    assert stored_text() == left
    assert version_count() == len(written) - written.count("unchanged"), "the earlier ones stay as old versions"


def test_a_mark_whose_time_has_passed_counts_as_absent(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    bucket.store_once("save", week("A"), force=False)
    key = marks()[0]["idempotency_key"]
    ends = int(marks()[0]["ttl"])

    monkeypatch.setattr("invictus.storage.time.time", lambda: ends - 1)
    assert Marks(TABLE).is_done(key)
    monkeypatch.setattr("invictus.storage.time.time", lambda: ends)
    assert not Marks(TABLE).is_done(key)


def test_without_a_mark_the_objects_own_sha256_prevents_a_second_write(bucket: Bucket) -> None:
    bucket.store_once("save", week("A"), force=False)
    mark = marks()[0]["idempotency_key"]
    boto3.client("dynamodb").delete_item(TableName=TABLE, Key={"idempotency_key": {"S": mark}})

    assert bucket.store_once("save", week("A"), force=False) == "unchanged"
    assert version_count() == 1
    assert [mark["idempotency_key"] for mark in marks()] == [mark]  # made again, for the day


def test_with_the_table_out_of_reach_the_write_still_happens(caplog: pytest.LogCaptureFixture) -> None:
    bucket = Bucket(BUCKET, Marks("no-such-table"))

    with caplog.at_level(logging.WARNING, logger="invictus"):
        assert bucket.store_once("save", week("A"), force=False) == "written"
    assert stored_text() == "A"
    assert [(vars(record)["table"], vars(record)["action"]) for record in caplog.records] == [
        ("no-such-table", "read"),
        ("no-such-table", "write"),
    ]


def test_without_a_configured_table_the_write_still_happens(caplog: pytest.LogCaptureFixture) -> None:
    bucket = Bucket(BUCKET, Marks(""))

    assert [bucket.store_once("save", week("x"), force=False) for _ in range(2)] == ["written", "unchanged"]
    (said,) = caplog.records
    assert (said.levelno, said.message[:35]) == (logging.WARNING, "No idempotency table is configured;")


def test_only_the_object_of_an_older_edit_is_removed(bucket: Bucket) -> None:
    s3 = boto3.client("s3")
    of_this_post = {"post": "95311", "sha256": "x"}
    for key, said in {
        "older": {**of_this_post, "modified": "2021-01-28T00:00:00Z"},
        "newer": {**of_this_post, "modified": "2021-02-01T00:00:00Z"},
        "another post's": {**of_this_post, "post": "95312", "modified": "2021-01-28T00:00:00Z"},
    }.items():
        s3.put_object(Bucket=BUCKET, Key=key, Body=b"", Metadata=said)

    bucket.remove_replaced(week("x"), ["older", "newer", "another post's", "missing"])

    assert [each["Key"] for each in s3.list_objects_v2(Bucket=BUCKET)["Contents"]] == ["another post's", "newer"]


def test_each_write_has_its_exact_condition(bucket: Bucket) -> None:
    """The exact conditions: IfNoneMatch * for a new object, IfMatch with the ETag for an existing one."""
    asked: list[Any] = []
    put = ("provide-client-params.s3.PutObject", lambda params, **_: asked.append(params))
    bucket._s3.meta.events.register(*put)

    bucket.store_once("save", week("A"), force=False)
    etag = boto3.client("s3").head_object(Bucket=BUCKET, Key=KEY)["ETag"]
    bucket.store_once("save", week("B", "2021-02-02T00:00:00Z"), force=False)
    bucket._s3.meta.events.unregister(*put)

    conditions = [{name: params[name] for name in ("IfMatch", "IfNoneMatch") if name in params} for params in asked]
    assert conditions == [{"IfNoneMatch": "*"}, {"IfMatch": etag}]
    assert asked[1]["Metadata"].pop("stored") > asked[0]["Metadata"]["stored"]
    assert asked[1]["Metadata"] == {
        "sha256": week("B").edition.sha256,
        "post": "95311",
        "slug": "january-3-8-2021",
        "modified": "2021-02-02T00:00:00Z",
    }


def test_of_two_writers_at_once_the_second_checks_again(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """The timeline in storage.py: both find nothing, the other writes first, ours is refused and finds it done."""
    other = Bucket(BUCKET, Marks(TABLE))
    look = bucket._present
    overtaken = iter([True, False])

    def look_and_be_overtaken(key: str) -> Any:
        standing = look(key)
        if next(overtaken):
            other.store_once("save by the other", week("A"), force=False)
        return standing

    monkeypatch.setattr(bucket, "_present", look_and_be_overtaken)

    assert bucket.store_once("save", week("A"), force=False) == "unchanged"
    assert version_count() == 1


def test_the_mark_comes_after_the_write(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket, "_put", lambda new, standing: (_ for _ in ()).throw(StorageError("the disk is gone")))

    with pytest.raises(StorageError):
        bucket.store_once("save", week("A"), force=False)
    assert marks() == []


@pytest.mark.parametrize(
    ("code", "message", "remedy"),
    [
        ("NoSuchBucket", "The specified bucket does not exist", "Check INVICTUS_BUCKET"),
        ("AccessDenied", "Access Denied", "Its role may not (serverless/iam.yml)"),
        ("AccessDenied", "x is not authorized to perform: kms:GenerateDataKey", "[kms:Decrypt, kms:"),
        ("KMS.DisabledException", "k is disabled.", "A KMS key of your own"),
    ],
)
def test_a_write_that_s3_refuses_is_named_with_its_remedy(
    code: str, message: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = Bucket("not-there", Marks(TABLE))

    def refused(**_: Any) -> None:
        raise ClientError({"Error": {"Code": code, "Message": message}}, "PutObject")

    monkeypatch.setattr(bucket._s3, "put_object", refused)

    with pytest.raises(StorageError) as failure:
        bucket.store_once("save", week("A"), force=False)
    assert f"s3://not-there/{KEY}: {code}" in str(failure.value)
    assert remedy in str(failure.value)
