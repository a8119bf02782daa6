"""`make secret`: the blog's credentials from .env into the stack's secret. `make deploy` does the same."""

from __future__ import annotations

import json
import os
from typing import Optional

import boto3
import click

from local.deployed import account

NAMES = ("INVICTUS_USER", "INVICTUS_PASS")


@click.command("secret")
@account.stage_option
def put_secret(stage: str) -> None:
    """Put INVICTUS_USER and INVICTUS_PASS of .env into Secrets Manager."""
    if not credentials():
        raise account.AccountError(
            "INVICTUS_USER and INVICTUS_PASS are not set. Write both into .env: a WordPress user and an Application"
            " Password of theirs. The public blog needs none"
        )
    put(account.session(), stage)


def credentials() -> Optional[dict[str, str]]:
    """Return the credentials as the secret holds them, None if neither is set. Raises AccountError if only one is."""
    user, password = (os.environ.get(name, "").strip() for name in NAMES)
    if user and password:
        return {"username": user, "password": password}
    if user or password:
        there, missing = NAMES if user else reversed(NAMES)
        raise account.AccountError(f"{there} is set and {missing} is not. Set both in .env, or neither")
    return None


def put(session: boto3.Session, stage: str) -> None:
    """Store the credentials in the stack's secret. Raises AccountError if the stack was deployed without one."""
    value = credentials() or {}
    secret = account.resources(session, stage).get("WordPressCredentialsSecret")
    if not secret:
        raise account.AccountError(
            f"the stack {account.stack_name(stage)} has no secret, because it was deployed without credentials."
            " Type: make deploy, which creates it and puts them in"
        )
    session.client("secretsmanager").put_secret_value(SecretId=secret, SecretString=json.dumps(value))
    click.echo(f"The credentials of {value['username']} are in {secret}.")
