"""What the page's modules work out, in Node.js: loads as `make today` has them, and where logs go after an edit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from invictus.lifts import ABBREVIATIONS, lift_key
from local.page.render import LIFTS
from local.training.lifter import Lifter, Plates, maxima_from_json
from local.training.loads import RELATED, load_in_words
from tests.page.conftest import in_node
from tests.prescriptions.test_lifts import SPELLINGS

# One table of cases for page and terminal. test_every_page.py compares all weeks.
CASES = json.loads((Path(__file__).parent / "load_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_weighs_the_cases(case: dict[str, Any]) -> None:
    row, expected, gym = case["set"], case["expected"], case["plates"]
    bar = float(gym["bar"]) + float(gym["collars"])
    plates = Plates(case["unit"], bar=bar, plates=gym["plates"])
    lifter = Lifter(maxima_from_json(json.dumps(case["maxima"])), plates, case["use_related"])
    words, says = load_in_words(row, lifter)

    assert words == expected["words"]
    assert (f"this is of {expected['maximum']}," in says) == bool(expected["in_place_of"])
    if expected["missing"]:
        hint = f", or use that of {expected['related']}" if expected["related"] else ""
        assert says.startswith(f"no maximum for {expected['missing']}: add it to the maxima{hint}")


WEIGH = """
const { learnLifts, liftKey } = await import(process.argv[1] + "lifts.js");
const { weigh, loadInWords } = await import(process.argv[1] + "loads.js");
const [cases, names, lifts] = given;
learnLifts(lifts);
const weighed = cases.map(({ set, maxima, plates, unit, use_related: related }) => {
    const { percent_from: from, percent_to: to, of, movement } = set;
    const load = weigh({ from, to, of, movement }, { maxima, plates, related });
    return { weight_from: load.from, weight_to: load.to, maximum: load.maximum, in_place_of: load.inPlaceOf,
             missing: load.missing, related: load.related, words: loadInWords(load, unit) };
});
console.log(JSON.stringify([weighed, names.map(liftKey)]));
"""


def test_the_page_weighs_the_same_cases_and_has_the_same_key_for_every_lift() -> None:
    names = [*ABBREVIATIONS, *RELATED, *(name for names in SPELLINGS.values() for name in names.split(", "))]
    names += [f"{name}s" for name in names]
    names += ["Farmer\u2019s  Carry\u2014heavy", "[Clean + Jerk]", "Raises", "constructor", "", "\uff33\uff4e"]

    weighed, keys = in_node(WEIGH, CASES, names, LIFTS)

    assert dict(zip(names, keys)) == {name: lift_key(name) for name in names}
    for case, load in zip(CASES, weighed):
        assert load == case["expected"], case["name"]


# Sessions before and after an edit: `day: exercises`, an exercise as "name/what is prescribed"; and where the logs of
# the exercises before are after it, "" where they fit nowhere.
EDITS = {
    "nothing": ("5: Snatch/1, Jerk/2", "5: Snatch/1, Jerk/2", "5 Snatch/1, 5 Jerk/2"),
    "another order": ("5: Snatch/1, Jerk/2", "5: Jerk/2, Snatch/1", "5 Snatch/1, 5 Jerk/2"),
    "one more above": ("5: Snatch/1", "5: Pull/3, Snatch/1", "5 Snatch/1"),
    "another percent": ("5: Snatch/1, Jerk/2", "5: Snatch/9, Jerk/2", "5 Snatch/9, 5 Jerk/2"),
    "another spelling": ("5: Snatch/1", "5: Snatches/1", "5 Snatches/1"),
    "the first of two is gone": ("5: Snatch/1, Snatch/2", "5: Snatch/2", ", 5 Snatch/2"),
    "the second of two is another": ("5: Snatch/1, Snatch/2", "5: Snatch/1, Snatch/9", "5 Snatch/1, "),
    "a second one is added": ("5: Snatch/1", "5: Snatch/9, Snatch/1", "5 Snatch/1"),
    "it is replaced": ("5: Snatch/1, Jerk/2", "5: Pull/1, Jerk/2", ", 5 Jerk/2"),
    "a renamed day": ("5: Jerk/2; 9: Snatch/1", "5: Jerk/2; 10: Snatch/1", "5 Jerk/2, 10 Snatch/1"),
    "a renamed day, one of two alike": ("9: Snatch/1", "10: Snatch/1; 11: Snatch/1", ""),
    "a renamed session": ("5-one: Snatch/1", "5-two: Snatch/1", "5-two Snatch/1"),
    "a mark of ours in a name": ("5: ~5 min row/1", "5: ~5 min row/1", "5 ~5 min row/1"),
}
FIT = """
const { learnLifts } = await import(process.argv[1] + "lifts.js");
const { fit, idsOf } = await import(process.argv[1] + "fitting.js");
const [edits, lifts] = given;
learnLifts(lifts);
const read = (written) => written.split("; ").flatMap((session) => {
    const [day, exercises] = session.split(": ");
    const read = exercises.split(", ").map((exercise) => exercise.split("/"));
    const ids = idsOf(read);
    const date = `2021-01-${day.replace(/^(\\d)(?!\\d)/, "0$1")}`;
    return read.map(([name, what], at) => {
        return { session: date, name, id: ids[at], older: "", place: `${day} ${name}/${what}` };
    });
});
const found = Object.values(edits).map(([before, after]) => {
    const kept = read(before);
    const fits = fit(read(after), kept);
    return kept.map((each) => fits.get(each)?.place || "").join(", ");
});
console.log(JSON.stringify(found));
"""


def test_a_log_is_found_again_after_an_edit() -> None:
    found = in_node(FIT, {name: edit[:2] for name, edit in EDITS.items()}, LIFTS)

    assert dict(zip(EDITS, found)) == {name: expected for name, (_, _, expected) in EDITS.items()}
