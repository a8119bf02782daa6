"""What the tests share: the package as compiled, the embedded AWS it comes up on, the sample blog, the real weeks."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from local.embedded_aws.package import Package, compile_template
from local.project import SAMPLE_POSTS
from local.sample_blog.server import Blog
from tests.support.post_files import REAL_POSTS, real_post_files

if TYPE_CHECKING:  # the process that hands the tests out needs no moto
    from local.embedded_aws.stack import EmbeddedAws

# Of a developer's own machine: a test must not see them, neither in the environment nor, through useDotenv, in .env.
SETTINGS = {
    "INVICTUS_BUCKET": "invictus-test-213",
    "INVICTUS_WEIGHTLIFTING_API": "https://www.crossfitinvictus.com/wp-json/wp/v2/posts",
    "INVICTUS_WEIGHTLIFTING_API_CAT_ID": "213",
    "INVICTUS_USER_AGENT": "",
    # Whoever compiles has them in .env. They must come out nowhere: test_security looks for them.
    "INVICTUS_USER": "coach-7d1f",
    "INVICTUS_PASS": "hunter2-7d1f",
    "NOTIFICATION_PHONE_NUMBER": "+15555550100",
    "NOTIFICATION_EMAIL": "",
    "SCHEDULE": "cron(0 5 * * ? *)",
    "LAMBDA_RUNTIME": "python3.13",
    "AWS_REGION": "us-east-1",
    "AWS_PROFILE": "serverless-invictus-agent",
    "STAGE": "dev",
}

# A shared machine may be slow now and then: one example of a property has no deadline.
SLOW_OR_LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("no deadline", deadline=None, suppress_health_check=SLOW_OR_LARGE)
settings.load_profile("no deadline")


@pytest.fixture(scope="session", autouse=True)
def no_account() -> Iterator[None]:
    """Keep every test away from real AWS accounts, whatever this machine's environment holds."""
    logging.getLogger("moto").setLevel(logging.CRITICAL)
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("AWS_", "INVICTUS_", "NOTIFICATION_", "DYNAMODB_", "IDEMPOTENCY_")):
                patch.delenv(name)
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_CONFIG_FILE", os.devnull)
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
        yield


@pytest.fixture(scope="session")
def package(no_account: None, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The template and the code as `npx serverless package` makes them. Workers compile them together, once."""
    with FileLock(tmp_path_factory.getbasetemp().parent / "package.lock"):
        return compile_template(SETTINGS)


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog.from_folder(SAMPLE_POSTS) as blog:
        yield blog


@pytest.fixture(scope="module")
def stack(package: Package) -> Iterator[EmbeddedAws]:
    from local.embedded_aws.stack import EmbeddedAws

    with EmbeddedAws(package) as aws:
        yield aws


@pytest.fixture
def aws(stack: EmbeddedAws, blog: Blog) -> EmbeddedAws:
    """The whole stack on the embedded AWS, clean, its functions reading the sample blog.

    A module's tests share it: bringing one up takes a second.
    """
    stack.clean()
    stack.read_blog(blog.api)
    return stack


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Retries, of the state machine, the fetch and the SDK, take no time. Holds the seconds they would have taken."""
    from botocore import endpoint
    from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
    from urllib3.util import retry

    waited: list[float] = []
    clock = SimpleNamespace(**{**vars(time), "sleep": waited.append})
    monkeypatch.setattr(retrier_decl, "time", clock)
    monkeypatch.setattr(retry, "time", clock)
    monkeypatch.setattr(endpoint, "time", clock)
    return waited


@pytest.fixture(scope="session")
def real_weeks() -> list[Path]:
    """Real weeks from the blog, which are no part of this project."""
    posts = real_post_files()
    if not posts:
        pytest.skip(f"no real weeks: {REAL_POSTS} is not there")
    return posts
