"""Services that the embedded AWS leaves out are named where a template needs them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from local.embedded_aws.deployment import deploy
from local.embedded_aws.package import Package
from local.project import ROOT


def test_a_template_that_needs_a_service_left_out_is_refused(package: Package) -> None:
    with_a_network = {**package.template, "Resources": {"Network": {"Type": "AWS::EC2::VPC"}}}

    with pytest.raises(ValueError, match="Network is an AWS::EC2::VPC"):
        deploy(package._replace(template=with_a_network), "stack")


def test_the_large_services_are_not_imported() -> None:
    """They take two thirds of the start."""
    code = "import sys, local.embedded_aws.stack; print('openapi_spec_validator' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
