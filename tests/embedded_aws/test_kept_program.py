"""What is parsed of a definition is kept beside the package, and a damaged file is made anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser

from local.embedded_aws.kept_program import LONG, program_kept


def definition(comment: str) -> str:
    machine = {"StartAt": "Only", "States": {"Only": {"Type": "Pass", "Comment": comment, "End": True}}}
    return json.dumps({**machine, "Comment": "long" * LONG})


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The definitions that moto had to parse."""
    parse, seen = AmazonStateLanguageParser.parse, []

    def noting(text: str) -> Any:
        seen.append(text)
        return parse(text)

    monkeypatch.setattr(AmazonStateLanguageParser, "parse", staticmethod(noting))
    return seen


def parse(text: str, folder: Path) -> list[str]:
    """Parse as a process of its own would. Returns the names of the program's states."""
    with program_kept(folder):
        program: Any = AmazonStateLanguageParser.parse(text)[0]
        return list(program.states.states)


def test_a_definition_is_parsed_by_the_first_process_alone(parsed: list[str], tmp_path: Path) -> None:
    one, other = definition("one"), definition("other")

    assert [parse(text, tmp_path) for text in (one, one, other, one)] == [["Only"]] * 4

    assert parsed == [one, other]


def test_a_damaged_file_is_made_anew(parsed: list[str], tmp_path: Path) -> None:
    text = definition("one")
    parse(text, tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()

    for damaged in (b"", whole[:100], b"no pickle\n"):
        file.write_bytes(damaged)
        assert parse(text, tmp_path) == ["Only"]
        assert file.read_bytes() == whole
    assert len(parsed) == 4


def test_a_folder_that_cannot_be_written_to_is_done_without(parsed: list[str], tmp_path: Path) -> None:
    assert parse(definition("one"), tmp_path / "none") == ["Only"]
