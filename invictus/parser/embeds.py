"""The links of embeds and pictures: each film and each picture once, however a plug-in delays it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Optional

from bs4.element import Tag

from invictus.parser.folding import fold, without_controls
from invictus.parser.html_tree import attribute
from invictus.shapes import Link

# Where an embed keeps its address; lazy-loading plug-ins move it out of `src`.
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-litespeed-src")
_ADDRESSES = {
    **dict.fromkeys(("iframe", "video", "embed", "audio", "source"), ("src", *_LAZY)),
    **dict.fromkeys(("img", "amp-img"), (*_LAZY, "src")),
    "object": ("data",),
}
PICTURES = frozenset(("img", "amp-img"))
# A browser does not show the text of these, or shows it only if it cannot play the embed or run scripts.
NO_TEXT = frozenset(
    "script style template iframe object video audio canvas svg noembed noframes noscript"
    " lite-youtube lite-vimeo amp-youtube amp-vimeo".split()
)
# Where an element of another name that becomes a player keeps its film, as an address or by its number.
_FILM_ADDRESSES = ("data-src", "data-url", "data-video-url", "data-video", "data-embed-url")
_FILM_NUMBER = re.compile(r"(?:data-)?(?:video-?id|(?:youtube|yt|vimeo)(?:-?id)?|embed|plyr-embed-id)|data-id")
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
_YOUTUBE = re.compile(r"youtube|\byt\b|lyme\b", re.IGNORECASE)


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


def embedded_links(tag: Tag) -> Iterator[Link]:
    """Yield the link of a player, an embed or a picture, and all that are in a `<noscript>`.

    An embed with several addresses (a `<source>` in a `<video>`) is the same film in each.
    """
    if tag.name not in _ADDRESSES and tag.name != "a" and (film := _film_of_player(tag)):
        title = next(filter(None, (attribute(tag, name) for name in ("title", "playlabel", "data-title"))), "")
        yield Link(text=fold(title), url=film)
    ahead = [tag] if tag.name in _ADDRESSES or tag.name in NO_TEXT else []
    while ahead:
        part = ahead.pop()
        url = first_address(part, *_ADDRESSES.get(part.name, ("href",) if tag.name == "noscript" else ()))
        if url:
            yield Link(text=fold(attribute(part, "alt" if part.name in PICTURES else "title")), url=url)
            if tag.name != "noscript":
                return
        ahead.extend(child for child in reversed(part.contents) if isinstance(child, Tag))


def _film_of_player(tag: Tag) -> str:
    """Return the film of an element that becomes a player (`<lite-youtube videoid=...>`), "" for any other."""
    url = first_address(tag, *_FILM_ADDRESSES)
    if _FILM.search(url):
        return url
    numbers = [attribute(tag, name) for name in tag.attrs if _FILM_NUMBER.fullmatch(name)]
    numbers += re.findall("^WYL_(.*)", attribute(tag, "id"))  # as WP YouTube Lyte writes it
    described = " ".join([tag.name, *(f"{name} {attribute(tag, name)}" for name in tag.attrs)])
    for number in numbers:
        if re.fullmatch(r"[\w-]{11}", number) and _YOUTUBE.search(described):
            return f"https://youtu.be/{number}"
        if re.fullmatch(r"\d{6,}", number) and "vimeo" in described:
            return f"https://vimeo.com/{number}"
    return ""
