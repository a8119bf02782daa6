"""The page weighs as `make today` does: one table of cases for both. test_every_page.py compares all weeks."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from local.project import ROOT
from local.training.lifter import Lifter, maxima_from_mapping
from local.training.loads import RELATED, WORDS_BEFORE_A_LIFT, weigh
from local.training.plates import Plates
from local.training.words import load_in_words

CASES = json.loads((Path(__file__).parent / "load_cases.json").read_text(encoding="utf-8"))
LIFTS = {"related": RELATED, "wordsBefore": WORDS_BEFORE_A_LIFT}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_weighs_the_cases(case: dict[str, Any]) -> None:
    row, expected, gym = case["set"], case["expected"], case["plates"]
    bar = float(gym["bar"]) + float(gym["collars"])
    plates = Plates(case["unit"], bar=bar, plates=gym["plates"])
    lifter = Lifter(maxima_from_mapping(case["maxima"]), plates, case["use_related"])
    weighed = weigh(row, row["movement"], lifter)

    assert weighed[:4] == tuple(expected[key] for key in ("weight_from", "weight_to", "maximum", "in_place_of"))
    assert load_in_words(row, lifter)[0] == expected["words"]
    if expected["missing"]:
        hint = f", or use that of {expected['related']}" if expected["related"] else ""
        assert weighed.says.startswith(f"no maximum for {expected['missing']}: add it to the maxima{hint}")


WEIGH = """
const { weigh, loadInWords } = await import(process.argv[1]);
const [cases, lifts] = JSON.parse(await new Response(process.stdin).text());
const weighed = cases.map(({ set, maxima, plates, unit, use_related: related }) => {
    const { percent_from: from, percent_to: to, of, movement } = set;
    const load = weigh({ from, to, of, movement }, { maxima, plates, related }, lifts);
    return { weight_from: load.from, weight_to: load.to, maximum: load.maximum, in_place_of: load.inPlaceOf,
             missing: load.missing, related: load.related, words: loadInWords(load, unit) };
});
console.log(JSON.stringify(weighed));
"""


def test_the_page_weighs_the_same_cases() -> None:
    module = (ROOT / "local" / "page" / "assets" / "loads.js").as_uri()
    node = ["node", "--input-type=module", "--eval", WEIGH, module]
    done = subprocess.run(node, input=json.dumps([CASES, LIFTS]), capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    for case, weighed in zip(CASES, json.loads(done.stdout)):
        assert weighed == case["expected"], case["name"]
