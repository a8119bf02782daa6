"""`make execute`, `make backfill` and `make retry`: start the deployed state machine and follow it to its end.

A post of failed/ that goes through in a retry is stored and leaves failed/; one that fails again stays, with its new
error. A post that is gone from the blog leaves failed/ too, and what is stored of it stays.
"""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

import boto3
import click
from rich.console import Console

from invictus.shapes import Json
from local.deployed import account
from local.project import BACKFILL, NEWEST, by_ids
from local.terminal.printing import console, line, tell
from local.terminal.progress import Progress, message_of, tally_in_words

POLL_SECONDS = 3.0

force_option = click.option(
    "--force", envvar="FORCE", show_envvar=True, is_flag=True, help="Do the work even if it was done before."
)


@click.command("execute")
@account.stage_option
@force_option
@click.option("--input", "request", envvar="INPUT", show_envvar=True, default=json.dumps(NEWEST), show_default=True,
              help="Input, as JSON.")
def execute(stage: str, force: bool, request: str) -> int:
    """Start the deployed state machine and wait for its result."""
    try:
        given = json.loads(request)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        example = "Type one such as INPUT='{\"posts_per_page\": 3}'"
        raise click.UsageError(f"INPUT is not a JSON object: {request}. {example}")
    if force:
        given["force"] = True
    return exit_code(run_deployed(account.session(), stage, given))


@click.command("backfill")
@account.stage_option
@force_option
def backfill(stage: str, force: bool) -> int:
    """Load the whole archive on AWS, page by page."""
    return exit_code(run_deployed(account.session(), stage, {**BACKFILL, "force": force}))


# The failed posts


@click.command("retry")
@account.stage_option
def retry(stage: str) -> int:
    """Run the posts in failed/ again on AWS."""
    session = account.session()
    failed = failed_posts(session.client("s3"), account.resources(session, stage)["DataBucket"])
    for post_id, error in failed.items():
        tell(f"failed/{post_id}.json: {error}")
    if not failed:
        tell("failed/ is empty: no post has to be run again.")
    ends = [run_deployed(session, stage, request) for request in by_ids(list(failed))]
    for post_id in [gone for end in ends for gone in json.loads(end.get("output", "{}")).get("gone", [])]:
        tell(f"Post {post_id} is gone from the blog. What is stored of it stays.")
    return exit_code(*ends)


def failed_posts(s3: Any, bucket: str) -> dict[int, str]:
    """Return the error's name of each post in failed/, by the post's id. Raises AccountError for a damaged file."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="failed/")
    failed: dict[int, str] = {}
    for key in [found["Key"] for page in pages for found in page.get("Contents", [])]:
        try:
            state = json.load(s3.get_object(Bucket=bucket, Key=key)["Body"])
            failed[state["post"]["id"]] = state["error"]["Error"]
        except (ValueError, KeyError, TypeError) as error:
            remedy = "Delete it, then: make retry. A make backfill reads its post again"
            raise account.AccountError(f"{key} is damaged: it does not say which post failed. {remedy}") from error
    return failed


# One execution


def run_deployed(session: boto3.Session, stage: str, request: Json) -> Json:
    """Start the state machine, show its progress and its end. Return what DescribeExecution says then."""
    machine = account.resources(session, stage)["SemiStructureInvictusPostStateMachine"]
    steps, name, given = session.client("stepfunctions"), f"by-hand-{uuid.uuid4()}", json.dumps(request)
    arn = steps.start_execution(stateMachineArn=machine, name=name, input=given)["executionArn"]
    tell(f"Started {arn}\n  with {given}")
    end = follow(console(), steps, arn)
    if not exit_code(end):
        tally = json.loads(end["output"])
        tell(f"SUCCEEDED: {tally_in_words(tally)}. Newest week: {tally['newest']}", "green")
    else:
        reason = message_of(end.get("cause") or "no reason was given")
        tell(f"{end['status']}: {end.get('error') or 'stopped'}: {reason}", "red")
    return end


def exit_code(*ends: Json) -> int:
    """Return 0 if all of these executions succeeded."""
    return int(any(end["status"] != "SUCCEEDED" for end in ends))


def follow(shown: Console, steps: Any, arn: str) -> Json:
    """Show an execution's pages, posts and time left until it ends. Return what DescribeExecution says then."""
    told: set[int] = set()
    with Progress(shown, "pages") as progress:
        while True:
            end: Json = steps.describe_execution(executionArn=arn)
            events = steps.get_execution_history(executionArn=arn, reverseOrder=True, maxResults=25)["events"]
            events.sort(key=lambda event: int(event["id"]), reverse=True)  # moto knows no reverseOrder
            left = [event.get("stateExitedEventDetails", {}) for event in events]
            # A page's posts are counted by the GetPost after it.
            tallies = [json.loads(state["output"])["tally"] for state in left if state.get("name") == "GetPost"]
            if tallies and tallies[0].get("page"):
                progress.update(tallies[0]["page"], tallies[0], tallies[0]["pages"])
            if end["status"] != "RUNNING":
                return end
            for event in events:
                failed = event.get("taskFailedEventDetails", {})
                if failed.get("error") == "BlogUnavailableError" and event["id"] not in told:
                    told.add(event["id"])
                    patience = "The state machine asks again after 2, 6, 15 and 15 minutes. Ctrl-C does not stop it."
                    shown.print(line(f"  {message_of(failed['cause'])} {patience}"), soft_wrap=True)
            time.sleep(POLL_SECONDS)
