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
from pathlib import Path
from typing import Any, NamedTuple, Optional

import click

from invictus.errors import PostFormatError
from invictus.exercises import Exercise, Scheme, SetRow
from invictus.lifts import lift_key
from invictus.prescriptions import exercises_of, sets_of
from invictus.prescriptions.line import read_line
from invictus.prescriptions.values import number_in
from invictus.shapes import Json, RestPost, segments_of
from local.sample_blog.posts import whole_post
from local.terminal.printing import tell
from transforms import read_post

TRAINING, CUE, NOT = "training", "cue", "not understood"
FIGURES = ("reps", "percent", "seconds", "metres", "calories", "kg", "lb")
ANY_COMPLEX = "(complex)"  # an independent reading that gives a complex no name


class Agreement(NamedTuple):
    """How the sets of one piece compare: found, or found and expected, or expected."""

    agreed: list[tuple[Json, Json]]
    partly: list[tuple[Json, Json]]  # they contradict each other in nothing, but one leaves something out
    missing: list[Json]  # expected and not found
    wrong: list[Json]  # found, and like none expected

    @property
    def is_whole(self) -> bool:
        """Return whether every set agrees in every figure, and no set is left over on either side."""
        return not (self.partly or self.missing or self.wrong)


class ReadReport(NamedTuple):
    """What was read of one post, or of several."""

    exercises: list[Exercise]
    agreements: dict[str, Agreement]  # by segment, "2014-09-29 A"

    @property
    def not_understood(self) -> list[str]:
        """Return the lines not understood."""
        return [line for exercise in self.exercises for line in exercise["notes"]]

    @property
    def kinds(self) -> Counter[str]:
        """Return how many lines are TRAINING, CUE and NOT understood."""
        understood = Counter(kind_of(line) for exercise in self.exercises for line in exercise["text"])
        return understood + Counter({NOT: len(self.not_understood)})

    @property
    def understood(self) -> float:
        """Return the share of lines understood, 0 to 1."""
        return 1 - len(self.not_understood) / max(sum(self.kinds.values()), 1)


def kind_of(understood: str) -> str:
    """Return whether a line understood is training, or coaching words and nothing that a lifter does or lifts."""
    reading = read_line(understood)
    return CUE if reading is not None and reading.is_cue else TRAINING


def report_on(post: RestPost) -> ReadReport:
    """Read one post. Raises PostFormatError if it is not a programme."""
    report = ReadReport([], {})
    expected: Mapping[str, Sequence[Json]] = post.get("_sets", {})
    for record in read_post(post):
        exercises = exercises_of(segments_of(record), record["links"])
        report.exercises.extend(exercises)
        for segment in sorted({exercise["segment"] for exercise in exercises}):
            piece = f"{record['date']} {'*' if segment == 'notes' else segment[-1].upper()}"
            if piece in expected:
                own = [exercise for exercise in exercises if exercise["segment"] == segment]
                report.agreements[piece] = compare(own, expected[piece])
    return report


# The sets, one by one


def compare(exercises: Iterable[Exercise], expected: Sequence[Json]) -> Agreement:
    """Pair off the sets of `exercises` with those expected: the equal ones first, then those with omissions."""
    found, missing = [row for exercise in exercises for row in _found_sets(exercise)], list(map(_told, expected))
    agreed = _paired(found, missing, lambda row, other: _agrees(row, other) and _says_as_much(row, other))
    return Agreement(agreed, _paired(found, missing, _agrees), missing, found)


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
    return [_told(_figures(row, exercise)) for row in rows]


def _figures(row: SetRow, exercise: Exercise) -> Json:
    return {
        "movement": row["movement"],
        "reps": row["reps_to"] or row["reps"] or _aimed_reps(exercise["scheme"]),
        "percent": row["percent_from"] if row["percent_to"] is None else row["percent_to"],
        "seconds": exercise["seconds_to"] or row["seconds"],
        "metres": row["distance_m"],
        "calories": _pair(row["calories_to"] or row["calories"], row["calories_women"]),
        # A pair without a unit, "(95/65)", is in pounds on an American blog.
        "kg" if row["unit"] == "kg" else "lb": _pair(row["weight"], row["weight_women"]),
    }


def _aimed_reps(scheme: Scheme) -> Optional[int]:
    """Return the reps of the set that is established, if the post gives them: 5 for "5-RM" and "heavy set of 5"."""
    what = scheme["what"].lower()
    named = (reps for reps, word in enumerate(("single", "double", "triple"), start=1) if word in what)
    return scheme["rep_max"] or next(named, number_in(what) or None)


def _pair(men: Any, women: Any) -> Any:
    return men if women is None else [men, women]


def _told(figures: Json) -> Json:
    """Return a set's movement and the figures that it has."""
    return {name: figures[name] for name in ("movement", *FIGURES) if figures.get(name) is not None}


def _agrees(row: Json, expected: Json) -> bool:
    """Return whether no figure that both have differs. Reps of a complex may be left open by either."""
    if expected["movement"] == ANY_COMPLEX:
        is_same = "+" in row["movement"]
    else:
        is_same = _folded(row["movement"]) == _folded(expected["movement"])
    both = row.keys() & expected.keys() & set(FIGURES)
    return is_same and all(expected[name] in (row[name], [row[name]]) for name in both)


def _folded(name: str) -> str:
    """Return a movement's key without an aside at its end, "Back Squat (5 seconds down)", and without hyphens."""
    return lift_key(re.sub(r"(?<=\S)\s*\([^()]*\)$", "", name.strip())).replace("-", " ")


def _says_as_much(row: Json, expected: Json) -> bool:
    """Return whether the row has every figure expected, and no other percent or reps. A complex counts once."""
    return row.keys() ^ expected.keys() <= ({"reps"} if "+" in row["movement"] else set())


# The terminal


def _show_counts(name: str, report: ReadReport) -> None:
    kinds, pieces = report.kinds, report.agreements
    tell(
        f"{name}: {sum(kinds.values())} lines, {kinds[TRAINING]} understood as training, {kinds[CUE]} as coaching "
        f"words, {kinds[NOT]} not understood ({report.understood:.1%} understood)",
        "bold",
    )
    if pieces:
        agreed, partly, missing, wrong = (sum(map(len, column)) for column in zip(*pieces.values()))
        whole = sum(agreement.is_whole for agreement in pieces.values())
        tell(
            f"  sets: {agreed} of {agreed + partly + missing} agree, {partly} in part, {missing} missing, "
            f"{wrong} not in the other reading; {whole} of {len(pieces)} pieces whole"
        )


def _show_lines(report: ReadReport) -> None:
    for text in sorted(report.not_understood):
        tell(f"  {text}")
    for piece, sets in report.agreements.items():
        differences = [f"found {_brief(found)}, expected {_brief(other)}" for found, other in sets.partly]
        differences += [f"missing {_brief(row)}" for row in sets.missing]
        differences += [f"only here {_brief(row)}" for row in sets.wrong]
        if differences:
            tell(f"  {piece}: {len(sets.agreed)} of {len([*sets.agreed, *sets.partly, *sets.missing])} agree", "yellow")
        for text, times in Counter(differences).items():
            tell(f"    {times} x {text}")


def _brief(row: Json) -> str:
    figures = (f"{name} {row[name]}" for name in FIGURES if name in row)
    return ", ".join([row["movement"] or "(no movement)", *figures])


@click.command("read-report")
@click.argument("folder", metavar="POSTS", envvar="POSTS", default="")
def read_report(folder: str) -> None:
    """Show how much of the prescriptions of each post in the folder POSTS is understood."""
    files = sorted(file for file in Path(folder).glob("*.json") if not file.name.endswith(".expected.json"))
    if not folder or not files:
        given = f"POSTS={folder} holds no *.json file" if folder else "POSTS is missing"
        raise click.UsageError(f"{given}. Type: make read-report POSTS=folder, of one with a JSON file for each post")
    total = ReadReport([], {})
    for file in files:
        try:
            report = report_on(whole_post(json.loads(file.read_text(encoding="utf-8")), str(file)))
        except (PostFormatError, ValueError) as error:
            tell(f"{file.name}: left out, {error}", "red")
            continue
        _show_counts(file.name, report)
        _show_lines(report)
        total.exercises.extend(report.exercises)
        total.agreements.update(report.agreements)
    _show_counts("All posts", total)
