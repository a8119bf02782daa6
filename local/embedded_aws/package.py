"""What ships: the CloudFormation template and the package, as `npx serverless package` makes them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Optional

from invictus.errors import InvictusError
from local.project import ROOT

COMPILED = ROOT / ".serverless"


class CompileError(InvictusError):
    """The template could not be compiled. The message holds what the Serverless Framework said."""


class Package(NamedTuple):
    """The compiled stack: the template that makes the deployment bucket, the whole one, and the functions' code."""

    create_template: dict[str, Any]
    template: dict[str, Any]
    code: Path


def compile_template(environment: Optional[Mapping[str, str]] = None, stage: str = "dev") -> Package:
    """Compiles serverless.yml as a deployment to `stage` would, with no account and no network but the registry's.

    `environment` goes over the process's own. Raises CompileError, which says what to do.
    """
    npx = shutil.which("npx")
    if not npx:
        raise CompileError("npx is not there. Install Node.js 20 or later (https://nodejs.org), then: make setup")
    done = subprocess.run(
        [npx, "--no-install", "serverless", "package", "--stage", stage],
        cwd=ROOT,
        env={**os.environ, "PYTHON_BIN": sys.executable, "NO_COLOR": "1", **(environment or {})},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CompileError(
            f"serverless package failed:\n{(done.stdout + done.stderr).strip()}\nIf it is missing: make setup"
        )
    return read_package()


def read_package() -> Package:
    """The package that lies in .serverless/."""
    create, update = (
        json.loads((COMPILED / f"cloudformation-template-{kind}-stack.json").read_text())
        for kind in ("create", "update")
    )
    return Package(create, update, next(COMPILED.glob("*.zip")))
