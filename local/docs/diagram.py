"""The state machine as a Mermaid flowchart, drawn from the ASL that ships, for docs/edits-and-idempotency.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import yaml

from invictus.errors import InvictusError
from invictus.shapes import Json
from local.project import ROOT

MACHINE = ROOT / "SemiStructureInvictusPost_stateMachine.yml"
PAGE = ROOT / "docs" / "edits-and-idempotency.md"
BEGIN, END = "<!-- drawn by: make diagram -->\n", "<!-- end of the drawing -->"


class DiagramError(InvictusError):
    """The page has no place for the drawing."""


@click.command("diagram")
def draw_machine() -> None:
    """Draw the state machine anew in docs/edits-and-idempotency.md."""
    PAGE.write_text(with_diagram(PAGE), encoding="utf-8")
    click.echo(f"Drawn: {PAGE.relative_to(ROOT)}")


def with_diagram(page: Path) -> str:
    """Return the page's text with the drawing of today's machine in it. Raises DiagramError."""
    text = page.read_text(encoding="utf-8")
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise DiagramError(f"{page} has no place for the drawing. Put these two lines into it: {BEGIN.strip()} {END}")
    machine = yaml.safe_load(MACHINE.read_text(encoding="utf-8"))
    return f"{head}{begin}```mermaid\n{flowchart(machine)}```\n{end}{tail}"


def flowchart(machine: Json) -> str:
    """Return a machine as Mermaid: choices as diamonds, maps and branches as boxes, catches as dashed lines."""
    return "\n".join(["flowchart TD", *_states(machine["States"], "  ")]) + "\n"


def all_states(machine: Json) -> Iterator[tuple[str, Json]]:
    """Yield every state of a machine by name, those of its maps and branches too."""
    for name, state in machine["States"].items():
        yield name, state
        for inner in _inner(state):
            yield from all_states(inner)


def _inner(state: Json) -> list[Json]:
    if state["Type"] == "Map":
        return [state["ItemProcessor"]]
    branches: list[Json] = state.get("Branches", [])
    return branches


def _states(states: Json, indent: str) -> Iterator[str]:
    for name, state in states.items():
        inner = _inner(state)
        if inner:
            yield f'{indent}subgraph {name} ["{name}"]'
            for machine in inner:
                yield from _states(machine["States"], indent + "  ")
            yield f"{indent}end"
        else:
            yield f"{indent}{name}{_shape(state['Type'], name)}"
    for name, state in states.items():
        for arrow, target in dict.fromkeys(_transitions(state)):
            yield f"{indent}{name} {arrow} {target}"


def _shape(kind: str, name: str) -> str:
    if kind == "Choice":
        return f"{{{name}}}"
    return f"([{name}])" if kind in ("Succeed", "Fail") else f"[{name}]"


def _transitions(state: Json) -> Iterator[tuple[str, Any]]:
    """Yield each way out of a state: its arrow, and the state that it leads to."""
    for choice in state.get("Choices", []):
        yield "-->", choice["Next"]
    for key in ("Default", "Next"):
        if key in state:
            yield "-->", state[key]
    for catch in state.get("Catch", []):
        yield "-.->", catch["Next"]
