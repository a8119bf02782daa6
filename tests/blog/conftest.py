"""Each fetch is tried once, and this machine's own proxies are not used."""

from __future__ import annotations

import pytest

from invictus import wordpress


@pytest.fixture(autouse=True)
def no_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpress, "RETRIES", 0)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
