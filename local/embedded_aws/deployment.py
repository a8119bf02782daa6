"""Brings a stack up as `make deploy` does: the deployment bucket, then all of the template, and the data bucket."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Union

import boto3
from moto.core.models import DEFAULT_ACCOUNT_ID

import local.embedded_aws.resources  # noqa: F401 - teaches moto what the template needs beyond it
from invictus.shapes import Json
from local.deployed import kept_data
from local.deployed.account import physical_ids
from local.embedded_aws.lambda_runtime import REGION
from local.embedded_aws.package import Package
from local.embedded_aws.unused_services import UNUSED

# moto wants a point in it.
_WHOLE_PERCENTAGE = re.compile(r'("ToleratedFailurePercentage": *\d+)(?![\d.])')


def deploy(package: Package, stack: str) -> dict[str, str]:
    """Create the stack. Return its physical ids by logical id.

    Raises ValueError for a resource of a service that the embedded AWS leaves out.
    """
    for name, resource in package.template["Resources"].items():
        if resource["Type"].startswith(tuple(UNUSED.values())):
            raise ValueError(f"{name} is an {resource['Type']}, which unused_services.py leaves out: let it in there")
    formation, s3 = boto3.client("cloudformation"), boto3.client("s3")
    formation.create_stack(StackName=stack, TemplateBody=json.dumps(package.create_template))
    bucket = physical_ids(formation, stack)["ServerlessDeploymentBucket"]
    functions = [r for r in package.template["Resources"].values() if r["Type"] == "AWS::Lambda::Function"]
    for key in {function["Properties"]["Code"]["S3Key"] for function in functions}:
        s3.put_object(Bucket=bucket, Key=key, Body=package.code.read_bytes())
    no_pages = [{"ParameterKey": "Pages", "ParameterValue": "false"}]  # whatever .env says: moto has no CloudFront here
    formation.update_stack(StackName=stack, TemplateBody=json.dumps(package.template), Parameters=no_pages)
    resources = physical_ids(formation, stack)
    kept_data.ensure_bucket(boto3.Session(region_name=REGION), resources["DataBucket"])
    _define_state_machine(package, resources)
    return resources


def _define_state_machine(package: Package, resources: Mapping[str, str]) -> None:
    """Create the state machine: moto reads DefinitionString and not Definition from a template."""
    machines = [r for r in package.template["Resources"].values() if r["Type"] == "AWS::StepFunctions::StateMachine"]
    for machine in machines:
        properties = machine["Properties"]
        definition = _WHOLE_PERCENTAGE.sub(r"\1.0", json.dumps(properties["Definition"]))
        for name, value in properties["DefinitionSubstitutions"].items():
            definition = definition.replace(f"${{{name}}}", _resolve(value, resources))
        boto3.client("stepfunctions").create_state_machine(
            name=properties["StateMachineName"],
            definition=definition,
            roleArn=f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:role/{resources['StateMachineRole']}",
        )


def _resolve(value: Union[str, Json], resources: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return value
    if "Ref" in value:
        return resources[value["Ref"]]
    function = boto3.client("lambda").get_function(FunctionName=resources[value["Fn::GetAtt"][0]])
    return str(function["Configuration"]["FunctionArn"])
