"""Runs a command in this process, as `python -m local` does."""

from __future__ import annotations

import pytest

from local.__main__ import main


def output_of(capsys: pytest.CaptureFixture[str], *typed: str, code: int = 0) -> str:
    """Run a command, check its exit code, and return its output, or its error if the code is not 0."""
    assert main(list(typed)) == code
    output = capsys.readouterr()
    return output.err if code else output.out
