"""The sample blog answers as WordPress does: asked over HTTP, as the pipeline asks."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import time

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from local.project import ROOT
from local.sample_blog.posts import read_folder, whole_post
from local.sample_blog.rest import Question, reply_to
from local.sample_blog.server import Blog, BlogFolderError, Fault, PostFileError

SAMPLE_POSTS = ROOT / "test_events" / "posts"
READER = {"User-Agent": "invictus-etl-tests/1.0"}
JSON_READER = {**READER, "Accept": "application/json"}
USER, PASSWORD = "coach", "abcd efgh ijkl mnop"

NEWEST = "january-18-24-2021-5-day-weightlifting-program"
THREE_DAYS = "january-18-24-2021-3-day-weightlifting-program"
SECOND_WEEK = "january-11-17-2021-5-day-weightlifting-program"
YEAR_END = "december-28-2020-january-3-2021-5-day-weightlifting-program"


def post(number, **fields):
    """A post of the week that begins on the given day of March 2021."""
    return {
        "id": number,
        "date": f"2021-03-{number:02}T17:00:00",
        "slug": f"march-{number}-2021",
        "title": {"rendered": f"March {number}, 2021"},
        "content": {"rendered": "<p>Monday</p>"},
        **fields,
    }


def get(address, headers=READER, **parameters):
    return requests.get(address, params=parameters, headers=headers, timeout=5)


def slugs(reply):
    return [found["slug"] for found in reply.json()]


def ids(reply):
    return [found["id"] for found in reply.json()]


@pytest.fixture()
def blog():
    with Blog.from_folder(SAMPLE_POSTS, user=USER, password=PASSWORD) as blog:
        yield blog


@pytest.fixture()
def march():
    """Seven posts, a day apart, of which one belongs to another category, one is private and one a draft."""
    posts = [post(number) for number in range(1, 8)]
    posts[4]["categories"] = [99]
    posts[5]["status"] = "private"
    posts[6]["status"] = "draft"
    with Blog(posts, user=USER, password=PASSWORD) as blog:
        yield blog


# --- The sample posts ------------------------------------------------------------------------------------------------


def test_the_sample_weeks_come_newest_first(blog):
    assert slugs(get(blog.api, categories=213)) == [NEWEST, THREE_DAYS, SECOND_WEEK, YEAR_END]


@pytest.mark.parametrize("file", sorted(SAMPLE_POSTS.glob("*.json")), ids=lambda file: file.stem)
def test_a_sample_file_is_named_after_its_post_and_is_a_whole_rest_object(file):
    found = json.loads(file.read_text(encoding="utf-8"))
    assert file.stem == f"{found['date'][:10]}__{found['slug']}"
    assert found == whole_post(found, file.name), "nothing had to be filled in"
    assert found["link"].endswith(f"/{found['slug']}/")
    assert f"/{found['id']}" in found["_links"]["self"][0]["href"]


@pytest.mark.parametrize("file", sorted(SAMPLE_POSTS.glob("*.json")), ids=lambda file: file.stem)
def test_a_sample_post_is_texturized_as_wordpress_does(file):
    content = json.loads(file.read_text(encoding="utf-8"))["content"]["rendered"]
    text = re.sub(r"<[^>]*>", "", content)
    assert not re.search(r"'|\"|\.\.\.| - |\d+x\d|&(?!#?\w+;)", text)
    assert "&#8217;" in text


# --- Paging ----------------------------------------------------------------------------------------------------------


def test_the_headers_tell_how_many_posts_and_pages_there_are(blog):
    reply = get(blog.api, categories=213, per_page=3)
    assert reply.headers["Content-Type"] == "application/json; charset=UTF-8"
    assert (reply.headers["X-WP-Total"], reply.headers["X-WP-TotalPages"]) == ("4", "2")


def test_ten_posts_a_page_unless_asked_otherwise():
    with Blog([post(number) for number in range(1, 13)]) as blog:
        assert len(get(blog.api).json()) == 10


def test_link_header_leads_through_the_pages_and_back(march):
    first = get(march.api, categories=213, per_page=2)
    assert "prev" not in first.links
    second = get(first.links["next"]["url"])
    assert ids(first) + ids(second) == [4, 3, 2, 1]
    assert "next" not in second.links
    assert ids(get(second.links["prev"]["url"])) == ids(first)


def test_a_page_past_the_end_is_an_error_without_totals(blog):
    reply = get(blog.api, page=2)
    assert reply.status_code == 400
    assert reply.json() == {
        "code": "rest_post_invalid_page_number",
        "message": "The page number requested is larger than the number of pages available.",
        "data": {"status": 400},
    }
    assert "X-WP-Total" not in reply.headers and "X-WP-TotalPages" not in reply.headers


@pytest.mark.parametrize("page", [1, 5])
def test_an_unknown_category_is_an_empty_list_on_any_page(blog, page):
    reply = get(blog.api, categories=404, page=page)
    assert (reply.status_code, reply.json()) == (200, [])
    assert (reply.headers["X-WP-Total"], reply.headers["X-WP-TotalPages"]) == ("0", "0")


def test_an_offset_skips_posts_and_past_the_end_finds_none(march):
    assert ids(get(march.api, categories=213, offset=1, per_page=2)) == [3, 2]
    past_the_end = get(march.api, categories=213, offset=4)
    assert (past_the_end.status_code, past_the_end.json(), past_the_end.headers["X-WP-Total"]) == (200, [], "0")


def test_posts_of_one_date_change_places_from_page_to_page_unless_ordered_by_id():
    same_second = "2021-03-01T17:00:00"
    with Blog([post(number, date=same_second) for number in range(1, 7)]) as blog:
        by_date = [number for page in (1, 2, 3) for number in ids(get(blog.api, per_page=2, page=page))]
        by_id = [number for page in (1, 2, 3) for number in ids(get(blog.api, per_page=2, page=page, orderby="id"))]
    assert len(by_date) == 6 and len(set(by_date)) < 6
    assert by_id == [6, 5, 4, 3, 2, 1]


# --- Wrong values ----------------------------------------------------------------------------------------------------


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
def test_a_wrong_value_is_refused_by_name(blog, name, value, message):
    reply = get(blog.api, **{name: value})
    assert reply.status_code == 400
    assert reply.json() == {
        "code": "rest_invalid_param",
        "message": f"Invalid parameter(s): {name}",
        "data": {"status": 400, "params": {name: message}},
    }
    assert "X-WP-Total" not in reply.headers


def test_all_wrong_values_are_named_at_once(blog):
    refusal = get(blog.api, per_page=0, page="x").json()
    assert refusal["message"] == "Invalid parameter(s): per_page, page"
    assert sorted(refusal["data"]["params"]) == ["page", "per_page"]


def test_an_unknown_parameter_is_ignored(blog):
    assert len(get(blog.api, flavour="vanilla").json()) == 4


# --- Which posts, in which order -------------------------------------------------------------------------------------


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
def test_order(orderby, order, expected):
    posts = [
        post(1, date="2021-03-02T17:00:00"),
        post(2, date="2021-03-01T17:00:00", modified="2021-04-01T08:00:00"),
        post(3, date="2021-03-03T17:00:00"),
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
def test_filters(march, parameters, expected):
    assert ids(get(march.api, **parameters)) == expected


def test_a_corrected_post_is_found_by_modified_after(march):
    march.posts[0]["modified"] = "2021-05-01T09:00:00"
    assert ids(get(march.api, modified_after="2021-04-01T00:00:00")) == [1]


# --- One post, and fields --------------------------------------------------------------------------------------------


def test_one_post_by_its_id(blog):
    newest = get(blog.api, per_page=1).json()[0]
    assert get(f"{blog.api}/{newest['id']}").json() == newest


def test_no_post_of_that_id(blog):
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
def test_fields_trims_posts(march, fields, expected):
    assert get(march.api, slug="march-1-2021", _fields=fields).json() == [expected]
    assert get(f"{march.api}/1", _fields=fields).json() == expected


def test_empty_fields_trims_nothing(march):
    assert "content" in get(f"{march.api}/1", _fields="").json()


# --- Routes, credentials, firewall -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/wp-json/wp/v2", "/wp-json/wp/v2/pages", "/wp-json/wp/v2/posts/latest"])
def test_other_routes_are_not_there(blog, path):
    reply = get(blog.site + path)
    assert (reply.status_code, reply.json()["code"]) == (404, "rest_no_route")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_blog_is_read_only(blog, method):
    reply = requests.request(method, blog.api, json={"title": "Mine"}, headers=READER, timeout=5)
    assert (reply.status_code, reply.json()["code"]) == (404, "rest_no_route")


def logged_in(blog, address, user, password, **parameters):
    return requests.get(address, params=parameters, headers=READER, auth=(user, password), timeout=5)


@pytest.mark.parametrize("password", [PASSWORD, PASSWORD.replace(" ", "")])
def test_right_credentials_are_known_with_or_without_their_blanks(blog, password):
    reply = logged_in(blog, f"{blog.site}/wp-json/wp/v2/users/me", USER, password)
    assert (reply.status_code, reply.json()) == (200, {"id": 1, "name": USER})


@pytest.mark.parametrize(
    "authorization",
    [
        "Basic " + base64.b64encode(b"coach:wrong").decode(),
        "Basic " + base64.b64encode(b"someone:abcdefghijklmnop").decode(),
        "Basic not base64",
        "Basic " + base64.b64encode(b"\xff\xfe").decode(),
        "Bearer abcdefghijklmnop",
        "",
    ],
)
def test_wrong_credentials_look_like_success_but_for_users_me(blog, authorization):
    headers = {**READER, "Authorization": authorization}
    assert len(get(blog.api, headers=headers).json()) == 4
    me = get(f"{blog.site}/wp-json/wp/v2/users/me", headers=headers)
    assert (me.status_code, me.json()["code"]) == (401, "rest_not_logged_in")


def test_a_blog_without_an_account_knows_nobody():
    with Blog([post(1)]) as blog:
        assert logged_in(blog, f"{blog.site}/wp-json/wp/v2/users/me", "", "").status_code == 401


def test_private_posts_are_listed_to_an_account_that_asks_for_them(march):
    assert 6 not in ids(logged_in(march, march.api, USER, PASSWORD))
    assert ids(logged_in(march, march.api, USER, PASSWORD, status="publish,private")) == [6, 5, 4, 3, 2, 1]
    assert logged_in(march, march.api, USER, "wrong", status="publish,private").status_code == 400


def test_a_private_post_is_shown_to_an_account_only(march):
    stranger = get(f"{march.api}/6")
    assert (stranger.status_code, stranger.json()["code"]) == (401, "rest_forbidden")
    assert logged_in(march, f"{march.api}/6", USER, PASSWORD).json()["id"] == 6


def test_the_firewall_refuses_the_default_user_agent_of_requests(blog):
    reply = requests.get(blog.api, timeout=5)
    assert reply.status_code == 403
    assert reply.headers["Content-Type"].startswith("text/html")


def test_requests_are_recorded_without_their_credentials(blog):
    logged_in(blog, blog.api, USER, PASSWORD, categories=213, _fields="id,title.rendered")
    get(blog.api)
    with_account, without = blog.requests
    assert (with_account.method, with_account.path) == ("GET", "/wp-json/wp/v2/posts")
    assert with_account.query == {"categories": "213", "_fields": "id,title.rendered"}
    assert with_account.headers["user-agent"] == READER["User-Agent"]
    assert with_account.sent_credentials and not without.sent_credentials
    token = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    assert token not in repr(blog.requests) and PASSWORD not in repr(blog.requests)


def test_nothing_is_logged(blog, capfd):
    get(blog.api)
    assert capfd.readouterr() == ("", "")


# --- Faults ----------------------------------------------------------------------------------------------------------


def test_each_request_takes_the_next_fault_and_fault_of_nothing_is_none(blog):
    blog.faults.extend([Fault(status=500), Fault(), Fault(status=502)])
    assert [get(blog.api).status_code for _ in range(4)] == [500, 200, 502, 200]


def test_a_standing_fault_stays_once_the_queue_is_empty(blog):
    blog.lasting_fault = Fault(status=503)
    blog.faults.append(Fault(status=429))
    assert [get(blog.api).status_code for _ in range(3)] == [429, 503, 503]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 520])
def test_an_error_is_html_unless_the_request_accepts_json(blog, status):
    blog.lasting_fault = Fault(status=status)
    page, reply = get(blog.api), get(blog.api, headers=JSON_READER)
    assert page.status_code == reply.status_code == status
    assert page.headers["Content-Type"].startswith("text/html") and "<html>" in page.text
    assert reply.json()["data"] == {"status": status}
    assert "X-WP-Total" not in page.headers and "X-WP-Total" not in reply.headers


def test_a_proxy_knows_no_json(blog):
    blog.lasting_fault = Fault(status=502, html=True)
    assert get(blog.api, headers=JSON_READER).headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("retry_after", [7, "Wed, 20 Jan 2021 08:00:00 GMT"])
def test_retry_after(blog, retry_after):
    blog.lasting_fault = Fault(status=429, retry_after=retry_after)
    assert get(blog.api).headers["Retry-After"] == str(retry_after)


def test_a_page_of_html_with_status_200(blog):
    blog.faults.append(Fault(html=True))
    reply = get(blog.api, headers=JSON_READER)
    assert reply.status_code == 200
    with pytest.raises(ValueError):
        reply.json()


def test_an_empty_list_beside_a_total_that_denies_it(blog):
    blog.faults.append(Fault(empty=True))
    reply = get(blog.api)
    assert (reply.status_code, reply.json(), reply.headers["X-WP-Total"]) == (200, [], "4")


def test_json_cut_off_in_the_middle(blog):
    blog.faults.append(Fault(cut_at=1000))
    reply = get(blog.api)
    assert len(reply.content) == 1000 == int(reply.headers["Content-Length"])
    with pytest.raises(ValueError):
        reply.json()


def test_a_connection_that_closes_before_the_promised_end(blog):
    blog.faults.append(Fault(cut_at=1000, hang_up=True))
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        get(blog.api)


def test_a_redirect(blog):
    blog.faults.extend([Fault(redirect=f"{blog.api}?slug={YEAR_END}"), Fault(), Fault(status=301, redirect="/moved")])
    followed = get(blog.api)
    assert slugs(followed) == [YEAR_END] and [hop.status_code for hop in followed.history] == [302]
    moved = requests.get(blog.api, headers=READER, allow_redirects=False, timeout=5)
    assert (moved.status_code, moved.headers["Location"]) == (301, "/moved")


def test_a_delay_outlasts_an_impatient_client_and_not_a_patient_one(blog):
    blog.lasting_fault = Fault(delay=0.3)
    with pytest.raises(requests.exceptions.ReadTimeout):
        requests.get(blog.api, headers=READER, timeout=0.1)
    assert get(blog.api).status_code == 200


def test_closing_the_blog_does_not_wait_for_a_delay():
    with Blog([post(1)]) as blog:
        blog.lasting_fault = Fault(delay=60)
        with pytest.raises(requests.exceptions.ReadTimeout):
            requests.get(blog.api, headers=READER, timeout=0.1)
        began = time.monotonic()
    assert time.monotonic() - began < 2


def test_a_connection_dropped_without_an_answer(blog):
    blog.faults.append(Fault(drop=True))
    with pytest.raises(requests.exceptions.ConnectionError):
        get(blog.api)


@pytest.mark.parametrize("size", [2, 3, 100_000, 3_000_000])
def test_a_huge_answer_comes_without_warning(blog, size):
    blog.faults.append(Fault(size=size))
    reply = requests.get(blog.api, headers=READER, stream=True, timeout=5)
    assert "Content-Length" not in reply.headers
    assert len(reply.content) == size and reply.json() == []


def test_a_client_that_gives_up_on_a_huge_answer_prints_nothing(blog, capfd):
    blog.faults.append(Fault(size=50_000_000))
    with requests.get(blog.api, headers=READER, stream=True, timeout=5) as reply:
        reply.raw.read(10)
    assert get(blog.api).status_code == 200
    assert capfd.readouterr().err == ""


def test_a_closed_blog_answers_nobody(blog):
    with Blog([post(1)]) as other, requests.Session() as session:
        session.get(other.api, headers=READER, timeout=5)
        other.__exit__()
        with pytest.raises(requests.exceptions.ConnectionError):
            session.get(other.api, headers=READER, timeout=5)


# --- A folder of posts -----------------------------------------------------------------------------------------------


def test_missing_rest_fields_are_filled_in(tmp_path):
    least = {key: post(7)[key] for key in ("date", "slug", "title", "content")}
    (tmp_path / "a.json").write_text(json.dumps(least), encoding="utf-8")
    (filled,) = read_folder(tmp_path)
    assert (filled["date_gmt"], filled["modified"], filled["modified_gmt"]) == (
        "2021-03-08T01:00:00",
        "2021-03-07T17:00:00",
        "2021-03-08T01:00:00",
    )
    assert (filled["status"], filled["type"], filled["categories"], filled["tags"]) == ("publish", "post", [213], [])
    assert filled["link"] == "https://www.crossfitinvictus.com/invictus-athlete-weightlifting/march-7-2021/"
    assert filled["excerpt"]["rendered"] == "<p>Monday</p>\n" and filled["content"]["protected"] is False
    assert filled["id"] == whole_post(least, "the same post again")["id"]


def test_summer_time_counts():
    assert whole_post(post(1, date="2021-07-04T17:00:00"), "a post")["date_gmt"] == "2021-07-05T00:00:00"


def test_what_a_post_says_itself_stands():
    given_post = post(1, date_gmt="2021-03-01T17:00:00", categories=[5], status="private", acf={"coach": "K."})
    filled = whole_post(given_post, "a post")
    assert {name: filled[name] for name in given_post} == {**given_post, "content": filled["content"]}


def test_a_file_may_hold_a_list_of_posts(tmp_path):
    (tmp_path / "archive.json").write_text(json.dumps([post(1), post(2)]), encoding="utf-8")
    (tmp_path / "readme.txt").write_text("no post", encoding="utf-8")
    assert [found["id"] for found in read_folder(tmp_path)] == [1, 2]


def test_the_blog_keeps_its_own_copy_of_the_posts():
    mine = post(1)
    with Blog([mine]) as blog:
        blog.posts[0]["content"]["rendered"] = "<p>Tuesday</p>"
    assert mine == post(1)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000 + "]" * 100_000, "nested deeper than any post is"),
        (json.dumps(post(1))[:-1] + ', "acf": ' + "[" * 700 + "]" * 700 + "}", "nested deeper than any post is"),
        ('"a week"', "holds 'a week' and not a post"),
        ("[1]", "holds 1 and not a post"),
        ("{}", "no `date`"),
        (json.dumps({**post(1), "slug": ""}), "no `slug`"),
        (json.dumps({**post(1), "title": "A week"}), "no `title.rendered`"),
        (json.dumps({**post(1), "content": {}}), "no `content.rendered`"),
        (json.dumps({**post(1), "date": "2021-12-33T17:00:00"}), "`date` is '2021-12-33T17:00:00'"),
        (json.dumps({**post(1), "date": "2021-01-17T17:00:00Z"}), "without an offset"),
        (json.dumps({**post(1), "date": "2021-1-7T17:00:00"}), "`date` is '2021-1-7T17:00:00'"),
        (json.dumps({**post(1), "modified": 5}), "`modified` is 5"),
        (json.dumps({**post(1), "id": "1"}), "`id` is '1'"),
        (json.dumps([post(1), post(1)]), "id 1 is taken by"),
        (json.dumps([post(1), post(1, id=2)]), f"slug {post(1)['slug']} is taken by"),
    ],
)
def test_a_file_that_is_no_post_is_named_with_its_trouble(tmp_path, content, trouble):
    (tmp_path / "week.json").write_text(content, encoding="utf-8")
    with pytest.raises(PostFileError) as error:
        Blog.from_folder(tmp_path)
    assert str(tmp_path / "week.json") in str(error.value) and trouble in str(error.value)


def test_two_files_with_one_slug_are_both_named(tmp_path):
    for name, number in (("a.json", 1), ("b.json", 2)):
        (tmp_path / name).write_text(json.dumps(post(1, id=number)), encoding="utf-8")
    with pytest.raises(PostFileError, match=r"b\.json: slug .* is taken by .*a\.json"):
        read_folder(tmp_path)


def test_a_byte_order_mark_is_ignored(tmp_path):
    (tmp_path / "week.json").write_text(json.dumps(post(1)), encoding="utf-8-sig")
    assert [found["id"] for found in read_folder(tmp_path)] == [1]


def test_a_blog_of_every_category_answers_whatever_category_is_asked_for():
    with Blog([post(1, categories=[5]), post(2)], every_category=True) as blog:
        found = get(blog.api, categories=213, orderby="id", order="asc").json()
    assert [(each["id"], each["categories"]) for each in found] == [(1, [5]), (2, [213])]


def test_a_file_that_is_no_text_is_named_too(tmp_path):
    (tmp_path / "week.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PostFileError, match="is not UTF-8 text"):
        Blog.from_folder(tmp_path)


def test_a_folder_that_is_not_there_or_empty(tmp_path):
    with pytest.raises(BlogFolderError, match="no such folder"):
        Blog.from_folder(tmp_path / "weeks")
    with pytest.raises(BlogFolderError, match=r"holds no \*\.json"):
        Blog.from_folder(tmp_path)


# --- From the command line -------------------------------------------------------------------------------------------


def run_blog(*arguments):
    command = [sys.executable, "-m", "local", "blog", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_command_prints_an_address_that_answers():
    with run_blog() as blog:
        try:
            address = re.search(r"http://\S+", blog.stdout.readline())[0]
            assert slugs(get(address))[0] == NEWEST
        finally:
            blog.terminate()


def test_the_command_says_what_is_wrong_with_its_folder(tmp_path):
    with run_blog(tmp_path) as blog:
        _, complaint = blog.communicate(timeout=20)
    assert blog.returncode == 1 and "holds no *.json file" in complaint and "Traceback" not in complaint


def test_the_command_says_that_its_port_is_taken(blog):
    with run_blog("--port", blog.site.rpartition(":")[2]) as second:
        _, complaint = second.communicate(timeout=20)
    assert second.returncode == 1 and "Name another --port" in complaint and "Traceback" not in complaint


# --- Laws ------------------------------------------------------------------------------------------------------------

# The characters that values are made of, and some that are no part of any: an Arabic 3, an accent, markup.
QUERY_VALUES = st.text("0123456789-+,.:TZ idasc\u0663é<%[]", max_size=25) | st.integers().map(str)
NAMES = ["per_page", "page", "offset", "order", "orderby", "categories", "include", "after", "status", "_fields"]


@given(st.dictionaries(st.sampled_from(NAMES), QUERY_VALUES))
def test_any_query_is_answered_in_json_and_never_with_an_exception(query):
    question = Question("GET", "/wp-json/wp/v2/posts", query, "http://blog", None)
    reply = reply_to(question, [whole_post(post(number), "a post") for number in (1, 2, 3)])
    assert reply.status in (200, 400)
    json.loads(b"".join(reply.body))


@given(st.integers(1, 40), st.integers(1, 100))
def test_pages_ordered_by_id_hold_every_post_once(count, per_page):
    posts = [whole_post(post(1, id=number), "a post") for number in range(count)]
    seen, page, pages = [], 1, 1
    while page <= pages:
        query = {"orderby": "id", "order": "asc", "per_page": str(per_page), "page": str(page)}
        reply = reply_to(Question("GET", "/wp-json/wp/v2/posts", query, "http://blog", None), posts)
        seen += [found["id"] for found in json.loads(b"".join(reply.body))]
        page, pages = page + 1, int(reply.headers["X-WP-TotalPages"])
    assert seen == list(range(count))
