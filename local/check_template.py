"""`python -m local check-template`: the compiled template, checked by cfn-lint; its state machine, by asl-validator.

cfn-lint does not read the definition, and moto takes paths that AWS refuses. asl-validator knows the language's schema,
its paths and its intrinsic functions.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click

from invictus.errors import InvictusError
from invictus.shapes import Json
from local.deployed.serverless import node_program
from local.embedded_aws.package import Package, compile_template
from local.project import ROOT

# A placeholder for what only a deployment knows: a function's ARN, and the names of the table, bucket and topic.
ARN = "arn:aws:lambda:us-east-1:123456789012:function:filled-in"


class TemplateError(InvictusError):
    """The compiled template or its state machine is not valid. The message says where to correct it."""


def filled_in(template: Json) -> str:
    """Return the template's state machine as JSON, each of its DefinitionSubstitutions filled in."""
    resources = template["Resources"].values()
    (machine,) = (each["Properties"] for each in resources if each["Type"] == "AWS::StepFunctions::StateMachine")
    definition = json.dumps(machine["Definition"])
    for name in machine["DefinitionSubstitutions"]:
        definition = definition.replace(f"${{{name}}}", ARN)
    return definition


def check_definition(definition: str) -> None:
    """Raise TemplateError unless asl-validator finds nothing wrong with a definition."""
    validator = [node_program("asl-validator"), "--json-definition", definition]
    done = subprocess.run(validator, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise TemplateError(f"SemiStructureInvictusPost_stateMachine.yml is not valid:\n{said}\nCorrect it there")


def lint(package: Package) -> None:
    """Raise TemplateError unless cfn-lint finds nothing wrong with the compiled template; it prints what it finds."""
    cfn_lint = [str(Path(sys.executable).with_name("cfn-lint")), "--template", str(package.template_file)]
    if subprocess.run(cfn_lint, cwd=ROOT).returncode:
        raise TemplateError("cfn-lint found errors, above. Correct the template in serverless/ or serverless.yml")


@click.command("check-template")
def check_template() -> None:
    """Compile the template and check it with cfn-lint, and its state machine with asl-validator."""
    package = compile_template()
    lint(package)
    click.echo("cfn-lint: the compiled template is clean")
    check_definition(filled_in(package.template))
    click.echo("asl-validator: the compiled state machine is valid")
