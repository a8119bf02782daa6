"""A rehearsal of the commands that deploy, against a moto server on loopback: what CloudFormation, S3 and Lambda hold.

One test does it all in sequence, as a person would: each call of `npx serverless` takes seconds.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests

from local.embedded_aws.package import Package
from local.project import FUNCTIONS, ROOT
from local.sample_blog.server import Blog
from tests.conftest import SETTINGS
from tests.support.moto_server import moto_server

pytestmark = pytest.mark.infrastructure

STACK = "invictus-weightlifting-dev"
BUCKET = SETTINGS["INVICTUS_BUCKET"]
TABLE = f"{STACK}-WorkoutPosts"


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

    def empty_the_account(self) -> None:
        requests.post(f"{self._aws}/moto-api/reset", timeout=60).raise_for_status()

    def client(self, service: str) -> Any:
        return boto3.client(service, endpoint_url=self._aws, region_name="us-east-1")  # type: ignore[call-overload]

    def serverless(self, *commands: list[str]) -> list[str]:
        """Run commands of `npx serverless` in one process. Return what each printed."""
        script = ROOT / "tests" / "support" / "serverless_commands.js"
        said = self._run("node", str(script), json.dumps(commands)).stdout.split("\a")[1:]
        assert len(said) == len(commands)
        return [each.partition("\n")[2] for each in said]

    def local(self, *arguments: str) -> str:
        return self._run(sys.executable, "-m", "local", *arguments).stdout

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=240
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done


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


def test_deploying_using_removing_and_deploying_again(package: Package, rehearsal: Rehearsal) -> None:
    check_first_deployment(rehearsal)
    check_a_function_is_deployed_by_itself_and_runs_locally(rehearsal)
    check_pages_are_at_their_address(rehearsal)
    check_removed_and_deployed_again(rehearsal, package.template["Resources"]["WorkoutPostsTable"]["Properties"])


def check_first_deployment(rehearsal: Rehearsal) -> None:
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

    _, *said = rehearsal.serverless(
        ["deploy", "function", "-f", FUNCTIONS[-1]],
        *(["invoke", "local", "-f", name, "--path", f"test_events/{name}.json"] for name in names),
    )

    after = code_of(rehearsal)
    assert {name for name in after if after[name] != before[name]} == {f"{STACK}-{FUNCTIONS[-1]}"}
    fetched, dumped, segmented, saved = (json.loads(each[each.index("{\n") :]) for each in said)
    assert [post["slug"] for post in fetched["posts"]][-1].startswith("january-18-24-2021")
    assert dumped["slug"] == "january-3-8-2021-5-day-weightlifting-program"
    assert (len(segmented["sessions"]), saved["status"]) == (6, "written")
    keys = [found["Key"] for found in rehearsal.client("s3").list_objects_v2(Bucket=BUCKET)["Contents"]]
    assert keys == [
        "raw/2021-01-02__january-3-8-2021-5-day-weightlifting-program.json",
        "weekly/2021-01-03__2021-01-08--5-day-weightlifting-program.json",
    ]


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


def check_removed_and_deployed_again(rehearsal: Rehearsal, table: dict[str, Any]) -> None:
    """Bucket and sessions table stay with their data, and the next deployment uses both."""
    said = rehearsal.local("remove-stack", "--yes")

    assert not [bucket for bucket in rehearsal.client("s3").list_buckets()["Buckets"] if "pages" in bucket["Name"]]
    assert "in account 123456789012, region us-east-1" in said
    assert f"Kept: the bucket {BUCKET} and the table {TABLE}" in said
    stacks = rehearsal.client("cloudformation").describe_stacks()["Stacks"]
    assert STACK not in [stack["StackName"] for stack in stacks]
    rehearsal.empty_the_account()
    check_deployed_again(rehearsal, table)


def check_deployed_again(rehearsal: Rehearsal, table: dict[str, Any]) -> None:
    """In an account that has only what AWS keeps: moto deletes a kept table, and leaves what it should delete."""
    dynamodb, s3 = rehearsal.client("dynamodb"), rehearsal.client("s3")
    session = {"date": {"S": "2021-02-01"}, "session": {"S": "Monday (Session One)"}}
    fields = ("TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    dynamodb.create_table(**{field: table[field] for field in fields})
    dynamodb.put_item(TableName=TABLE, Item=session)
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key="weekly/kept.json", Body=b"{}")

    rehearsal.environment["PAGES"] = ""

    assert f"Using the bucket {BUCKET}" in rehearsal.local("deploy")

    assert dynamodb.scan(TableName=TABLE)["Items"] == [session]
    owned = rehearsal.client("cloudformation").list_stack_resources(StackName=STACK)["StackResourceSummaries"]
    ids = {resource["LogicalResourceId"] for resource in owned}
    assert not {"WorkoutPostsTable", "DataBucket", "PagesBucket"} & ids
    assert s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 1
