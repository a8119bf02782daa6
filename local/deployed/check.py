"""`make deploy` asks this first: is everything there that a deployment needs? Names what is not, with its remedy.

python -m local.deployed.check [--stage dev]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

from botocore.exceptions import ClientError

from local.deployed import account

DEFAULT_BUCKET = "invictus-test-213"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.deployed.check", description=__doc__.splitlines()[0])
    parser.add_argument("--stage", default=account.default_stage())
    stage = parser.parse_args().stage
    account.settings()
    problems = []
    for check in (_docker, lambda: _account_and_bucket(stage)):
        try:
            check()
        except account.AccountError as error:
            problems.append(str(error))
    for problem in problems:
        print(f"Missing for a deployment: {problem}.", file=sys.stderr)
    return 1 if problems else 0


def _docker() -> None:
    """Packaging runs pip in Docker where this machine is not Linux, as Lambda is (dockerizePip: non-linux)."""
    if sys.platform.startswith("linux"):
        return
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "info"], capture_output=True).returncode:
        raise account.AccountError("Docker does not run. Start it (https://docs.docker.com/get-docker/)")


def _account_and_bucket(stage: str) -> None:
    session = account.session()
    bucket = os.environ.get("INVICTUS_BUCKET") or DEFAULT_BUCKET
    try:
        session.client("s3").head_bucket(Bucket=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] == "404":
            return
        raise account.AccountError(
            f"the bucket name {bucket!r} is held by someone else (bucket names are global)."
            " Choose your own: INVICTUS_BUCKET=... in .env"
        ) from error
    try:
        ours = account.resources(session, stage).get("DataBucket")
    except account.AccountError:
        ours = None
    if ours != bucket:
        raise account.AccountError(
            f"the bucket {bucket!r} is in your account already and not of this stack (a removed stack leaves its data)."
            " Choose another name: INVICTUS_BUCKET=... in .env, or empty and delete that bucket"
        )


if __name__ == "__main__":
    account.run(main)
