"""What a run of the machine stores of the small week: its keys, rows and message, and checks of them."""

from __future__ import annotations

import json

from local.embedded_aws.stack import EmbeddedAws, Execution
from tests.support.posts import MONDAY
from tests.support.stack import versions

RAW = "raw/2021-03-07__march-8-14-2021-5-day-weightlifting-program.json"
WEEKLY = "weekly/2021-03-08__2021-03-10--5-day-weightlifting-program.json"
FAILED = f"failed/{MONDAY.toordinal()}.json"
DAYS = ["2021-03-08", "2021-03-10"]
STORED = "Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. 1 stored, 0 failed."
LOST = "Invictus: no week was read. 0 stored, 1 failed. Newest failed: march-8-14-2021-5-day-weightlifting-program."


def assert_week_is_stored(aws: EmbeddedAws, execution: Execution, marks: int = 2) -> None:
    assert (execution.status, execution.error) == ("SUCCEEDED", None)
    assert sorted(aws.objects()) == [RAW, WEEKLY]
    assert len(versions(aws)) == 2, "something was written twice"
    assert days(aws) == DAYS
    assert len(aws.items("IdempotencyTable")) == marks
    assert aws.messages() == [STORED]


def assert_post_failed(aws: EmbeddedAws, execution: Execution, error: str, said: str) -> None:
    """Check that the one post is in failed/ with its error and cause, and that the message reports it."""
    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert aws.messages() == [LOST]
    failed = json.loads(aws.objects()[FAILED])
    assert failed["error"]["Error"] == error
    assert said in failed["error"]["Cause"]
    assert failed["post"]["content"]["rendered"].startswith("<")


def assert_next_execution_mends_it(aws: EmbeddedAws) -> None:
    aws.watch_nothing()

    execution = aws.execute({})

    assert execution.status == "SUCCEEDED"
    assert sorted(aws.objects()) == [RAW, WEEKLY]
    assert days(aws) == DAYS
    assert aws.messages()[-1] == STORED


def days(aws: EmbeddedAws) -> list[str]:
    return [item["date"] for item in aws.items()]
