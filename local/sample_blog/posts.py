"""The sample blog's posts: one JSON file a post, with the REST fields that it leaves out filled in.

A post file holds at least `date`, `slug`, `title.rendered` and `content.rendered`; a whole reply of WordPress, one
post or a list of them, is a post file too.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from invictus.errors import InvictusError
from invictus.shapes import RestPost

TIME_ZONE = "America/Los_Angeles"
REST_DATE = "%Y-%m-%dT%H:%M:%S"


class PostFileError(InvictusError):
    """A folder of posts is missing or holds none; a file is not JSON, or its content is not a post."""


def read_folder(folder: Path) -> list[RestPost]:
    """Return the whole posts of every `*.json` of `folder`, in the order of the files' names. Raises PostFileError."""
    if not folder.is_dir():
        problem = "is a file, and not a folder" if folder.exists() else "does not exist"
        raise PostFileError(f"{folder} {problem}. Name a folder that holds a *.json file for each post.")
    # What accept_post writes next to a post is not a post.
    files = sorted(file for file in folder.glob("*.json") if not file.name.endswith(".expected.json"))
    held = ((str(file), read_json(file)) for file in files)
    posts = whole_posts((file, post) for file, had in held for post in (had if isinstance(had, list) else [had]))
    if not posts:
        raise PostFileError(f"{folder} holds no *.json file with a post. Put a WordPress post object into one.")
    return posts


def whole_posts(named_posts: Iterable[tuple[str, Any]]) -> list[RestPost]:
    """Return each of the (where it came from, post) pairs as a whole post.

    Raises PostFileError, also if two posts share an id or a slug: a blog has each only once, and one of the two posts
    would be lost.
    """
    posts: list[RestPost] = []
    origins: dict[tuple[str, Any], str] = {}
    for origin, given in named_posts:
        posts.append(whole_post(given, origin))
        for name in (("id", posts[-1]["id"]), ("slug", posts[-1]["slug"])):
            if name in origins:
                taken = f"{name[0]} {name[1]} is taken by {origins[name]}"
                raise PostFileError(f"{origin}: {taken}. Give each post its own `id` and `slug`.")
            origins[name] = origin
    return posts


def whole_post(post: Any, origin: str) -> RestPost:
    """Return a copy of `post` with every REST field a blog's post has; a field that the post has is never changed.

    `origin` is what an error calls the post. Raises PostFileError.
    """
    if not isinstance(post, dict):
        raise PostFileError(f"{origin} holds something else than a post. Give an object as WordPress's API gives it.")
    for path in ("date", "slug", "title.rendered", "content.rendered"):
        field, _, part = path.partition(".")
        value = post.get(field)
        if part:
            value = value.get(part) if isinstance(value, dict) else None
        if not isinstance(value, str) or not (value or part):
            raise PostFileError(f"{origin}: the post has no `{path}`. Add it as WordPress's API gives it.")
    modified = post.get("modified", post["date"])
    filled = {
        # An id that does not depend on other files, above the ids of posts that give their own.
        "id": 100_000 + zlib.crc32(post["slug"].encode("utf-8", "replace")) % 900_000,
        "date_gmt": _utc(post["date"], "date", origin),
        "modified": modified,
        "modified_gmt": _utc(modified, "modified", origin),
        "status": "publish",
        "link": f"https://www.crossfitinvictus.com/invictus-athlete-weightlifting/{post['slug']}/",
        "author": 108,
        "categories": [213],
        "tags": [],
        **post,
        "title": {**post["title"]},
        "content": {"protected": False, **post["content"]},
    }
    if type(filled["id"]) is not int:
        raise PostFileError(f"{origin}: `id` is {filled['id']!r}. Make it a whole number, or leave it out.")
    return filled


def _utc(local: Any, field: str, origin: str) -> str:
    try:
        moment = datetime.strptime(local, REST_DATE)
        # There and back, since strptime takes 2021-1-7 too, and dates are compared as text.
        if moment.strftime(REST_DATE) == local:
            return moment.replace(tzinfo=ZoneInfo(TIME_ZONE)).astimezone(timezone.utc).strftime(REST_DATE)
    except (TypeError, ValueError, OverflowError):
        pass
    raise PostFileError(
        f"{origin}: `{field}` is {local!r}. Write the blog's local time without an offset, as 2021-01-17T17:00:00."
    )


def read_json(file: Path) -> Any:
    """Return what a JSON file holds. Raises PostFileError, naming the file and what is wrong with it.

    A byte order mark, which some editors put first, is ignored.
    """
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise PostFileError(f"{file} cannot be read ({error.strerror}). Name a post's JSON file.") from error
    except (ValueError, RecursionError) as error:
        raise PostFileError(f"{file} is not JSON in UTF-8 ({error}). Correct it, or take the file away.") from error


# An archive as long as a bench wants it


def archive_of(weeks: int, folder: Path) -> list[RestPost]:
    """Return so many posts, oldest first, each for the week after the one before: the folder's, their dates moved."""
    samples = [post for post in read_folder(folder) if "5-day" in post["slug"]]
    posts = []
    for number in range(weeks):
        monday = date(2010, 1, 4) + timedelta(weeks=number)
        sunday = monday + timedelta(days=6)
        dates = f"{monday:%B} {monday.day}, {monday.year}-{sunday:%B} {sunday.day}, {sunday.year}"
        posts.append({
            "id": monday.toordinal(),
            "date": f"{monday - timedelta(days=1)}T17:00:00",
            "slug": f"{dates.lower().replace(', ', '-').replace(' ', '-')}-5-day-weightlifting-program",
            "title": {"rendered": f"{dates} &#8211; 5 Day Weightlifting Program"},
            "content": samples[number % len(samples)]["content"],
        })
    return posts
