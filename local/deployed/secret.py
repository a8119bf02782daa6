"""`make secret`: puts the blog's credentials from .env into the stack's secret.

python -m local.deployed.secret [--stage dev]
"""

from __future__ import annotations

import argparse
import json
import os

from local.deployed import account


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.deployed.secret", description=__doc__.splitlines()[0])
    parser.add_argument("--stage", default=account.default_stage())
    stage = parser.parse_args().stage
    account.settings()
    missing = [name for name in ("INVICTUS_USER", "INVICTUS_PASS") if not os.environ.get(name)]
    if missing:
        raise account.AccountError(
            f"{' and '.join(missing)} not set. Write both into .env: a WordPress user and an Application Password of"
            " theirs. The public blog needs none"
        )
    session = account.session()
    secret = account.resources(session, stage)["WordPressCredentialsSecret"]
    value = json.dumps({"username": os.environ["INVICTUS_USER"], "password": os.environ["INVICTUS_PASS"]})
    session.client("secretsmanager").put_secret_value(SecretId=secret, SecretString=value)
    print(f"The credentials of {os.environ['INVICTUS_USER']} are in {secret}.")
    return 0


if __name__ == "__main__":
    account.run(main)
