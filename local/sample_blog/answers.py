"""What the sample blog answers with: JSON, a page of HTML, or a refusal as WordPress words it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Optional


@dataclass(frozen=True)
class Answer:
    """What goes back over the wire. `length` is what Content-Length promises; None leaves the header out."""

    status: int
    headers: Mapping[str, str]
    body: Iterable[bytes]
    length: Optional[int]


class RestError(Exception):
    """A request that WordPress refuses, with the code that clients tell errors by."""

    def __init__(self, status: int, code: str, message: str, **data: Any) -> None:
        super().__init__(message)
        self.status, self.code, self.data = status, code, {"status": status, **data}

    def answer(self) -> Answer:
        return json_answer({"code": self.code, "message": str(self), "data": self.data}, self.status)


def json_answer(value: Any, status: int = 200, headers: Optional[Mapping[str, str]] = None) -> Answer:
    body = json.dumps(value, separators=(",", ":")).encode()
    return Answer(status, {"Content-Type": "application/json; charset=UTF-8", **(headers or {})}, [body], len(body))


def html_answer(status: int, title: str, sentence: str, headers: Optional[Mapping[str, str]] = None) -> Answer:
    page = f"<html><head><title>{title}</title></head>\n<body><h1>{title}</h1>\n<p>{sentence}</p></body></html>\n"
    body = f"<!DOCTYPE html>\n{page}".encode()
    return Answer(status, {"Content-Type": "text/html; charset=UTF-8", **(headers or {})}, [body], len(body))
