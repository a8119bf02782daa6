"""`npx serverless invoke local` of a function that fails: one sentence, why and what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.deployed.serverless import node_program
from local.project import ROOT


@pytest.mark.infrastructure
def test_without_an_account_the_reason_and_the_remedy_are_sentences(tmp_path: Path) -> None:
    name = "dump_post_to_bucket"
    command = [node_program("serverless"), "invoke", "local", "-f", name, "--path", f"test_events/{name}.json"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert said.count("\nError:") == 1 and "\nError: StorageError: cannot read s3://" in said
    assert "Unable to locate credentials. Make an AWS profile" in said
    assert f"make invoke FUNC={name}" in said
    assert "Traceback" not in said and "    at " not in said
    assert "Compare" not in said, "the event is not at fault"


def test_a_fault_keeps_its_traceback() -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "serverless" / "invoke_local")}

    done = subprocess.run([sys.executable, "-c", "{}['post']"], env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stderr.split("\n")[0]) == (1, "Traceback (most recent call last):")
