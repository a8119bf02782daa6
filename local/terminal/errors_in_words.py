"""Errors of Step Functions and Lambda as sentences: what failed, why, and what to do."""

from __future__ import annotations

import json
import re

from local.terminal.printing import printable

# What to do about an error that is AWS's own, by how its name begins. The pipeline's own errors say it themselves.
_REMEDIES = {
    "States.DataLimitExceeded": "What a step made of this post is over the limit of 256 KiB. Report it with the post.",
    "States.Timeout": "A step took too long. Run it again.",
    "States.Runtime": "The state machine could not go on with what it was given. Report it with the post.",
    "": "It may pass: run it again. If it does not, the log tells more.",
}


def error_in_words(name: str, cause: str) -> str:
    """Return an error of Step Functions as its name, its message and what to do, never as the JSON that Lambda made.

    `name` is the `Error` and `cause` the `Cause` of a failed state or execution.
    """
    message = message_of(cause)
    is_aws_own = "." in name or message == cause.strip() or not message
    remedy = next(remedy for beginning, remedy in _REMEDIES.items() if name.startswith(beginning))
    sentence = message if not message or message.endswith((".", "!", "?")) else f"{message}."
    return printable(" ".join(filter(None, (f"{name}:", sentence, remedy if is_aws_own else ""))))


def message_of(cause: str) -> str:
    """Return the message in Lambda's JSON, or its whole part if it was cut off; otherwise the cause unchanged."""
    try:
        found = json.loads(cause)
    except (ValueError, RecursionError):
        started = re.search(r'"errorMessage" *: *("(?:[^"\\]|\\.)*")', cause)
        return str(json.loads(started[1])) if started else cause.strip()
    if isinstance(found, dict):
        return str(found.get("errorMessage") or found.get("Cause") or found.get("message") or "no cause was given")
    return str(found)
