"""Links as videos of movements: each link goes to the movement whose name it is laid over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Union

from invictus.prescriptions.shapes import Exercise, Part, VideoLink


def place_videos(exercises: Sequence[Exercise], links: Sequence[VideoLink]) -> None:
    """Give each link to the first movement, or part of one, that has its text as a name, from where the link before it
    was."""
    at = 0
    for link in links:
        text = _folded(link["text"])
        places = [
            (index, _folded(name), named)
            for index in range(at, len(exercises))
            for name, named in _names(exercises[index])
        ]
        same = ((index, named) for index, name, named in places if text and name == text)
        wider = ((index, named) for index, name, named in places if text and f" {text} " in f" {name} ")
        found = next(same, None) or next(wider, None)
        if found is None:
            continue
        at, named = found
        named["video"] = named["video"] or link["url"]
        exercises[at]["video"] = exercises[at]["video"] or link["url"]


def _names(exercise: Exercise) -> list[tuple[str, Union[Part, Exercise]]]:
    """Return each name that a link's text may be, and what then gets the video: a part of the movement or all of it."""
    return [*((part["name"], part) for part in exercise["movements"]), (exercise["movement"], exercise)]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
