"""A shortened call brings moto the same request, and its answers the same values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from moto.core.request import Request

from local.embedded_aws import short_calls
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.server import Blog
from tests.support.posts import week_post


def kept(environ: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in environ.items() if name not in ("wsgi.input", "werkzeug.request")}


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([week_post()]) as blog:
        yield blog


@pytest.mark.skipif(not hasattr(Request, "from_primitives"), reason="moto before 5.2 makes its requests otherwise")
def test_moto_gets_the_request_that_it_would_make_itself(
    package: Package, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, ours, seen = Request.from_primitives.__func__, short_calls._request_of, []  # type: ignore[attr-defined]

    def both(cls: Any, method: str, url: str, headers: Any, body: Any = None) -> Any:
        if hasattr(body, "read"):
            body = body.read()
        made = [make(cls, method, url, headers, body) for make in (theirs, ours)]
        seen.append([(kept(request.environ), request.data, request.url, request.raw_url) for request in made])
        return made[1]

    monkeypatch.setattr(short_calls, "_request_of", both)
    with EmbeddedAws(package) as aws:
        aws.read_blog(blog.api)
        assert aws.execute({}).status == "SUCCEEDED"
        odd = {"Bucket": aws.resources["DataBucket"], "Key": "a b/ü%41+?.txt"}
        aws.client("s3").put_object(**odd, Body="é", Metadata={"my_key": "1", "k2": "2"})
        assert aws.client("s3").get_object(**odd)["Metadata"] == {"my_key": "1", "k2": "2"}

    assert len(seen) > 50
    for theirs_made, ours_made in seen:
        assert ours_made == theirs_made


@pytest.mark.parametrize(
    ("service", "operation", "given"),
    [
        ("s3", "PutObject", {"Bucket": "one", "Key": "a"}),
        ("s3", "PutObject", {"Bucket": "one", "Key": "b/c.json"}),
        ("s3", "PutObject", {"Bucket": "with.a.dot", "Key": "a"}),
        ("s3", "GetObject", {"Bucket": "one", "Key": "a"}),
        ("s3", "ListBuckets", {}),
        ("dynamodb", "GetItem", {"TableName": "one"}),
        ("dynamodb", "GetItem", {"TableName": "two"}),
        ("stepfunctions", "StartExecution", {"name": "one"}),
    ],
)
def test_an_address_is_the_one_that_botocore_resolves(
    aws: EmbeddedAws, service: str, operation: str, given: dict[str, str]
) -> None:
    client = aws.client(service)
    resolver, called = client._ruleset_resolver, client.meta.service_model.operation_model(operation)
    theirs = resolver._provider.resolve_endpoint(**resolver._get_provider_params(called, given, {}))

    for _ in range(2):
        ours = resolver.construct_endpoint(called, given, {})
        assert (ours.url, ours.properties) == (theirs.url, theirs.properties)


def test_values_of_every_type_come_back_from_a_table(aws: EmbeddedAws) -> None:
    typed = {
        "text": {"S": "é"},
        "number": {"N": "1.50"},
        "flag": {"BOOL": False},
        "nothing": {"NULL": True},
        "texts": {"SS": ["a", "b"]},
        "numbers": {"NS": ["1", "2"]},
        "list": {"L": [{"M": {"deep": {"L": []}}}, {"S": ""}]},
        "bytes": {"B": b"\x00\xff"},
        "some bytes": {"L": [{"B": b"\x00"}, {"S": "and text"}]},
    }
    item = {"idempotency_key": {"S": "key"}, "map": {"M": typed}, **typed}
    dynamodb, name = aws.client("dynamodb"), aws.resources["IdempotencyTable"]
    dynamodb.put_item(TableName=name, Item=item)

    assert dynamodb.get_item(TableName=name, Key={"idempotency_key": {"S": "key"}})["Item"] == item
    assert dynamodb.scan(TableName=name)["Items"] == [item]
