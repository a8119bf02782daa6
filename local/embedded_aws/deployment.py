"""Brings a stack up as `make deploy` does: all of the template, and the data bucket.

What moto cannot make yet is taught to it here, so that all of the template comes up; what no run needs is a name alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import boto3
from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel

from invictus.shapes import Json
from local.deployed import account, kept_data
from local.embedded_aws.lambda_runtime import REGION
from local.embedded_aws.package import Package

STAGE = "dev"


def deploy(package: Package) -> dict[str, str]:
    """Create the stack. Return its physical ids by logical id."""
    no_pages = [{"ParameterKey": "Pages", "ParameterValue": "false"}]  # whatever .env says: moto has no CloudFront here
    boto3.client("cloudformation").create_stack(
        StackName=account.stack_name(STAGE), TemplateBody=json.dumps(package.template), Parameters=no_pages
    )
    session = boto3.Session(region_name=REGION)
    resources = account.resources(session, STAGE)
    kept_data.ensure_bucket(session, resources["DataBucket"])
    return resources


# What moto is taught

# Takes a resource's properties and the name that CloudFormation would generate. Returns the physical id.
Maker = Callable[[Json, str], str]


def _state_machine(properties: Json, name: str) -> str:
    definition = json.dumps(properties["Definition"])
    for placeholder, value in properties["DefinitionSubstitutions"].items():
        definition = definition.replace(f"${{{placeholder}}}", value)
    made = boto3.client("stepfunctions").create_state_machine(
        name=properties["StateMachineName"],
        definition=re.sub(r'("ToleratedFailurePercentage": *\d+)(?![\d.])', r"\1.0", definition),  # moto wants a point
        roleArn=properties["RoleArn"],
    )
    return str(made["stateMachineArn"])


def _secret(properties: Json, name: str) -> str:
    return str(boto3.client("secretsmanager").create_secret(**properties)["ARN"])


def _subscription(properties: Json, name: str) -> str:
    return str(boto3.client("sns").subscribe(**properties)["SubscriptionArn"])


# No run needs these, and cfn-lint checks them. Whoever calls in this process is asked for no permission.
_NAMES_ONLY = (
    *("S3::BucketPolicy", "SQS::QueuePolicy", "SNS::TopicPolicy", "Logs::MetricFilter", "CloudWatch::Alarm"),
    *("Glue::Database", "Glue::Table", "Athena::WorkGroup", "Athena::NamedQuery"),
)
MAKERS: dict[str, Maker] = {
    **dict.fromkeys((f"AWS::{kind}" for kind in _NAMES_ONLY), lambda properties, name: name),
    "AWS::StepFunctions::StateMachine": _state_machine,  # moto knows it, and reads no Definition
    "AWS::SecretsManager::Secret": _secret,
    "AWS::SNS::Subscription": _subscription,
}


def taught_model(resource_type: str, make: Maker) -> type[CloudFormationModel]:
    """Return moto's model of a type of resource: a class that moto finds by itself, as long as somebody holds it."""

    class Taught(CloudFormationModel):
        def __init__(self, physical_id: str) -> None:
            self.physical_resource_id = physical_id

        @staticmethod
        def cloudformation_name_type() -> str:
            return ""

        @staticmethod
        def cloudformation_type() -> str:
            return resource_type

        @classmethod
        def create_from_cloudformation_json(
            cls, resource_name: str, cloudformation_json: Json, account_id: str, region_name: str, **_: Any
        ) -> Taught:
            return cls(make(cloudformation_json["Properties"], resource_name))

    return Taught


MODELS = [taught_model(resource_type, make) for resource_type, make in MAKERS.items()]
parsing.get_model_map.cache_clear()
