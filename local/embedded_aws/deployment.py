"""Brings a stack up as `serverless deploy` does: the deployment bucket first, then all of the template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import boto3
from moto.core.models import DEFAULT_ACCOUNT_ID

import local.embedded_aws.resources  # noqa: F401 - teaches moto what the template needs beyond it
from local.embedded_aws.package import Package

Json = dict[str, Any]


def deploy(package: Package, stack: str, parameters: Mapping[str, str]) -> dict[str, str]:
    """Create the stack. Return its physical ids by logical id."""
    formation = boto3.client("cloudformation")
    formation.create_stack(StackName=stack, TemplateBody=json.dumps(package.create_template))
    bucket = _physical_ids(stack)["ServerlessDeploymentBucket"]
    functions = [r for r in package.template["Resources"].values() if r["Type"] == "AWS::Lambda::Function"]
    for key in {function["Properties"]["Code"]["S3Key"] for function in functions}:
        boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=package.code.read_bytes())
    given = [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()]
    formation.update_stack(StackName=stack, TemplateBody=json.dumps(package.template), Parameters=given)
    resources = _physical_ids(stack)
    _keep_versions(package, resources)
    _define_state_machine(package, resources)
    return resources


def _physical_ids(stack: str) -> dict[str, str]:
    pages = boto3.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
    return {r["LogicalResourceId"]: r["PhysicalResourceId"] for page in pages for r in page["StackResourceSummaries"]}


def _keep_versions(package: Package, resources: Mapping[str, str]) -> None:
    """Set each bucket's VersioningConfiguration, which moto leaves out."""
    for logical_id, resource in package.template["Resources"].items():
        versioning = resource.get("Properties", {}).get("VersioningConfiguration")
        if resource["Type"] == "AWS::S3::Bucket" and versioning:
            bucket = resources[logical_id]
            boto3.client("s3").put_bucket_versioning(Bucket=bucket, VersioningConfiguration=versioning)


def _define_state_machine(package: Package, resources: Mapping[str, str]) -> None:
    """Create the state machine: moto reads DefinitionString and not Definition from a template."""
    machines = [r for r in package.template["Resources"].values() if r["Type"] == "AWS::StepFunctions::StateMachine"]
    for machine in machines:
        properties = machine["Properties"]
        definition = json.dumps(properties["Definition"])
        for name, value in properties["DefinitionSubstitutions"].items():
            definition = definition.replace(f"${{{name}}}", _resolve(value, resources))
        boto3.client("stepfunctions").create_state_machine(
            name=properties["StateMachineName"],
            definition=definition,
            roleArn=f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:role/{resources['StateMachineRole']}",
        )


def _resolve(value: Json, resources: Mapping[str, str]) -> str:
    if "Ref" in value:
        return resources[value["Ref"]]
    logical_id, attribute = value["Fn::GetAtt"]
    if attribute != "Arn":
        raise ValueError(f"DefinitionSubstitutions has {attribute} of {logical_id}: only Ref and Arn are known")
    function = boto3.client("lambda").get_function(FunctionName=resources[logical_id])
    return str(function["Configuration"]["FunctionArn"])
