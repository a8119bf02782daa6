"""What ships: the CloudFormation template and the functions' code, as `npx serverless package` makes them.

A package is compiled once for what goes into it and kept in `.compiled/`, in a folder named by the hash of that. Each
compilation works in a copy of its inputs, so any number of runs, tests and deployments go on side by side.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Optional

from invictus.shapes import Json
from local.deployed.serverless import ServerlessError, node_program
from local.project import ROOT
from local.settings_file import settings_in

KEPT = ROOT / ".compiled"
MOST_KEPT = 6  # a developer comes back to a package after another one
INPUTS = (
    "serverless.yml",
    "SemiStructureInvictusPost_stateMachine.yml",
    "handler.py",
    "transforms.py",
    "requirements-prod.lock",
    "package.json",
    "package-lock.json",
    *("serverless/**/*", "invictus/**/*", "queries/**/*"),
)
_SETTING_READ = re.compile(r"\benv\(\"(\w+)\"")  # in serverless/settings.js
# These say how to compile and whose account it is. They leave no trace in what is compiled.
_NOT_COMPILED = {"PYTHON_BIN", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"}
# What the Serverless Framework says, and what to do about it.
_REMEDIES = (
    (r"Cannot find module|plugin .* not found", "A package of npm is missing. Install them all: make install-node"),
    (r"No matching distribution|ConnectionError|ENOTFOUND", "Check the network: it packs Python packages from PyPI"),
    (r"Configuration error", "Correct serverless.yml, or the setting in .env that it names"),
    (r"", "Correct what it names, then run the same command again"),
)


class Package(NamedTuple):
    """The compiled stack: the template, the file that it is in, and the functions' code."""

    template: Json
    template_file: Path
    code: Path


def compile_template(environment: Optional[Mapping[str, str]] = None, stage: str = "dev") -> Package:
    """Compile serverless.yml as a deployment to `stage` would, with no account and no network but the registry's.

    `environment` goes over the process's own and .env. What was compiled before from the same inputs is not compiled
    again. Raises ServerlessError, which says what to do.
    """
    variables = {**settings_in(ROOT / ".env"), **os.environ, **(environment or {})}
    inputs = sorted(path for each in INPUTS for path in ROOT.glob(each) if path.is_file() and path.suffix != ".pyc")
    folder = KEPT / _fingerprint(inputs, variables, stage)
    if not folder.exists():
        _compile(inputs, folder, variables, stage)
    with suppress(OSError):  # so that it is not taken for an old one; a checkout may be read-only
        os.utime(folder)
    template = folder / "cloudformation-template-update-stack.json"
    return Package(json.loads(template.read_bytes()), template, next(folder.glob("*.zip")))


def _fingerprint(inputs: list[Path], variables: Mapping[str, str], stage: str) -> str:
    """Return a hash of the inputs, of the variables that they read, and of how this module compiles them."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in inputs:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT)}\n{len(content)}\n".encode() + content)
    read = {*_SETTING_READ.findall((ROOT / "serverless" / "settings.js").read_text(encoding="utf-8"))}
    settings = {name: variables.get(name) for name in sorted(read - _NOT_COMPILED)}
    digest.update(json.dumps([stage, settings]).encode())
    return digest.hexdigest()[:24]


def _compile(inputs: list[Path], folder: Path, variables: Mapping[str, str], stage: str) -> None:
    command = [node_program("serverless"), "package", "--stage", stage]
    KEPT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=KEPT) as name:
        project = Path(name)
        for path in inputs:
            copy = project / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        (project / "node_modules").symlink_to(ROOT / "node_modules")
        done = subprocess.run(
            command, cwd=project, env={**variables, "PYTHON_BIN": sys.executable, "NO_COLOR": "1"},
            capture_output=True, text=True,
        )
        if done.returncode:
            said = (done.stdout + done.stderr).strip()
            reason = [line for line in said.splitlines() if not line.startswith("    at ")]  # Node.js' stack
            remedy = next(remedy for pattern, remedy in _REMEDIES if re.search(pattern, said))
            raise ServerlessError("\n".join(["serverless package failed:", *reason, remedy]))
        made = project / ".serverless"
        # A link into the cache of the Python packages, which pip may empty.
        (made / "requirements").unlink(missing_ok=True)
        try:
            made.rename(folder)
        except OSError:  # another run was faster, with the same inputs
            if not folder.exists():
                raise
    with suppress(FileNotFoundError):  # another run is at it too
        for old in sorted(KEPT.glob("[!.]*"), key=lambda path: path.stat().st_mtime)[:-MOST_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
