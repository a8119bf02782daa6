"""The functions' log, locally: one JSON object a line, as Lambda writes it with `logFormat: JSON`."""

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
    """Sends the functions' log to `file`, anew; moto's own log, which tells of its insides, goes nowhere."""
    file.parent.mkdir(parents=True, exist_ok=True)
    _log_to(logging.FileHandler(file, mode="w", encoding="utf-8"))
    for noisy in ("moto", "botocore"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)


def log_to_terminal() -> None:
    """Sends the functions' log to standard error."""
    _log_to(logging.StreamHandler())


def _log_to(handler: logging.Handler) -> None:
    handler.setFormatter(JsonFormatter())
    log = logging.getLogger("invictus")
    log.handlers = [handler]
    log.propagate = False
