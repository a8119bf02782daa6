"""The one reader of `.env`, for the commands and, as `python -m local.settings_file FILE`, for serverless/settings.js.

A line is `NAME=value` or `NAME: value`. Nothing is filled in: `${X}` in a password is part of it.
"""

from __future__ import annotations

import json
import re
import sys
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values

from invictus.errors import InvictusError

_WITH_A_COLON = re.compile(r"^(\s*(?:export\s+)?[A-Z][A-Z0-9_]*):[ \t]+", re.MULTILINE)


class SettingsFileError(InvictusError):
    """The file .env cannot be read. The message says what to correct."""


def settings_in(file: Path) -> dict[str, str]:
    """Return what an `.env` sets, nothing if there is no such file. Raises SettingsFileError."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise SettingsFileError(f"{file.name} is not UTF-8 text (byte {error.start}). Save it as UTF-8") from error
    except OSError as error:
        raise SettingsFileError(f"{file.name} cannot be read ({error.strerror}). Make it readable") from error
    if "\0" in text:
        raise SettingsFileError(f"{file.name} is not text: it holds a zero byte. Write it anew")
    found = dotenv_values(stream=StringIO(_WITH_A_COLON.sub(r"\1=", text)), interpolate=False)
    return {name: value for name, value in found.items() if value is not None}


if __name__ == "__main__":
    try:
        print(json.dumps(settings_in(Path(sys.argv[1]))))
    except SettingsFileError as error:
        sys.exit(f"Error: {error}.")
