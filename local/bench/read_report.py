"""`make read-report POSTS=folder`: how much of each post's prescriptions is understood, and how it agrees.

Printed for each post and for all of them: the lines of the lettered segments, how many were understood as training, how
many as coaching words, and how many not; each line not understood; and, where a post has `_sets` (an independent
reading, set by set, of its segments by "date letter"), where the sets found differ from it.

That reading is a list of sets, each `{"movement", "reps", "percent"}` and, where the piece has them, `"seconds"`,
`"metres"`, `"calories"`, `"kg"`, `"lb"`. Of a range the higher end counts, `[men, women]` is a pair. The order of the
sets is left aside: one reader goes round by round, the other movement by movement.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add
from pathlib import Path
from typing import Any

import click

from invictus.errors import PostFormatError
from invictus.prescriptions import exercises_of, sets_of
from invictus.prescriptions.line import read_line
from invictus.prescriptions.names import aimed_reps
from invictus.prescriptions.shapes import Exercise, SetRow
from invictus.shapes import Json, RestPost, segments_of
from local.sample_blog.posts import whole_post
from local.terminal.printing import tell
from transforms import read_post

TRAINING, CUE, NOT = "training", "cue", "not understood"
FIGURES = ("reps", "percent", "seconds", "metres", "calories", "kg", "lb")
ANY_COMPLEX = "(complex)"  # an independent reading that gives a complex no name


@dataclass
class Agreement:
    """How the sets of one piece, or of many, compare.

    `partly` are pairs of sets that contradict each other in nothing, one of which leaves something out; `missing` sets
    were expected and not found; `wrong` sets were found and agree with none expected."""

    agreed: int = 0
    partly: list[tuple[Json, Json]] = field(default_factory=list)
    missing: list[Json] = field(default_factory=list)
    wrong: list[Json] = field(default_factory=list)

    @property
    def expected(self) -> int:
        """Return how many sets the independent reading has."""
        return self.agreed + len(self.partly) + len(self.missing)

    @property
    def is_whole(self) -> bool:
        """Return whether every set agrees in every figure, and no set is left over on either side."""
        return not (self.partly or self.missing or self.wrong)

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(*map(add, vars(self).values(), vars(other).values()))


@dataclass
class ReadReport:
    """What was read of one post, or of several."""

    kinds: Counter[str] = field(default_factory=Counter)
    not_understood: list[str] = field(default_factory=list)
    agreements: dict[str, Agreement] = field(default_factory=dict)  # by segment, "2014-09-29 A"

    @property
    def lines(self) -> int:
        """Return how many lines there are."""
        return sum(self.kinds.values())

    @property
    def understood(self) -> float:
        """Return the share of lines understood, 0 to 1."""
        return 1 - self.kinds[NOT] / self.lines if self.lines else 1.0

    def add(self, exercises: Iterable[Exercise]) -> None:
        """Count the lines of these exercises."""
        for exercise in exercises:
            self.kinds.update(map(kind_of, exercise["text"]))
            self.kinds[NOT] += len(exercise["notes"])
            self.not_understood += exercise["notes"]

    def __add__(self, other: ReadReport) -> ReadReport:
        agreements = {**self.agreements, **other.agreements}
        return ReadReport(self.kinds + other.kinds, self.not_understood + other.not_understood, agreements)


def kind_of(understood: str) -> str:
    """Return whether a line understood is training, or coaching words and nothing that a lifter does or lifts."""
    reading = read_line(understood)
    return CUE if reading is not None and reading.is_cue else TRAINING


def report_on(post: RestPost) -> ReadReport:
    """Read one post. Raises PostFormatError if it is not a programme."""
    report = ReadReport()
    expected: Mapping[str, Sequence[Json]] = post.get("_sets", {})
    for record in read_post(post):
        exercises = exercises_of(segments_of(record), record["links"])
        report.add(exercises)
        for segment in sorted({exercise["segment"] for exercise in exercises}):
            piece = f"{record['date']} {'*' if segment == 'notes' else segment[-1].upper()}"
            if piece in expected:
                own = [exercise for exercise in exercises if exercise["segment"] == segment]
                report.agreements[piece] = compare(own, expected[piece])
    return report


# The sets, one by one


def compare(exercises: Iterable[Exercise], expected: Sequence[Json]) -> Agreement:
    """Pair off the sets of `exercises` with those expected: the equal ones first, then those with omissions."""
    found, missing = [row for exercise in exercises for row in _found_sets(exercise)], list(expected)
    agreed = _paired(found, missing, lambda row, other: _agrees(row, other) and _says_as_much(row, other))
    return Agreement(len(agreed), _paired(found, missing, _agrees), missing, found)


def _paired(found: list[Json], expected: list[Json], is_alike: Callable[[Json, Json], bool]) -> list[tuple[Json, Json]]:
    """Take what is alike out of both lists. Return the pairs."""
    pairs = []
    for row in [*found]:
        other = next((each for each in expected if is_alike(row, each)), None)
        if other is not None:
            found.remove(row)
            expected.remove(other)
            pairs.append((row, other))
    return pairs


def _found_sets(exercise: Exercise) -> list[Json]:
    """Return an exercise's sets in the form of an independent reading; one set if the post gives no number."""
    once: Exercise = {**exercise, "scheme": {**exercise["scheme"], "sets": 1, "sets_to": 1}}
    rows = sets_of(exercise) or (sets_of(once) if exercise["movement"] else [])
    return [_figures(row, exercise) for row in rows]


def _figures(row: SetRow, exercise: Exercise) -> Json:
    weight = _pair(row.get("weight"), row.get("weight_women"))
    unit = row.get("unit", "")
    return {
        "movement": row["movement"],
        "reps": row["reps_to"] or row["reps"] or aimed_reps(exercise["scheme"]),
        "percent": row["percent_from"] if row["percent_to"] is None else row["percent_to"],
        "seconds": exercise["seconds_to"] or row["seconds"],
        "metres": row["distance_m"],
        "calories": _pair(row.get("calories_to") or row.get("calories"), row.get("calories_women")),
        "kg": weight if unit == "kg" else None,
        # A pair without a unit, "(95/65)", is in pounds on an American blog.
        "lb": weight if unit != "kg" else None,
    }


def _pair(men: Any, women: Any) -> Any:
    return men if women is None else [men, women]


def _agrees(row: Json, expected: Json) -> bool:
    """Return whether no figure that both have differs. Reps of a complex may be left open by either."""
    return _same_movement(row["movement"], expected["movement"]) and all(
        row[figure] is None or expected.get(figure) in (None, row[figure], [row[figure]]) for figure in FIGURES
    )


def _says_as_much(row: Json, expected: Json) -> bool:
    """Return whether the row has every figure expected, and no other percent or reps. A complex counts once."""
    has = {figure for figure in FIGURES if row[figure] is not None}
    wanted = {figure for figure in FIGURES if expected.get(figure) is not None}
    return has ^ wanted <= ({"reps"} if "+" in row["movement"] else set())


def _same_movement(name: str, expected: str) -> bool:
    return "+" in name if expected == ANY_COMPLEX else _folded(name) == _folded(expected)


def _folded(name: str) -> str:
    """Return a movement's name without an aside at its end, outer parentheses, case, hyphens and a plural's s."""
    whole = re.fullmatch(r"\(([^()]*)\)", name.strip())
    bare = whole[1] if whole else re.sub(r"\s*\([^()]*\)$", "", name.strip())
    words = re.sub(r"[-\s]+", " ", bare.casefold()).split()
    return " ".join(word[:-1] if word.endswith("s") and not word.endswith("ss") else word for word in words)


# The terminal


def show_report(name: str, report: ReadReport, with_lines: bool = True) -> None:
    """Print one report."""
    kinds, pieces = report.kinds, report.agreements
    said = f"{name}: {report.lines} lines, {kinds[TRAINING]} understood as training, {kinds[CUE]} as coaching words, "
    tell(f"{said}{kinds[NOT]} not understood ({report.understood:.1%} understood)", "bold")
    for text in sorted(report.not_understood) if with_lines else ():
        tell(f"  {text}")
    if pieces:
        total, whole = sum(pieces.values(), Agreement()), sum(agreement.is_whole for agreement in pieces.values())
        tell(
            f"  sets: {total.agreed} of {total.expected} agree, {len(total.partly)} in part, {len(total.missing)} "
            f"missing, {len(total.wrong)} not in the other reading; {whole} of {len(pieces)} pieces whole"
        )
    for piece, agreement in pieces.items() if with_lines else ():
        if not agreement.is_whole:
            tell(f"  {piece}: {agreement.agreed} of {agreement.expected} agree", "yellow")
            differences = [f"found {_brief(found)}, expected {_brief(other)}" for found, other in agreement.partly]
            differences += [f"missing {_brief(row)}" for row in agreement.missing]
            differences += [f"only here {_brief(row)}" for row in agreement.wrong]
            for text, times in Counter(differences).items():
                tell(f"    {times} x {text}")


def _brief(row: Json) -> str:
    figures = (f"{name} {value}" for name, value in row.items() if name not in ("movement", "of") and value is not None)
    return ", ".join([row["movement"] or "(no movement)", *figures])


@click.command("read-report")
@click.argument("folder", metavar="POSTS", envvar="POSTS", default="")
def read_report(folder: str) -> None:
    """Show how much of the prescriptions of each post in the folder POSTS is understood."""
    files = sorted(file for file in Path(folder).glob("*.json") if not file.name.endswith(".expected.json"))
    if not folder or not files:
        given = f"POSTS={folder} holds no *.json file" if folder else "POSTS is missing"
        raise click.UsageError(f"{given}. Type: make read-report POSTS=folder, of one with a JSON file for each post")
    total = ReadReport()
    for file in files:
        try:
            report = report_on(whole_post(json.loads(file.read_text(encoding="utf-8")), str(file)))
        except (PostFormatError, ValueError) as error:
            tell(f"{file.name}: left out, {error}", "red")
            continue
        show_report(file.name, report)
        total += report
    show_report("All posts", total, with_lines=False)
