"""The blog that most tests of the machine read: it holds one small week, so that a run is short.

The faults that tests put in are the services' own answers on the wire (`EmbeddedAws.fail`), so the SDK's retries, the
handlers and the machine's Retry and Catch all meet what they would meet on AWS.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local.sample_blog.server import Blog
from tests.support.posts import week_post


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([week_post()]) as blog:
        yield blog
