"""The page weighs as `make today` does: one table of cases for both. test_every_page.py compares all weeks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from invictus.prescriptions.lifts import ABBREVIATIONS, lift_key
from local.page.weeks import LIFTS
from local.training.lifter import Lifter, maxima_from_json
from local.training.loads import RELATED, load_in_words
from local.training.plates import Plates
from tests.page.conftest import in_node
from tests.prescriptions.test_lifts import SPELLINGS

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
