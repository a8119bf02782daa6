"""The links of embeds and pictures: each film and each picture once, however a plug-in delays it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Optional

from bs4.element import Tag

from invictus.parser.folding import fold, without_controls
from invictus.parser.shown import attribute
from invictus.shapes import Link

# Where an embed keeps its address; lazy-loading plug-ins move it out of `src`.
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-litespeed-src", "data-rocket-src")
ADDRESSES = {
    "iframe": ("src", *_LAZY),
    "object": ("data",),
    "embed": ("src",),
    "video": ("src", *_LAZY),
    "audio": ("src",),
    "source": ("src",),
    "img": (*_LAZY, "src"),
    "amp-img": ("src",),
}
PICTURES = frozenset(("img", "amp-img"))
# Elements of another name that become a player when they are touched, and where they keep the film.
_PLAYER_ADDRESSES = ("data-src", "data-url", "data-video-url", "data-video", "data-embed-url", "data-oembed-url")
_PLAYER_IDS = (
    *("videoid", "video-id", "data-videoid", "data-video-id", "data-youtube-id", "data-youtube", "data-yt-id"),
    *("data-ytid", "data-embed", "data-id", "data-vid", "data-plyr-embed-id", "data-vimeo-id"),
)
_PLAYER_TITLES = ("title", "playlabel", "videotitle", "data-title", "aria-label")
_FILM = re.compile(
    r"""
    //(?:[\w-]+\.)* (?:
      (?: youtube(?:-nocookie)?\.com/ (?:embed/|v/|shorts/|live/|watch\?(?:[^#]*&)?v=)
        | youtu\.be/
        | ytimg\.com/vi(?:_webp)?/
      ) (?P<youtube>[\w-]{11})
    | vimeo\.com/(?:video/)?(?P<vimeo>\d{6,})
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YOUTUBE_ID, _VIMEO_ID = re.compile(r"[\w-]{11}"), re.compile(r"\d{6,}")
_YOUTUBE = re.compile(r"youtube|\by(?:t|tp|tid)\b", re.IGNORECASE)
_LYTE = re.compile(r"(?:WYL|lyte)_([\w-]{11})")


def http_address(address: Optional[str]) -> str:
    """Return `address` if it is an http(s) one, "" if not. `//host/path` takes the blog's own scheme, https."""
    address = without_controls(address or "").strip()
    if address.startswith("//"):
        return "https:" + address
    return address if address[:8].lower().startswith(("http://", "https://")) else ""


def first_address(tag: Tag, *attributes: str) -> str:
    """Return the first of an element's attributes that is an http(s) address, "" if none is."""
    return next(filter(None, (http_address(attribute(tag, name)) for name in attributes)), "")


def film_of(url: str) -> str:
    """Return what an address shows, the same for all addresses of a YouTube or Vimeo film and of its still."""
    film = _FILM.search(url)
    return (film["youtube"] or film["vimeo"]) if film else url


def links_of(embed: Tag) -> Iterator[Link]:
    """Yield the link of an embed or picture; all that are in a `<noscript>`.

    An embed with several addresses (a `<source>` in a `<video>`) is the same film in each.
    """
    for tag in _elements(embed):
        url = first_address(tag, *ADDRESSES.get(tag.name, ("href",) if embed.name == "noscript" else ()))
        if url:
            yield Link(text=fold(attribute(tag, "alt" if tag.name in PICTURES else "title")), url=url)
            if embed.name != "noscript":
                return


def player_of(tag: Tag) -> Optional[Link]:
    """Return the film of an element that becomes a player (`<lite-youtube videoid=...>`), None for any other."""
    if tag.name in ADDRESSES or tag.name == "a":
        return None
    url = first_address(tag, *_PLAYER_ADDRESSES)
    if not _FILM.search(url):
        url = _film_by_id(tag)
    title = next(filter(None, (fold(attribute(tag, name)) for name in _PLAYER_TITLES)), "")
    return Link(text=title, url=url) if url else None


def _film_by_id(tag: Tag) -> str:
    lyte = _LYTE.fullmatch(attribute(tag, "id"))
    if lyte:
        return f"https://youtu.be/{lyte[1]}"
    ids = [value for name in _PLAYER_IDS if (value := attribute(tag, name))]
    described = " ".join([tag.name, *(f"{name} {attribute(tag, name)}" for name in tag.attrs)]) if ids else ""
    for value in ids:
        if _YOUTUBE_ID.fullmatch(value) and _YOUTUBE.search(described):
            return f"https://youtu.be/{value}"
        if _VIMEO_ID.fullmatch(value) and "vimeo" in described:
            return f"https://vimeo.com/{value}"
    return ""


def _elements(tag: Tag) -> Iterator[Tag]:
    """Yield an element and every element in it, in the page's order."""
    ahead = [tag]
    while ahead:
        element = ahead.pop()
        yield element
        ahead.extend(child for child in reversed(element.contents) if isinstance(child, Tag))
