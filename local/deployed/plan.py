"""`make plan`: what a deployment would put into the account and, with an account, what it would change there."""

from __future__ import annotations

import json
import time
import zipfile
from collections import Counter

import boto3
import click
from botocore.exceptions import ClientError, WaiterError
from rich.console import Console
from rich.table import Column, Table

from invictus.shapes import Json
from invictus.storage import KMS_REMEDY
from local.check_template import lint
from local.deployed import account, checks, data_bucket, deploy, sessions_table
from local.embedded_aws.package import Package, compile_template
from local.terminal.printing import console, line

ByType = dict[str, dict[str, Json]]


@click.command("plan")
@account.stage_option
def plan(stage: str) -> None:
    """Show what a deployment would put into your AWS account, and change there. Nothing is changed."""
    checks.refuse(checks.wrong_settings(stage))
    shown = console()
    session, without = None, ""
    try:
        session = account.session()
    except account.AccountError as error:
        without = str(error)
    has_bucket = bool(session and data_bucket.is_there(session, account.data_bucket_name()))
    package = compile_template(deploy.stack_settings(session, stage) if session else None, stage=stage)
    lint(package)
    shown.print(line("Packaged", "green") + "; cfn-lint finds nothing wrong")
    _show_stack(shown, package, stage)
    if session:
        _show_kept_data(shown, session, package, stage, has_bucket)
        _show_changes(shown, session, package, stage)
    else:
        _say(shown, f"\nWithout an AWS account there is no change set to show: {without}.")


def _show_stack(console: Console, package: Package, stage: str) -> None:
    of_type: ByType = {}
    for name, resource in deployed_resources(package.template).items():
        of_type.setdefault(resource["Type"], {})[name] = resource.get("Properties", {})
    console.print(_functions(of_type, stage))
    for name, table in of_type["AWS::DynamoDB::Table"].items():
        schemas = sessions_table.schemas(table)
        _say(console, f"Table {name}: " + ", ".join(f"{part} is {schema}" for part, schema in schemas.items()))
    for machine in of_type["AWS::StepFunctions::StateMachine"].values():
        states = json.dumps(machine["Definition"]).count('"Type": ')
        _say(console, f"State machine: {machine['StateMachineName']}, {states} states")
    rule = of_type["AWS::Events::Rule"]["ScheduleRule"]
    _say(console, f"Schedule: {rule['ScheduleExpression']}, input {rule['Targets'][0]['Input']}")
    if "AWS::CloudFront::Distribution" in of_type:
        _say(console, "Pages: a private bucket behind CloudFront, for make share")
    for subscription in of_type.get("AWS::SNS::Subscription", {}).values():
        _say(console, f"Messages go by {subscription['Protocol']}, as .env says")
    _say(console, f"Data bucket: {account.data_bucket_name()}, which no stack owns: created if it is absent")
    counts = Counter({kind.split("::", 1)[1]: len(found) for kind, found in of_type.items()})
    _say(console, "All resources: " + ", ".join(f"{n} {kind}" for kind, n in counts.most_common()))
    unpacked = sum(entry.file_size for entry in zipfile.ZipFile(package.code).infolist())
    _say(console, f"Package: {package.code.stat().st_size:,} bytes, {unpacked:,} unpacked")


def deployed_resources(template: Json) -> dict[str, Json]:
    """Return the resources whose condition holds for the parameters' defaults, which is how the stack is deployed."""
    defaults = {name: parameter["Default"] for name, parameter in template["Parameters"].items()}

    def holds(condition: Json) -> bool:
        ((function, given),) = condition.items()
        if function == "Fn::Not":
            return not holds(given[0])
        one, other = (defaults[side["Ref"]] if isinstance(side, dict) else side for side in given)  # Fn::Equals
        return bool(one == other)

    conditions = {name: holds(condition) for name, condition in template["Conditions"].items()}
    return {
        name: resource
        for name, resource in template["Resources"].items()
        if conditions.get(resource.get("Condition", ""), True)
    }


def _functions(of_type: ByType, stage: str) -> Table:
    """Return the functions by their own names: with the stack's name before them they would not fit 80 columns."""
    stack = account.stack_name(stage)
    functions = list(of_type["AWS::Lambda::Function"].values())
    title = f"Functions of {stack}, on {functions[0]['Runtime']}"
    table = Table(Column("function", no_wrap=True), "memory", "timeout", "role", title=title, title_justify="left")
    for function in functions:
        name = function["FunctionName"][len(stack) + 1 :]
        memory, timeout = f"{function['MemorySize']} MB", f"{function['Timeout']} s"
        table.add_row(name, memory, timeout, function["Role"]["Fn::GetAtt"][0])
    return table


def _show_kept_data(console: Console, session: boto3.Session, package: Package, stage: str, has_bucket: bool) -> None:
    """Print which data is in the account already, and would be used and not created; and what keeps it from that."""
    bucket, table = account.data_bucket_name(), sessions_table.kept(session, stage)
    used = "is in your account and would be used" if has_bucket else "would be created"
    _say(console, f"\nThe bucket {bucket} {used}.")
    keys = {f"The bucket {bucket}": data_bucket.encryption_key(session, bucket) if has_bucket else ""}
    if table:
        named = f"The table {table['TableName']}"
        _say(console, f"{named} is left from a removed stack and would be used.")
        template = package.template["Resources"][sessions_table.LOGICAL_ID]["Properties"]
        for difference in sessions_table.differences(table, template):
            _say(console, f"{named} does not fit: {difference}. {sessions_table.REMEDY}.", "yellow")
        keys[named] = table.get("SSEDescription", {}).get("KMSMasterKeyArn", "")
    for data, key in keys.items():
        if key:
            _say(console, f"{data} is encrypted with {key}. {KMS_REMEDY}.", "yellow")


def _show_changes(console: Console, session: boto3.Session, package: Package, stage: str) -> None:
    """Show the change set of this template against the deployed stack, if there is one."""
    stack = account.stack_name(stage)
    try:
        deployed = account.resources(session, stage)
    except account.NoStackError:
        _say(console, f"There is no stack {stack} yet: make deploy would add all of the above.")
        return
    try:
        changes = _changes(session, package, stack, deployed["ServerlessDeploymentBucket"])
    except WaiterError as error:
        _say(console, f"No change set: {error.last_response.get('StatusReason', error)}")
        return
    except ClientError as error:
        raise account.AccountError(f"the change set of {stack} cannot be made: {error}") from error
    table = Table("action", "replaced", Column("resource", overflow="fold"), Column("type", overflow="fold"))
    table.title, table.title_justify = f"What make deploy would change in {stack}", "left"
    for change in sorted(changes, key=lambda change: str(change["Action"])):
        replaced = change.get("Replacement", "")
        colour = "red" if change["Action"] == "Remove" or replaced == "True" else ""
        kind = change["ResourceType"].split("::", 1)[1]
        table.add_row(change["Action"], replaced, change["LogicalResourceId"], kind, style=colour)
    console.print(table)
    _say(console, "Functions are always among them: the package's name in S3 holds the time of packaging.")


def _changes(session: boto3.Session, package: Package, stack: str, bucket: str) -> list[Json]:
    """Return what would change, by resource. The change set, and the template in S3 that it is made of, are deleted."""
    formation, s3 = session.client("cloudformation"), session.client("s3")
    # A template of more than 51,200 bytes goes through S3, in the bucket that deployments use too.
    key, name = "plan/template.json", f"plan-{int(time.time())}"
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(package.template))
    url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key}).split("?")[0]
    try:
        made = {"ChangeSetType": "UPDATE", "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]}
        formation.create_change_set(StackName=stack, ChangeSetName=name, TemplateURL=url, **made)
        created = formation.get_waiter("change_set_create_complete")
        created.wait(StackName=stack, ChangeSetName=name, WaiterConfig={"Delay": 2})
        pages = formation.get_paginator("describe_change_set").paginate(StackName=stack, ChangeSetName=name)
        return [dict(change["ResourceChange"]) for page in pages for change in page["Changes"]]
    finally:
        formation.delete_change_set(StackName=stack, ChangeSetName=name)
        s3.delete_object(Bucket=bucket, Key=key)


def _say(console: Console, text: str, style: str = "") -> None:
    """Print a line unchanged, without wrapping it."""
    console.print(line(text, style), soft_wrap=True)
