"""Says by its exit code whether the packages of requirements.txt are in this Python: 0, or 1.

It looks at the packages and not at their dates, so that a set-up by hand counts. Standard library
only, because it runs before anything is installed.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_NAME = r"([A-Za-z0-9][A-Za-z0-9._-]*)"


def missing_packages() -> list[str]:
    """Return the packages of requirements.txt that this Python lacks, or has in another version than the lock's.

    The lock may hold several versions of one package, for several versions of Python. Any of them will do.
    """
    locked = defaultdict(set)
    for name, version in re.findall(f"{_NAME}==(\\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8")):
        locked[_plain(name)].add(version)
    files = (ROOT / name for name in ("requirements-prod.txt", "requirements.txt"))
    wanted = re.findall(f"^{_NAME}", "\n".join(file.read_text(encoding="utf-8") for file in files), re.MULTILINE)
    return [name for name in wanted if not _is_installed(name, locked[_plain(name)])]


def _is_installed(name: str, versions: set[str]) -> bool:
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return not versions or found in versions


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(1 if missing_packages() else 0)
