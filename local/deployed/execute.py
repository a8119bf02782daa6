"""`make execute [FORCE=1] [INPUT=...]`, `make backfill`: starts the deployed state machine and waits for its result.

python -m local.deployed.execute [--stage dev] [--force] [--input JSON | --backfill]
"""

from __future__ import annotations

import argparse
import json

from rich.console import Console

from local.deployed import account, executions

POLL_SECONDS = 3
NEWEST = '{"posts_per_page": 3}'


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.deployed.execute", description=__doc__.splitlines()[0])
    parser.add_argument("--stage", default=account.default_stage())
    parser.add_argument("--force", action="store_true", help="do the work even where it was done before")
    parser.add_argument("--input", help='the execution\'s input as JSON (default {"posts_per_page": 3})')
    parser.add_argument("--backfill", action="store_true", help="the whole archive, every page of the category")
    options = parser.parse_args()
    account.settings()
    request = dict(executions.BACKFILL) if options.backfill else account.input_object(options.input or NEWEST)
    if options.force:
        request["force"] = True

    session = account.session()
    machine = account.resources(session, options.stage)["SemiStructureInvictusPostStateMachine"]
    steps = session.client("stepfunctions")
    console = Console()
    arn = executions.start(steps, machine, request)
    console.print(f"Started {arn}\n  with {json.dumps(request)}", highlight=False, soft_wrap=True)
    return executions.say_end(console, executions.follow(console, steps, arn, POLL_SECONDS))


if __name__ == "__main__":
    account.run(main)
