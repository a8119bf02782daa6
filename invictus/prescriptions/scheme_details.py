"""What a line below a scheme adds to it: `20 seconds on`, `for a total of 8 rounds`, `Time cap: 12 minutes`."""

from __future__ import annotations

import re
from typing import Literal, Optional

from invictus.prescriptions.form import Form, form
from invictus.prescriptions.quantities import COUNT, TIME, count, seconds_of
from invictus.prescriptions.shapes import SaidOfScheme


def _one_time(phrase: re.Match[str]) -> Optional[int]:
    groups = phrase.groupdict()
    return seconds_of(groups.get("time") or groups.get("after") or "")


Key = Literal["work_s", "off_s", "sets", "duration_s"]
# What a line below a scheme adds to it: the key, and its form.
SCHEME_DETAILS: tuple[tuple[Key, Form], ...] = (
    (
        "work_s",
        form(
            "seconds on",
            rf"(?P<time>{TIME})\s(?:on|of\swork|work)(?!\w)[\s.,;/]*",
            means="the time of work in a turn",
            example="20 seconds on",
            read=_one_time,
        ),
    ),
    (
        "off_s",
        form(
            "seconds off",
            rf"(?P<time>{TIME})\s(?:off|of\srest|rest)(?!\w)[\s.,;/]*",
            means="the time of rest in a turn",
            example="20 seconds on, 10 seconds off",
            read=_one_time,
        ),
    ),
    (
        "sets",
        form(
            "for a total of so many rounds",
            rf"(?:x|for)(?:\sa\stotal\sof)?\s(?P<count>{COUNT})\s(?:total\s)?rounds(?!\w)[\s.]*",
            means="how many turns or rounds",
            example="For a total of 8 rounds",
            read=lambda phrase: count(phrase["count"]),
        ),
    ),
    (
        "duration_s",
        form(
            "a time cap",
            rf"""\(?(?:(?P<time>{TIME})(?:\s|-)time\scap|\*?time\scap\s?[:=-]?\s(?P<after>{TIME})|(?:
                (?P<cap>{TIME})\scap))\)?[\s.]*""",
            means="how long it may take at most",
            example="Time cap: 12 minutes",
            read=lambda phrase: seconds_of(phrase["time"] or phrase["after"] or phrase["cap"]),
        ),
    ),
)


def read_scheme_detail(text: str) -> Optional[SaidOfScheme]:
    """Return what a line adds to the scheme above: `"20 seconds on, 10 seconds off"` is `{"work_s": 20, "off_s": 10}`.
    None unless the whole line is read."""
    added: SaidOfScheme = {}
    at = 0
    while at < len(text):
        found = ((key, row, row.pattern.match(text, at)) for key, row in SCHEME_DETAILS)
        key, row, phrase = next((each for each in found if each[2]), (None, None, None))
        if not (key and row and phrase) or key in added:
            return None
        added[key] = row.read(phrase)
        at = phrase.end()
    if "sets" in added:
        added["sets_to"] = added["sets"]
    return added if added and None not in added.values() else None
