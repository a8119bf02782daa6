"""What the tests share."""

import pytest

# So that a failed check tells what it compared, as in a test.
pytest.register_assert_rewrite("tests.support.small_week_run", "tests.support.commands")
