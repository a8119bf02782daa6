"""The pages at an address of their own, which a stack has with PAGES=1: a private bucket behind CloudFront.

They are in one folder, whose name nobody can guess. The bucket itself tells it, so that the address stays.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
import secrets
from collections.abc import Mapping
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from invictus.errors import InvictusError
from local.deployed import account


class PagesError(InvictusError):
    """The pages cannot be put at their address. The message says what is missing."""


def are_wanted() -> bool:
    """Return whether PAGES=1 is set."""
    return os.environ.get("PAGES", "").strip() == "1"


def publish(session: boto3.Session, stage: str, files: Mapping[str, bytes]) -> str:
    """Put the files at the stack's address, in their order, in place of the old ones. Return the folder's address.

    Raises PagesError.
    """
    stack = account.resources(session, stage)
    if "PagesBucket" not in stack:
        raise PagesError("PAGES=1 is set, and the stack has no pages yet. Type: make deploy")
    s3, bucket = session.client("s3"), stack["PagesBucket"]
    try:
        stored = _stored(s3, bucket)
        folder = min(stored, default=secrets.token_urlsafe(16)).split("/")[0]
        for name, content in files.items():
            key, kind = f"{folder}/{name}", str(mimetypes.guess_type(name)[0])
            if stored.pop(key, "") != hashlib.md5(content, usedforsecurity=False).hexdigest():
                s3.put_object(Bucket=bucket, Key=key, Body=content, ContentType=kind, CacheControl="no-cache")
        for key in stored:  # no week has these any more
            s3.delete_object(Bucket=bucket, Key=key)
    except (ClientError, BotoCoreError) as error:
        raise PagesError(
            f"the pages cannot be put into {bucket}: {error}. Your credentials need s3:ListBucket on it, and"
            " s3:PutObject and s3:DeleteObject on what is in it"
        ) from error
    return f"{stack['PagesAddress']}/{folder}/"


def empty(session: boto3.Session, bucket: str) -> None:
    """Delete all pages: CloudFormation deletes no bucket that holds something."""
    s3 = session.client("s3")
    for key in _stored(s3, bucket):
        s3.delete_object(Bucket=bucket, Key=key)


def _stored(s3: Any, bucket: str) -> dict[str, str]:
    """Return the hash of each object by its key. S3's ETag of an object that was put at once is its MD5."""
    listed = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {found["Key"]: found["ETag"].strip('"') for page in listed for found in page.get("Contents", [])}
