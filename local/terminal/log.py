"""The functions' log, locally: one JSON object a line, as Lambda writes it with `logFormat: JSON`; or in words."""

from __future__ import annotations

import json
import logging
from pathlib import Path

# What every LogRecord has by itself; the rest came with `extra` and belongs into the line.
_OWN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "taskName"}


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "timestamp": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _OWN_FIELDS},
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_as_json(file: Path) -> None:
    """Send the functions' log to `file`, anew. Raises OSError where the file cannot be written."""
    logging.raiseExceptions = False  # no tracebacks in a run's output: of a full disk, the run itself tells
    _log_to(logging.FileHandler(file, mode="w", encoding="utf-8", errors="backslashreplace"), JsonFormatter())


def log_to_terminal() -> None:
    """Send the functions' log to standard error, in words."""
    _log_to(logging.StreamHandler(), logging.Formatter("%(message)s"))


def _log_to(handler: logging.Handler, form: logging.Formatter) -> None:
    handler.setFormatter(form)
    for noisy in ("moto", "botocore"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    log = logging.getLogger("invictus")
    for before in log.handlers:
        before.close()
    log.handlers, log.propagate = [handler], False
