"""The program that moto makes of a state machine's definition, kept beside the compiled package.

Parsing ours takes 0.7 s of CPU time in each process; reading what was parsed takes 3 ms.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import moto
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser

LONG = 10_000  # characters: a shorter definition is parsed in no time

Parsed = tuple[Any, Any]


@contextmanager
def program_kept(folder: Path) -> Iterator[None]:
    """Have the parser of definitions keep what it made of a long one in `folder` until the block ends.

    A file is named by what it was made from: the definition, moto and Python. What it is read from is this project's
    own folder of compiled code, as trusted as the code.
    """
    parse = AmazonStateLanguageParser.parse

    @lru_cache(maxsize=8)
    def parse_or_read(definition: str) -> Parsed:
        if len(definition) < LONG:
            return parse(definition)
        made_from = "\n".join([moto.__version__, platform.python_version(), definition])
        file = folder / f"program-{hashlib.sha256(made_from.encode()).hexdigest()[:24]}.pickle"
        # A damaged file is made anew. Nobody asks for the tree, the second of a pair.
        with suppress(OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, ValueError):
            return pickle.loads(file.read_bytes()), None  # noqa: S301 - see above
        program, tree = parse(definition)
        with suppress(OSError):  # a folder that cannot be written to is no reason to stop
            _write(file, pickle.dumps(program))
        return program, tree

    with patch.object(AmazonStateLanguageParser, "parse", staticmethod(parse_or_read)):
        yield


def _write(file: Path, content: bytes) -> None:
    """Write a file at once: another process may be reading it."""
    handle, beside = tempfile.mkstemp(dir=file.parent)
    with open(handle, "wb") as opened:
        opened.write(content)
    os.replace(beside, file)
