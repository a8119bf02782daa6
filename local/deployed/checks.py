"""The settings of a deployment, checked before it begins: AWS would refuse them minutes later, or never say a word."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator

from invictus import settings, wordpress
from invictus.errors import InvictusError
from local.deployed import account, kept_data
from local.project import BLOG_API

_RATE = r"rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)"
# What the six fields of EventBridge's cron take; values are joined by , - / and #, and one field is a question mark.
_MINUTES, _HOURS, _YEARS = r"[0-5]?\d", r"1?\d|2[0-3]", r"19[7-9]\d|2[01]\d\d"
_DAYS, _MONTHS, _WEEKDAYS = r"(0?[1-9]|[12]\d|3[01])W?|LW?|\?", r"0?[1-9]|1[0-2]|[A-Z]{3}", r"[1-7]?L|[1-7]|[A-Z]{3}|\?"
_FIELDS = (rf"(\*|{value})([,#-]({value})|/\d+)*" for value in (_MINUTES, _HOURS, _DAYS, _MONTHS, _WEEKDAYS, _YEARS))
_CRON = rf"cron\((?=[^?]*\?[^?]*$){' '.join(_FIELDS)}\)"

# What a setting must match, if it is set, and how to write it.
_FORMS = {
    # IAM has 64 characters for a role's name, invictus-STAGE-ap-southeast-1-sessions_to_date_records.
    "STAGE": ("[A-Za-z0-9-]{1,15}", "at most 15 letters, digits and dashes, such as dev"),
    "NOTIFICATION_PHONE_NUMBER": (r"\+[1-9]\d{7,14}", "a phone number with its country code, such as +15555550100"),
    "NOTIFICATION_EMAIL": (r"[^@\s]+@[^@\s]+\.[^@\s.]+", "an e-mail address, such as me@example.org"),
    "LAMBDA_RUNTIME": (r"python3\.1[0-4]", "one of python3.10 to python3.14"),
    "PAGES": ("1", "1, for pages at an address of their own, or not set at all"),
    "SCHEDULE": (f"{_RATE}|{_CRON}", "as EventBridge takes it: rate(1 day), rate(2 hours), or cron(0 5 * * ? *)"),
}


def refuse(problems: Iterable[str]) -> None:
    """Raise AccountError if there are problems. It names each, once, with its remedy."""
    sentences = [f"{problem}." for problem in dict.fromkeys(problems)]
    if sentences:
        raise account.AccountError("\n  ".join(["nothing can be deployed. First:", *sentences]))


def complaints(*checks: Callable[[], object]) -> Iterator[str]:
    """Yield the message of each check that raises an error of ours."""
    for check in checks:
        try:
            check()
        except InvictusError as error:
            yield str(error)


def wrong_settings(stage: str) -> Iterator[str]:
    """Yield a sentence for each setting that cannot be deployed: its name, its value, and how to write it."""
    for name, (form, described) in _FORMS.items():
        value = stage if name == "STAGE" else os.environ.get(name, "").strip()
        if value and not re.fullmatch(form, value):
            yield f"{name} is {value!r} and must be {described}"
    api = os.environ.get("INVICTUS_WEIGHTLIFTING_API", "").strip() or BLOG_API
    yield from complaints(
        account.region, kept_data.check_bucket_name, settings.typed_credentials, settings.category,
        lambda: wordpress.checked_address(api, settings.typed_credentials()),
    )
