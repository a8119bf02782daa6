"""The files that the blog shows: the sample posts, and a folder of posts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from local.project import SAMPLE_POSTS
from local.sample_blog.posts import PostFileError, read_folder, whole_post
from local.sample_blog.server import Blog
from tests.support.blog_client import numbered


@pytest.mark.parametrize("file", sorted(SAMPLE_POSTS.glob("*.json")), ids=lambda file: file.stem)
def test_a_sample_post_is_a_whole_rest_object_texturized_as_wordpress_does(file: Path) -> None:
    found = json.loads(file.read_text(encoding="utf-8"))
    assert file.stem == f"{found['date'][:10]}__{found['slug']}"
    assert found == whole_post(found, file.name), "nothing had to be filled in"
    assert found["link"].endswith(f"/{found['slug']}/")
    assert f"/{found['id']}" in found["_links"]["self"][0]["href"]
    text = re.sub(r"<[^>]*>", "", found["content"]["rendered"])
    assert not re.search(r"'|\"|\.\.\.| - |\d+x\d|&(?!#?\w+;)", text)
    assert "&#8217;" in text


def test_missing_rest_fields_are_filled_in() -> None:
    least = {key: numbered(7)[key] for key in ("date", "slug", "title", "content")}
    filled = whole_post(least, "a post")
    assert (filled["date_gmt"], filled["modified"]) == ("2021-03-08T01:00:00", "2021-03-07T17:00:00")
    assert (filled["modified_gmt"], filled["status"]) == ("2021-03-08T01:00:00", "publish")
    assert (filled["categories"], filled["tags"], filled["content"]["protected"]) == ([213], [], False)
    assert filled["link"] == "https://www.crossfitinvictus.com/invictus-athlete-weightlifting/march-7-2021/"
    assert filled["id"] == whole_post(least, "the same post again")["id"]
    assert whole_post(numbered(1, date="2021-07-04T17:00:00"), "in summer")["date_gmt"] == "2021-07-05T00:00:00"


def test_fields_that_a_post_has_are_never_changed() -> None:
    given_post = numbered(1, date_gmt="2021-03-01T17:00:00", categories=[5], status="private", acf={"coach": "K."})
    filled = whole_post(given_post, "a post")
    assert {name: filled[name] for name in given_post} == {**given_post, "content": filled["content"]}


def test_a_file_may_hold_a_list_of_posts_after_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "archive.json").write_text(json.dumps([numbered(1), numbered(2)]), encoding="utf-8-sig")
    (tmp_path / "readme.txt").write_text("no post", encoding="utf-8")
    (tmp_path / "archive.expected.json").write_text("[]", encoding="utf-8")
    assert [found["id"] for found in read_folder(tmp_path)] == [1, 2]


def test_the_blog_keeps_its_own_copy_of_the_posts() -> None:
    mine = numbered(1)
    Blog([mine]).posts[0]["content"]["rendered"] = "<p>Tuesday</p>"
    assert mine == numbered(1)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        ("{", "is not JSON"),
        ("\udcff", "is not JSON in UTF-8"),
        ("[" * 100_000 + "]" * 100_000, "is not JSON"),
        ("[1]", "holds something else than a post"),
        ("{}", "no `date`"),
        (json.dumps({**numbered(1), "slug": ""}), "no `slug`"),
        (json.dumps({**numbered(1), "title": "A week"}), "no `title.rendered`"),
        (json.dumps({**numbered(1), "content": {}}), "no `content.rendered`"),
        (json.dumps({**numbered(1), "date": "2021-12-33T17:00:00"}), "`date` is '2021-12-33T17:00:00'"),
        (json.dumps({**numbered(1), "date": "2021-01-17T17:00:00Z"}), "without an offset"),
        (json.dumps({**numbered(1), "date": "2021-1-7T17:00:00"}), "`date` is '2021-1-7T17:00:00'"),
        (json.dumps({**numbered(1), "date": "9999-12-31T23:59:59"}), "`date` is '9999-12-31T23:59:59'"),
        (json.dumps({**numbered(1), "modified": 5}), "`modified` is 5"),
        (json.dumps({**numbered(1), "id": "1"}), "`id` is '1'"),
        (json.dumps([numbered(1), numbered(1)]), "id 1 is taken by"),
        (json.dumps([numbered(1), numbered(1, id=2)]), f"slug {numbered(1)['slug']} is taken by"),
    ],
)
def test_a_file_that_is_not_a_post_is_named_with_its_problem(tmp_path: Path, content: str, trouble: str) -> None:
    (tmp_path / "week.json").write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(PostFileError) as error:
        read_folder(tmp_path)
    assert str(tmp_path / "week.json") in str(error.value) and trouble in str(error.value)


def test_a_folder_that_is_missing_or_holds_no_post_is_refused(tmp_path: Path) -> None:
    with pytest.raises(match="weeks does not exist"):
        read_folder(tmp_path / "weeks")
    with pytest.raises(match=r"holds no \*\.json file with a post"):
        read_folder(tmp_path)
