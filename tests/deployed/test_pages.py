"""The address of the pages, as the template makes it with PAGES=1: private but for CloudFront, and told to nobody."""

from __future__ import annotations

from typing import Any

import pytest

from local.deployed import plan
from local.embedded_aws.package import Package

pytestmark = pytest.mark.infrastructure


def properties(package: Package, name: str) -> Any:
    return package.template["Resources"][name]["Properties"]


def test_without_pages_the_stack_has_none_of_their_resources(package: Package) -> None:
    """The package is compiled with PAGES=1. Without it only a parameter's default is another."""
    parameters = {**package.template["Parameters"], "Pages": {"Type": "String", "Default": "false"}}
    all_resources = plan.deployed_resources(package.template)
    without = plan.deployed_resources({**package.template, "Parameters": parameters})

    added = {"PagesBucket", "PagesBucketPolicy", "PagesAccess", "PagesHeaders", "PagesDistribution"}
    assert all_resources.keys() - without.keys() == added


def test_only_the_distribution_reads_the_bucket(package: Package) -> None:
    assert set(properties(package, "PagesBucket")["PublicAccessBlockConfiguration"].values()) == {True}
    _, allowed = properties(package, "PagesBucketPolicy")["PolicyDocument"]["Statement"]
    assert (allowed["Effect"], allowed["Action"]) == ("Allow", "s3:GetObject"), "a list would tell the name"
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    arn = "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${PagesDistribution}"
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceArn": {"Fn::Sub": arn}}}
    (origin,) = properties(package, "PagesDistribution")["DistributionConfig"]["Origins"]
    assert origin["OriginAccessControlId"] == {"Ref": "PagesAccess"}
    assert origin["S3OriginConfig"] == {"OriginAccessIdentity": ""}
    access = properties(package, "PagesAccess")["OriginAccessControlConfig"]
    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")


def test_pages_are_served_by_https_with_headers_that_keep_them_private(package: Package) -> None:
    behaviour = properties(package, "PagesDistribution")["DistributionConfig"]["DefaultCacheBehavior"]
    assert behaviour["ViewerProtocolPolicy"] == "redirect-to-https"
    assert behaviour["ResponseHeadersPolicyId"] == {"Ref": "PagesHeaders"}
    headers = properties(package, "PagesHeaders")["ResponseHeadersPolicyConfig"]
    assert headers["CustomHeadersConfig"]["Items"] == [
        {"Header": "X-Robots-Tag", "Value": "noindex, nofollow", "Override": True}
    ]
    security = headers["SecurityHeadersConfig"]
    assert security["ContentSecurityPolicy"]["ContentSecurityPolicy"] == "frame-ancestors 'none'"
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == "no-referrer"
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31536000
