"""The machine that the commands are typed on: without a .env, and without an account where a test says so."""

from __future__ import annotations

import os

import pytest

from local.deployed import account


@pytest.fixture(autouse=True)
def no_dotenv(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own .env has no say."""
    monkeypatch.setattr(account, "settings", lambda: None)


@pytest.fixture
def without_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without AWS credentials."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
