"""No circular imports, and nothing that ships imports what does not ship."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from local.project import ROOT
from tests.support.source_files import FILES, parsed

SHIPS = ("handler", "transforms", "invictus")


def modules() -> dict[str, Path]:
    """Return every module of the project by its name: `local.archive.weeks`."""
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).replace(".__init__", ""): file for file in FILES}


def imports_of(file: Path, known: Collection[str] = ()) -> Iterator[str]:
    """Yield the modules that a file imports, at its top or in its functions.

    `from package import module` imports that module, where it is a known one, and not the names of the package.
    """
    for node in statements_in(parsed(file)):
        if isinstance(node, ast.ImportFrom) and node.module:
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in named)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def statements_in(block: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements of a module, and those in them: an import is never in an expression."""
    for child in ast.iter_child_nodes(block):
        if not isinstance(child, ast.expr):
            yield child
            yield from statements_in(child)


def test_no_modules_import_each_other_in_a_circle() -> None:
    known = modules()
    graph = {name: {other for other in imports_of(file, known) if other in known} for name, file in known.items()}

    order = list(TopologicalSorter(graph).static_order())  # raises CycleError, naming them

    assert {"local.training.volume", "local.training.volume_chart", "transforms"} <= set(order)


def test_nothing_that_ships_imports_what_does_not() -> None:
    ships = {name: file for name, file in modules().items() if name.split(".")[0] in SHIPS}

    assert len(ships) > 20
    imported = {other for file in ships.values() for other in imports_of(file)}
    assert not {name for name in imported if name.split(".")[0] in ("local", "tests")}


def test_only_the_fetcher_speaks_http() -> None:
    """It has the deadline, the size and the rules for redirects and proxies: no other way leads to the blog."""
    speaks = {"requests", "urllib3", "urllib.request", "http.client", "socket"}
    found = {name for name, file in modules().items() if not name.startswith("tests") and speaks & {*imports_of(file)}}

    assert found == {"invictus.fetcher"}
