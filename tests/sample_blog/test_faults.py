"""The faults that tests inject into the blog: it then answers as a broken WordPress, proxy or network would."""

from __future__ import annotations

import time
from http.client import HTTPConnection, IncompleteRead
from typing import Union
from urllib.parse import urlsplit

import pytest
import requests

from local.sample_blog.server import Blog, Fault
from tests.support.blog_client import JSON_READER, READER, YEAR_END, get, numbered, slugs


def test_each_request_takes_the_next_fault_and_an_empty_fault_answers_normally(blog: Blog) -> None:
    blog.faults.extend([Fault(status=500), Fault(), Fault(status=502)])
    assert [get(blog.api).status_code for _ in range(4)] == [500, 200, 502, 200]


def test_a_lasting_fault_applies_once_the_queue_is_empty(blog: Blog) -> None:
    blog.lasting_fault = Fault(status=503)
    blog.faults.append(Fault(status=429))
    assert [get(blog.api).status_code for _ in range(3)] == [429, 503, 503]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 520])
def test_an_error_is_html_unless_the_request_accepts_json(blog: Blog, status: int) -> None:
    blog.lasting_fault = Fault(status=status)
    page, reply = get(blog.api), get(blog.api, headers=JSON_READER)
    assert page.status_code == reply.status_code == status
    assert page.headers["Content-Type"].startswith("text/html") and "<html>" in page.text
    assert reply.json()["data"] == {"status": status}
    assert "X-WP-Total" not in page.headers and "X-WP-Total" not in reply.headers


def test_an_error_of_a_proxy_is_html_even_if_the_request_accepts_json(blog: Blog) -> None:
    blog.lasting_fault = Fault(status=502, html=True)
    assert get(blog.api, headers=JSON_READER).headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("retry_after", [7, "Wed, 20 Jan 2021 08:00:00 GMT"])
def test_an_error_may_carry_retry_after(blog: Blog, retry_after: Union[int, str]) -> None:
    blog.lasting_fault = Fault(status=429, retry_after=retry_after)
    assert get(blog.api).headers["Retry-After"] == str(retry_after)


def test_an_answer_may_be_html_with_status_200(blog: Blog) -> None:
    blog.faults.append(Fault(html=True))
    reply = get(blog.api, headers=JSON_READER)
    assert reply.status_code == 200
    with pytest.raises(ValueError):
        reply.json()


def test_an_empty_list_may_come_with_a_total_that_contradicts_it(blog: Blog) -> None:
    blog.faults.append(Fault(empty=True))
    reply = get(blog.api)
    assert (reply.status_code, reply.json(), reply.headers["X-WP-Total"]) == (200, [], "4")


def test_json_may_be_cut_off_in_the_middle(blog: Blog) -> None:
    blog.faults.append(Fault(cut_at=1000))
    reply = get(blog.api)
    assert len(reply.content) == 1000 == int(reply.headers["Content-Length"])
    with pytest.raises(ValueError):
        reply.json()


def test_a_connection_may_close_before_the_promised_end(blog: Blog) -> None:
    blog.faults.append(Fault(cut_at=1000, hang_up=True))
    # Read by the standard library: urllib3 before 2 (on Python 3.9) takes what has come for the whole.
    address = urlsplit(blog.api)
    connection = HTTPConnection(address.netloc)
    connection.request("GET", address.path, headers=READER)
    with pytest.raises(IncompleteRead):
        connection.getresponse().read()


def test_a_redirect_leads_to_the_given_address(blog: Blog) -> None:
    blog.faults.extend([Fault(redirect=f"{blog.api}?slug={YEAR_END}"), Fault(), Fault(status=301, redirect="/moved")])
    followed = get(blog.api)
    assert slugs(followed) == [YEAR_END] and [hop.status_code for hop in followed.history] == [302]
    moved = requests.get(blog.api, headers=READER, allow_redirects=False, timeout=5)
    assert (moved.status_code, moved.headers["Location"]) == (301, "/moved")


def test_a_delay_outlasts_an_impatient_client_and_not_a_patient_one(blog: Blog) -> None:
    blog.lasting_fault = Fault(delay=0.3)
    with pytest.raises(requests.exceptions.ReadTimeout):
        requests.get(blog.api, headers=READER, timeout=0.1)
    assert get(blog.api).status_code == 200


def test_closing_the_blog_does_not_wait_for_a_delay() -> None:
    with Blog([numbered(1)]) as blog:
        blog.lasting_fault = Fault(delay=60)
        with pytest.raises(requests.exceptions.ReadTimeout):
            requests.get(blog.api, headers=READER, timeout=0.1)
        began = time.monotonic()
    assert time.monotonic() - began < 2


def test_a_connection_may_be_dropped_without_an_answer(blog: Blog) -> None:
    blog.faults.append(Fault(drop=True))
    with pytest.raises(requests.exceptions.ConnectionError):
        get(blog.api)


@pytest.mark.parametrize("size", [2, 3, 100_000, 3_000_000])
def test_a_huge_answer_has_no_content_length(blog: Blog, size: int) -> None:
    blog.faults.append(Fault(size=size))
    reply = requests.get(blog.api, headers=READER, stream=True, timeout=5)
    assert "Content-Length" not in reply.headers
    assert len(reply.content) == size and reply.json() == []


def test_a_client_that_gives_up_on_a_huge_answer_prints_nothing(blog: Blog, capfd: pytest.CaptureFixture[str]) -> None:
    blog.faults.append(Fault(size=50_000_000))
    with requests.get(blog.api, headers=READER, stream=True, timeout=5) as reply:
        reply.raw.read(10)
    assert get(blog.api).status_code == 200
    assert capfd.readouterr().err == ""


def test_a_closed_blog_refuses_connections(blog: Blog) -> None:
    with Blog([numbered(1)]) as other, requests.Session() as session:
        session.get(other.api, headers=READER, timeout=5)
        other.__exit__()
        with pytest.raises(requests.exceptions.ConnectionError):
            session.get(other.api, headers=READER, timeout=5)
