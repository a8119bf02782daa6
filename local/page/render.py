"""The pages of the stored weeks, and what each page is put together of: templates, styles and scripts.

A page is one file, which loads nothing from a network. Its Content-Security-Policy allows its own style and script by
their hashes, and nothing else at all. Whatever a post holds is text: Jinja2 escapes it, and a page's data is JSON in
which every `<` is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Optional

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from invictus import lifts
from invictus.exercises import Exercise
from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import Json, StoredRecord
from local.archive.weeks import StoredWeek
from local.terminal.printing import web_address
from local.training.lifter import NOBODY, Lifter
from local.training.loads import RELATED, WORDS_BEFORE_A_LIFT
from local.training.session_view import ShownSession, sessions_of
from local.training.words import in_time

_HERE = Path(__file__).parent
ASSETS = _HERE / "assets"
STYLES = ("style.css", "training.css", "dialogs.css", "landscape.css", "print.css")
STYLES_OF_CYCLE = ("style.css", "cycle.css")
# The modules in any order, but for the one that begins: each top-level name is of one module only.
SCRIPTS = (*sorted(file.name for file in ASSETS.glob("*.js") if file.name not in ("main.js", "sw.js")), "main.js")
_IMPORTS = re.compile(r"^import [^;]*;\n|^export (?=\w)", re.M)
# `/* */` anywhere, and `//` alone on its line or after a blank: an address in a text has neither.
_COMMENTS = re.compile(r"/\*.*?\*/|(?:^|[ \t])//[^\n]*", re.M | re.S)


def page_html(template: str, is_installable: bool, data: Optional[Json] = None, **values: Any) -> str:
    """Return `template` with its values, the style and the policy; with `data` also the script, which reads them."""
    style = assets(STYLES_OF_CYCLE if data is None else STYLES)
    # The modules as one, without imports and exports: a page is one file, which also opens from a disk.
    script = "" if data is None else _IMPORTS.sub("", assets(SCRIPTS))
    own = {"style": Markup(style), "script": Markup(script)}  # noqa: S704 - our own files
    policy = _policy(style, script, is_installable)
    html = _templates().get_template(template)
    return _without_indents(html.render(**own, policy=policy, is_installable=is_installable, data=data, **values))


def _policy(style: str, script: str, is_installable: bool) -> str:
    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" if text else "'none'"

    beside = "img-src 'self' data:; manifest-src 'self'; worker-src 'self'" if is_installable else "img-src data:"
    return (
        f"default-src 'none'; script-src {source(script)}; style-src {source(style)}; {beside}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def assets(names: tuple[str, ...]) -> str:
    """Return the files joined, without their comments. What is hashed must be exactly what the page holds."""
    text = "".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
    return _without_indents(_COMMENTS.sub("", text))


def _without_indents(text: str) -> str:
    """Return the text without indents and blank lines, which are a sixth of a page."""
    return re.sub(r"\n\s+", "\n", text)


@cache
def _templates() -> Environment:
    """Return the templates. Kept, because each is compiled at its first use: an archive has hundreds of pages."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    environment.filters.update(clock=clock_of, in_time=in_time, in_words=date_in_words)
    return environment


def date_in_words(day: date) -> str:
    """Return `21 December 2020`."""
    return f"{day.day} {day:%B %Y}"


def clock_of(block: Sequence[Exercise]) -> Optional[Json]:
    """Return the clock for a block's exercises; None for a scheme without a time, or if the post does not give it.

    Times are seconds, `rounds` None where the post gives no end:
    `{"kind": "intervals", "work", "rest", "rounds", "names"}`, the names in turn (of an alternating EMOM);
    `{"kind": "countdown", "seconds"}`; `{"kind": "stopwatch", "cap", "rounds"}`, the cap None where there is no limit.
    `counts` says whether the lifter counts rounds by hand.
    """
    scheme = block[0]["scheme"]
    kind, lasting, rounds, every = scheme["kind"], scheme["duration_s"], scheme["sets_to"], scheme["interval_s"]
    clock: Optional[Json] = None
    if kind == "every" and every:
        rounds = lasting // every if lasting else rounds  # of all: one that takes turns has fewer sets
        clock = {"kind": "intervals", "work": every, "rest": 0, "rounds": rounds, "names": _in_turn(block)}
    elif kind == "tabata" and scheme["work_s"] and scheme["off_s"]:
        work, rest = scheme["work_s"], scheme["off_s"]
        clock = {"kind": "intervals", "work": work, "rest": rest, "rounds": rounds, "names": []}
    elif kind == "for_time":
        clock = {"kind": "stopwatch", "cap": lasting, "rounds": rounds}
    elif kind in ("amrap", "establish") and lasting:
        clock = {"kind": "countdown", "seconds": lasting}
    return clock and {**clock, "counts": kind in ("for_time", "amrap")}


def _in_turn(block: Sequence[Exercise]) -> list[str]:
    """Return the movements minute by minute, where each has its turn; [] where all are done in every interval."""
    turns = {turn: exercise["movement"] for exercise in block if (turn := exercise["turn"])}
    return [turns[turn] for turn in sorted(turns)] if sorted(turns) == list(range(1, len(turns) + 1)) else []


# The pages of the stored weeks

# What the page compares lifts by: the tables and patterns of lifts.py and loads.py, for its lifts.js.
LIFTS: Json = {
    "abbreviations": lifts.ABBREVIATIONS,
    "plurals": lifts.PLURALS,
    "sameLift": lifts.SAME_LIFT.pattern,
    "aside": lifts.ASIDE.pattern,
    "word": lifts.WORD.pattern,
    "related": RELATED,
    "wordsBefore": WORDS_BEFORE_A_LIFT,
}


@dataclass(frozen=True)
class WeekPage:
    """A stored week as a page. `link` is the post's address, "" without one."""

    stored: StoredWeek
    sessions: list[ShownSession]
    link: str

    @property
    def file(self) -> str:
        """Return the name of its HTML file, which no other week has."""
        return f"{_plain(f'{self.stored.first}__{self.stored.last}--{self.stored.program}')}.html"

    @property
    def log(self) -> str:
        """Return what a lifter's log of this week is kept under: the programme and the week's Monday.

        No edit of the post changes it, not one that drops the last day either."""
        first = date.fromisoformat(self.stored.first)
        return f"{_plain(self.stored.program)}/{first - timedelta(days=first.weekday())}"

    @property
    def title(self) -> str:
        """Return `21 to 26 December 2020`."""
        begins, ends = (date_in_words(date.fromisoformat(day)).split() for day in (self.stored.first, self.stored.last))
        while begins and begins[-1] == ends[len(begins) - 1]:  # the year, and the month, of both is said once
            begins.pop()
        return " ".join([*begins, "to", *ends] if begins else ends)

    @property
    def program_words(self) -> str:
        """Return its programme with blanks in place of hyphens."""
        return self.stored.program.replace("-", " ")


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name, flags=re.A)


def week_page(stored: StoredWeek, records: Iterable[StoredRecord], lifter: Lifter = NOBODY) -> WeekPage:
    """Return the page of one week, out of records that may be of others too, with a lifter's loads written in it."""
    of_program = (record for record in records if record["program"] == stored.program)
    own = [record for record in of_program if stored.first <= record["date"] <= stored.last]
    link = web_address(own[0]["post"]["link"]) if own else ""
    return WeekPage(stored, sessions_of(own, lifter), link)


def week_of_day(weeks: Sequence[WeekPage], day: str) -> WeekPage:
    """Return the week that a day's page is of, of the default programme if several are: the last that has begun."""
    return max(
        (week for week in weeks if week.stored.first <= day),
        key=lambda week: (week.stored.first, week.stored.program == DEFAULT_PROGRAM),
        default=weeks[0],
    )


def week_html(week: WeekPage, weeks: Sequence[WeekPage] = ()) -> str:
    """Return the page of a week. It leads to its programme's newest of `weeks`, those of its folder; alone, to none."""
    return _html(week, [other for other in weeks if other.stored.program == week.stored.program][-1:])


def index_html(weeks: Sequence[WeekPage], day: Optional[str], today: str) -> str:
    """Return the page that opens on `day`, or, when that is None, on the day on which it is opened; and all weeks."""
    return _html(week_of_day(weeks, day or today), weeks, weeks, day)


def _html(week: WeekPage, others: Sequence[WeekPage], index: Sequence[WeekPage] = (), day: Optional[str] = None) -> str:
    here, *weeks = ({**page.stored._asdict(), "file": page.file, "title": page.title} for page in (week, *others))
    data = {"week": week.log, "here": here, "lifts": LIFTS, "day": day, "weeks": weeks}
    return page_html("week.html", bool(others), data, week=week, weeks=index)
