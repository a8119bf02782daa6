"""The lifter's own AWS account: a session in it, and what the deployed stack is called there."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Optional, TypeVar

import click

from invictus.errors import InvictusError
from local.project import ROOT
from local.settings_file import settings_in

if TYPE_CHECKING:  # importing it takes longer than most commands on this machine, which read .env and the stage only
    import boto3

DEFAULT_BUCKET = "invictus-test-213"
DEFAULT_PROFILE = "serverless-invictus-agent"
DEFAULT_REGION = "us-east-1"
DEFAULT_STAGE = "dev"

# boto3 still works on Python 3.9, and warns at each start that this will end.
warnings.filterwarnings("ignore", category=Warning, message=".*Boto3 will no longer support Python 3.9.*")

Command = TypeVar("Command", bound=Callable[..., Any])


class AccountError(InvictusError):
    """The AWS account or the deployed stack is not ready. The message says what to correct."""


class NoStackError(AccountError):
    """The stage has no stack in this account and region."""


def load_dotenv_file() -> None:
    """Put what .env sets into the environment; what is there already stays. Raises SettingsFileError."""
    for name, value in settings_in(ROOT / ".env").items():
        os.environ.setdefault(name, value)
    if not os.environ.get("AWS_PROFILE"):
        os.environ.pop("AWS_PROFILE", None)  # boto3 would look for a profile with an empty name


def _stage(context: click.Context, option: click.Parameter, typed: Optional[str]) -> str:
    load_dotenv_file()
    return typed or os.environ.get("STAGE") or DEFAULT_STAGE


def stage_option(command: Command) -> Command:
    """Give a command `--stage`: as typed, else STAGE of the environment, else STAGE of .env, else dev. Reads .env."""
    return click.option(
        "--stage", envvar="STAGE", show_envvar=True, callback=_stage, help="The stack's stage.  [default: dev]"
    )(command)


def stack_name(stage: str) -> str:
    """Return the stack's name, as serverless.yml makes it."""
    return f"invictus-weightlifting-{stage}"


def data_bucket_name() -> str:
    """Return the name of the data bucket, as serverless/settings.js does."""
    return os.environ.get("INVICTUS_BUCKET", "").strip() or DEFAULT_BUCKET


def region() -> str:
    """Return the region to deploy to, as serverless.yml does. Raises AccountError if AWS has none of that name."""
    from botocore.loaders import Loader  # a session would look for a profile

    name = os.environ.get("AWS_REGION", "").strip() or DEFAULT_REGION
    if not any(name in partition["regions"] for partition in Loader().load_data("endpoints")["partitions"]):
        raise AccountError(f"AWS_REGION is {name!r}, which AWS does not have. Name one such as {DEFAULT_REGION}")
    return name


def session() -> boto3.Session:
    """Return a session whose credentials work. Raises AccountError."""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound

    # Keys in the environment (a CI's, say) need no profile.
    profile = None if "AWS_ACCESS_KEY_ID" in os.environ else os.environ.get("AWS_PROFILE") or DEFAULT_PROFILE
    try:
        found = boto3.Session(profile_name=profile, region_name=region())
        account_id(found)
    except ProfileNotFound as error:
        raise AccountError(
            f"there is no AWS profile {profile!r} on this machine. Make it with: aws configure --profile {profile}"
            " (or name another one with AWS_PROFILE in .env)"
        ) from error
    except (ClientError, BotoCoreError) as error:
        whose = f"of profile {profile!r}" if profile else "in the environment"
        raise AccountError(f"the AWS credentials {whose} do not work: {error}. Renew them") from error
    return found


def account_id(session: boto3.Session) -> str:
    """Return the AWS account's number."""
    return str(session.client("sts").get_caller_identity()["Account"])


def variables(session: boto3.Session) -> dict[str, str]:
    """Return the session's account as environment variables, for code that makes its own boto3 clients."""
    profile = {} if "AWS_ACCESS_KEY_ID" in os.environ else {"AWS_PROFILE": str(session.profile_name)}
    return {"AWS_DEFAULT_REGION": str(session.region_name), **profile}


def resources(session: boto3.Session, stage: str) -> dict[str, str]:
    """Return physical ids by logical id: those of the stack's resources, and of what it uses but does not own.

    That is the bucket, and a table kept from before: they are in its outputs. Raises NoStackError.
    """
    from botocore.exceptions import ClientError

    formation, ids, stack = session.client("cloudformation"), {}, stack_name(stage)
    try:
        for output in formation.describe_stacks(StackName=stack)["Stacks"][0].get("Outputs", []):
            ids[output["OutputKey"]] = output["OutputValue"]
        for page in formation.get_paginator("list_stack_resources").paginate(StackName=stack):
            for resource in page["StackResourceSummaries"]:
                ids[resource["LogicalResourceId"]] = resource["PhysicalResourceId"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise AccountError(f"the stack {stack} cannot be read: {error}") from error
        raise NoStackError(
            f"there is no stack {stack} in {session.region_name}. Make it with: make deploy"
            " (or name another stage with STAGE=, another region with AWS_REGION=)"
        ) from error
    return ids
