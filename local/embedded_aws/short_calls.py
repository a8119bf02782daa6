"""The way of a call from botocore to moto and back, shortened: both are in this process, and no wire is between them.

A week takes 26 calls, and the way was most of their cost: the smallest week takes a quarter less CPU time with all of
this.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from io import BytesIO
from typing import Any, Optional
from unittest.mock import patch
from urllib.parse import unquote, urlsplit

from botocore.auth import S3SigV4Auth
from botocore.httpchecksum import AwsChunkedWrapper
from botocore.regions import EndpointRulesetResolver
from botocore.signers import RequestSigner
from botocore.useragent import UserAgentString
from moto import backend_index, backends
from moto.core import DEFAULT_ACCOUNT_ID, responses
from moto.core import request as moto_request
from moto.core.base_backend import BaseBackend
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.exceptions import HTTPException
from moto.core.serialize import BaseJSONSerializer

from invictus.shapes import Json

# moto has a request of its own from 5.2 on; before, its services read botocore's (Python 3.9 has no later one).
_Request: Any = getattr(moto_request, "Request", object)
REQUESTS_ARE_NORMALIZED = hasattr(_Request, "from_primitives")


@contextmanager
def short_calls() -> Iterator[None]:
    """Shorten the way of each call until the block ends."""
    with ExitStack() as parts:
        for part in (
            addresses_resolved_once,
            unsigned,
            routes_listed_once,
            answers_found_once,
            requests_made_simply,
            methods_listed_once,
            values_passed_whole,
        ):
            parts.enter_context(part())
        yield


@contextmanager
def addresses_resolved_once() -> Iterator[None]:
    """Resolve a service's address once for each client, operation and bucket, and name the client once.

    What else a request holds is in no address of the services that the stack uses.
    """
    resolve, name = EndpointRulesetResolver.construct_endpoint, UserAgentString.to_string

    def resolve_once(resolver: Any, operation_model: Any, call_args: Optional[Json], request_context: Any) -> Any:
        found = vars(resolver).setdefault("found", {})
        key = operation_model.name, (call_args or {}).get("Bucket")
        if key not in found:
            found[key] = resolve(resolver, operation_model, call_args, request_context)
        return found[key]._replace(headers=dict(found[key].headers))

    def name_once(agent: Any) -> str:
        if "name" not in vars(agent):
            agent.name = name(agent)
        return str(agent.name)

    with ExitStack() as patches:
        patches.enter_context(patch.object(EndpointRulesetResolver, "construct_endpoint", resolve_once))
        patches.enter_context(patch.object(UserAgentString, "to_string", name_once))
        yield


@contextmanager
def unsigned() -> Iterator[None]:
    """Name region and service in a request, as a signature does, and sign nothing: moto checks no signature.

    S3 is told how the body is encoded, which is part of its signature.
    """
    sign = RequestSigner.sign

    def name_only(signer: Any, operation_name: Any, request: Any, *more: Any, **options: Any) -> None:
        if more or options:  # presigning
            sign(signer, operation_name, request, *more, **options)
            return
        if signer.signing_name == "s3":
            encoding = S3SigV4Auth(None, "s3", signer.region_name).payload(request)  # type: ignore[arg-type]
            request.headers["X-Amz-Content-SHA256"] = encoding
        scope = f"embedded/20200101/{signer.region_name}/{signer.signing_name}/aws4_request"
        request.headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"

    with patch.object(RequestSigner, "sign", name_only):
        yield


@contextmanager
def routes_listed_once() -> Iterator[None]:
    """List a service's addresses once. For each call moto writes the patterns anew, and loads S3's module of them."""
    urls: Any = BaseBackend.urls
    listed: dict[Any, Json] = {}

    def urls_once(backend: Any) -> Json:
        service = type(backend), backend.region_name
        if service not in listed:
            listed[service] = urls.fget(backend)
        return listed[service]

    with patch.object(BaseBackend, "urls", property(urls_once)):
        yield


@contextmanager
def answers_found_once() -> Iterator[None]:
    """Find what answers at an address once. For each call moto tries the patterns of 150 services in turn."""
    if not REQUESTS_ARE_NORMALIZED:
        yield
        return
    process = BotocoreStubber.process_request

    def process_known(stubber: Any, request: Any) -> Any:
        answer = _answer_at(request.url.partition("?")[0])
        if answer is None:  # moto says so
            return process(stubber, request)
        made = moto_request.normalize_request(request)
        try:
            return answer(made, made.raw_url, made.headers)
        except HTTPException as error:
            return error.code, error.get_headers(), error.get_body()

    with patch.object(BotocoreStubber, "process_request", process_known):
        yield


@lru_cache(maxsize=1024)
def _answer_at(address: str) -> Optional[Callable[..., Any]]:
    """Return moto's function for an address of AWS, None if it has none."""
    for service, pattern in backend_index.backend_url_patterns:
        if pattern.match(address):
            regions = backends.get_backend(service)[DEFAULT_ACCOUNT_ID]  # type: ignore[call-overload]
            urls = regions["us-east-1" if "us-east-1" in regions else "aws"].urls
            return next((answer for known, answer in urls.items() if re.match(known, address)), None)
    return None


@contextmanager
def requests_made_simply() -> Iterator[None]:
    """Make moto's request from botocore's without werkzeug's builder, which is made for every case of the web."""
    if not REQUESTS_ARE_NORMALIZED:
        yield
        return
    with patch.object(moto_request.Request, "from_primitives", classmethod(_request_of)):
        yield


def _request_of(cls: Any, method: str, url: str, headers: Any, body: Any = None) -> Any:
    address = urlsplit(url)
    whole = body.read() if hasattr(body, "read") or isinstance(body, AwsChunkedWrapper) else body or b""
    whole = whole.encode() if isinstance(whole, str) else bytes(whole)
    environ: Json = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_wsgi(unquote(address.path)),
        "QUERY_STRING": _as_wsgi(address.query),
        "REQUEST_URI": _as_wsgi(address.path),
        "RAW_URI": _as_wsgi(address.path),
        "SERVER_NAME": address.hostname or "",
        "SERVER_PORT": str(address.port or (443 if address.scheme == "https" else 80)),
        "HTTP_HOST": address.netloc,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": address.scheme,
        "wsgi.input": BytesIO(whole),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    kept = {}
    for name, value in headers.items():
        if name.lower() == "transfer-encoding":
            continue
        key = moto_request.environ_key_for_header(name)
        text = value.decode() if isinstance(value, bytes) else str(value)
        environ[key] = f"{environ[key]}, {text}" if key in environ and key != "HTTP_HOST" else text
        if moto_request.should_preserve_original_header_name(name):
            kept[key] = name
    environ["CONTENT_LENGTH"] = str(len(whole))
    environ[moto_request.PRESERVED_HEADER_NAMES_ENVIRON_KEY] = kept
    return _AddressedRequest(environ)


class _AddressedRequest(_Request):  # type: ignore[misc]
    """A request whose address is put together from its parts. werkzeug reads it as an international one first."""

    @property
    def raw_url(self) -> str:
        query = self.query_string.decode()
        address = f"{self.environ['wsgi.url_scheme']}://{self.environ['HTTP_HOST']}{self.raw_path}"
        return f"{address}?{query}" if query else address


def _as_wsgi(text: str) -> str:
    return text.encode().decode("latin1")


@contextmanager
def methods_listed_once() -> Iterator[None]:
    """List a service's operations once. moto looks through its class for each call, and draws 52 random letters."""

    def request_id(headers: Optional[Json] = None) -> str:
        made = os.urandom(26).hex().upper()
        if isinstance(headers, dict):
            headers["x-amzn-requestid"] = made
        return made

    with ExitStack() as patches:
        patches.enter_context(patch.object(responses, "method_names_from_class", _methods_of))
        patches.enter_context(patch.object(responses, "gen_amzn_requestid_long", request_id))
        yield


_methods_of = lru_cache(maxsize=None)(responses.method_names_from_class)


@contextmanager
def values_passed_whole() -> Iterator[None]:
    """Pass DynamoDB's typed values on as they are. moto asks of each, at each depth, which of ten types it might be."""
    serialize = BaseJSONSerializer._serialize_type_structure

    def serialize_whole(serializer: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue" and key and _is_text(value):
            serialized[key] = value
        else:
            serialize(serializer, serialized, value, shape, key)

    with ExitStack() as patches:
        patches.enter_context(patch.object(BaseJSONSerializer, "_serialize_type_structure", serialize_whole))
        try:
            from moto.core.parse import BaseJSONParser
        except ImportError:  # before moto 5.2, which reads requests as they are
            pass
        else:
            parse = BaseJSONParser._parse_structure
            patches.enter_context(patch.object(BaseJSONParser, "_parse_structure", _parsing_whole(parse)))
        yield


def _parsing_whole(parse: Callable[[Any, Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    def parse_whole(parser: Any, shape: Any, value: Any) -> Any:
        return value if shape.name == "AttributeValue" and _is_text(value) else parse(parser, shape, value)

    return parse_whole


def _is_text(typed: Any) -> bool:
    """Return whether a typed value holds no bytes at any depth: those are not written as they are."""
    if not isinstance(typed, dict) or len(typed) != 1:
        return False
    ((kind, value),) = typed.items()
    if kind == "M":
        return isinstance(value, dict) and all(map(_is_text, value.values()))
    if kind == "L":
        return isinstance(value, list) and all(map(_is_text, value))
    return kind in ("S", "N", "BOOL", "NULL", "SS", "NS")
