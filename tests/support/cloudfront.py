"""What a template makes of CloudFront, taught to the rehearsal's moto server, which knows CloudFront's API only.

Of a headers policy moto knows nothing: it gets a name, and no more. What it holds is checked by cfn-lint and on the
compiled template.
"""

from __future__ import annotations

from typing import Any

import boto3
from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel

from invictus.shapes import Json


class _Made:
    def __init__(self, physical_id: str, **attributes: str) -> None:
        self.physical_resource_id, self.attributes = physical_id, {"Id": physical_id, **attributes}

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return True

    def get_cfn_attribute(self, attribute_name: str) -> str:
        return self.attributes[attribute_name]


class OriginAccessControl(_Made, CloudFormationModel):
    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CloudFront::OriginAccessControl"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name: str, cloudformation_json: Json, *_: Any, **__: Any) -> Any:
        made = boto3.client("cloudfront").create_origin_access_control(**cloudformation_json["Properties"])
        return cls(made["OriginAccessControl"]["Id"])


class ResponseHeadersPolicy(_Made, CloudFormationModel):
    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CloudFront::ResponseHeadersPolicy"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name: str, *_: Any, **__: Any) -> Any:
        return cls(resource_name)


class Distribution(_Made, CloudFormationModel):
    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CloudFront::Distribution"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name: str, cloudformation_json: Json, *_: Any, **__: Any) -> Any:
        config = dict(cloudformation_json["Properties"]["DistributionConfig"])
        config["Origins"] = {"Quantity": 1, "Items": config["Origins"]}
        behaviour = dict(config["DefaultCacheBehavior"])
        methods = behaviour["AllowedMethods"]
        behaviour["AllowedMethods"] = {"Quantity": len(methods), "Items": methods}
        config["DefaultCacheBehavior"] = behaviour
        config["IsIPV6Enabled"] = config.pop("IPV6Enabled")
        made = boto3.client("cloudfront").create_distribution(
            DistributionConfig={"CallerReference": resource_name, **config}
        )["Distribution"]
        return cls(made["Id"], DomainName=made["DomainName"])


parsing.get_model_map.cache_clear()
