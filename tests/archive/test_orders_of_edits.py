"""A laptop's archive stores what the state machine stores, whatever order posts and their edits come in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from local.archive.folder import ArchiveFolder
from local.running.reading import read_into
from tests.support.orders_of_edits import ORDERS, Order

WITHOUT_FORCE = {name: order for name, order in ORDERS.items() if not any(run.force for run in order.runs)}


@pytest.mark.parametrize("order", WITHOUT_FORCE.values(), ids=WITHOUT_FORCE)
def test_each_week_stays_with_its_post_whatever_order_edits_come_in(tmp_path: Path, order: Order) -> None:
    for run in order.runs:
        archive = ArchiveFolder(tmp_path)

        kinds = [read_into(archive, post) for post in sorted(run.posts, key=lambda post: (post["date"], post["id"]))]

        assert tuple(map(kinds.count, ("stored", "unchanged", "known", "failed"))) == run.ended
        failed = [json.loads(file.read_bytes()) for file in tmp_path.glob("bucket/failed/*.json")]
        assert {each["post"]["id"]: each["error"]["Error"] for each in failed} == run.failed

    weeks = ArchiveFolder(tmp_path).weeks
    assert {key[len("weekly/") :][:10]: week.post for key, week in weeks.items()} == order.weeks
