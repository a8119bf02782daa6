"""Brings a stack up as `make deploy` does: the deployment bucket, then all of the template, and the data bucket."""

from __future__ import annotations

import json

import boto3

import local.embedded_aws.resources  # noqa: F401 - teaches moto what the template needs beyond it
from local.deployed import kept_data
from local.deployed.account import physical_ids
from local.embedded_aws.lambda_runtime import REGION
from local.embedded_aws.package import Package
from local.embedded_aws.unused_services import UNUSED


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
    return resources
