"""Stacks of their own on any machine, one after the other, and as slow as moto is; what they show and leave out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from local.embedded_aws import speed, stack
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws
from tests.support.faulty_blog import FaultyBlog, failing
from tests.support.posts import week_post
from tests.support.stack import hold_first


@pytest.fixture
def blog() -> Iterator[FaultyBlog]:
    with FaultyBlog([week_post()]) as blog:
        yield blog


def test_a_run_is_the_same_on_any_machine_and_without_what_makes_moto_fast(
    package: Package, blog: FaultyBlog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither a missing profile, nor a configuration that sends every call elsewhere, nor .env has an effect."""
    config = tmp_path / "config"
    config.write_text("[default]\nregion = eu-west-3\nendpoint_url = http://127.0.0.1:9\n")
    settings = {
        "AWS_PROFILE": "nosuch",
        "AWS_DEFAULT_PROFILE": "nosuch",
        "AWS_CONFIG_FILE": str(config),
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_REGION": "eu-west-3",
        "INVICTUS_BUCKET": "of-the-shell",
        "INVICTUS_USER": "coach",
        "INVICTUS_PASS": "secret",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    left = []
    for sped_up in (speed.sped_up, speed.clients_made_once):  # boto3 makes no clients side by side
        monkeypatch.setattr(stack, "sped_up", sped_up)
        with EmbeddedAws(package) as aws:
            aws.read_blog(blog.api)
            execution = aws.execute({})
            output = {name: value for name, value in (execution.output or {}).items() if name != "message"}
            left.append((execution.status, output, aws.objects(), aws.items(), aws.messages()))

    assert left[0] == left[1]
    assert (left[0][0], len(left[0][2])) == ("SUCCEEDED", 2)
    assert not any(asked.sent_credentials for asked in blog.requests)
    assert {name: os.environ[name] for name in settings} == settings, "the environment is as it was"


def test_an_execution_that_is_held_or_waits_does_not_go_on_in_the_next_stack(
    package: Package, blog: FaultyBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stacks of a process have the same names. What the first one left once sent its message in the second one.

    The state machine would wait two minutes for a blog that is down.
    """
    monkeypatch.setattr("invictus.wordpress.RETRIES", 0)
    failed = Event()
    with EmbeddedAws(package) as first:
        first.read_blog(blog.api)
        held, released = hold_first(first, "StoreFirstSession")
        first.start({})
        assert held.wait(30)
        blog.lasting_fault = failing(500)
        answer = first._answer

        def answer_and_tell(*invoked: Any) -> bytes:
            answered = answer(*invoked)
            failed.set()
            return answered

        monkeypatch.setattr(first, "_answer", answer_and_tell)
        first.start({})
        assert failed.wait(30)
    asked = len(blog.requests)
    with EmbeddedAws(package) as second:
        released.set()
        first.wait_for_states()
        assert (second.objects(), second.items(), second.messages()) == ({}, [], [])
    assert len(blog.requests) == asked == 2


def test_a_service_left_out_is_not_imported() -> None:
    """They take two thirds of the start."""
    assert "openapi_spec_validator" not in sys.modules
