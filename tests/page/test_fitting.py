"""Which exercise of an edited page a log is of: fitting.js, by a table of the coach's edits."""

from __future__ import annotations

from local.page.weeks import LIFTS
from tests.page.conftest import in_node

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
