"""`make deploy`: the bucket if it is absent, the stack, and the blog's credentials if there are any."""

from __future__ import annotations

import shutil
import subprocess
import sys

import boto3
import click

from invictus import settings
from invictus.errors import InvictusError
from local.deployed import account, checks, data_bucket, pages, secret, sessions_table
from local.deployed.serverless import serverless


@click.command("deploy")
@account.stage_option
def deploy(stage: str) -> None:
    """Deploy to your AWS account, after a check of what that needs."""
    session, bucket = _ready(stage), account.data_bucket_name()
    if data_bucket.ensure(session, bucket):
        click.echo(f"Created the bucket {bucket}: private, encrypted, versioned. No stack owns it.")
    else:
        click.echo(f"Using the bucket {bucket}, which is in your account, with its own settings.")
    if not pages.are_wanted():
        _empty_pages(session, stage)
    serverless("deploy", stage=stage, environment=stack_settings(session, stage))
    credentials = settings.typed_credentials()
    if credentials:
        secret.put(session, stage, credentials)


def _empty_pages(session: boto3.Session, stage: str) -> None:
    """Empty the bucket of pages of an earlier deployment, so that this one can delete it."""
    try:
        bucket = account.resources(session, stage).get("PagesBucket")
    except account.NoStackError:
        return
    if bucket:
        pages.empty(session, bucket)
        click.echo("PAGES is not set any more, so the pages and their address go.")


def stack_settings(session: boto3.Session, stage: str) -> dict[str, str]:
    """Return what the template has to know of the account: whether the sessions table is left from a removed stack."""
    return {"SESSIONS_TABLE_EXISTS": "true" if sessions_table.kept(session, stage) else "false"}


def _ready(stage: str) -> boto3.Session:
    """Return a session in the account. Raises NotReadyError, which names everything that is missing or wrong."""
    problems = list(checks.wrong_settings(stage))
    for check in (_check_docker, _check_account):
        try:
            check()
        except InvictusError as error:
            problems.append(str(error))
    checks.refuse(problems)
    return account.session()


def _check_account() -> None:
    data_bucket.check_name()
    data_bucket.is_there(account.session(), account.data_bucket_name())


def _check_docker() -> None:
    """Check for Docker: packaging runs pip in it unless this machine runs Linux (dockerizePip: non-linux)."""
    if sys.platform.startswith("linux"):
        return
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "info"], capture_output=True).returncode:
        raise account.AccountError("Docker does not run. Start it (https://docs.docker.com/get-docker/)")
