"""DynamoDB's lists and maps behave as on AWS, although the embedded AWS keeps them as text."""

from __future__ import annotations

import json

import pytest

from local.embedded_aws.stack import EmbeddedAws


def test_nested_values_of_an_item_can_be_changed_and_queried(aws: EmbeddedAws) -> None:
    """The table keeps lists and maps as text. Its callers never see that."""
    dynamodb, table = aws.client("dynamodb"), aws.resources["WorkoutPostsTable"]
    key = {"date": {"S": "2021-03-08"}, "session": {"S": "Monday"}}
    exercises = {"L": [{"M": {"reps": {"N": "5"}, "kg": {"N": "70.0"}}}, {"M": {"reps": {"N": "3"}}}]}
    dynamodb.put_item(TableName=table, Item={**key, "exercises": exercises, "post_id": {"N": "1"}})

    dynamodb.update_item(
        TableName=table,
        Key=key,
        UpdateExpression="SET exercises[1].reps = :reps",
        ExpressionAttributeValues={":reps": {"N": "4"}},
    )
    exercises["L"][1]["M"]["reps"]["N"] = "4"

    assert dynamodb.get_item(TableName=table, Key=key)["Item"]["exercises"] == exercises
    some = dynamodb.get_item(TableName=table, Key=key, ProjectionExpression="exercises[0].kg, post_id")["Item"]
    assert some == {"exercises": {"L": [{"M": {"kg": {"N": "70.0"}}}]}, "post_id": {"N": "1"}}
    found = dynamodb.scan(
        TableName=table,
        FilterExpression="exercises[0].reps = :five",
        ExpressionAttributeValues={":five": {"N": "5"}},
    )["Items"]
    assert [item["exercises"] for item in found] == [exercises]
    assert aws.items()[0]["exercises"] == [{"reps": 5, "kg": 70.0}, {"reps": 4}]
    assert json.dumps(aws.items()[0]["exercises"][0]["kg"]) == "70.0", "a float stays one"


def test_an_item_over_the_limit_is_refused(aws: EmbeddedAws) -> None:
    item = {"date": {"S": "2021-03-08"}, "session": {"S": "Monday"}, "lines": {"L": [{"S": "x" * 1000}] * 420}}

    with pytest.raises(aws.client("dynamodb").exceptions.ClientError, match="Item size has exceeded"):
        aws.client("dynamodb").put_item(TableName=aws.resources["WorkoutPostsTable"], Item=item)
