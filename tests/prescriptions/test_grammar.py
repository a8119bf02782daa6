"""The grammar's tables: each form's example matches that form's pattern and is read."""

from __future__ import annotations

import time

import pytest

from invictus.prescriptions.form import Form
from invictus.prescriptions.grammar import FORMS
from invictus.prescriptions.line import LONGEST_LINE, read_line
from invictus.prescriptions.marks import plain


def test_every_form_has_a_unique_name_a_meaning_and_an_example() -> None:
    assert len({form.name for form in FORMS}) == len(FORMS)
    assert all(form.means and form.example for form in FORMS)


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_the_example_of_a_form_is_read(form: Form) -> None:
    assert form.pattern.search(plain(form.example))
    assert read_line(form.example) is not None


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_no_pattern_backtracks_without_bound(form: Form) -> None:
    """Repeat the beginning of the example: text that almost matches is the slowest."""
    text = plain(form.example)
    for length in (4, 12, len(text)):
        line = (f"{text[:length]} " * LONGEST_LINE)[:LONGEST_LINE]
        started = time.process_time()
        form.pattern.search(line)
        read_line(line[: LONGEST_LINE // 2])
        assert time.process_time() - started < 1
