"""CloudFormation resources that moto cannot make yet, taught to it, so that the whole template comes up as it ships.

Each is made by the service's own API call, from the properties as CloudFormation gives them.
"""

from __future__ import annotations

import json
from typing import Any, Callable

import boto3
from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel

from invictus.shapes import Json


def _secret(properties: Json) -> str:
    client = boto3.client("secretsmanager")
    return str(client.create_secret(Name=properties["Name"], Description=properties["Description"])["ARN"])


def _subscription(properties: Json) -> str:
    return str(boto3.client("sns").subscribe(**properties)["SubscriptionArn"])


def _bucket_policy(properties: Json) -> str:
    """Do nothing: the deployment bucket's policy allows TLS only, and what is in this process uses none."""
    return str(properties["Bucket"])


def _queue_policy(properties: Json) -> str:
    policy = json.dumps(properties["PolicyDocument"])
    for queue in properties["Queues"]:
        boto3.client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    return "queue-policy"


def _topic_policy(properties: Json) -> str:
    policy = json.dumps(properties["PolicyDocument"])
    for topic in properties["Topics"]:
        boto3.client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
    return "topic-policy"


def _metric_filter(properties: Json) -> str:
    transformations = [
        {name[0].lower() + name[1:]: value for name, value in transformation.items()}
        for transformation in properties["MetricTransformations"]
    ]
    boto3.client("logs").put_metric_filter(
        logGroupName=properties["LogGroupName"],
        filterName=properties["FilterName"],
        filterPattern=properties["FilterPattern"],
        metricTransformations=transformations,
    )
    return str(properties["FilterName"])


def _alarm(properties: Json) -> str:
    boto3.client("cloudwatch").put_metric_alarm(**properties)
    return str(properties["AlarmName"])


def _database(properties: Json) -> str:
    boto3.client("glue").create_database(**properties)
    return str(properties["DatabaseInput"]["Name"])


def _table(properties: Json) -> str:
    boto3.client("glue").create_table(**properties)
    return str(properties["TableInput"]["Name"])


def _work_group(properties: Json) -> str:
    configuration = properties["WorkGroupConfiguration"]
    boto3.client("athena").create_work_group(Name=properties["Name"], Configuration=configuration)
    return str(properties["Name"])


def _named_query(properties: Json) -> str:
    return str(boto3.client("athena").create_named_query(**properties)["NamedQueryId"])


MAKERS: dict[str, Callable[[Json], str]] = {
    "AWS::SecretsManager::Secret": _secret,
    "AWS::SNS::Subscription": _subscription,
    "AWS::S3::BucketPolicy": _bucket_policy,
    "AWS::SQS::QueuePolicy": _queue_policy,
    "AWS::SNS::TopicPolicy": _topic_policy,
    "AWS::Logs::MetricFilter": _metric_filter,
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::Glue::Database": _database,
    "AWS::Glue::Table": _table,
    "AWS::Athena::WorkGroup": _work_group,
    "AWS::Athena::NamedQuery": _named_query,
}

# Properties that a template may leave out: CloudFormation then makes a name of the stack's and the logical id.
GENERATED_NAMES = {"AWS::Logs::MetricFilter": "FilterName"}


def _model(resource_type: str, make: Callable[[Json], str]) -> type[CloudFormationModel]:
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
            name = GENERATED_NAMES.get(resource_type)
            generated = {name: resource_name} if name else {}
            return cls(make({**generated, **cloudformation_json["Properties"]}))

        @classmethod
        def has_cfn_attr(cls, attr: str) -> bool:
            return False

        def is_created(self) -> bool:
            return True

    return Taught


# moto finds its models among the subclasses of CloudFormationModel, which hold them only weakly.
MODELS = [_model(resource_type, make) for resource_type, make in MAKERS.items()]
parsing.get_model_map.cache_clear()
