"""`make plan`: what a deployment would put there, and, with an account, what it would change.

python -m local.deployed.plan [--stage dev]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import WaiterError
from rich.console import Console
from rich.table import Table

from local.deployed import account
from local.embedded_aws.package import CompileError, Package, compile_template

Json = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.deployed.plan", description=__doc__.splitlines()[0])
    parser.add_argument("--stage", default=account.default_stage())
    stage = parser.parse_args().stage
    account.settings()
    console = Console()
    try:
        package = compile_template(stage=stage)
    except CompileError as error:
        print(f"CompileError: {error}", file=sys.stderr)
        return 1
    if subprocess.run([str(Path(sys.executable).with_name("cfn-lint")), str(package.template_file)]).returncode:
        print("cfn-lint found errors in the compiled template (above).", file=sys.stderr)
        return 1
    console.print("[green]done[/] packaged, and cfn-lint finds nothing wrong")
    _show_stack(console, package, stage)
    try:
        session = account.session()
    except account.AccountError as error:
        console.print(
            f"\nWithout an AWS account there is no change set to show: {error}.", highlight=False, soft_wrap=True
        )
        return 0
    _show_changes(console, session, package, stage)
    return 0


def _show_stack(console: Console, package: Package, stage: str) -> None:
    resources = package.template["Resources"]
    of_type: dict[str, list[tuple[str, Json]]] = {}
    for name, resource in resources.items():
        of_type.setdefault(resource["Type"], []).append((name, resource.get("Properties", {})))

    functions = Table(title=f"Functions of {account.stack_name(stage)}", title_justify="left")
    for column in ("function", "runtime", "memory", "timeout", "role"):
        functions.add_column(column)
    for _, function in of_type["AWS::Lambda::Function"]:
        role = function["Role"]["Fn::Sub"].strip("${}").split(".")[0]
        memory, timeout = f"{function['MemorySize']} MB", f"{function['Timeout']} s"
        functions.add_row(function["FunctionName"], function["Runtime"], memory, timeout, role)
    console.print(functions)

    tables = Table(title="Tables", title_justify="left")
    for column in ("table", "keys", "indexes"):
        tables.add_column(column)
    for name, table in of_type["AWS::DynamoDB::Table"]:
        keys = " + ".join(key["AttributeName"] for key in table["KeySchema"])
        indexes = ", ".join(index["IndexName"] for index in table.get("GlobalSecondaryIndexes", []))
        tables.add_row(name, keys, indexes)
    console.print(tables)

    for _, machine in of_type["AWS::StepFunctions::StateMachine"]:
        states = json.dumps(machine["Definition"]).count('"Type": ')
        console.print(f"State machine: {machine['StateMachineName']}, {states} states", highlight=False, soft_wrap=True)
    for _, rule in of_type["AWS::Events::Rule"]:
        console.print(
            f"Schedule: {rule['ScheduleExpression']}, input {rule['Targets'][0]['Input']}",
            highlight=False,
            soft_wrap=True,
        )
    console.print(
        f"Data bucket: {resources['DataBucket']['Properties']['BucketName']}", highlight=False, soft_wrap=True
    )
    counts = Counter(kind.split("::", 1)[1] for kind, found in of_type.items() for _ in found)
    console.print(
        "All resources: " + ", ".join(f"{n} {kind}" for kind, n in counts.most_common()),
        highlight=False,
        soft_wrap=True,
    )
    unpacked = sum(entry.file_size for entry in zipfile.ZipFile(package.code).infolist())
    console.print(
        f"Package: {package.code.stat().st_size:,} bytes, {unpacked:,} unpacked", highlight=False, soft_wrap=True
    )


def _show_changes(console: Console, session: boto3.Session, package: Package, stage: str) -> None:
    """The change set of this template against the deployed stack. Nothing is changed, and the set is deleted again."""
    try:
        deployed = account.resources(session, stage)
    except account.AccountError:
        console.print(f"\nThere is no stack {account.stack_name(stage)} yet: make deploy would add all of the above.")
        return
    formation, s3 = session.client("cloudformation"), session.client("s3")
    # A template beyond 51,200 bytes goes through S3, to the bucket that deployments go through as well.
    bucket, key, name = deployed["ServerlessDeploymentBucket"], "plan/template.json", f"plan-{int(time.time())}"
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(package.template))
    url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key}).split("?")[0]
    stack = account.stack_name(stage)
    formation.create_change_set(
        StackName=stack,
        ChangeSetName=name,
        ChangeSetType="UPDATE",
        TemplateURL=url,
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
    )
    try:
        formation.get_waiter("change_set_create_complete").wait(
            StackName=stack, ChangeSetName=name, WaiterConfig={"Delay": 2}
        )
        pages = formation.get_paginator("describe_change_set").paginate(StackName=stack, ChangeSetName=name)
        changes = [change for page in pages for change in page["Changes"]]
    except WaiterError as error:
        console.print(
            f"\nNo change set: {error.last_response.get('StatusReason', error)}", highlight=False, soft_wrap=True
        )
        return
    finally:
        formation.delete_change_set(StackName=stack, ChangeSetName=name)
        s3.delete_object(Bucket=bucket, Key=key)
    table = Table(title=f"What make deploy would change in {stack}", title_justify="left")
    for column in ("action", "replaced", "resource", "type"):
        table.add_column(column)
    for change in sorted((change["ResourceChange"] for change in changes), key=lambda change: change["Action"]):
        replaced = change.get("Replacement", "")
        colour = "red" if change["Action"] == "Remove" or replaced == "True" else ""
        table.add_row(change["Action"], replaced, change["LogicalResourceId"], change["ResourceType"], style=colour)
    console.print(table)
    console.print("Functions are always among them: the package's name in S3 holds the time of packaging.")


if __name__ == "__main__":
    account.run(main)
