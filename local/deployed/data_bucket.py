"""The data bucket. A deployment creates it if it is absent and uses it if it is in the account and region already.

No stack owns it: stages of one region may share one, and it stays with its data when a stack is removed. A bucket that
exists keeps its owner's settings.
"""

from __future__ import annotations

import json
import re
from typing import Any

import boto3
from botocore.exceptions import ClientError

from invictus.errors import InvictusError
from local.deployed import account

VERSIONING = {"Status": "Enabled"}  # a corrected week replaces its file, and the old one can still be read
ENCRYPTION = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
_PUBLIC = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
NOTHING_PUBLIC = dict.fromkeys(_PUBLIC, True)


class BucketError(InvictusError):
    """The data bucket cannot be used or created. The message says why, and what to set."""


def check_name() -> None:
    """Raise BucketError if INVICTUS_BUCKET cannot be a bucket's name."""
    bucket = account.data_bucket_name()
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket):
        raise BucketError(
            f"INVICTUS_BUCKET is {bucket!r}, which cannot be a bucket's name: 3 to 63 lower-case letters, digits, dots"
            " and dashes. Choose another in .env"
        )


def is_there(session: boto3.Session, bucket: str) -> bool:
    """Return whether the bucket is in this account and region. Raises BucketError if it is in another."""
    s3, region = session.client("s3"), session.region_name
    try:
        found = s3.head_bucket(Bucket=bucket, ExpectedBucketOwner=account.account_id(session))["BucketRegion"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "404":
            return False
        raise BucketError(
            f"the bucket {bucket!r} is closed to your account (S3 says {error.response['Error']['Code']}). Either"
            " someone else has that name (bucket names are global), or your user may not list it. Choose a name of your"
            " own: INVICTUS_BUCKET=... in .env"
        ) from error
    if found != region:
        raise BucketError(
            f"the bucket {bucket!r} is in {found} and the stack in {region}: the state machine cannot reach another"
            f" region. Set AWS_REGION={found} in .env, or a bucket of its own: INVICTUS_BUCKET=..."
        )
    return True


def ensure(session: boto3.Session, bucket: str) -> bool:
    """Create the bucket unless it is in the account: private, encrypted, versioned, TLS only. Return whether it is new.

    Raises BucketError. A bucket that could not be set up to the end is deleted again, so the next try begins anew.
    """
    if is_there(session, bucket):
        return False
    s3, region = session.client("s3"), session.region_name
    try:
        # us-east-1 is S3's default, which cannot be named as a location.
        location: Any = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=bucket, ObjectOwnership="BucketOwnerEnforced", **location)
    except ClientError as error:
        raise BucketError(f"the bucket {bucket!r} cannot be created: {error}") from error
    try:
        s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=NOTHING_PUBLIC)
        s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration=ENCRYPTION)
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=VERSIONING)
        s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(_tls_only(bucket, s3.meta.partition)))
    except ClientError as error:
        s3.delete_bucket(Bucket=bucket)
        raise BucketError(
            f"the bucket {bucket!r} could not be made private and versioned, so it was deleted again: {error}"
        ) from error
    return True


def encryption_key(session: boto3.Session, bucket: str) -> str:
    """Return the KMS key that encrypts the bucket's objects, "" without one, or if we may not look."""
    try:
        found = session.client("s3").get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]
    except ClientError:
        return ""
    return str(found["Rules"][0].get("ApplyServerSideEncryptionByDefault", {}).get("KMSMasterKeyID", ""))


def _tls_only(bucket: str, partition: str) -> dict[str, Any]:
    arn, no_tls = f"arn:{partition}:s3:::{bucket}", {"Bool": {"aws:SecureTransport": "false"}}
    denied = {"Sid": "TlsOnly", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [arn, f"{arn}/*"]}
    return {"Version": "2012-10-17", "Statement": [{**denied, "Condition": no_tls}]}
