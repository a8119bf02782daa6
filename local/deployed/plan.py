"""`make plan`: what a deployment would put into the account and, with an account, what it would change there."""

from __future__ import annotations

import json
import time
from collections import Counter

import boto3
import click
from botocore.exceptions import ClientError, WaiterError

from invictus.shapes import Json
from invictus.storage import KMS_REMEDY
from local.check_template import lint
from local.deployed import account, deploy, kept_data
from local.embedded_aws.package import Package, compile_template
from local.terminal.printing import tell


@click.command("plan")
@account.stage_option
def plan(stage: str) -> None:
    """Show what a deployment would put into your AWS account, and change there. Nothing is changed."""
    deploy.refuse_wrong_settings(stage)
    try:
        session, no_account = account.session(), ""
    except account.AccountError as error:
        session, no_account = None, str(error)
    has_bucket = bool(session and kept_data.bucket_is_there(session, account.data_bucket_name()))
    package = compile_template(deploy.stack_settings(session, stage) if session else None, stage=stage)
    lint(package)
    tell("Packaged; cfn-lint finds nothing wrong", "green")
    _show_stack(package, stage)
    if session:
        _show_kept_data(session, package, stage, has_bucket)
        _show_changes(session, package, stage)
    else:
        tell(f"\nWithout an AWS account there is no change set to show: {no_account}.")


def _show_stack(package: Package, stage: str) -> None:
    of_type: dict[str, dict[str, Json]] = {}
    for name, resource in deployed_resources(package.template).items():
        kind = resource["Type"].split("::", 1)[1]
        of_type.setdefault(kind, {})[name] = resource.get("Properties", {})
    functions, stack = list(of_type["Lambda::Function"].values()), account.stack_name(stage)
    tell(f"Functions of {stack}, on {functions[0]['Runtime']}:")
    for each in functions:
        name, role = each["FunctionName"][len(stack) + 1 :], each["Role"]["Fn::GetAtt"][0]
        tell(f"  {name:<24}  {each['MemorySize']} MB  {each['Timeout']:>3} s  {role}")
    for name, properties in of_type["DynamoDB::Table"].items():
        schemas = kept_data.table_schemas(properties).items()
        tell(f"Table {name}: " + ", ".join(f"{part} is {schema}" for part, schema in schemas))
    (machine,) = of_type["StepFunctions::StateMachine"].values()
    states = json.dumps(machine["Definition"]).count('"Type": ')
    tell(f"State machine: {machine['StateMachineName']}, {states} states")
    rule = of_type["Events::Rule"]["ScheduleRule"]
    tell(f"Schedule: {rule['ScheduleExpression']}, input {rule['Targets'][0]['Input']}")
    if "CloudFront::Distribution" in of_type:
        tell("Pages: a private bucket behind CloudFront, for make share")
    for subscription in of_type.get("SNS::Subscription", {}).values():
        tell(f"Messages go by {subscription['Protocol']}, as .env says")
    tell(f"Data bucket: {account.data_bucket_name()}, which no stack owns: created if it is absent")
    counts = Counter({kind: len(found) for kind, found in of_type.items()})
    tell("All resources: " + ", ".join(f"{n} {kind}" for kind, n in counts.most_common()))
    tell(f"Package: {package.code.stat().st_size:,} bytes")


def deployed_resources(template: Json) -> dict[str, Json]:
    """Return the resources whose condition holds for the parameters' defaults, which is how the stack is deployed."""
    defaults = {name: parameter["Default"] for name, parameter in template["Parameters"].items()}

    def holds(condition: Json) -> bool:
        ((function, given),) = condition.items()
        if function == "Fn::Not":
            return not holds(given[0])
        one, other = (defaults[side["Ref"]] if isinstance(side, dict) else side for side in given)  # Fn::Equals
        return bool(one == other)

    left_out = {name for name, condition in template["Conditions"].items() if not holds(condition)}
    return {name: each for name, each in template["Resources"].items() if each.get("Condition") not in left_out}


def _show_kept_data(session: boto3.Session, package: Package, stage: str, has_bucket: bool) -> None:
    """Print which data is in the account already, and would be used and not created; and what keeps it from that."""
    bucket, table = account.data_bucket_name(), kept_data.kept_table(session, stage)
    used = "is in your account and would be used" if has_bucket else "would be created"
    tell(f"\nThe bucket {bucket} {used}.")
    keys = {f"The bucket {bucket}": kept_data.bucket_key(session, bucket) if has_bucket else ""}
    if table:
        named = f"The table {table['TableName']}"
        tell(f"{named} is left from a removed stack and would be used.")
        template = package.template["Resources"][kept_data.SESSIONS_TABLE]["Properties"]
        for difference in kept_data.table_differences(table, template):
            remedy = "Correct it in the DynamoDB console, or delete the table, then: make deploy, make backfill"
            tell(f"{named} does not fit: {difference}. {remedy}.", "yellow")
        keys[named] = table.get("SSEDescription", {}).get("KMSMasterKeyArn", "")
    for data, key in keys.items():
        if key:
            tell(f"{data} is encrypted with {key}. {KMS_REMEDY}.", "yellow")


def _show_changes(session: boto3.Session, package: Package, stage: str) -> None:
    """Show the change set of this template against the deployed stack, if there is one."""
    stack = account.stack_name(stage)
    try:
        changes = _changes(session, package, stack, account.resources(session, stage)["ServerlessDeploymentBucket"])
    except account.NoStackError:
        tell(f"There is no stack {stack} yet: make deploy would add all of the above.")
        return
    except (ClientError, WaiterError) as error:
        reason = getattr(error, "last_response", {}).get("StatusReason", error)
        raise account.AccountError(f"the change set of {stack} cannot be made: {reason}") from error
    tell(f"What make deploy would change in {stack}:")
    for change in sorted(changes, key=lambda change: str(change["Action"])):
        replaced, kind = change.get("Replacement") == "True", change["ResourceType"].split("::", 1)[1]
        told = f"  {change['Action']:<6}  {change['LogicalResourceId']}, {kind}{', replaced' if replaced else ''}"
        tell(told, "red" if change["Action"] == "Remove" or replaced else "")
    tell("Functions are always among them: the package's name in S3 holds the time of packaging.")


def _changes(session: boto3.Session, package: Package, stack: str, bucket: str) -> list[Json]:
    """Return what would change, by resource. The change set, and the template in S3 that it is made of, are deleted."""
    formation, s3 = session.client("cloudformation"), session.client("s3")
    # A template of more than 51,200 bytes goes through S3, in the bucket that deployments use too.
    key, change_set = "plan/template.json", {"StackName": stack, "ChangeSetName": f"plan-{int(time.time())}"}
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(package.template))
    url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key}).split("?")[0]
    try:
        made = {"ChangeSetType": "UPDATE", "TemplateURL": url, "Capabilities": ["CAPABILITY_NAMED_IAM"]}
        formation.create_change_set(**change_set, **made)
        formation.get_waiter("change_set_create_complete").wait(**change_set, WaiterConfig={"Delay": 2})
        pages = formation.get_paginator("describe_change_set").paginate(**change_set)
        return [dict(change["ResourceChange"]) for page in pages for change in page["Changes"]]
    finally:
        formation.delete_change_set(**change_set)
        s3.delete_object(Bucket=bucket, Key=key)
