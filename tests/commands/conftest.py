"""The machine that the commands run on: without a .env, and in some tests without an AWS account."""

from __future__ import annotations

import os

import pytest

from local.deployed import account


@pytest.fixture(autouse=True)
def no_dotenv(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ignore the developer's own .env."""
    monkeypatch.setattr(account, "load_dotenv_file", lambda: None)


@pytest.fixture
def without_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the AWS credentials away."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
