"""The documents are true and complete: what they name exists, and every target and setting is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from local.docs.diagram import MACHINE, PAGE, all_states, with_diagram
from local.project import FUNCTIONS, ROOT

README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DOCUMENTS = [README, CONTRIBUTING, *sorted((ROOT / "docs").glob("*.md"))]
CONFIGURATION = ROOT / "docs" / "configuration.md"

# The README's chapters, in the specification's order.
CHAPTERS = (
    "Overview|Architecture|Prerequisites|Setup|Make commands|Configuration|Usage|Testing|Project structure|"
    "Lambda functions|AWS resources|Environment variables|Idempotency|Development|Troubleshooting"
)

TARGET = re.compile(r"^([a-z][a-z-]*):(?!=)", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z][a-z-]+)")
# A path of this project in backticks: a known folder or a name with an ending, without a placeholder or a blank.
PATH = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|yml|md|toml|txt|json|ini|sql|lock|cfg)|(?:[\w.-]+/)+)`")
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# Files that runs and people create; a clone does not have them.
STACK_SETS = {"INVICTUS_SECRET"}  # for its functions
MADE_LATER = ("out/", ".venv/", "node_modules/", ".serverless/", "maxes.json", "weekly/", "raw/", "failed/", "pages/")


def prose(document: Path) -> str:
    return document.read_text(encoding="utf-8")


TARGETS = set(TARGET.findall(prose(ROOT / "Makefile")))


def anchors(document: Path) -> set[str]:
    """Return the anchors that GitHub gives a document's headings."""
    headings = HEADING.findall(prose(document))
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def test_every_make_target_is_documented() -> None:
    documented = {name for document in DOCUMENTS for name in MAKE.findall(prose(document))}
    documented |= set(re.findall(r"`([a-z-]+)`", prose(README).split("## Make commands")[1].split("\n## ")[0]))
    assert TARGETS - documented == {"python-packages", "node-packages"}, "parts of other targets"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_target_file_and_link_that_a_document_names_exists(document: Path) -> None:
    code = " ".join(re.findall(r"`[^`]+`|```.*?```", prose(document), re.DOTALL))
    assert set(MAKE.findall(code)) - TARGETS == set()
    files = {name for name in PATH.findall(prose(document)) if not name.startswith(MADE_LATER)}
    assert {name for name in files if not exists(name)} == set()
    for address, anchor in LINK.findall(prose(document)):
        if address.startswith(("http:", "https:")):
            continue
        target = (document.parent / address).resolve() if address else document
        assert target.exists(), address
        if anchor:
            assert anchor in anchors(target), f"{address}#{anchor}"


def exists(name: str) -> bool:
    """Return whether a path exists in the project, from its root or as the end of a longer path."""
    folders = ("invictus", "local", "tests", "docs", "serverless", "test_events", "queries")
    return (ROOT / name).exists() or any(path for each in folders for path in (ROOT / each).rglob(name.rstrip("/")))


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`(?:, `([A-Z_]+)`)?", prose(CONFIGURATION), re.MULTILINE))
    names = {name for row in documented for name in row if name}
    sources = ("*.yml", "*.py", "serverless/*.yml", "serverless/*.js", "invictus/**/*.py", "local/**/*.py", "Makefile")
    code = "\n".join(prose(file) for pattern in sources for file in ROOT.glob(pattern))
    read = set(re.findall(r"\b(?:INVICTUS|NOTIFICATION)_[A-Z_]+\b|(?<=env\(\")[A-Z_]+", code))
    assert {name for name in read - names if not name.startswith("AWS_")} == STACK_SETS
    assert {name for name in names if name not in code} == set()


def test_the_readme_is_short_names_every_function_and_has_the_specifications_chapters_in_order() -> None:
    text = prose(README)
    assert len(text.splitlines()) <= 200
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == CHAPTERS.split("|")
    assert [name for name in FUNCTIONS if f"`{name}`" not in text] == []


def test_the_drawing_shows_the_machine_that_ships() -> None:
    drawn = prose(PAGE)
    assert with_diagram(drawn) == drawn, "the machine has changed: make diagram"
    machine = yaml.safe_load(MACHINE.read_text(encoding="utf-8"))
    assert [name for name, _ in all_states(machine) if name not in drawn] == []
