"""A rehearsal of the commands that deploy, against a moto server on loopback: what CloudFormation, S3 and Lambda hold.

One test does it all in sequence, as a person would: each call of `npx serverless` takes seconds. That a deployment uses
a bucket and a table that are there already is in tests/commands/test_deploy.py.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from local.project import FUNCTIONS, ROOT
from local.sample_blog.server import Blog
from tests.conftest import SETTINGS
from tests.support.moto_server import moto_server

pytestmark = pytest.mark.infrastructure

STACK = "invictus-weightlifting-dev"
BUCKET = SETTINGS["INVICTUS_BUCKET"]


class Rehearsal:
    """A copy of the project, the moto server that it deploys to, and the environment of a person at a terminal."""

    def __init__(self, folder: Path, aws: str, blog: Blog) -> None:
        self.folder, self._aws = folder, aws
        self.environment = {
            **os.environ,
            **SETTINGS,
            "INVICTUS_WEIGHTLIFTING_API": blog.api,
            "AWS_ENDPOINT_URL": aws,
            "AWS_PROFILE": "",  # as an empty line of .env leaves it
            "VIRTUAL_ENV": "",  # .venv is there and not activated
            "PYTHON_BIN": sys.executable,
            "PAGES": "1",
            "NO_COLOR": "1",
            "SLS_AWS_MONITORING_FREQUENCY": "100",  # milliseconds, not five seconds, between looks at the stack
        }

    def client(self, service: str) -> Any:
        return boto3.client(service, endpoint_url=self._aws, region_name="us-east-1")  # type: ignore[call-overload]

    def serverless(self, *commands: list[str]) -> list[str]:
        """Run commands of `npx serverless` in one process; the last one fails. Return what each printed."""
        script = ROOT / "tests" / "support" / "serverless_commands.js"
        said = self._run("node", str(script), json.dumps(commands), code=1).split("\a")[1:]
        assert len(said) == len(commands)
        return [each.partition("\n")[2] for each in said]

    def local(self, *arguments: str) -> str:
        return self._run(sys.executable, "-m", "local", *arguments)

    def _run(self, *command: str, code: int = 0) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert done.returncode == code, f"{' '.join(command)}\n{done.stdout}"
        return done.stdout


@pytest.fixture
def rehearsal(tmp_path: Path, blog: Blog) -> Iterator[Rehearsal]:
    """In a copy of the project, because a deployment clears .serverless/, which other tests read.

    It packs no libraries, which takes a third of a deployment's time: that the package has them is checked elsewhere.
    """
    for source in [*ROOT.glob("*.py"), *ROOT.glob("*.yml"), ROOT / "package.json"]:
        shutil.copy(source, tmp_path)
    (tmp_path / "requirements-prod.lock").touch()
    for folder in ("serverless", "invictus", "local", "queries", "test_events"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    with moto_server() as aws:
        yield Rehearsal(tmp_path, aws, blog)


def test_deploying_using_and_removing(rehearsal: Rehearsal) -> None:
    check_deployed(rehearsal)
    check_a_function_is_deployed_by_itself_and_runs_locally(rehearsal)
    check_pages_are_at_their_address(rehearsal)
    check_removed(rehearsal)


def check_deployed(rehearsal: Rehearsal) -> None:
    said = rehearsal.local("deploy")

    assert f"Created the bucket {BUCKET}" in said
    assert f"The credentials of {SETTINGS['INVICTUS_USER']} are in " in said
    stack = rehearsal.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]
    assert stack["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE")
    functions = rehearsal.client("lambda").list_functions()["Functions"]
    assert {function["FunctionName"] for function in functions} == {f"{STACK}-{name}" for name in FUNCTIONS}
    check_bucket_is_private(rehearsal.client("s3"))
    secrets = rehearsal.client("secretsmanager")
    assert json.loads(secrets.get_secret_value(SecretId=f"{STACK}-wordpress")["SecretString"]) == {
        "username": SETTINGS["INVICTUS_USER"],
        "password": SETTINGS["INVICTUS_PASS"],
    }


def check_bucket_is_private(s3: Any) -> None:
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
    assert set(s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"].values()) == {True}
    (rule,) = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    (statement,) = json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"])["Statement"]
    assert (statement["Effect"], statement["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


def check_a_function_is_deployed_by_itself_and_runs_locally(rehearsal: Rehearsal) -> None:
    """`npx serverless deploy function`, which looks up the function's role and environment, and then `invoke local`.

    That reads the sample blog and uses the deployed bucket and tables. One function, and one that is pure, stand for
    the others: what they need of the template is checked in test_settings.
    """
    before, names = code_of(rehearsal), ("get_invictus_post", "dump_post_to_bucket", "segment_days", FUNCTIONS[-1])
    with (rehearsal.folder / "handler.py").open("a") as code:
        code.write("# changed\n")
    calls = [["invoke", "local", "-f", name, "--path", f"test_events/{name}.json"] for name in names]

    _, *said, refused = rehearsal.serverless(
        ["deploy", "function", "-f", FUNCTIONS[-1]], *calls, [*calls[1], "-e", "INVICTUS_BUCKET=of-nobody"]
    )

    after = code_of(rehearsal)
    assert {name for name in after if after[name] != before[name]} == {f"{STACK}-{FUNCTIONS[-1]}"}
    read = json.JSONDecoder().raw_decode
    fetched, dumped, segmented, saved = (read(each[each.index("{\n") :])[0] for each in said)
    assert [post["slug"] for post in fetched["posts"]][-1].startswith("january-18-24-2021")
    assert dumped["slug"] == "january-3-8-2021-5-day-weightlifting-program"
    assert (len(segmented["sessions"]), saved["status"]) == (6, "written")
    keys = [found["Key"] for found in rehearsal.client("s3").list_objects_v2(Bucket=BUCKET)["Contents"]]
    assert keys == [
        "raw/2021-01-02__january-3-8-2021-5-day-weightlifting-program.json",
        "weekly/2021-01-03__2021-01-08--5-day-weightlifting-program.json",
    ]
    assert refused.startswith("Error: StorageError: cannot write s3://of-nobody/raw/") and "\nError: " not in refused
    assert "make invoke FUNC=dump_post_to_bucket" in refused
    assert "Traceback" not in refused and "    at " not in refused
    assert "Compare" not in refused, "the event is not at fault"


def code_of(rehearsal: Rehearsal) -> dict[str, str]:
    functions = rehearsal.client("lambda").list_functions()["Functions"]
    return {function["FunctionName"]: function["CodeSha256"] for function in functions}


def check_pages_are_at_their_address(rehearsal: Rehearsal) -> None:
    """`make share` puts the pages where the distribution looks. Who may read them is checked on the template."""
    said = rehearsal.local("share")

    (distribution,) = rehearsal.client("cloudfront").list_distributions()["DistributionList"]["Items"]
    (origin,) = distribution["Origins"]["Items"]
    bucket, s3 = origin["DomainName"].split(".")[0], rehearsal.client("s3")
    link = next(line for line in said.splitlines() if line.startswith("https://"))
    assert link.startswith(f"https://{distribution['DomainName']}/")
    assert s3.head_object(Bucket=bucket, Key=link.split("/", 3)[3])["ContentType"] == "text/html"


def check_removed(rehearsal: Rehearsal) -> None:
    """That the next deployment uses the bucket and the table is checked in tests/commands/test_deploy.py."""
    said = rehearsal.local("remove-stack", "--yes")

    assert not [bucket for bucket in rehearsal.client("s3").list_buckets()["Buckets"] if "pages" in bucket["Name"]]
    assert "in account 123456789012, region us-east-1" in said
    assert f"Kept: the bucket {BUCKET} and the table {STACK}-WorkoutPosts" in said
    stacks = rehearsal.client("cloudformation").describe_stacks()["Stacks"]
    assert STACK not in [stack["StackName"] for stack in stacks]
    assert rehearsal.client("s3").list_objects_v2(Bucket=BUCKET)["KeyCount"] == 2


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "import handler, json\n"
            "handler.save_sessions_to_bucket(json.load(open('test_events/test_idempotency.json')))",
            r".*\nError: StorageError: cannot .*Unable to locate credentials\. Make an AWS profile[^\n]*\n",
        ),
        ("{}['post']", r"Traceback \(most recent call last\):\n.*"),
    ],
)
def test_what_python_says_of_an_error_of_ours_is_a_sentence_and_of_a_fault_its_traceback(code: str, said: str) -> None:
    """As `invoke local` starts it, here without an account."""
    path = os.pathsep.join([str(ROOT / "serverless" / "invoke_local"), str(ROOT)])
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "INVICTUS_BUCKET": BUCKET, "HOME": os.devnull}
    no_metadata = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "us-east-1"}

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**environment, **no_metadata}, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert re.fullmatch(said, done.stderr, re.DOTALL), done.stderr
