"""DynamoDB fails. Without the idempotency table the work goes on; without the sessions table the post fails."""

from __future__ import annotations

import logging

import pytest

from local.embedded_aws.stack import EmbeddedAws
from tests.support.small_week_run import (
    FAILED,
    RAW,
    STORED,
    WEEKLY,
    assert_next_execution_mends_it,
    assert_post_failed,
    assert_week_is_stored,
    days,
)
from tests.support.stack import versions

pytestmark = pytest.mark.usefixtures("no_waiting")

OUT_OF_REACH = "The idempotency table is out of reach; the work goes on without it."


TROUBLE = ["ResourceNotFoundException", "ProvisionedThroughputExceededException", "AccessDeniedException"]


@pytest.mark.parametrize("code", TROUBLE)
def test_without_the_idempotency_table_the_week_is_still_stored_once(
    aws: EmbeddedAws, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    table = aws.resources["IdempotencyTable"]
    aws.fail("dynamodb", "GetItem", code, where=table)
    aws.fail("dynamodb", "PutItem", code, where=table)

    assert_week_is_stored(aws, aws.execute({}), marks=0)
    warnings = [record for record in caplog.records if record.message == OUT_OF_REACH]
    assert [(vars(w)["action"], code in vars(w)["error"], w.levelno) for w in warnings] == [
        ("read", True, logging.WARNING),
        ("write", True, logging.WARNING),
    ] * 2

    # S3 is the second guard: the same week again writes nothing and sends no message.
    execution = aws.execute({})
    assert (execution.status, execution.output and execution.output["unchanged"]) == ("SUCCEEDED", 1)
    assert len(versions(aws)) == 2
    assert aws.messages() == [STORED]


def test_throttled_writes_and_queries_are_retried(aws: EmbeddedAws) -> None:
    table = aws.resources["WorkoutPostsTable"]
    fault = aws.fail("dynamodb", "PutItem", "ProvisionedThroughputExceededException", times=4, where=table)
    index = aws.fail("dynamodb", "Query", "ThrottlingException", times=2)

    assert_week_is_stored(aws, aws.execute({}))
    assert (fault.happened, index.happened) == (4, 2)


def test_a_row_whose_answer_is_lost_is_not_written_twice(aws: EmbeddedAws) -> None:
    table = aws.resources["WorkoutPostsTable"]
    aws.fail("dynamodb", "PutItem", "InternalServerError", times=3, status=500, where=table, after=True)

    assert_week_is_stored(aws, aws.execute({}))


@pytest.mark.parametrize("code", ["ResourceNotFoundException", "ProvisionedThroughputExceededException"])
def test_a_sessions_table_that_stays_out_of_reach_fails_the_post(aws: EmbeddedAws, code: str) -> None:
    aws.fail("dynamodb", "PutItem", code, where=aws.resources["WorkoutPostsTable"])

    execution = aws.execute({})

    assert_post_failed(aws, execution, f"DynamoDB.{code}", "injected")
    assert days(aws) == []
    assert set(aws.objects()) - {WEEKLY} == {FAILED, RAW}, "the other branch may have come to its end or not"
    assert_next_execution_mends_it(aws)
