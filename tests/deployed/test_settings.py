"""What the template takes from the environment and .env: the same for make and for npx."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from invictus.settings import DEFAULT_CATEGORY
from local.deployed import account, kept_data
from local.embedded_aws.package import Package
from local.project import BLOG_API, FUNCTIONS, ROOT

pytestmark = pytest.mark.infrastructure


def settings(folder: Path, command: str = "deploy", **environment: str) -> dict[str, Any]:
    """Return what serverless/settings.js gives in a folder that may hold an .env."""
    show = f"console.log(JSON.stringify(require({json.dumps(str(ROOT / 'serverless' / 'settings.js'))})))"
    node = shutil.which("node") or "node"
    variables = {"PATH": os.environ["PATH"], "HOME": str(folder), **environment}
    typed = [node, "-e", show, "--", "serverless", *command.split()]
    done = subprocess.run(typed, cwd=folder, env=variables, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_unset_and_empty_settings_have_defaults(tmp_path: Path) -> None:
    defaults = {
        "stage": account.DEFAULT_STAGE,
        "region": account.DEFAULT_REGION,
        "runtime": "python3.13",
        "schedule": "cron(0 5 * * ? *)",
        "api": BLOG_API,
        "category": DEFAULT_CATEGORY,
        "bucket": account.DEFAULT_BUCKET,
        "userAgent": "",
        "phoneNumber": "",
        "email": "",
        "sessionsTableExists": "false",
        "pythonBin": ".venv/bin/python",
        "profile": account.DEFAULT_PROFILE,
        "credentials": "none",
        "pages": "false",
    }

    assert settings(tmp_path) == defaults
    empty = dict.fromkeys(("STAGE", "AWS_REGION", "LAMBDA_RUNTIME", "SCHEDULE", "AWS_PROFILE", "PAGES"), "")
    assert settings(tmp_path, INVICTUS_BUCKET=" ", INVICTUS_USER="coach", **empty) == defaults


def test_dotenv_is_read_and_the_environment_overrides_it(tmp_path: Path) -> None:
    dotenv = "STAGE=qa\nINVICTUS_BUCKET=mine\nINVICTUS_USER=coach\nINVICTUS_PASS=abcd\n"
    (tmp_path / ".env").write_text(dotenv)
    found = settings(tmp_path)

    assert (found["stage"], found["bucket"], found["credentials"]) == ("qa", "mine", "set")
    found = settings(tmp_path, STAGE="prod", SESSIONS_TABLE_EXISTS="true")
    assert (found["stage"], found["sessionsTableExists"]) == ("prod", "true")


DOTENV_LINES = {
    "INVICTUS_BUCKET=x": "x",
    "INVICTUS_BUCKET: x": "x",
    "export INVICTUS_BUCKET = x # mine": "x",
    "INVICTUS_BUCKET=a${HOME}b$HOME": "a${HOME}b$HOME",
    "INVICTUS_BUCKET='a #${X}: b'": "a #${X}: b",
    'INVICTUS_BUCKET="a: #b"': "a: #b",
    "INVICTUS_BUCKET=a#b": "a#b",
    "\ufeffINVICTUS_BUCKET=x": "x",
}


@pytest.mark.parametrize(("written", "read"), DOTENV_LINES.items())
def test_make_and_npx_read_the_same_in_dotenv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, read: str
) -> None:
    (tmp_path / ".env").write_text(f"OTHER=1\n{written}\nLAST=2\n" if written[0] != "\ufeff" else written)
    monkeypatch.setattr(account, "ROOT", tmp_path)
    monkeypatch.setattr(os, "environ", {})

    account.load_dotenv_file()

    assert os.environ["INVICTUS_BUCKET"] == read
    monkeypatch.undo()
    assert settings(tmp_path)["bucket"] == read


def test_keys_in_the_environment_need_no_profile_nor_does_invoke_local_where_there_is_none(tmp_path: Path) -> None:
    assert settings(tmp_path, AWS_ACCESS_KEY_ID="AKIA")["profile"] == ""
    assert settings(tmp_path, AWS_ACCESS_KEY_ID="AKIA", AWS_PROFILE="mine")["profile"] == "mine"
    assert settings(tmp_path, "invoke local -f strip_post_html")["profile"] == ""
    assert settings(tmp_path, "invoke -f strip_post_html")["profile"] == account.DEFAULT_PROFILE
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "config").touch()
    assert settings(tmp_path, "invoke local -f strip_post_html")["profile"] == account.DEFAULT_PROFILE


def test_every_function_s_environment_and_role_can_be_resolved_by_the_framework(package: Package) -> None:
    """`deploy function` and `invoke local` accept only plain values, and roles by the logical id of a named role."""
    resources = package.template["Resources"]
    functions = [found["Properties"] for found in resources.values() if found["Type"] == "AWS::Lambda::Function"]

    assert len(functions) == len(FUNCTIONS)
    for function in functions:
        variables = function["Environment"]["Variables"]
        assert all(isinstance(value, str) for value in variables.values()), variables
        logical_id, attribute = function["Role"]["Fn::GetAtt"]
        assert attribute == "Arn"
        name = resources[logical_id]["Properties"]["RoleName"]
        assert name == f"invictus-dev-us-east-1-{function['Handler'].split('.')[1]}"
        assert len(name.replace("us-east-1", "ap-southeast-1")) <= 64
    variables = functions[0]["Environment"]["Variables"]
    assert variables["DYNAMODB_TABLE"] == kept_data.table_name("dev")
    assert variables["INVICTUS_SECRET"] == "invictus-weightlifting-dev-wordpress", "conftest.SETTINGS has credentials"
