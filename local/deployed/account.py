"""The lifter's own AWS account: a session in it, and what the deployed stack is called there."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, Optional

import boto3
from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound
from dotenv import load_dotenv

from invictus.errors import InvictusError
from local.project import ROOT

SERVICE = "invictus-weightlifting"
DEFAULT_PROFILE = "serverless-invictus-agent"
DEFAULT_REGION = "us-east-1"


class AccountError(InvictusError):
    """Something about the AWS account or the deployed stack that has to be put right first. Says how."""


def settings() -> None:
    """Read .env, as the Serverless Framework does (useDotenv): what is in the environment already stays.

    Raises AccountError where it is no text in UTF-8.
    """
    try:
        load_dotenv(ROOT / ".env")
    except (OSError, UnicodeDecodeError) as error:
        raise AccountError(f"{ROOT / '.env'} cannot be read as UTF-8 text ({error}). Save it as UTF-8") from error


def stack_name(stage: str) -> str:
    return f"{SERVICE}-{stage}"


def default_stage() -> str:
    return os.environ.get("STAGE") or "dev"


def session() -> boto3.Session:
    """A session whose credentials work. Raises AccountError."""
    profile = os.environ.get("AWS_PROFILE") or DEFAULT_PROFILE
    region = os.environ.get("AWS_REGION") or DEFAULT_REGION
    in_environment = "AWS_ACCESS_KEY_ID" in os.environ
    try:
        # Keys in the environment (a CI's, say) need no profile.
        found = boto3.Session(profile_name=None if in_environment else profile, region_name=region)
        found.client("sts").get_caller_identity()
    except ProfileNotFound as error:
        raise AccountError(
            f"there is no AWS profile {profile!r} on this machine. Make it with: aws configure --profile {profile}"
            " (or name another one with AWS_PROFILE in .env)"
        ) from error
    except (ClientError, BotoCoreError) as error:
        raise AccountError(f"the AWS credentials of profile {profile!r} do not work: {error}. Renew them") from error
    return found


def environment() -> dict[str, str]:
    """The session's account as environment variables, for code that makes its own boto3 clients."""
    found = session()
    variables = {"AWS_DEFAULT_REGION": found.region_name}
    if "AWS_ACCESS_KEY_ID" not in os.environ:
        variables["AWS_PROFILE"] = found.profile_name
    return variables


def resources(session: boto3.Session, stage: str) -> dict[str, str]:
    """The deployed stack's physical ids by logical id. Raises AccountError where there is no such stack."""
    formation = session.client("cloudformation")
    try:
        pages = formation.get_paginator("list_stack_resources").paginate(StackName=stack_name(stage))
        return {
            r["LogicalResourceId"]: r["PhysicalResourceId"] for page in pages for r in page["StackResourceSummaries"]
        }
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise AccountError(f"the stack {stack_name(stage)} cannot be read: {error}") from error
        raise AccountError(
            f"there is no stack {stack_name(stage)} in {session.region_name}. Make it with: make deploy"
            " (or name another stage with STAGE=, another region with AWS_REGION=)"
        ) from error


def input_object(text: Optional[str]) -> dict[str, Any]:
    """An execution's input as typed on a command line."""
    try:
        return json.loads(text or "{}")
    except ValueError as error:
        raise AccountError(f"INPUT is no JSON ({error}). Type one such as INPUT='{{\"posts_per_page\": 3}}'") from error


def run(main: Callable[[], int]) -> None:
    """Runs a command; an AccountError becomes a line on stderr and exit code 1."""
    try:
        sys.exit(main())
    except AccountError as error:
        print(f"Not possible yet: {error}.", file=sys.stderr)
        sys.exit(1)
