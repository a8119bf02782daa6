"""`make remove-stack`: takes the stack out of the account, after a question. The data stays."""

from __future__ import annotations

import click

from local.deployed import account, pages, sessions_table
from local.deployed.serverless import serverless


@click.command("remove-stack")
@account.stage_option
@click.option("--yes", envvar="YES", show_envvar=True, is_flag=True, help="Do not ask.")
def remove_stack(stage: str, yes: bool) -> None:
    """Remove the stack from your AWS account. The data bucket and the sessions table stay."""
    session = account.session()
    there = account.resources(session, stage)
    click.echo(
        f"To be removed: the stack {account.stack_name(stage)} (stage {stage}) in account"
        f" {account.account_id(session)}, region {session.region_name}: functions, state machine, schedule, alarms,"
        " topic, idempotency table, logs, the secret with the blog's credentials, and the pages of make share.\n"
        f"Kept: the bucket {there.get('DataBucket', account.data_bucket_name())} and the table"
        f" {there.get('WorkoutPostsTable', sessions_table.name(stage))}, with all that is in them."
        " A later make deploy uses both again."
    )
    if not yes:
        click.confirm("Remove the stack?", abort=True)
    if "PagesBucket" in there:
        pages.empty(session, there["PagesBucket"])
    serverless("remove", stage=stage)
    click.echo(f"The stack {account.stack_name(stage)} is removed.")
