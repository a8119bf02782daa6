"""The Python files of the project, each parsed once for all tests that read them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from local.project import ROOT

FILES = [*ROOT.glob("*.py"), *ROOT.glob("invictus/**/*.py"), *ROOT.glob("local/**/*.py")]


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))
