"""No circular imports, and nothing that ships imports what does not ship."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from local.project import ROOT
from tests.support.source_files import FILES, parsed

SHIPS = ("handler", "transforms", "invictus")


# Every module of the project by its name: `local.archive.weeks`.
MODULES = {".".join(file.relative_to(ROOT).with_suffix("").parts).replace(".__init__", ""): file for file in FILES}


@cache
def imports_of(file: Path) -> frozenset[str]:
    """Return the modules that a file imports, at its top or in its functions."""
    found: set[str] = set()
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and node.module:
            # `from package import module` imports that module, where it is one, and not the names of the package.
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            found.update(name if name in MODULES else node.module for name in named)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return frozenset(found)


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: imports_of(file) & MODULES.keys() for name, file in MODULES.items()}

    order = list(TopologicalSorter(graph).static_order())  # raises CycleError, naming them

    assert {"local.training.volume", "local.training.volume_report", "transforms"} <= set(order)


def test_nothing_that_ships_imports_what_does_not() -> None:
    ships = [file for name, file in MODULES.items() if name.split(".")[0] in SHIPS]

    assert len(ships) > 20
    assert not {name for name in frozenset().union(*map(imports_of, ships)) if name.split(".")[0] in ("local", "tests")}


def test_only_the_fetcher_speaks_http() -> None:
    """It has the deadline, the size and the rules for redirects and proxies: no other way leads to the blog."""
    speaks = {"requests", "urllib3", "urllib.request", "http.client", "socket"}
    assert {name for name, file in MODULES.items() if speaks & imports_of(file)} == {"invictus.fetcher"}
