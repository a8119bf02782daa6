"""Which movement a link of a segment shows: a video of the lift."""

from __future__ import annotations

from collections.abc import Sequence

from invictus.exercises import Exercise, VideoLink


def place_videos(exercises: Sequence[Exercise], links: Sequence[VideoLink]) -> None:
    """Give each link to the first movement, or part of one, that has its words as its name; else in its name."""
    first = 0  # the exercise that the link before went to
    for link in links:
        text, found = _folded(link["text"]), []
        for at, exercise in enumerate(exercises[first:], first):
            for named in (*exercise["movements"], exercise):
                name = _folded(str(named.get("name", exercise["movement"])))
                if text and f" {text} " in f" {name} ":
                    found.append((name != text, at, named))
        if found:
            _, first, named = min(found, key=lambda each: each[:2])
            named["video"] = named["video"] or link["url"]
            exercises[first]["video"] = exercises[first]["video"] or link["url"]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
