"""The tables of forms: each example holds its form and is read, and no pattern takes long on any text."""

from __future__ import annotations

import pytest

from invictus.prescriptions.details import COUNTS, DETAILS
from invictus.prescriptions.forms import Form
from invictus.prescriptions.groups import GROUPS
from invictus.prescriptions.line import LONGEST_LINE, OPENINGS, read_line
from invictus.prescriptions.schemes import SCHEMES
from invictus.prescriptions.sentences import SENTENCES
from invictus.prescriptions.tokens import read_tokens

TABLES = (OPENINGS, SCHEMES, SENTENCES, GROUPS, COUNTS, DETAILS)
EXAMPLES = [(form, example) for table in TABLES for form in table for example in form.examples]


def test_every_form_has_a_meaning_and_an_example() -> None:
    for table in TABLES:
        assert len({form.read.__name__ for form in table}) == len(table)
        assert all(form.read.__doc__ and form.examples for form in table)


@pytest.mark.parametrize(("form", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_the_example_of_a_form_holds_it_and_is_read_and_no_pattern_backtracks(form: Form, example: str) -> None:
    """Repeat the beginning of the example: text that almost matches is the slowest. A bad pattern would never end."""
    line = read_tokens(example)
    assert any(form.at(line, place) for place in range(len(line.tokens)))
    assert read_line(example) is not None
    for length in (4, 12, len(example)):
        text = (f"{example[:length]} " * LONGEST_LINE)[: LONGEST_LINE // 2]
        line = read_tokens(text)
        assert all(form.at(line, place) is None or place < len(line.tokens) for place in range(len(line.tokens)))
        read_line(text)
