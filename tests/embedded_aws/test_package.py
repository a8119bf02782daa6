"""Compiling the template: once for the same input, and safely at the same time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from local.deployed import serverless
from local.deployed.serverless import ServerlessError
from local.embedded_aws import package
from local.embedded_aws.package import compile_template

# Stands in for the Serverless Framework: its package records the settings and sources it was made from.
FRAMEWORK = """#!/bin/sh
test -n "$FAIL" && { printf "$FAIL"; exit 1; }
echo compiled >> "$COMPILATIONS"
test "$SLOW" = yes && sleep 0.2
mkdir -p .serverless
printf '{"bucket": "%s", "handler": "%s"}' "$INVICTUS_BUCKET" "$(cat handler.py)" \\
    > .serverless/cloudformation-template-update-stack.json
echo zip > .serverless/invictus-weightlifting.zip
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Create a project of a few files, with a framework that counts how often it compiles."""
    root = tmp_path / "project"
    for name, text in {
        "node_modules/.bin/serverless": FRAMEWORK,
        "serverless/settings.js": 'env("INVICTUS_BUCKET", "a"); env("AWS_PROFILE", "")',
        "handler.py": "first",
        "invictus/keys.py": "",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
        (root / name).chmod(0o755)
    monkeypatch.setattr(package, "ROOT", root)
    monkeypatch.setattr(serverless, "ROOT", root)
    monkeypatch.setattr(package, "KEPT", root / ".compiled")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setenv("COMPILATIONS", str(tmp_path / "compilations"))
    monkeypatch.delenv("INVICTUS_BUCKET", raising=False)
    yield root


def compilations(project: Path) -> int:
    return (project.parent / "compilations").read_text().count("compiled")


def test_an_unchanged_project_is_not_compiled_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = compile_template({"INVICTUS_BUCKET": "a"})

    assert compile_template({"INVICTUS_BUCKET": "a", "COLUMNS": "40"}) == first
    (project / ".env").write_text("INVICTUS_BUCKET=of-dotenv\n")
    monkeypatch.setenv("INVICTUS_BUCKET", "a")
    assert compile_template() == first, "the environment overrides .env"
    assert compilations(project) == 1
    assert not (project / ".serverless").exists()


CHANGES = {
    "a function": ("handler.py", "second", {}),
    "a module": ("invictus/keys.py", "KEY = 1", {}),
    "a new module": ("invictus/more.py", "", {}),
    "a version that ships": ("requirements-prod.lock", "beautifulsoup4==4.15.1\n", {}),
    "a setting in .env": (".env", "INVICTUS_BUCKET=of-dotenv\n", {}),
    "a setting in the environment": ("", "", {"environment": {"INVICTUS_BUCKET": "other"}}),
    "the stage": ("", "", {"stage": "prod"}),
}


@pytest.mark.parametrize(("file", "text", "options"), CHANGES.values(), ids=CHANGES)
def test_a_changed_file_or_setting_is_compiled_again(project: Path, file: str, text: str, options: Any) -> None:
    compile_template()

    if file:
        (project / file).write_text(text)
    compile_template(**options)

    assert compilations(project) == 2


def test_runs_at_the_same_time_compile_side_by_side(project: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        buckets = [f"bucket-{number % 4}" for number in range(8)]
        made = list(threads.map(lambda bucket: compile_template({"INVICTUS_BUCKET": bucket, "SLOW": "yes"}), buckets))

    assert [package.template["bucket"] for package in made] == buckets
    assert all(package.code.exists() for package in made)
    assert [path.name for path in (project / ".compiled").iterdir() if path.name.startswith(".building")] == []


def test_only_the_last_few_packages_are_kept(project: Path) -> None:
    for number in range(package.MOST_KEPT + 3):
        compile_template({"INVICTUS_BUCKET": f"bucket-{number}"})

    assert len(list((project / ".compiled").iterdir())) == package.MOST_KEPT


@pytest.mark.parametrize(
    ("says", "remedy"),
    [
        ("no such variable", "no such variable\nCorrect what it names, then run the same command again"),
        ("Error: Cannot find module 'glob'\\n    at load.js:1", "'glob'\nA package of npm is missing. Install"),
        ("Configuration error at 'provider.region': must be", "Correct serverless.yml, or the setting in .env"),
        ("ERROR: No matching distribution found for requests", "Check the network"),
    ],
)
def test_the_frameworks_error_ends_in_a_remedy_that_fits_and_nothing_is_kept(
    project: Path, says: str, remedy: str
) -> None:
    with pytest.raises(ServerlessError) as failed:
        compile_template({"FAIL": says})

    assert remedy in str(failed.value)
    assert compile_template().code.exists()


def test_a_missing_node_or_framework_is_named_with_its_remedy(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(project / "node_modules")
    with pytest.raises(ServerlessError, match=r"not installed in node_modules\. Install it with: make setup"):
        compile_template()

    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ServerlessError, match=r"Node\.js is missing\. Install version 20\.19 or later"):
        compile_template()
