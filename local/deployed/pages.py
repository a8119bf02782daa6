"""The pages at an address of their own, which a stack has with PAGES=1: a private bucket behind CloudFront.

They are in one folder, whose name nobody can guess. The bucket itself tells it, so that the address stays.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
import secrets
from collections.abc import Mapping

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from local.deployed import account


def are_wanted() -> bool:
    """Return whether PAGES=1 is set."""
    return os.environ.get("PAGES", "").strip() == "1"


def publish(session: boto3.Session, stage: str, files: Mapping[str, bytes]) -> str:
    """Put the files in place of the old ones, in their order. Return their folder's address. Raises AccountError."""
    stack = account.resources(session, stage)
    if "PagesBucket" not in stack:
        raise account.AccountError("PAGES=1 is set, and the stack has no pages yet. Type: make deploy")
    bucket = session.resource("s3").Bucket(stack["PagesBucket"])
    try:
        # S3's ETag of an object that was put at once is its MD5.
        stored = {found.key: found.e_tag.strip('"') for found in bucket.objects.all()}
        folder = min(stored, default=secrets.token_urlsafe(16)).split("/")[0]
        for name, content in files.items():
            key, kind = f"{folder}/{name}", str(mimetypes.guess_type(name)[0])
            if stored.pop(key, "") != hashlib.md5(content, usedforsecurity=False).hexdigest():
                bucket.put_object(Key=key, Body=content, ContentType=kind, CacheControl="no-cache")
        for key in stored:  # no week has these any more
            bucket.Object(key).delete()
    except (ClientError, BotoCoreError) as error:
        raise account.AccountError(
            f"the pages cannot be put into {bucket.name}: {error}. Your credentials need s3:ListBucket on it, and"
            " s3:PutObject and s3:DeleteObject on what is in it"
        ) from error
    return f"{stack['PagesAddress']}/{folder}/"


def empty(session: boto3.Session, stage: str) -> bool:
    """Delete all pages: CloudFormation deletes no bucket that holds something. Return whether the stack has one."""
    try:
        bucket = account.resources(session, stage)["PagesBucket"]
    except (account.NoStackError, KeyError):
        return False
    session.resource("s3").Bucket(bucket).objects.delete()
    return True
