"""The sample events of `test_events/`."""

from __future__ import annotations

import json

from invictus.shapes import Json
from local.project import ROOT

EVENTS = ROOT / "test_events"


def sample_event(name: str) -> Json:
    """Return what `NAME.json` holds: the sample event of a function, or `test_idempotency`, a corrected week."""
    event: Json = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
    return event
