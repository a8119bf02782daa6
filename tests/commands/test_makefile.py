"""The Makefile: what a person types reaches the command unchanged, and each target says what it does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from local.__main__ import Commands
from local.__main__ import commands as group
from local.project import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CALLED = re.compile(r"-m local ([a-z-]+)")


def make(*arguments: str, folder: Path = ROOT, **environment: str) -> str:
    done = subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the Makefile, set up, in which every Python command prints what it is given."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for file, script in {
        "local/setup/setup.sh": "exit 0",
        ".venv/bin/python": 'printf "%s\\n" "$@"; printf "[%s]\\n" "${SQL-}" "${POSTS-}" "${OUT-}" "${STAGE-unset}"',
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / file).chmod(0o755)
    return tmp_path


TYPED = [
    "select * from sets where movement = 'Snatch'",
    'a "quoted" $(touch made-by-the-shell) `touch made-by-the-shell` $HOME $$ ${HOME} #hash',
    "$(shell touch made-by-make) $@ $< 100% ; touch made-by-the-shell & | > made-by-the-shell",
    "back\\slash, and 'single",
]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("where", ["on make's command line", "in the environment"])
def test_typed_text_is_passed_as_one_argument_and_never_run(project: Path, typed: str, where: str) -> None:
    if where == "in the environment":
        said = make("query", folder=project, SQL=typed, OUT=typed)
    else:
        said = make("query", f"SQL={typed}", f"OUT={typed}", folder=project)

    assert said == f"-m\nlocal\nquery\n[{typed}]\n[]\n[{typed}]\n[unset]\n"
    assert not list(project.glob("made-by*"))


def test_the_stage_is_passed_on_only_if_it_was_typed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it was not typed, the commands read it from .env."""
    monkeypatch.delenv("STAGE", raising=False)

    assert make("deploy", folder=project).endswith("[unset]\n")
    assert make("deploy", "STAGE=test", folder=project).endswith("[test]\n")
    assert make("deploy", folder=project, STAGE="test").endswith("[test]\n")
    for command in ("deploy", "plan"):
        assert make(f"{command}-prod", folder=project).endswith(f"{command}\n[]\n[]\n[]\n[prod]\n")


def test_every_variable_that_a_target_names_is_passed_on_and_taken_by_its_command() -> None:
    typed = MAKEFILE.split("TYPED := ")[1].split("\n$(foreach")[0]
    handed_on = set(typed.replace("\\\n", " ").split())
    targets = re.findall(r"^[a-z-]+:.* ## (.*)\n((?:\t.*\n)*)", MAKEFILE, re.M)
    checked: set[str] = set()
    for told, recipe in targets:
        named = set(re.findall(r"\b([A-Z]{2,})=", told))
        assert named <= handed_on
        commands = [Commands().get_command(click.Context(group), name) for name in CALLED.findall(recipe)]
        taken = {param.envvar for command in commands if command for param in command.params}
        assert all(commands) and (named <= taken or not commands), f"{told}: {sorted(map(str, taken))}"
        checked |= named
    assert len(checked) > 15


def test_make_help_names_every_target_and_fits_80_columns() -> None:
    said = make("help")
    lines = said.splitlines()

    assert max(map(len, lines)) <= 80
    assert all(line.startswith(("  make ", " " * 24)) for line in lines)
    options = "(POSTS=folder, LIVE=1, BACKFILL=1, MACHINE=1, FRESH=1, OUT=folder, JSON=1, VERBOSE=1)"
    assert options in " ".join(said.split())
    phony = set(MAKEFILE.split(".PHONY:")[1].replace("\\\n", " ").split())
    assert {*re.findall(r"^  make ([a-z-]+) ", said, re.M)} == phony - {"python-packages", "node-packages"}


def test_remove_and_clean_delete_only_their_own_files(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    kept = ["out/store.json", "out/__pycache__/x.pyc", "node_modules/a/index.js", ".env", "handler.py"]
    built = [".serverless/a.zip", "htmlcov/index.html", ".coverage", ".pytest_cache/x", "tests/__pycache__/a.pyc"]
    for name in [*kept, *built, ".venv/lib/__pycache__/a.pyc"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    make("clean", folder=tmp_path)

    assert [name for name in built if (tmp_path / name).exists()] == []
    assert [name for name in [*kept, ".venv/lib/__pycache__/a.pyc"] if not (tmp_path / name).exists()] == []
    make("remove", folder=tmp_path)
    assert not (tmp_path / ".venv").exists()
    assert [name for name in kept if not (tmp_path / name).exists()] == []
