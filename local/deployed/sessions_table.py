"""The sessions table. A stack that is removed leaves it, with its data; the next deployment of that stage uses it."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.exceptions import ClientError

from local.deployed.account import AccountError, stack_name

LOGICAL_ID = "WorkoutPostsTable"


def name(stage: str) -> str:
    """Return the table's name, as serverless.yml makes it."""
    return f"{stack_name(stage)}-WorkoutPosts"


def is_kept(session: boto3.Session, stage: str) -> bool:
    """Return whether the table exists without a stack: CloudFormation then must not create it, and cannot own it."""
    dynamodb = session.client("dynamodb")
    try:
        dynamodb.describe_table(TableName=name(stage))
    except dynamodb.exceptions.ResourceNotFoundException:
        return False
    except ClientError as error:
        raise AccountError(f"the table {name(stage)} cannot be looked up: {error}") from error
    return not _is_of_stack(session.client("cloudformation"), stage)


def _is_of_stack(formation: Any, stage: str) -> bool:
    try:
        found = formation.describe_stack_resource(StackName=stack_name(stage), LogicalResourceId=LOGICAL_ID)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":  # no such stack, or none that has had the table
            return False
        raise AccountError(f"the stack {stack_name(stage)} cannot be read: {error}") from error
    return not found["StackResourceDetail"]["ResourceStatus"].startswith("DELETE_")
