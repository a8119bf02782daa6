"""`make invoke`, and how every command takes a function's name."""

from __future__ import annotations

import json
import os

import pytest

from local import invoke
from local.__main__ import main
from local.embedded_aws import package as compiling
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws
from tests.support.commands import output_of
from tests.support.sample_events import sample_event

# Functions by name


@pytest.mark.parametrize("command", ["invoke", "logs", "deploy-function"])
def test_a_missing_or_wrong_function_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    assert main([command]) == 2
    monkeypatch.setenv("FUNC", "strip_html")
    said = output_of(capsys, command, code=2)
    assert f"FUNC is missing. Type: make {command} FUNC=strip_post_html" in said
    assert "There is no function 'strip_html'." in said
    assert "save_sessions_to_bucket" in said


def test_invoke_with_an_event_that_cannot_be_read_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    said = output_of(capsys, "invoke", "strip_post_html", "no/such.json", code=2)
    assert "EVENT=no/such.json cannot be read: No such file or directory. Name one as" in said


def test_invoke_runs_a_pure_function_with_its_sample_event(capsys: pytest.CaptureFixture[str]) -> None:
    result = json.loads(output_of(capsys, "invoke", "segment_days"))
    assert result == sample_event("sessions_to_date_records")


def test_invoke_shows_a_functions_error_as_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    said = output_of(capsys, "invoke", "strip_post_html", "test_events/get_invictus_post.json", code=1)
    assert said.startswith("Error: InputError: ")
    assert "Traceback" not in said


@pytest.mark.infrastructure
def test_invoke_runs_the_functions_that_reach_out_on_the_embedded_aws_without_an_account(
    without_account: None, package: Package, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compiling, "compile_template", lambda: package)
    results = {}
    for function in invoke.USE_AWS_OR_BLOG:
        assert main(["invoke", function]) == 0
        said = capsys.readouterr()
        results[function] = json.loads(said.out)
        assert "On the embedded AWS with the sample blog, because there is no AWS profile" in said.err

    assert len(results["get_invictus_post"]["posts"]) == 3
    assert results["dump_post_to_bucket"]["slug"].startswith("january-3-8-2021")
    assert results["save_sessions_to_bucket"]["status"] == "written"


def test_invoke_with_an_account_uses_the_deployed_tables_and_the_settings_defaults(
    aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dict(os.environ)
    del os.environ["INVICTUS_WEIGHTLIFTING_API"]
    try:
        assert main(["invoke", "save_sessions_to_bucket"]) == 0
        assert os.environ["INVICTUS_WEIGHTLIFTING_API"].startswith("https://www.crossfitinvictus.com/")
    finally:
        os.environ.clear()
        os.environ.update(before)

    assert json.loads(capsys.readouterr().out)["status"] == "written"
    assert list(aws.objects("weekly/")) == ["weekly/2021-01-03__2021-01-08--5-day-weightlifting-program.json"]
    assert [mark["operation"] for mark in aws.items("IdempotencyTable")] == ["save_sessions_to_bucket"]
