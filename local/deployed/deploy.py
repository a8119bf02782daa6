"""`make deploy`, `make secret` and `make remove-stack`: the stack comes, gets the blog's credentials, and goes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import boto3
import click

from invictus import settings
from invictus.wordpress import Credentials
from local.deployed import account, checks, kept_data, pages
from local.deployed.serverless import serverless
from local.terminal.printing import tell


@click.command("deploy")
@account.stage_option
def deploy(stage: str) -> None:
    """Deploy to your AWS account, after a check of what that needs."""
    bucket = account.data_bucket_name()
    of_account = checks.complaints(_check_docker, lambda: kept_data.bucket_is_there(account.session(), bucket))
    checks.refuse([*checks.wrong_settings(stage), *of_account])
    session = account.session()
    if kept_data.ensure_bucket(session, bucket):
        tell(f"Created the bucket {bucket}: private, encrypted, versioned. No stack owns it.")
    else:
        tell(f"Using the bucket {bucket}, which is in your account, with its own settings.")
    if not pages.are_wanted() and pages.empty(session, stage):
        tell("PAGES is not set any more, so the pages and their address go.")
    serverless("deploy", stage=stage, environment=stack_settings(session, stage))
    credentials = settings.typed_credentials()
    if credentials:
        put_secret(session, stage, credentials)


def stack_settings(session: boto3.Session, stage: str) -> dict[str, str]:
    """Return what the template has to know of the account: whether the sessions table is left from a removed stack."""
    return {"SESSIONS_TABLE_EXISTS": "true" if kept_data.kept_table(session, stage) else "false"}


def _check_docker() -> None:
    """Check for Docker: packaging runs pip in it unless this machine runs Linux (dockerizePip: non-linux)."""
    if sys.platform.startswith("linux"):
        return
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "info"], capture_output=True).returncode:
        raise account.AccountError("Docker does not run. Start it (https://docs.docker.com/get-docker/)")


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


def put_secret(session: boto3.Session, stage: str, credentials: Credentials) -> None:
    """Store the credentials in the stack's secret. Raises AccountError if the stack was deployed without one."""
    stored = account.resources(session, stage).get("WordPressCredentialsSecret")
    if not stored:
        raise account.AccountError(
            f"the stack {account.stack_name(stage)} has no secret, because it was deployed without credentials."
            " Type: make deploy, which creates it and puts them in"
        )
    value = json.dumps({"username": credentials.username, "password": credentials.password})
    session.client("secretsmanager").put_secret_value(SecretId=stored, SecretString=value)
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
