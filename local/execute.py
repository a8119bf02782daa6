"""`make execute [FORCE=1] [INPUT='{...}']`: starts the deployed state machine and waits for its result.

python -m local.execute [--stage dev] [--force] [--input JSON]
"""

from __future__ import annotations

import argparse
import json
import time

from rich.console import Console

from local import account

POLL_SECONDS = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.execute", description=__doc__.splitlines()[0])
    parser.add_argument("--stage", default=account.default_stage())
    parser.add_argument("--force", action="store_true", help="do the work even where it was done before")
    parser.add_argument("--input", help='the execution\'s input as JSON (default {"posts_per_page": 3})')
    options = parser.parse_args()
    account.settings()
    request = account.input_object(options.input or '{"posts_per_page": 3}')
    if options.force:
        request["force"] = True

    session = account.session()
    machine = account.resources(session, options.stage)["StateMachine"]
    steps = session.client("stepfunctions")
    console = Console()
    arn = steps.start_execution(stateMachineArn=machine, input=json.dumps(request))["executionArn"]
    console.print(f"Started {arn}\n  with {json.dumps(request)}", highlight=False)
    seen = 0
    with console.status("Running"):
        while True:
            end = steps.describe_execution(executionArn=arn)
            events = steps.get_execution_history(executionArn=arn, maxResults=1000)["events"]
            for event in events[seen:]:
                if "stateExitedEventDetails" in event:
                    console.print(f"  [green]done[/] {event['stateExitedEventDetails']['name']}")
            seen = len(events)
            if end["status"] != "RUNNING":
                break
            time.sleep(POLL_SECONDS)
    if end["status"] == "SUCCEEDED":
        result = json.loads(end["output"])
        console.print(
            f"[green]SUCCEEDED[/]: {result['stored']} stored, {result['unchanged']} unchanged."
            f" Newest week: {result['newest'][0]}"
        )
        return 0
    console.print(f"[red]{end['status']}[/]: {end.get('error')}: {end.get('cause')}", highlight=False)
    return 1


if __name__ == "__main__":
    account.run(main)
