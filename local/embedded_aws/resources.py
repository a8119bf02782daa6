"""CloudFormation resources that moto cannot make yet, taught to it, so that the whole template comes up as it ships.

Each is made by the service's own API call, from the properties as CloudFormation gives them: botocore checks them.
"""

from __future__ import annotations

import json
from typing import Any, Callable

import boto3
from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel

from invictus.shapes import Json

# Takes a resource's properties and the name that CloudFormation would generate. Returns the physical id.
Maker = Callable[[Json, str], str]


def _called(service: str, operation: str, identifier: str, within: str = "") -> Maker:
    """Return the maker of a resource whose properties are the call's: its id is in what is answered, or in them."""

    def make(properties: Json, name: str) -> str:
        answer = getattr(boto3.client(service), operation)(**properties)  # type: ignore[call-overload]
        return str(answer.get(identifier) or properties.get(within, properties)[identifier])

    return make


def _secret(properties: Json, name: str) -> str:
    client = boto3.client("secretsmanager")
    return str(client.create_secret(Name=properties["Name"], Description=properties["Description"])["ARN"])


def _bucket_policy(properties: Json, name: str) -> str:
    """Do nothing: the deployment bucket's policy allows TLS only, and what is in this process uses none."""
    return str(properties["Bucket"])


def _queue_policy(properties: Json, name: str) -> str:
    for queue in properties["Queues"]:
        policy = json.dumps(properties["PolicyDocument"])
        boto3.client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    return name


def _topic_policy(properties: Json, name: str) -> str:
    for topic in properties["Topics"]:
        policy = json.dumps(properties["PolicyDocument"])
        boto3.client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
    return name


def _metric_filter(properties: Json, name: str) -> str:
    transformations: Any = [
        {key[0].lower() + key[1:]: value for key, value in transformation.items()}
        for transformation in properties["MetricTransformations"]
    ]
    boto3.client("logs").put_metric_filter(
        logGroupName=properties["LogGroupName"],
        filterName=name,
        filterPattern=properties["FilterPattern"],
        metricTransformations=transformations,
    )
    return name


def _work_group(properties: Json, name: str) -> str:
    configuration = properties["WorkGroupConfiguration"]
    boto3.client("athena").create_work_group(Name=properties["Name"], Configuration=configuration)
    return str(properties["Name"])


MAKERS: dict[str, Maker] = {
    "AWS::SecretsManager::Secret": _secret,
    "AWS::SNS::Subscription": _called("sns", "subscribe", "SubscriptionArn"),
    "AWS::S3::BucketPolicy": _bucket_policy,
    "AWS::SQS::QueuePolicy": _queue_policy,
    "AWS::SNS::TopicPolicy": _topic_policy,
    "AWS::Logs::MetricFilter": _metric_filter,
    "AWS::CloudWatch::Alarm": _called("cloudwatch", "put_metric_alarm", "AlarmName"),
    "AWS::Glue::Database": _called("glue", "create_database", "Name", "DatabaseInput"),
    "AWS::Glue::Table": _called("glue", "create_table", "Name", "TableInput"),
    "AWS::Athena::WorkGroup": _work_group,
    "AWS::Athena::NamedQuery": _called("athena", "create_named_query", "NamedQueryId"),
}


def _model(resource_type: str, make: Maker) -> type[CloudFormationModel]:
    class Taught(CloudFormationModel):
        def __init__(self, physical_id: str) -> None:
            self.physical_id = physical_id

        @property
        def physical_resource_id(self) -> str:
            return self.physical_id

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

        @classmethod
        def has_cfn_attr(cls, attr: str) -> bool:
            return False

        def is_created(self) -> bool:
            return True

    return Taught


# moto finds its models among the subclasses of CloudFormationModel, which hold them only weakly.
MODELS = [_model(resource_type, make) for resource_type, make in MAKERS.items()]
parsing.get_model_map.cache_clear()
