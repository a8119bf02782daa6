"""What Python does at its start under `npx serverless invoke local`: print an error of ours as one sentence."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Optional


def print_sentence(kind: type[BaseException], error: BaseException, trace: Optional[TracebackType]) -> None:
    """Print a named error without its traceback. A fault of the program keeps it."""
    errors = sys.modules.get("invictus.errors")
    if errors and isinstance(error, errors.InvictusError):
        sys.stderr.write(f"Error: {kind.__name__}: {error}\n")
    else:
        sys.__excepthook__(kind, error, trace)


sys.excepthook = print_sentence
