"""What the message says, and how a run ends if SNS does not accept it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.posts import whole_posts
from local.sample_blog.server import Blog
from tests.support.posts import MONDAY, week_post
from tests.support.small_week_run import DAYS, RAW, WEEKLY, assert_week_is_stored, days

pytestmark = pytest.mark.usefixtures("no_waiting")

GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


@pytest.mark.parametrize("slug", ["a", "closed-" * 28, "%d0%bf%d1%80%d0%b8%d0%b2%d0%b5%d1%82" * 5, 'odd_"\\slug'])
def test_any_slug_fits_into_one_text_message(aws: EmbeddedAws, blog: Blog, slug: str) -> None:
    """Whatever the slug, SNS accepts the message as JSON, and it fits into one text message."""
    notice = week_post(MONDAY - timedelta(weeks=1), html="<p>Closed “für immer” 🏋</p>")
    blog.posts += whole_posts([("notice", {**notice, "slug": slug})])

    aws.execute({"posts_per_page": 2})

    ((text,), (email,)) = aws.messages(), aws.messages("email")
    assert text.startswith("Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. 1 stored, 1 failed. Newest failed: ")
    assert len(text) <= 160 and set(text) <= GSM_7
    assert "1 failed, and 0 that cannot be read were reported before. Newest failed: " in email
    assert "under failed/" in email and "/executions/details/arn:aws:states:" in email


def test_a_message_that_fails_once_is_sent_again(aws: EmbeddedAws) -> None:
    aws.fail("sns", "Publish", "InternalError", times=2, status=500)

    assert_week_is_stored(aws, aws.execute({}))


@pytest.mark.parametrize("code", ["InternalError", "AuthorizationError", "NotFound"])
def test_a_message_that_cannot_be_sent_fails_the_execution_after_storing(aws: EmbeddedAws, code: str) -> None:
    aws.fail("sns", "Publish", code, status=500 if code[0] == "I" else 403)

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", f"SNS.{code}Exception")
    assert sorted(aws.objects()) == [RAW, WEEKLY]
    assert days(aws) == DAYS
    assert aws.messages() == []
