"""What the tests share: the compiled package, the embedded AWS that runs it, the sample blog, and the real weeks."""

from __future__ import annotations

import gc
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
from local.sample_blog.posts import read_folder
from tests.support.faulty_blog import FaultyBlog
from tests.support.post_files import REAL_POSTS, real_post_files

if TYPE_CHECKING:  # the process that hands the tests out needs no moto
    from local.embedded_aws.stack import EmbeddedAws

# A developer's own settings: tests must not see them, neither in the environment nor, by useDotenv, in .env.
SETTINGS = {
    "INVICTUS_BUCKET": "invictus-test-213",
    "INVICTUS_WEIGHTLIFTING_API": "https://www.crossfitinvictus.com/wp-json/wp/v2/posts",
    "INVICTUS_WEIGHTLIFTING_API_CAT_ID": "213",
    "INVICTUS_USER_AGENT": "",
    # Credentials as in .env. They must not appear anywhere: test_security looks for them.
    "INVICTUS_USER": "coach-7d1f",
    "INVICTUS_PASS": "hunter2-7d1f",
    "NOTIFICATION_PHONE_NUMBER": "+15555550100",
    "NOTIFICATION_EMAIL": "",
    "PAGES": "1",  # the embedded AWS comes up without them
    "SCHEDULE": "cron(0 5 * * ? *)",
    "LAMBDA_RUNTIME": "python3.13",
    "AWS_REGION": "us-east-1",
    "AWS_PROFILE": "serverless-invictus-agent",
    "STAGE": "dev",
}

# A shared machine may be slow now and then: one example of a property has no deadline.
SLOW_OR_LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("short", deadline=None, suppress_health_check=SLOW_OR_LARGE)
settings.register_profile("thorough", settings.get_profile("short"), max_examples=500)  # for .ci/run
settings.register_profile("long", settings.get_profile("short"), max_examples=10_000)  # for make fuzz
settings.load_profile("short")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that wait for the Serverless Framework: the longest of all must not begin last."""
    items.sort(key=lambda item: item.get_closest_marker("infrastructure") is None)


def pytest_collection_finish() -> None:
    """Have the garbage collector run rarely, and pass over what the libraries and the tests themselves hold."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_sessionfinish() -> None:
    """Leave pytest little to look through: at its end it collects five times, for what ended with an error."""
    gc.freeze()


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
    """Return the template and the code of `npx serverless package`. All workers share one compilation."""
    with FileLock(tmp_path_factory.getbasetemp().parent / "package.lock"):
        return compile_template(SETTINGS)


@pytest.fixture
def blog() -> Iterator[FaultyBlog]:
    with FaultyBlog(read_folder(SAMPLE_POSTS)) as blog:
        yield blog


@pytest.fixture(scope="module")
def stack(package: Package) -> Iterator[EmbeddedAws]:
    from local.embedded_aws.stack import EmbeddedAws

    with EmbeddedAws(package) as aws:
        yield aws


@pytest.fixture
def aws(stack: EmbeddedAws, blog: FaultyBlog) -> EmbeddedAws:
    """Return the whole stack on the embedded AWS, empty, its functions reading the test's blog.

    A module's tests share it: bringing one up takes a second.
    """
    from tests.support.stack import empty

    empty(stack)
    stack.read_blog(blog.api)
    return stack


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let retries of the machine, the fetch and the SDK take no time. Returns the seconds they would have waited."""
    from botocore import endpoint
    from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl

    from invictus import wordpress

    waited: list[float] = []
    clock = SimpleNamespace(**{**vars(time), "sleep": waited.append})
    monkeypatch.setattr(retrier_decl, "time", clock)
    monkeypatch.setattr(wordpress, "time", clock)
    monkeypatch.setattr(endpoint, "time", clock)
    return waited


@pytest.fixture(scope="session")
def real_weeks() -> list[Path]:
    """Return the files of real weeks from the blog, which are not part of this project."""
    posts = real_post_files()
    if not posts:
        pytest.skip(f"no real weeks: {REAL_POSTS} is not there")
    return posts
