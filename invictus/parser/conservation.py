"""The rule "nothing is lost", checked for every post before anything of it is stored.

It compares the records with the lines that were grouped by day, which the state machine still holds, and reads no HTML.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from typing import Optional

from invictus.parser.days import days_in
from invictus.parser.labels import is_block, is_work, opens
from invictus.shapes import Line, Record, is_aside, picture_words, texts_of

_Place = tuple[int, str]  # a record's number (-1 for the lines above the first), and a field of it


def unaccounted_lines(lines: list[Line], records: list[Record]) -> list[str]:
    """Return the lines and addresses of a post that its records do not hold exactly once, and what they hold in excess.

    A line may come back as a session's heading, as a label, as a line of a field, or as a label followed by the field's
    first line. A field may start only at its label; only asides, and what follows the warm-up of a day without letters,
    come back in the notes. The records of a heading that names several days count once.
    """
    walk = _Walk(_without_copies(records))
    lost = [line["text"] for line in lines if not walk.finds(line)]
    lost += [text for kept in walk.kept.values() for text in kept]
    return lost + [url for (_, _, _, url), count in walk.links.items() for _ in range(abs(count))]


class _Walk:
    """Goes through the lines of a post, and takes each from what the records keep, and its links from theirs."""

    def __init__(self, records: list[Record]) -> None:
        self._records = records
        self.kept: dict[_Place, deque[str]] = {}
        self.links: Counter[tuple[int, str, str, str]] = Counter()
        self._place: _Place = (-1, "week_notes")
        self._is_below_label = False  # which is alone on its line
        for number, record in enumerate(records):
            self.kept[number, "session"] = deque([record["session"]])
            for field, text in texts_of(record).items():
                place = (-1 if field == "week_notes" else number, field)
                self.kept[place] = deque(line for line in text.split("\n") if line)
            self.links.subtract((number, link["field"], link["text"], link["url"]) for link in record["links"])

    def finds(self, line: Line) -> bool:
        """Tell whether the records hold a line where it belongs, and take it and its links from them."""
        number, text = self._place[0], line["text"]
        is_noted = is_aside(text) and number >= 0
        place: Optional[_Place] = (number, "notes") if is_noted else self._place
        words = text or (picture_words(line) if line.get("picture") else "")
        if not (words and place and self._takes(place, words)) and text:
            place = None if is_noted else self._entered(line)
        if place is None:
            return False
        self.links.update((max(place[0], 0), place[1], link["text"], link["url"]) for link in line["links"])
        if not is_noted:
            self._is_below_label = place != self._place and "" in opens(text).values()
            self._place = (place[0], "notes") if place[1] == "session" else place
        return True

    def _takes(self, place: _Place, text: str) -> bool:
        kept = self.kept.get(place)
        return bool(kept and kept[0] == text and kept.popleft())

    def _entered(self, line: Line) -> Optional[_Place]:
        """Return the place that a line leads to, None if it leads nowhere.

        A heading leads into the next record, a label into a later field of this one. Without letters, the notes go on
        where a warm-up may end.
        """
        (number, field), text = self._place, line["text"]
        if number + 1 < len(self._records) and text in _headings(self._records[number + 1]):
            self.kept[number + 1, "session"].clear()
            return number + 1, "session"
        if number < 0:
            return None
        texts = texts_of(self._records[number])
        later = [*texts][[*texts].index(field) + 1 :]
        for opened, rest in opens(text).items():
            if opened in later and (not rest or self._takes((number, opened), rest)):
                return number, opened
        may_end = not (line.get("continues") or self._is_below_label) or is_block(text) or is_work(text)
        has_letters = any(text for name, text in texts.items() if name.startswith("segment_"))
        if field == "warm_up" and may_end and not has_letters and self._takes((number, "notes"), text):
            return number, "notes"
        return None


def _without_copies(records: list[Record]) -> list[Record]:
    """Return the records without those that repeat the one before for a further day that its heading names."""
    first: list[Record] = []
    copies, days = 0, 1
    for record in records:
        if copies and _content(record) == _content(first[-1]):
            copies -= 1
        else:
            is_of_same_day = bool(first) and record["date"] == first[-1]["date"]  # a part of it is on all its days
            days = max(days_in(_headings(record)[0]), days if is_of_same_day else 1)
            first.append(record)
            copies = days - 1
    return first


def _content(record: Record) -> tuple[object, ...]:
    links = [link for link in record["links"] if link["field"] != "week_notes"]
    return record["session"], {**texts_of(record), "week_notes": ""}, links


def _headings(record: Record) -> tuple[str, str]:
    """Return a session's name without what `sessions.free_name` adds to it: for the programme, for the number too."""
    heading = record["session"].removesuffix(f" - {record['program']}")
    return heading, re.sub(r" \(\d+\)$", "", heading)
