"""A list of posts: its pages, order, filters and fields, and what is refused, as WordPress does it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invictus.shapes import Json
from local.sample_blog.posts import whole_post
from local.sample_blog.rest import ApiRequest, reply_to
from local.sample_blog.server import Blog
from tests.support.blog_client import READER, get, ids, numbered

# Paging


def test_the_headers_tell_how_many_posts_and_pages_there_are(blog: Blog) -> None:
    reply = get(blog.api, categories=213, per_page=3)
    assert reply.headers["Content-Type"] == "application/json; charset=UTF-8"
    assert (reply.headers["X-WP-Total"], reply.headers["X-WP-TotalPages"]) == ("4", "2")


def test_a_page_has_ten_posts_unless_asked_otherwise() -> None:
    with Blog([numbered(number) for number in range(1, 13)]) as blog:
        assert len(get(blog.api).json()) == 10


def test_link_header_leads_through_the_pages_and_back(march: Blog) -> None:
    first = get(march.api, categories=213, per_page=2)
    assert "prev" not in first.links
    second = get(first.links["next"]["url"])
    assert ids(first) + ids(second) == [4, 3, 2, 1]
    assert "next" not in second.links
    assert ids(get(second.links["prev"]["url"])) == ids(first)


def test_a_page_past_the_end_is_an_error_without_totals(blog: Blog) -> None:
    reply = get(blog.api, page=2)
    assert reply.status_code == 400
    assert reply.json() == {
        "code": "rest_post_invalid_page_number",
        "message": "The page number requested is larger than the number of pages available.",
        "data": {"status": 400},
    }
    assert "X-WP-Total" not in reply.headers and "X-WP-TotalPages" not in reply.headers


@pytest.mark.parametrize("page", [1, 5])
def test_an_unknown_category_is_an_empty_list_on_any_page(blog: Blog, page: int) -> None:
    reply = get(blog.api, categories=404, page=page)
    assert (reply.status_code, reply.json()) == (200, [])
    assert (reply.headers["X-WP-Total"], reply.headers["X-WP-TotalPages"]) == ("0", "0")


def test_an_offset_skips_posts_and_one_past_the_end_finds_none(march: Blog) -> None:
    assert ids(get(march.api, categories=213, offset=1, per_page=2)) == [3, 2]
    past_the_end = get(march.api, categories=213, offset=4)
    assert (past_the_end.status_code, past_the_end.json(), past_the_end.headers["X-WP-Total"]) == (200, [], "0")


def test_posts_of_one_date_change_places_from_page_to_page_unless_ordered_by_id() -> None:
    same_second = "2021-03-01T17:00:00"
    with Blog([numbered(number, date=same_second) for number in range(1, 7)]) as blog:
        by_date = [number for page in (1, 2, 3) for number in ids(get(blog.api, per_page=2, page=page))]
        by_id = [number for page in (1, 2, 3) for number in ids(get(blog.api, per_page=2, page=page, orderby="id"))]
    assert len(by_date) == 6 and len(set(by_date)) < 6
    assert by_id == [6, 5, 4, 3, 2, 1]


# Wrong values


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("per_page", "0", "per_page must be between 1 (inclusive) and 100 (inclusive)"),
        ("per_page", "101", "per_page must be between 1 (inclusive) and 100 (inclusive)"),
        ("per_page", "-1", "per_page must be between 1 (inclusive) and 100 (inclusive)"),
        ("per_page", "ten", "per_page is not of type integer."),
        ("per_page", "", "per_page is not of type integer."),
        ("page", "0", "page must be greater than or equal to 1"),
        ("offset", "one", "offset is not of type integer."),
        ("order", "newest", "order is not one of asc and desc."),
        ("orderby", "mood", "orderby is not one of date, id, and modified."),
        ("categories", "213,lifting", "categories[1] is not of type integer."),
        ("include", "latest", "include[0] is not of type integer."),
        ("after", "2021-01-17", "Invalid date."),
        ("after", "2021-02-30T17:00:00", "Invalid date."),
        ("after", "\u0662\u0660\u0662\u0661-01-17T17:00:00", "Invalid date."),
        ("modified_after", "yesterday", "Invalid date."),
        ("status", "publish,private", "Status is forbidden."),
    ],
)
def test_a_wrong_value_is_refused_by_name(blog: Blog, name: str, value: str, message: str) -> None:
    reply = get(blog.api, READER, **{name: value})
    assert reply.status_code == 400
    assert reply.json() == {
        "code": "rest_invalid_param",
        "message": f"Invalid parameter(s): {name}",
        "data": {"status": 400, "params": {name: message}},
    }
    assert "X-WP-Total" not in reply.headers


def test_all_wrong_values_are_named_at_once(blog: Blog) -> None:
    refusal = get(blog.api, per_page=0, page="x").json()
    assert refusal["message"] == "Invalid parameter(s): per_page, page"
    assert sorted(refusal["data"]["params"]) == ["page", "per_page"]


def test_an_unknown_parameter_is_ignored(blog: Blog) -> None:
    assert len(get(blog.api, flavour="vanilla").json()) == 4


# Which posts, in which order


@pytest.mark.parametrize(
    ("orderby", "order", "expected"),
    [
        ("date", "desc", [3, 1, 2]),
        ("date", "asc", [2, 1, 3]),
        ("id", "desc", [3, 2, 1]),
        ("id", "asc", [1, 2, 3]),
        ("modified", "desc", [2, 3, 1]),
        ("modified", "asc", [1, 3, 2]),
    ],
)
def test_posts_come_in_the_order_that_was_asked_for(orderby: str, order: str, expected: list[int]) -> None:
    posts = [
        numbered(1, date="2021-03-02T17:00:00"),
        numbered(2, date="2021-03-01T17:00:00", modified="2021-04-01T08:00:00"),
        numbered(3, date="2021-03-03T17:00:00"),
    ]
    with Blog(posts) as blog:
        assert ids(get(blog.api, orderby=orderby, order=order)) == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"categories": "99"}, [5]),
        ({"categories": "99,213"}, [5, 4, 3, 2, 1]),
        ({"include": "2,4,6"}, [4, 2]),
        ({"slug": "march-3-2021"}, [3]),
        ({"slug": "march-3-2021,march-1-2021"}, [3, 1]),
        ({"after": "2021-03-03T17:00:00"}, [5, 4]),
        ({"after": "2021-03-03T16:59:59"}, [5, 4, 3]),
        ({"before": "2021-03-02T17:00:00"}, [1]),
        ({"after": "2021-03-04T01:00:00Z"}, [5, 4]),
        ({"after": "2021-03-03T20:00:00Z"}, [5, 4, 3]),
        ({"after": "2021-03-03T21:00:00+01:00"}, [5, 4, 3]),
        ({"modified_after": "2021-03-04T17:00:00"}, [5]),
        ({"modified_before": "2021-03-02T17:00:00"}, [1]),
    ],
)
def test_a_filter_selects_its_posts(march: Blog, parameters: Json, expected: list[int]) -> None:
    assert ids(get(march.api, **parameters)) == expected


def test_a_corrected_post_is_found_by_modified_after(march: Blog) -> None:
    march.posts[0]["modified"] = "2021-05-01T09:00:00"
    assert ids(get(march.api, modified_after="2021-04-01T00:00:00")) == [1]


# One post, and fields


def test_a_post_is_found_by_its_id(blog: Blog) -> None:
    newest = get(blog.api, per_page=1).json()[0]
    assert get(f"{blog.api}/{newest['id']}").json() == newest


def test_an_unknown_id_answers_404(blog: Blog) -> None:
    reply = get(f"{blog.api}/1")
    assert reply.status_code == 404
    assert reply.json() == {"code": "rest_post_invalid_id", "message": "Invalid post ID.", "data": {"status": 404}}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("id,slug", {"id": 1, "slug": "march-1-2021"}),
        ("id,title.rendered", {"id": 1, "title": {"rendered": "March 1, 2021"}}),
        ("content.protected", {"content": {"protected": False}}),
        ("content.protected,content", {"content": {"rendered": "<p>Monday</p>", "protected": False}}),
        ("content,content.protected", {"content": {"rendered": "<p>Monday</p>", "protected": False}}),
        ("id, nonsense", {"id": 1}),
    ],
)
def test_fields_trims_posts(march: Blog, fields: str, expected: Json) -> None:
    assert get(march.api, slug="march-1-2021", _fields=fields).json() == [expected]
    assert get(f"{march.api}/1", _fields=fields).json() == expected


def test_empty_fields_trims_nothing(march: Blog) -> None:
    assert "content" in get(f"{march.api}/1", _fields="").json()


# Laws

# The characters of valid values, and some that no value contains: an Arabic 3, an accent, markup.
QUERY_VALUES = st.text("0123456789-+,.:TZ idasc\u0663é<%[]", max_size=25) | st.integers().map(str)
NAMES = ["per_page", "page", "offset", "order", "orderby", "categories", "include", "after", "status", "_fields"]


@given(st.dictionaries(st.sampled_from(NAMES), QUERY_VALUES))
def test_any_query_is_answered_in_json_and_never_with_an_exception(query: Json) -> None:
    request = ApiRequest("GET", "/wp-json/wp/v2/posts", query, "http://blog", None)
    reply = reply_to(request, [whole_post(numbered(number), "a post") for number in (1, 2, 3)])
    assert reply.status in (200, 400)
    json.loads(b"".join(reply.body))


@given(st.integers(1, 40), st.integers(1, 100))
def test_pages_ordered_by_id_hold_every_post_once(count: int, per_page: int) -> None:
    posts = [whole_post(numbered(1, id=number), "a post") for number in range(count)]
    seen, page, pages = [], 1, 1
    while page <= pages:
        query = {"orderby": "id", "order": "asc", "per_page": str(per_page), "page": str(page)}
        reply = reply_to(ApiRequest("GET", "/wp-json/wp/v2/posts", query, "http://blog", None), posts)
        seen += [found["id"] for found in json.loads(b"".join(reply.body))]
        page, pages = page + 1, int(reply.headers["X-WP-TotalPages"])
    assert seen == list(range(count))
