"""What a function reads from its environment: names of its bucket and tables, the blog's address, the credentials.

On AWS the stack sets it, and Secrets Manager has the credentials; on a laptop it comes from the environment and `.env`.
"""

from __future__ import annotations

import json
import logging
import os
import re
from typing import TYPE_CHECKING, NamedTuple, Optional

from invictus.errors import ConfigurationError

if TYPE_CHECKING:
    from invictus.storage import Bucket

LOG = logging.getLogger("invictus")

DEFAULT_CATEGORY = "213"
# Names the program. The blog's firewall refuses the default `python-requests`.
USER_AGENT = "Mozilla/5.0 (compatible; InvictusWeightliftingETL/1.0; a lifter's own training log)"


class Credentials(NamedTuple):
    """A WordPress user and one of their Application Passwords."""

    username: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(...)"  # neither part belongs in a log or a traceback


def blog_api() -> str:
    """Return the address of the blog's posts. Raises ConfigurationError."""
    return _required("INVICTUS_WEIGHTLIFTING_API", "the address of the blog's posts")


def user_agent() -> str:
    """Return what the fetch calls itself. Raises ConfigurationError."""
    value = os.environ.get("INVICTUS_USER_AGENT", "").strip() or USER_AGENT
    if not (value.isascii() and value.isprintable()):
        raise ConfigurationError(f"INVICTUS_USER_AGENT is {value[:80]!r}, and takes printable ASCII characters only")
    return value


def category() -> int:
    """Return the category's number, 0 for every category. Raises ConfigurationError."""
    value = os.environ.get("INVICTUS_WEIGHTLIFTING_API_CAT_ID", "").strip() or DEFAULT_CATEGORY
    if not re.fullmatch("[0-9]{1,18}", value):
        problem = f"INVICTUS_WEIGHTLIFTING_API_CAT_ID is {value[:80]!r} and must be a category's number"
        raise ConfigurationError(f"{problem}. The blog's weightlifting category is {DEFAULT_CATEGORY}")
    return int(value)


def bucket() -> Bucket:
    """Return the data bucket, with its idempotency marks if their table is configured. Raises ConfigurationError."""
    from invictus.storage import Bucket, Marks

    name = _required("INVICTUS_BUCKET", "the name of the data bucket")
    return Bucket(name, Marks(os.environ.get("IDEMPOTENCY_TABLE", "").strip()))


def blog_credentials() -> tuple[Optional[Credentials], str]:
    """Return the blog's credentials (None: read it anonymously), and what is wrong with their secret ("": nothing)."""
    typed, secret = typed_credentials(), os.environ.get("INVICTUS_SECRET", "")
    if typed or not secret:
        return typed, ""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        found = boto3.client("secretsmanager").get_secret_value(SecretId=secret)
        value = json.loads(found["SecretString"])
        return Credentials(str(value["username"]), str(value["password"])), ""
    except (ClientError, BotoCoreError) as error:
        code = error.response["Error"]["Code"] if isinstance(error, ClientError) else type(error).__name__
        if code == "ResourceNotFoundException":  # never given a value: so is a public blog read
            return None, ""
        problem = f"cannot be read ({code})"
    except (ValueError, KeyError, TypeError):
        problem = "is not JSON with a username and a password"
    remedy = "Put INVICTUS_USER and INVICTUS_PASS in .env: make secret"
    LOG.warning("The blog is read without credentials.", extra={"secret": secret, "problem": problem, "remedy": remedy})
    return None, problem


def typed_credentials() -> Optional[Credentials]:
    """Return INVICTUS_USER and INVICTUS_PASS, None if neither is set. Raises ConfigurationError if only one is."""
    typed = {name: os.environ.get(name, "").strip() for name in ("INVICTUS_USER", "INVICTUS_PASS")}
    missing = [name for name in typed if not typed[name]]
    if len(missing) == 1:
        (there,) = typed.keys() - missing
        problem = f"{there} is set and {missing[0]} is not"
        raise ConfigurationError(f"{problem}. Set both in .env, or neither for a public blog")
    return None if missing else Credentials(*typed.values())


def _required(name: str, what: str) -> str:
    if value := os.environ.get(name, "").strip():
        return value
    raise ConfigurationError(f"{name} is not set: it is {what}. Set it in .env; on AWS the stack sets it (make deploy)")
