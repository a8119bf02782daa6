"""Setting up: missing programs are named with a remedy, existing ones are used, and a repaired machine works again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from local.project import ROOT

# What setup.sh itself uses. A test writes everything else that its machine has.
TOOLS = ["bash", "dirname", "mktemp", "rm", "grep", "head", "tail", "cut", "touch", "mkdir", "chmod", "cp"]
INSTALLED = {"packages": {"node_modules/serverless": {"version": "4.3.1"}}}


class Machine:
    """Create a machine that has only what a test puts on it, and the project's files that list its requirements."""

    def __init__(self, folder: Path) -> None:
        self.project, self._bin = folder / "project", folder / "bin"
        (self.project / "local" / "setup").mkdir(parents=True)
        self._bin.mkdir()
        for name in ("local/setup/setup.sh", "local/setup/installed.py", "local/setup/installed.js"):
            shutil.copy(ROOT / name, self.project / name)
        (self.project / "requirements-prod.txt").write_text("requests>=2\n")
        (self.project / "requirements.txt").write_text("-c requirements.lock\n-r requirements-prod.txt\npytest>=8\n")
        self.write_lock("pytest", "requests")
        (self.project / "package-lock.json").write_text(json.dumps(INSTALLED))
        for tool in TOOLS:
            (self._bin / tool).symlink_to(shutil.which(tool) or tool)

    def write_lock(self, *names: str, version: str = "") -> None:
        lines = [f"{name}=={version or metadata.version(name)} ; python_version >= '3'\n" for name in names]
        (self.project / "requirements.lock").write_text("".join(lines))

    def put(self, program: str, script: str) -> None:
        path = self._bin / program
        path.write_text(f"#!/bin/bash\n{script}\n")
        path.chmod(0o755)

    def make_venv(self) -> None:
        """Link an environment that was set up by hand: the one that runs the tests."""
        (self.project / ".venv" / "bin").mkdir(parents=True)
        python = self.project / ".venv" / "bin" / "python"
        pip = '[ "${@: -1}" != uv ] || cp ../bin/uv-of-the-registry .venv/bin/uv && touch pip-ran'
        python.write_text(f'#!/bin/bash\nif [ "$1 $2" = "-m pip" ]; then {pip}; else exec {sys.executable} "$@"; fi\n')
        python.chmod(0o755)

    def install_node_modules(self) -> None:
        (self.project / "node_modules" / "serverless").mkdir(parents=True, exist_ok=True)
        (self.project / "node_modules" / ".package-lock.json").write_text(json.dumps(INSTALLED))

    def setup(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.project / "local" / "setup" / "setup.sh"), *arguments],
            env={"PATH": str(self._bin), "HOME": os.environ.get("HOME", "/"), **environment},
            capture_output=True,
            text=True,
        )

    def error(self, *arguments: str, **environment: str) -> str:
        done = self.setup(*arguments, **environment)
        assert done.returncode == 1, done
        assert done.stderr.startswith("Error: "), done
        return done.stderr


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


# Python


def test_a_missing_package_is_installed_and_so_is_one_of_another_version(machine: Machine) -> None:
    machine.make_venv()
    done = machine.setup("python")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "one that was set up by hand is used"
    assert not (machine.project / "pip-ran").exists()

    (machine.project / "requirements.txt").write_text("nobody-has-this>=1\n")
    assert "Installing the Python packages" in machine.setup("python").stdout
    assert (machine.project / "pip-ran").exists()

    (machine.project / "pip-ran").unlink()
    (machine.project / "requirements.txt").write_text("pytest>=8\n")
    machine.write_lock("pytest", version="0.1")
    machine.setup("python")
    assert (machine.project / "pip-ran").exists()


def test_uv_is_put_into_the_environment_where_it_is_missing_and_pip_installs_where_it_cannot_connect(
    machine: Machine,
) -> None:
    machine.make_venv()
    machine.put("uv-of-the-registry", 'echo "$UV_NATIVE_TLS $*" > uv-ran')
    assert machine.setup("python", "--always").returncode == 0
    ran = machine.project / "uv-ran"
    assert ran.read_text() == "1 pip install --quiet --python .venv/bin/python -r requirements.txt\n"

    for left in (ran, machine.project / "pip-ran"):
        left.unlink()
    machine.put("uv", "touch uv-ran; echo 'error: Failed to fetch' >&2; exit 2")
    done = machine.setup("python", "--always")
    assert (done.returncode, done.stderr) == (0, "")
    assert ran.exists() and (machine.project / "pip-ran").exists()


OLD = '[[ "$2" == *print* ]] && echo 3.8; [[ "$2" != *exit* ]]'


@pytest.mark.parametrize(
    ("python", "says"),
    [
        ("", "there is no Python by the name of python3. Install Python 3.9 or later"),
        (OLD, "python3 is Python 3.8, and this project needs 3.9 or later. Name a newer one: make setup PYTHON="),
        (
            'case "$*" in *print*) echo 3.11;; *venv*) echo "Error: no ensurepip"; exit 1;; esac',
            "could not make .venv: Error: no ensurepip. On Debian and Ubuntu",
        ),
    ],
)
def test_a_missing_or_unfit_python_is_named_with_a_remedy(machine: Machine, python: str, says: str) -> None:
    if python:
        machine.put("python3", python)

    assert says in machine.error("python")
    assert not (machine.project / ".venv").exists()


def test_an_environment_of_an_old_python_is_named_and_left_alone(machine: Machine) -> None:
    machine.make_venv()
    python = machine.project / ".venv" / "bin" / "python"
    python.write_text(f"#!/bin/bash\n{OLD}\n")

    assert ".venv has Python 3.8, and this project needs 3.9 or later. Type: make remove" in machine.error("python")
    assert python.exists()


def test_a_registry_that_does_not_answer_is_named_and_the_next_try_continues(machine: Machine) -> None:
    machine.make_venv()
    python = machine.project / ".venv" / "bin" / "python"
    script = python.read_text()
    (machine.project / "requirements.txt").write_text("nobody-has-this>=1\n")
    retried = "WARNING: Retrying after connection broken by NewConnectionError: Name or service not known"
    fails = f"echo '{retried}'; echo 'ERROR: No matching distribution found for x'; exit 1"
    python.write_text(f'#!/bin/bash\n[ $2 = pip ] || exec {sys.executable} "$@"\n{fails}\n')

    said = machine.error("python")

    assert f"could not be installed: {retried}" in said and "check the network or the proxy" in said
    python.write_text(script)
    assert machine.setup("python").returncode == 0


def test_an_environment_whose_python_does_not_start_here_is_left_and_another_can_be_beside_it(machine: Machine) -> None:
    machine.make_venv()
    python = machine.project / ".venv" / "bin" / "python"
    python.rename(machine.project / "elsewhere")
    python.write_text("#!/no/such/python\n")
    machine.put(
        "python3", f'[ "$2" = venv ] && mkdir -p $3/bin && cp elsewhere $3/bin/python || exec {sys.executable} "$@"'
    )

    said = machine.error("python")

    assert "the Python of .venv does not start here" in said and "Nothing was deleted" in said
    assert "make setup IN_VENV=.venv-here" in said
    assert python.exists()
    assert machine.setup("python", IN_VENV=".venv-here").returncode == 0
    assert (machine.project / ".venv-here" / "bin" / "python").exists() and python.exists()


# Node.js


def put_node(machine: Machine) -> None:
    machine.put("node", f'[ "$1" = --version ] && echo v20.19.0 && exit; exec {shutil.which("node")} "$@"')


@pytest.mark.parametrize(
    ("node", "says"),
    [
        ("", "Node.js is missing, and the Serverless Framework"),
        ('[ "$1" = --version ] && echo v16.1.0 && exit; exit 2', "Node.js is v16.1.0, which is too old"),
        ("exit 1", "npm is missing. Install Node.js"),
    ],
)
def test_a_missing_or_old_node_and_a_missing_npm_are_named_with_a_remedy(
    machine: Machine, node: str, says: str
) -> None:
    if node:
        machine.put("node", node)

    assert says in (said := machine.error("node")) and "https://nodejs.org" in said


LOG_OF_THE_RUN = "npm error A complete log of this run can be found in: /root/.npm/_logs/1-debug-0.log"


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (["code ECONNREFUSED", "errno ECONNREFUSED"], "FetchError: request to http://x failed, reason: refused"),
        (["code EACCES", "path /x", "errno -13"], "Error: EACCES: permission denied, mkdir '/x'"),
        (["code ETARGET"], "notarget No matching version found for x@9."),
    ],
)
def test_an_npm_that_fails_is_named_with_its_reason_and_the_next_try_continues(
    machine: Machine, before: list[str], why: str
) -> None:
    put_node(machine)
    lines = [*(f"npm error {line}" for line in (*before, why, "    at y", "")), LOG_OF_THE_RUN]
    (machine.project / "said").write_text("\n".join(lines))
    machine.put("npm", f"while read -r line; do echo \"$line\"; done < said; echo '{LOG_OF_THE_RUN}'; exit 1")

    said = machine.error("node")

    assert f"npm could not install the Serverless Framework: npm error {why}" in said
    assert "check the network or the proxy" in said
    machine.put("npm", "touch npm-ran")
    assert machine.setup("node").returncode == 0
    assert (machine.project / "npm-ran").exists()


def test_node_modules_are_installed_unless_they_are_those_of_the_lock(machine: Machine) -> None:
    put_node(machine)
    machine.put("npm", "touch npm-ran")
    ran = machine.project / "npm-ran"
    machine.install_node_modules()
    done = machine.setup("node")
    assert (done.returncode, done.stdout, done.stderr, ran.exists()) == (0, "", "", False)

    newer = {"packages": {"node_modules/serverless": {"version": "4.4.0"}}}
    for options, spoil in (
        (["--always"], lambda: None),
        ([], lambda: (machine.project / "node_modules" / "serverless").rmdir()),
        ([], lambda: (machine.project / "package-lock.json").write_text(json.dumps(newer))),
    ):
        machine.install_node_modules()
        spoil()
        assert machine.setup("node", *options).returncode == 0
        ran.unlink()


def test_a_machine_without_room_for_a_temporary_file_is_told(machine: Machine) -> None:
    folder = machine.project / "missing"
    assert machine.error("python", TMPDIR=str(folder)) == (
        f"Error: no temporary file can be made in {folder}. Set TMPDIR to a folder with room.\n"
    )


def test_a_lock_holds_no_address_of_a_registry() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
