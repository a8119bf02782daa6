"""Running the Serverless Framework, `npx serverless ...`, with the settings of this project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from typing import Optional

from invictus.errors import InvictusError
from local.project import ROOT


class ServerlessError(InvictusError):
    """The Serverless Framework is missing, or its command failed."""


def npx() -> str:
    """Return where npx is. Raises ServerlessError."""
    found = shutil.which("npx")
    if not found:
        raise ServerlessError("npx is missing. Install Node.js 20.19 or later (https://nodejs.org), then: make setup")
    return found


def serverless(*arguments: str, stage: str, environment: Optional[Mapping[str, str]] = None) -> None:
    """Run `npx serverless ARGUMENTS --stage STAGE`; what it prints goes to the terminal. Raises ServerlessError."""
    command = [npx(), "--no-install", "serverless", *arguments, "--stage", stage]
    variables = {**os.environ, "PYTHON_BIN": sys.executable, **(environment or {})}
    if subprocess.run(command, cwd=ROOT, env=variables).returncode:
        raise ServerlessError(
            f"serverless {' '.join(arguments)} failed. The reason is above. Correct it, then run the same command again"
        )
