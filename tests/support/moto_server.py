"""A moto server in a process of its own, so that the tests' own moto does not answer for it."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch


@contextmanager
def moto_server() -> Iterator[str]:
    """Start a moto server on a free port of loopback. Yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.support.moto_server", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while server.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        assert server.poll() is None, (
            "the moto server ended at once: run it as python -m tests.support.moto_server 5000"
        )
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def serve(port: str) -> None:
    """Serve until killed, with moto corrected where it differs from AWS."""
    from moto import mock_aws
    from moto.cloudformation import models
    from moto.iam.access_control import PermissionResult
    from moto.s3.models import FakeBucket
    from moto.server import main

    import local.embedded_aws.deployment  # noqa: F401 - teaches moto the resources that it does not know
    from local.embedded_aws.speed import clients_made_once

    taught = cloudfront_models()
    apply = models.ChangeSet.apply

    def apply_with_outputs(change_set: Any) -> None:
        """Apply a change set, and work out the stack's outputs: moto leaves them as they were."""
        apply(change_set)
        stack = change_set.stack
        stack.template = change_set.template
        stack._parse_template()
        stack.output_map = stack._create_output_map()

    # moto reads "only over TLS" without its Condition, as "not at all".
    policies = patch.object(FakeBucket, "get_permission", lambda *_: PermissionResult.NEUTRAL)
    outputs = patch.object(models.ChangeSet, "apply", apply_with_outputs)
    # cfn-lint takes seconds, and tests/test_infrastructure.py asks it.
    templates: Any = patch.object(models, "validate_template_cfn_lint", lambda template: [])
    # What was taught calls this same moto with boto3.
    with clients_made_once(), policies, templates, outputs, mock_aws():
        main(["-H", "127.0.0.1", "-p", port])
        del taught


def cloudfront_models() -> list[Any]:
    """Teach moto CloudFront's resources. It knows the API of two; of a headers policy it keeps the name only."""
    import boto3
    from moto.cloudformation import parsing

    from local.embedded_aws.deployment import taught_model

    def access(properties: dict[str, Any], name: str) -> str:
        made = boto3.client("cloudfront").create_origin_access_control(**properties)
        return str(made["OriginAccessControl"]["Id"])

    def headers(properties: dict[str, Any], name: str) -> str:
        return str(properties["ResponseHeadersPolicyConfig"]["Name"])

    def distribution(properties: dict[str, Any], name: str) -> str:
        """Make a distribution of an origin and a behaviour. Its name is its id here: moto keeps one of the two."""
        config = properties["DistributionConfig"]
        given = {f: config[f] for f in ("Comment", "Enabled")}
        behaviour = {f: config["DefaultCacheBehavior"][f] for f in ("TargetOriginId", "ViewerProtocolPolicy")}
        origins = {"Quantity": 1, "Items": config["Origins"]}
        made = boto3.client("cloudfront").create_distribution(
            DistributionConfig={"CallerReference": "1", "Origins": origins, "DefaultCacheBehavior": behaviour, **given}
        )
        return str(made["Distribution"]["DomainName"])

    kinds = {"OriginAccessControl": access, "ResponseHeadersPolicy": headers, "Distribution": distribution}
    taught = [taught_model(f"AWS::CloudFront::{kind}", make) for kind, make in kinds.items()]
    for model in taught:
        model.get_cfn_attribute = lambda self, _: self.physical_resource_id  # type: ignore[attr-defined]
    parsing.get_model_map.cache_clear()
    return taught  # moto holds them weakly


if __name__ == "__main__":
    serve(sys.argv[1])
