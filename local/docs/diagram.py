"""The state machine as a Mermaid flowchart, drawn from the ASL that ships, for docs/edits-and-idempotency.md."""

from __future__ import annotations

from collections.abc import Iterator

import click
import yaml

from invictus.shapes import Json
from local.project import ROOT

MACHINE = ROOT / "SemiStructureInvictusPost_stateMachine.yml"
PAGE = ROOT / "docs" / "edits-and-idempotency.md"
BEGIN, END = "<!-- drawn by: make diagram -->\n", "<!-- end of the drawing -->"


@click.command("diagram")
def draw_machine() -> None:
    """Draw the state machine anew in docs/edits-and-idempotency.md."""
    PAGE.write_text(with_diagram(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    click.echo(f"Drawn: {PAGE.relative_to(ROOT)}")


def with_diagram(page: str) -> str:
    """Return the page's text with the drawing of today's machine: maps and branches are boxes, catches dashed lines."""
    head, _, tail = page.partition(BEGIN)
    lines = "\n".join(_drawn(yaml.safe_load(MACHINE.read_text(encoding="utf-8"))["States"]))
    return f"{head}{BEGIN}```mermaid\nflowchart TD\n{lines}\n```\n{END}{tail.partition(END)[2]}"


def all_states(machine: Json) -> Iterator[tuple[str, Json]]:
    """Yield every state of a machine by name, those of its maps and branches too."""
    for name, state in machine["States"].items():
        yield name, state
        for inner in _inner(state):
            yield from all_states(inner)


def _inner(state: Json) -> list[Json]:
    return [state["ItemProcessor"]] if state["Type"] == "Map" else state.get("Branches", [])


def _drawn(states: Json) -> Iterator[str]:
    shapes = {"Choice": "{{{}}}", "Succeed": "([{}])", "Fail": "([{}])"}
    for name, state in states.items():
        if not _inner(state):
            yield f"  {name}" + shapes.get(state["Type"], "[{}]").format(name)
            continue
        yield f'  subgraph {name} ["{name}"]'
        for machine in _inner(state):
            yield from (f"  {line}" for line in _drawn(machine["States"]))
        yield "  end"
    for name, state in states.items():
        ways = [*state.get("Choices", []), {"Next": state.get("Default")}, state]
        arrows = [("-->", way["Next"]) for way in ways if way.get("Next")]
        arrows += [("-.->", catch["Next"]) for catch in state.get("Catch", [])]
        yield from (f"  {name} {arrow} {target}" for arrow, target in dict.fromkeys(arrows))
