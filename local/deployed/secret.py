"""`make secret`: the blog's credentials from .env into the stack's secret. `make deploy` does the same."""

from __future__ import annotations

import json

import boto3
import click

from invictus import settings
from invictus.wordpress import Credentials
from local.deployed import account


@click.command("secret")
@account.stage_option
def put_secret(stage: str) -> None:
    """Put INVICTUS_USER and INVICTUS_PASS of .env into Secrets Manager."""
    typed = settings.typed_credentials()
    if not typed:
        raise account.AccountError(
            "INVICTUS_USER and INVICTUS_PASS are not set. Write both into .env: a WordPress user and an Application"
            " Password of theirs. The public blog needs none"
        )
    put(account.session(), stage, typed)


def put(session: boto3.Session, stage: str, credentials: Credentials) -> None:
    """Store the credentials in the stack's secret. Raises AccountError if the stack was deployed without one."""
    secret = account.resources(session, stage).get("WordPressCredentialsSecret")
    if not secret:
        raise account.AccountError(
            f"the stack {account.stack_name(stage)} has no secret, because it was deployed without credentials."
            " Type: make deploy, which creates it and puts them in"
        )
    value = json.dumps({"username": credentials.username, "password": credentials.password})
    session.client("secretsmanager").put_secret_value(SecretId=secret, SecretString=value)
    click.echo(f"The credentials of {credentials.username} are in {secret}.")
