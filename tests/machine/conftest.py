"""The blog that most tests of the machine read: it holds one small week, so that a run is short.

The faults that tests put in are the services' own answers on the wire (`EmbeddedAws.fail`), so the SDK's retries, the
handlers and the machine's Retry and Catch all meet what they would meet on AWS.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from local.embedded_aws.package import Package
from tests.support.faulty_blog import FaultyBlog
from tests.support.posts import week_post

if TYPE_CHECKING:  # the process that hands the tests out needs no moto
    from local.embedded_aws.stack import EmbeddedAws


@pytest.fixture(scope="package")
def stack(package: Package) -> Iterator[EmbeddedAws]:
    """Bring one stack up for all modules of this folder: that takes as long as two runs."""
    from local.embedded_aws.stack import EmbeddedAws

    with EmbeddedAws(package) as aws:
        yield aws


@pytest.fixture
def blog() -> Iterator[FaultyBlog]:
    with FaultyBlog([week_post()]) as blog:
        yield blog
