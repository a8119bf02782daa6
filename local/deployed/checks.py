"""The settings of a deployment, checked before it begins: AWS would refuse them minutes later, or never say a word."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from invictus import settings, wordpress
from invictus.errors import InvictusError
from local.deployed import account, data_bucket
from local.project import BLOG_API

# IAM's 64 characters for a role's name, invictus-STAGE-ap-southeast-1-sessions_to_date_records.
LONGEST_STAGE = 15

# What a setting must match, if it is set, and how to write it.
_FORMS = {
    "NOTIFICATION_PHONE_NUMBER": (r"\+[1-9]\d{7,14}", "a phone number with its country code, such as +15555550100"),
    "NOTIFICATION_EMAIL": (r"[^@\s]+@[^@\s]+\.[^@\s.]+", "an e-mail address, such as me@example.org"),
    "LAMBDA_RUNTIME": (r"python3\.1[0-4]", "one of python3.10 to python3.14"),
    "PAGES": ("1", "1, for pages at an address of their own, or not set at all"),
}
_RATE = r"rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)"
# The six fields of EventBridge's cron: name, bounds, values other than numbers, and what else may stand for a value.
_CRON_FIELDS = (
    ("minutes", 0, 59, "", ""),
    ("hours", 0, 23, "", ""),
    ("day of month", 1, 31, "", r"|\?|LW?|\d+W"),
    ("month", 1, 12, "|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC", ""),
    ("day of week", 1, 7, "|SUN|MON|TUE|WED|THU|FRI|SAT", r"|\?|[1-7]?L|\w+#[1-5]"),
    ("year", 1970, 2199, "", ""),
)
_BOUNDED = re.compile(r"(?<![\d/#])\d+")  # a number that is no step, nor which of a month's weekdays


class NotReadyError(InvictusError):
    """Something that a deployment needs is missing or wrong. The message names each thing with its remedy."""


def refuse(problems: Iterable[str]) -> None:
    """Raise NotReadyError if there are problems. It names each, once."""
    sentences = [f"{problem}." for problem in dict.fromkeys(problems)]
    if sentences:
        raise NotReadyError("\n  ".join(["nothing can be deployed. First:", *sentences]))


def wrong_settings(stage: str) -> Iterator[str]:
    """Yield a sentence for each setting that cannot be deployed: its name, its value, and how to write it."""
    for name, (form, described) in _FORMS.items():
        value = os.environ.get(name, "").strip()
        if value and not re.fullmatch(form, value):
            yield f"{name} is {value!r} and must be {described}"
    for check in (account.region, data_bucket.check_name, settings.typed_credentials, settings.category, _check_api):
        try:
            check()
        except InvictusError as error:
            yield str(error)
    if not re.fullmatch(rf"[A-Za-z0-9-]{{1,{LONGEST_STAGE}}}", stage):
        yield f"STAGE is {stage!r} and must be at most {LONGEST_STAGE} letters, digits and dashes, such as dev"
    schedule = os.environ.get("SCHEDULE", "").strip()
    problem = schedule and schedule_problem(schedule)
    if problem:
        yield f"SCHEDULE is {schedule!r}: {problem}. Write one such as cron(0 5 * * ? *) or rate(1 day)"


def _check_api() -> None:
    api = os.environ.get("INVICTUS_WEIGHTLIFTING_API", "").strip() or BLOG_API
    wordpress.checked_address(api, settings.typed_credentials())


def schedule_problem(expression: str) -> str:
    """Return what is wrong with an EventBridge schedule expression, "" if nothing is."""
    if re.fullmatch(_RATE, expression):
        return ""
    cron = re.fullmatch(r"cron\((.*)\)", expression)
    if not cron:
        return "it must be rate(1 day), rate(2 hours) or the like, or cron(...) with six fields"
    fields = cron.group(1).split()
    if len(fields) != len(_CRON_FIELDS):
        return f"it has {len(fields)} fields and not 6: minutes, hours, day of month, month, day of week, year"
    for field, (name, lowest, highest, names, others) in zip(fields, _CRON_FIELDS):
        value = rf"(\d+{names})"
        item = rf"((\*|{value}(-{value})?)(/\d+)?{others})"
        in_bounds = all(lowest <= int(number) <= highest for number in _BOUNDED.findall(field))
        if not re.fullmatch(rf"{item}(,{item})*", field, re.IGNORECASE) or not in_bounds:
            return f"its {name} is {field!r} and goes from {lowest} to {highest}"
    if (fields[2] == "?") == (fields[4] == "?"):
        return "exactly one of day of month and day of week must be a question mark"
    return ""
