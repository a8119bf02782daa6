"""Stacks of their own: on a machine with an AWS account, and without the changes that make moto fast."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.embedded_aws import speed
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.server import Blog
from tests.support.posts import week_post


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([week_post()]) as blog:
        yield blog


def test_this_machines_aws_settings_are_ignored(
    package: Package, blog: Blog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither a missing profile nor a configuration that sends every call elsewhere has an effect."""
    config = tmp_path / "config"
    config.write_text("[default]\nregion = eu-west-3\nendpoint_url = http://127.0.0.1:9\n")
    for name, value in {
        "AWS_PROFILE": "nosuch",
        "AWS_DEFAULT_PROFILE": "nosuch",
        "AWS_CONFIG_FILE": str(config),
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_REGION": "eu-west-3",
    }.items():
        monkeypatch.setenv(name, value)

    with EmbeddedAws(package) as aws:
        aws.read_blog(blog.api)
        assert aws.execute({}).status == "SUCCEEDED"
        assert len(aws.objects()) == 2

    assert os.environ["AWS_PROFILE"] == "nosuch", "the environment is as it was"


def test_a_run_stores_the_same_without_the_changes_that_make_moto_fast(
    package: Package, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = []
    for parts in (speed.PARTS, (speed.clients_made_once,)):  # boto3 makes no clients side by side
        monkeypatch.setattr(speed, "PARTS", parts)
        with EmbeddedAws(package) as aws:
            aws.read_blog(blog.api)
            execution = aws.execute({})
            output = {name: value for name, value in (execution.output or {}).items() if name != "message"}
            left.append((execution.status, output, aws.objects(), aws.items(), aws.messages()))

    assert left[0] == left[1]
    assert left[0][0] == "SUCCEEDED"
