"""The data that stays when a stack is removed: the bucket, which no stack owns, and the sessions table.

A deployment creates the bucket if it is absent. It uses one that is in the account and region, with its owner's
settings; stages of one region may share it. The next deployment of a stage uses the table that a removed stack left.
"""

from __future__ import annotations

import json
from typing import Any, Optional

import boto3
from botocore.exceptions import ClientError

from invictus.shapes import Json
from local.deployed.account import AccountError, account_id, stack_name

_PUBLIC = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
_ENCRYPTION = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
SESSIONS_TABLE = "WorkoutPostsTable"


def bucket_is_there(session: boto3.Session, bucket: str) -> bool:
    """Return whether the bucket is in this account and region. Raises AccountError if it cannot be."""
    try:
        found = session.client("s3").head_bucket(Bucket=bucket, ExpectedBucketOwner=account_id(session))["BucketRegion"]
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code == "404":
            return False
        raise AccountError(
            f"the bucket {bucket!r} is closed to your account (S3 says {code}). Either someone else has that name"
            " (bucket names are global), or your user may not list it. Choose a name of your own:"
            " INVICTUS_BUCKET=... in .env"
        ) from error
    if found != session.region_name:
        raise AccountError(
            f"the bucket {bucket!r} is in {found} and the stack in {session.region_name}: the state machine cannot"
            f" reach another region. Set AWS_REGION={found} in .env, or a bucket of its own: INVICTUS_BUCKET=..."
        )
    return True


def ensure_bucket(session: boto3.Session, bucket: str) -> bool:
    """Create the bucket unless it is in the account: private, encrypted, versioned, TLS only. Return whether it is new.

    Raises AccountError. A bucket that could not be set up to the end is deleted again, so the next try begins anew.
    """
    if bucket_is_there(session, bucket):
        return False
    s3, region = session.client("s3"), session.region_name
    try:
        # us-east-1 is S3's default, which cannot be named as a location.
        location: Any = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=bucket, ObjectOwnership="BucketOwnerEnforced", **location)
    except ClientError as error:
        raise AccountError(f"the bucket {bucket!r} cannot be created: {error}") from error
    arn, no_tls = f"arn:{s3.meta.partition}:s3:::{bucket}", {"Bool": {"aws:SecureTransport": "false"}}
    denied = {"Sid": "TlsOnly", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [arn, f"{arn}/*"]}
    tls_only = {"Version": "2012-10-17", "Statement": [{**denied, "Condition": no_tls}]}
    try:
        s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=dict.fromkeys(_PUBLIC, True))
        s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [_ENCRYPTION]})
        # A corrected week replaces its file, and the old one can still be read.
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(tls_only))
    except ClientError as error:
        s3.delete_bucket(Bucket=bucket)
        raise AccountError(
            f"the bucket {bucket!r} could not be made private and versioned, so it was deleted again: {error}"
        ) from error
    return True


def bucket_key(session: boto3.Session, bucket: str) -> str:
    """Return the KMS key that encrypts the bucket's objects, "" without one, or if we may not look."""
    try:
        found = session.client("s3").get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]
    except ClientError:
        return ""
    return str(found["Rules"][0].get("ApplyServerSideEncryptionByDefault", {}).get("KMSMasterKeyID", ""))


# The sessions table


def table_name(stage: str) -> str:
    """Return the table's name, as serverless.yml makes it."""
    return f"{stack_name(stage)}-WorkoutPosts"


def kept_table(session: boto3.Session, stage: str) -> Optional[Json]:
    """Return DescribeTable's answer if the table exists without a stack: then CloudFormation cannot create it."""
    dynamodb, formation = session.client("dynamodb"), session.client("cloudformation")
    try:
        table = dynamodb.describe_table(TableName=table_name(stage))["Table"]
        found = formation.describe_stack_resource(StackName=stack_name(stage), LogicalResourceId=SESSIONS_TABLE)
    except dynamodb.exceptions.ResourceNotFoundException:
        return None
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":  # no such stack, or none that has had the table
            return dict(table)
        raise AccountError(f"the table or the stack of {stage} cannot be looked up: {error}") from error
    return dict(table) if found["StackResourceDetail"]["ResourceStatus"].startswith("DELETE_") else None


def table_differences(table: Json, template: Json) -> list[str]:
    """Return in words where a kept table's keys and indexes are not the template's. An index more does no harm."""
    found, wanted = table_schemas(table), table_schemas(template)
    others = [part for part in wanted if found.get(part) != wanted[part]]
    return [f"{part} is {found.get(part, 'not there')} and must be {wanted[part]}" for part in others]


def table_schemas(table: Json) -> dict[str, str]:
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
