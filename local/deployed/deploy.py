"""`make deploy`, `make secret` and `make remove-stack`: the stack comes, gets the blog's credentials, and goes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator

import boto3
import click

from invictus import settings, wordpress
from invictus.errors import InvictusError
from local.deployed import account, kept_data, pages
from local.deployed.serverless import serverless
from local.project import BLOG_API
from local.terminal.printing import tell

# What a setting must match, if it is set, and how to write it.
_FORMS = {
    # IAM has 64 characters for a role's name, invictus-STAGE-ap-southeast-1-sessions_to_date_records.
    "STAGE": ("[A-Za-z0-9-]{1,15}", "at most 15 letters, digits and dashes, such as dev"),
    "INVICTUS_BUCKET": (
        r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "a bucket's name: 3 to 63 lower-case letters, digits, dots and dashes"
    ),
    "NOTIFICATION_PHONE_NUMBER": (r"\+[1-9]\d{7,14}", "a phone number with its country code, such as +15555550100"),
    "NOTIFICATION_EMAIL": (r"[^@\s]+@[^@\s]+\.[^@\s.]+", "an e-mail address, such as me@example.org"),
    "LAMBDA_RUNTIME": (r"python3\.1[0-4]", "one of python3.10 to python3.14"),
    "PAGES": ("1", "1, for pages at an address of their own, or not set at all"),
    "SCHEDULE": (  # cron's day or weekday is a question mark
        r"rate\((1 (minute|hour|day)|(?![01] )\d+ (minutes|hours|days))\)|cron\((?=.*\?)\S+( \S+){5}\)",
        "as EventBridge takes it: rate(1 day), rate(2 hours), or cron(0 5 * * ? *)",
    ),
}


@click.command("deploy")
@account.stage_option
def deploy(stage: str) -> None:
    """Deploy to your AWS account, after a check of what that needs."""
    refuse_wrong_settings(stage)
    bucket, session = account.data_bucket_name(), account.session()
    if kept_data.ensure_bucket(session, bucket):
        tell(f"Created the bucket {bucket}: private, encrypted, versioned. No stack owns it.")
    else:
        tell(f"Using the bucket {bucket}, which is in your account, with its own settings.")
    if not pages.are_wanted() and pages.empty(session, stage):
        tell("PAGES is not set any more, so the pages and their address go.")
    serverless("deploy", stage=stage, environment=stack_settings(session, stage))
    if credentials := settings.typed_credentials():
        put_secret(session, stage, credentials)


def stack_settings(session: boto3.Session, stage: str) -> dict[str, str]:
    """Return what the template has to know of the account: whether the sessions table is left from a removed stack."""
    return {"SESSIONS_TABLE_EXISTS": "true" if kept_data.kept_table(session, stage) else "false"}


@click.command("secret")
@account.stage_option
def secret(stage: str) -> None:
    """Put INVICTUS_USER and INVICTUS_PASS of .env into Secrets Manager."""
    typed = settings.typed_credentials()
    if not typed:
        raise account.AccountError(
            "INVICTUS_USER and INVICTUS_PASS are not set. Write both into .env: a WordPress user and an Application"
            " Password of theirs. The public blog needs none"
        )
    put_secret(account.session(), stage, typed)


def put_secret(session: boto3.Session, stage: str, credentials: settings.Credentials) -> None:
    """Store the credentials in the stack's secret. Raises AccountError if the stack was deployed without one."""
    stored = account.resources(session, stage).get("WordPressCredentialsSecret")
    if not stored:
        raise account.AccountError(
            f"the stack {account.stack_name(stage)} has no secret, because it was deployed without credentials."
            " Type: make deploy, which creates it and puts them in"
        )
    session.client("secretsmanager").put_secret_value(SecretId=stored, SecretString=json.dumps(credentials._asdict()))
    tell(f"The credentials of {credentials.username} are in {stored}.")


@click.command("remove-stack")
@account.stage_option
@click.option("--yes", envvar="YES", show_envvar=True, is_flag=True, help="Do not ask.")
def remove_stack(stage: str, yes: bool) -> None:
    """Remove the stack from your AWS account. The data bucket and the sessions table stay."""
    session = account.session()
    there = account.resources(session, stage)
    tell(
        f"To be removed: the stack {account.stack_name(stage)} (stage {stage}) in account"
        f" {account.account_id(session)}, region {session.region_name}: functions, state machine, schedule, alarms,"
        " topic, idempotency table, logs, the secret with the blog's credentials, and the pages of make share.\n"
        f"Kept: the bucket {there.get('DataBucket', account.data_bucket_name())} and the table"
        f" {there.get('WorkoutPostsTable', kept_data.table_name(stage))}, with all that is in them."
        " A later make deploy uses both again."
    )
    if not yes:
        click.confirm("Remove the stack?", abort=True)
    pages.empty(session, stage)
    serverless("remove", stage=stage)
    tell(f"The stack {account.stack_name(stage)} is removed.")


# The settings: AWS would refuse them minutes later, or never say a word


def refuse_wrong_settings(stage: str) -> None:
    """Raise AccountError if a setting cannot be deployed. It names each with its remedy."""
    if sentences := [f"{problem}." for problem in wrong_settings(stage)]:
        raise account.AccountError("\n  ".join(["nothing can be deployed. First:", *sentences]))


def wrong_settings(stage: str) -> Iterator[str]:
    """Yield a sentence for each setting that cannot be deployed: its name, its value, and how to write it."""
    for name, (form, described) in _FORMS.items():
        value = stage if name == "STAGE" else os.environ.get(name, "").strip()
        if value and not re.fullmatch(form, value):
            yield f"{name} is {value!r} and must be {described}"
    api = os.environ.get("INVICTUS_WEIGHTLIFTING_API", "").strip() or BLOG_API
    for check in (
        account.region, settings.category, lambda: wordpress.checked_address(api, settings.typed_credentials())
    ):
        try:
            check()
        except InvictusError as error:
            yield str(error)
