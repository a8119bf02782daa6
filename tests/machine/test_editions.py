"""Whose week it is, as a table."""

from __future__ import annotations

from itertools import product
from typing import Any, Optional

import boto3
import pytest
import yaml
from moto import mock_aws

from invictus import rows
from invictus.editions import Decision, Edition, decide
from local.docs.diagram import MACHINE, all_states

NEW = Edition(post=7, slug="march-8-14-2021", modified="2021-03-08T01:00:00Z", sha256="b")
BEFORE, AFTER = "2021-03-08T00:59:00Z", "2021-03-08T01:01:00Z"
OTHERS = Edition(post=8, slug="march-15-21-2021", modified=BEFORE, sha256="b")

CASES = {
    "nothing is stored": (None, Decision.WRITE),
    "the same edit": (NEW, Decision.UNCHANGED),
    "only saved again": (NEW._replace(modified=BEFORE), Decision.UNCHANGED),
    "the same content, stored of a later edit": (NEW._replace(modified=AFTER), Decision.UNCHANGED),
    "corrected": (NEW._replace(sha256="a", modified=BEFORE), Decision.WRITE),
    "a view counter": (NEW._replace(sha256="a"), Decision.WRITE_QUIETLY),
    "the edit time went back": (NEW._replace(sha256="a", modified=AFTER), Decision.OLDER),
    "another slug of the same post": (NEW._replace(slug="march-8-14"), Decision.UNCHANGED),
    "another post, older": (OTHERS, Decision.TAKEN),
    "another post, newer": (OTHERS._replace(modified=AFTER), Decision.TAKEN),
    "another post of the same edit time": (OTHERS._replace(modified=NEW.modified), Decision.TAKEN),
}


@pytest.mark.parametrize(("stored", "decision"), CASES.values(), ids=CASES)
def test_who_may_write_is_decided_by_post_time_and_content(stored: Optional[Edition], decision: Decision) -> None:
    assert decide(stored, NEW, force=False) is decision
    assert decide(stored, NEW, force=True) is Decision.WRITE


def test_the_condition_of_a_row_says_the_same() -> None:
    put = dict(all_states(yaml.safe_load(MACHINE.read_text(encoding="utf-8"))))["StoreSessionToDB"]["Parameters"]
    with mock_aws():
        dynamodb, table = boto3.client("dynamodb"), "rows"
        dynamodb.create_table(
            TableName=table,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "date", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "date", "KeyType": "HASH"}],
        )
        for force, (stored, _) in product((False, True), CASES.values()):
            values = rows.condition(NEW.post, NEW.modified, NEW.sha256, force)
            if_right = {"ConditionExpression": put["ConditionExpression"], "ExpressionAttributeValues": values}
            dynamodb.delete_item(TableName=table, Key={"date": row_of(NEW)["date"]})
            if stored:
                dynamodb.put_item(TableName=table, Item=row_of(stored))
            try:
                dynamodb.put_item(TableName=table, Item=row_of(NEW), **if_right)
                is_written = True
            except dynamodb.exceptions.ConditionalCheckFailedException:
                is_written = False

            assert is_written == (decide(stored, NEW, force) in (Decision.WRITE, Decision.WRITE_QUIETLY)), stored


def row_of(edition: Edition) -> Any:
    record = {"date": "2021-03-08", "session": "Monday"}
    return rows.items([record, record], edition.post, edition.modified, "weekly/x", edition.sha256)[1]
