"""A prescription written in the blog's manner and read again is the same prescription."""

from __future__ import annotations

from typing import Optional

from hypothesis import given
from hypothesis import strategies as st

from invictus.exercises import LOAD, SCHEME
from invictus.prescriptions import EXERCISE, read_segment
from invictus.shapes import Json
from tests.support.blog_manner import render

NAMES = "Snatch|Power Clean|Clean & Jerk|Front Squat|3-Position Snatch|Lunges|Get-Ups|Press in Split|Slow Pull Clean"
LIFTS = st.sampled_from([*NAMES.split("|"), "Single-Arm DB Row", "Snatch Press from Receiving"])
MEASURES_OF_A_SET = ("reps", "max_effort", "seconds", "distance_m", "calories")
COUNT = st.integers(1, 99)


def span(name: str, far: str, most: int, more: int, of: type = int) -> st.SearchStrategy[Json]:
    """Draw a range: `{"reps": 8, "reps_to": 10}`."""
    ends = st.tuples(st.integers(1, most), st.integers(0, more))
    return ends.map(lambda n: {name: of(n[0]), far: of(n[0] + n[1])})


def for_both(name: str) -> st.SearchStrategy[Json]:
    """Draw a man's and a woman's count."""
    return st.builds(lambda men, women: {name: men, f"{name}_to": men, f"{name}_women": women}, COUNT, COUNT)


# One of each kind of measure, with what the exercise then holds.
MEASURES = st.one_of(
    span("reps", "reps_to", 100, 9),
    COUNT.map(lambda n: {"reps": n, "reps_to": None}),
    st.just({"max_effort": True}),
    span("seconds", "seconds_to", 599, 99),
    span("distance_m", "distance_to_m", 5000, 99, float),
    span("calories", "calories_to", 99, 9),
    for_both("reps"),
    for_both("calories"),
)
HALVES = st.integers(80, 240).map(lambda n: n / 2)
PERCENTS = st.one_of(
    st.builds(lambda low, more: {"percent_from": low, "percent_to": low + more}, HALVES, st.integers(0, 10)),
    st.integers(50, 120).map(lambda n: {"percent_from": float(n), "percent_to": None}),
)
OF = st.one_of(
    st.sampled_from(["", "1-RM", "10-RM", "today's 1-RM", "best 400", "3-RM from Tuesday"]),
    LIFTS.map(lambda lift: f"1-RM {lift}"),
    LIFTS.map(lambda lift: f"today's 3-RM {lift}"),
)
# A woman's weight is not more than a man's.
WEIGHTS = st.builds(
    lambda men, less, unit: {"weight": men, "weight_women": None if less is None else men - less, "unit": unit},
    HALVES,
    st.one_of(st.none(), st.integers(0, 30)),
    st.sampled_from(["kg", "lb"]),
)
# What a load may be instead of a percent.
OTHER_LOADS = st.one_of(
    WEIGHTS,
    st.builds(
        lambda women, more: {"weight": float(women + more), "weight_women": float(women)}, COUNT, st.integers(10, 40)
    ),
    st.sampled_from(["same load you used last Monday", "as heavy as possible", "heavy"]).map(lambda w: {"relative": w}),
    st.builds(
        lambda change, than: {**change, "relative": than},
        span("change_from", "change_to", 20, 9, float),
        st.sampled_from(["you used last Monday", "last week"]),
    ),
    st.just({"of": "10-RM Back Squat"}),
)


KINDS = ["every", "sets", "rounds", "establish", "amrap", "tabata", "for_time", "completion", "continuous"]


@st.composite
def schemes(draw: st.DrawFn) -> Json:
    kind = draw(st.sampled_from(KINDS))
    number = draw(st.integers(1, 30))
    seconds = draw(st.integers(5, 600))
    figures: dict[str, Json] = {
        "every": {"interval_s": seconds, "duration_s": seconds * number, "sets": number, "sets_to": number},
        "establish": {"duration_s": seconds, "what": f"{number}-RM", "rep_max": number},
        "amrap": {"duration_s": seconds},
        "continuous": {"duration_s": seconds},
        "completion": {},
        "tabata": {"work_s": seconds, "off_s": number, "sets": number, "sets_to": number},
    }
    return {**SCHEME, "kind": kind, **figures.get(kind, {"sets": number, "sets_to": number})}


@st.composite
def alternating(draw: st.DrawFn, number: int) -> list[Json]:
    """Draw a block whose movements take turns, each in its own minute or interval of the cycle."""
    turns, sets, interval = draw(st.integers(2, 4)), draw(st.integers(1, 12)), draw(st.integers(5, 300))
    figures = {"interval_s": interval, "duration_s": interval * sets * turns, "sets": sets, "sets_to": sets}
    scheme = {**SCHEME, "kind": "every", **figures}
    exercises = []
    for turn in range(1, turns + 1):
        name = draw(LIFTS)
        exercise = {
            **EXERCISE,
            "segment": "segment_a",
            "block": number,
            "scheme": scheme,
            "turn": turn,
            "movement": name,
            "movements": [{"name": name, "times": 1, "video": ""}],
            "loads": draw(loads_of(sets)),
        }
        exercise.update(draw(MEASURES))
        exercises.append(exercise)
    return exercises


@st.composite
def loads_of(draw: st.DrawFn, how_many: Optional[int]) -> list[Json]:
    """Draw loads of sets in ascending, separate spans, and perhaps one load for all sets."""
    ends = sorted(draw(st.sets(st.integers(1, how_many), max_size=4))) if how_many else []
    for_all = st.one_of(st.builds(lambda percent, of: {**percent, "of": of}, PERCENTS, OF), OTHER_LOADS)
    loads = [{**LOAD, **draw(for_all)} for _ in range(draw(st.integers(0, 1)))]
    for first, end in zip([0, *ends], ends):
        reps = draw(COUNT)
        own_reps: Json = draw(st.sampled_from([{}, {"max_effort": True}, {"reps": reps, "reps_to": reps}]))
        loads.append({**LOAD, **draw(PERCENTS), **own_reps, "of": draw(OF), "sets": list(range(first + 1, end + 1))})
    # What the first percent of a movement is of holds for those below it, until another is named.
    percents = [each for each in loads if each["percent_from"]]
    for above, each in zip(percents, percents[1:]):
        each["of"] = each["of"] or (above["of"] if percents[0]["of"] else "")
    return loads


@st.composite
def exercises_in_a_block(draw: st.DrawFn, number: int) -> list[Json]:
    scheme = draw(schemes())
    alone = scheme["kind"] in ("establish", "tabata")
    exercises = []
    for index in range(1 if alone else draw(st.integers(1, 3))):
        names = draw(st.lists(st.tuples(LIFTS, st.integers(1, 5)), min_size=1, max_size=3))
        # A complex has a lift with a barbell: "2 Lunges + 2 Get-Ups" are two movements.
        names = [("Power Clean", names[0][1]), *names[1:]] if len(names) > 1 else [(names[0][0], 1)]
        written = " + ".join(name if times == 1 else f"{times} {name}" for name, times in names)
        exercise = {
            **EXERCISE,
            "segment": "segment_a",
            "block": number,
            "scheme": scheme,
            "movement": f"({written})" if len(names) > 1 and draw(st.booleans()) else written,
            "movements": [{"name": name, "times": times, "video": ""} for name, times in names],
            "loads": [] if alone else draw(loads_of(scheme["sets"])),
        }
        # Only the first movement of a block may have no measure.
        if not alone and (index or draw(st.booleans())):
            exercise.update(draw(MEASURES), per_side=draw(st.booleans()), tempo=draw(st.sampled_from(["", "32X1"])))
        all_counted = len(names) > 1 and all(times > 1 for _, times in names)
        is_measured = any(exercise[measure] for measure in MEASURES_OF_A_SET)
        if all_counted and not is_measured and scheme["kind"] != "establish":
            # Such a complex is done once, said or not.
            exercise.update(reps=1, reps_to=1)
        # After these, and if it is as long as the interval, a rest is one after the whole piece.
        longest = min(300, (scheme["interval_s"] or 301) - 1)
        if scheme["kind"] not in ("amrap", "continuous") and longest and draw(st.booleans()):
            rest = draw(st.integers(1, longest))
            exercise.update(rest_s=rest, rest_to_s=rest + draw(st.integers(0, 60)))
        exercises.append(exercise)
    # The same movement in as many lines as there are sets is a set in each of them.
    return exercises if len({each["movement"] for each in exercises}) > 1 else exercises[:1]


@st.composite
def segments(draw: st.DrawFn) -> list[Json]:
    return [
        exercise
        for number in range(1, draw(st.integers(1, 3)) + 1)
        for exercise in draw(st.one_of(exercises_in_a_block(number), alternating(number)))
    ]


@given(segments(), st.integers(0, 5))
def test_a_prescription_written_in_the_blogs_manner_reads_the_same(exercises: list[Json], spelling: int) -> None:
    lines = render(exercises, spelling)
    read = read_segment("segment_a", lines)
    assert [{**exercise, "text": []} for exercise in read] == exercises
    assert [line for exercise in read for line in exercise["text"]] == lines
