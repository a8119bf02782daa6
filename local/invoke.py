"""`make invoke FUNC=... [EVENT=...]`: runs one handler on this machine with an event from a file.

python -m local.invoke FUNCTION [EVENT_FILE]
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import handler
from local.deployed import account
from local.log import log_to_terminal
from local.project import ROOT, what_to_type

# The function's sample event, where it is not called as the function is.
SAMPLES = {"sessions_to_date_records": "segmented_sessions.json"}
WRITES_TO_AWS = ("dump_post_to_bucket", "save_sessions_to_bucket")


def main() -> int:
    function, file = [*sys.argv[1:], "", ""][:2]
    problem = what_to_type("invoke", function)
    if problem:
        print(problem, file=sys.stderr)
        return 2
    path = Path(file) if file else ROOT / "test_events" / SAMPLES.get(function, f"{function}.json")
    try:
        event = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(f"EVENT={path} cannot be read: {error}. Name a JSON file, such as one of test_events/", file=sys.stderr)
        return 2
    account.settings()
    log_to_terminal()
    try:
        if function in WRITES_TO_AWS:
            os.environ.update(account.environment())
        result = getattr(handler, function)(event, None)
    except Exception as error:  # whatever a handler raises is what this command is there to show
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    print(json.dumps(result, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
