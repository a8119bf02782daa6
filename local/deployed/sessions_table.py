"""The sessions table. A stack that is removed leaves it, with its data; the next deployment of that stage uses it."""

from __future__ import annotations

from typing import Any, Optional

import boto3
from botocore.exceptions import ClientError

from invictus.shapes import Json
from local.deployed.account import AccountError, stack_name

LOGICAL_ID = "WorkoutPostsTable"
REMEDY = "Correct it in the DynamoDB console, or delete the table and fill a new one: make deploy, make backfill"


def name(stage: str) -> str:
    """Return the table's name, as serverless.yml makes it."""
    return f"{stack_name(stage)}-WorkoutPosts"


def kept(session: boto3.Session, stage: str) -> Optional[Json]:
    """Return DescribeTable's answer if the table exists without a stack: then CloudFormation cannot create it."""
    dynamodb = session.client("dynamodb")
    try:
        table = dynamodb.describe_table(TableName=name(stage))["Table"]
    except dynamodb.exceptions.ResourceNotFoundException:
        return None
    except ClientError as error:
        raise AccountError(f"the table {name(stage)} cannot be looked up: {error}") from error
    return None if _is_of_stack(session.client("cloudformation"), stage) else dict(table)


def differences(table: Json, template: Json) -> list[str]:
    """Return in words where a kept table's keys and indexes are not the template's. An index more does no harm."""
    found, wanted = schemas(table), schemas(template).items()
    others = [(part, found.get(part, "not there"), schema) for part, schema in wanted if found.get(part) != schema]
    return [f"{part} is {there} and must be {schema}" for part, there, schema in others]


def schemas(table: Json) -> dict[str, str]:
    """Return a table's key, and each index's key and projection, in words."""
    schemas = {"its key": _key(table)}
    for index in table.get("GlobalSecondaryIndexes", []):
        projected = index["Projection"]
        attributes = sorted(projected.get("NonKeyAttributes", [])) or [projected["ProjectionType"]]
        schemas[f"its index {index['IndexName']!r}"] = f"{_key(index)} with {', '.join(attributes)}"
    return schemas


def _key(schema: Json) -> str:
    parts = sorted(schema["KeySchema"], key=lambda part: str(part["KeyType"]))  # HASH, then RANGE
    return " + ".join(part["AttributeName"] for part in parts)


def _is_of_stack(formation: Any, stage: str) -> bool:
    try:
        found = formation.describe_stack_resource(StackName=stack_name(stage), LogicalResourceId=LOGICAL_ID)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":  # no such stack, or none that has had the table
            return False
        raise AccountError(f"the stack {stack_name(stage)} cannot be read: {error}") from error
    return not found["StackResourceDetail"]["ResourceStatus"].startswith("DELETE_")
