"""A post in, dated session records out: five pure steps. Each does all the work of the Lambda function of that name.

    strip_post_html -> group_post_by_day -> segment_days -> sessions_to_date_records -> clean_session_records

`read_post` is the chain of them. They pass plain JSON to each other (invictus/shapes.py). Nothing here uses AWS,
HTTP, the clock or the environment. The rules for reading a post are in `invictus/parser/`.
"""

from __future__ import annotations

from datetime import date
from typing import Union

from invictus import keys, rows, shapes
from invictus.errors import LinesLostError, PostFormatError
from invictus.exercises import sets_to_show, unaccounted, understood_share
from invictus.lifts import lift_key
from invictus.parser.conservation import unaccounted_lines
from invictus.parser.days import dates_of, lines_and_headings, no_training
from invictus.parser.folding import without_controls
from invictus.parser.labels import is_work
from invictus.parser.sessions import fields_of, free_name, links_of, record_of, text_of
from invictus.parser.weeks import named_by


def read_post(post: shapes.RestPost) -> list[shapes.Record]:
    """Return the records of a post, checked to hold all of it. Raises PostFormatError and LinesLostError."""
    text = strip_post_html(post)
    records = sessions_to_date_records(segment_days(group_post_by_day(text)))["records"]
    _check_none_lost(text["post"], unaccounted_lines(lines_and_headings(text)[0], records))
    return records


def strip_post_html(post: shapes.RestPost) -> shapes.PostText:
    """Return the post's identity and its text, line by line. Markup is gone after this step.

    Raises PostFormatError for a protected post, whose text WordPress does not give, and for an empty one.
    """
    # Imported here: it loads BeautifulSoup, which no other step needs.
    from invictus.parser.html_lines import read_lines

    title = " ".join(line["text"] for line in read_lines(post["title"]["rendered"]))
    identity: shapes.Identity = {
        "id": post["id"],
        "slug": post["slug"],
        "link": without_controls(post["link"]),
        "date": post["date"][:10],
        "modified": post["modified_gmt"] + "Z",
        **named_by(title, post["slug"], date.fromisoformat(post["date"][:10])),
    }
    if post["content"].get("protected"):
        raise PostFormatError(identity["slug"], "is protected by a password, so its text is not in the blog's reply.")
    lines = read_lines(post["content"]["rendered"])
    if not lines:
        raise PostFormatError(identity["slug"], "has no text: content.rendered is empty.")
    return shapes.PostText(post=identity, lines=lines)


def group_post_by_day(text: shapes.PostText) -> shapes.PostDays:
    """Return the lines of each day, its heading first, and what is above the first day.

    Raises PostFormatError if there is no day heading, or if it is uncertain where a day begins.
    """
    lines, first_lines = lines_and_headings(text)
    days = [lines[first:last] for first, last in zip(first_lines, [*first_lines[1:], len(lines)])]
    return shapes.PostDays(post=text["post"], preamble=lines[: first_lines[0]], days=days)


def segment_days(grouped: shapes.PostDays) -> shapes.PostSessions:
    """Return each day as a session: its heading, then its notes, warm-up and lettered segments in the post's order.

    Raises PostFormatError if no day holds training: such a post is an announcement and not a programme.
    """
    sessions = [shapes.Session(heading=day[0], fields=fields_of(day[1:])) for day in grouped["days"]]
    is_labelled = any(field["label"] for session in sessions for field in session["fields"])
    is_rest = grouped["post"]["is_day"] and shapes.begins_with_rest(text_of(sessions[0]["fields"][0]["lines"]))
    if not is_labelled and not is_rest and not any(map(_reads_as_training, sessions)):
        raise no_training(grouped["post"]["slug"], sessions)
    return shapes.PostSessions(post=grouped["post"], preamble=grouped["preamble"], sessions=sessions)


def sessions_to_date_records(segmented: shapes.PostSessions) -> shapes.PostRecords:
    """Return one record per session and day, in the order of the post, each with its date and a unique name."""
    post, sessions = segmented["post"], segmented["sessions"]
    headings = [session["heading"]["text"] for session in sessions]
    taken: dict[tuple[str, str], int] = {}
    records: list[shapes.Record] = []
    for session, heading, days in zip(sessions, headings, dates_of(headings, post)):
        for day in days:
            name = free_name(heading, post["program"], day.isoformat(), taken)
            records.append(record_of(len(records), day, name, session, post))
    records[0]["week_notes"] = text_of(segmented["preamble"])
    records[0]["links"][:0] = links_of("week_notes", segmented["preamble"])
    return shapes.PostRecords(post=post, records=records)


def clean_session_records(
    records: list[shapes.Record], text: shapes.PostText, force: bool = False
) -> shapes.CleanRecords:
    """Return the records, checked to hold every line of the post's `text`, also as rows for DynamoDB.

    They are returned without their exercises, which are most of a payload; the function that stores them adds them
    again. Raises LinesLostError if a line or a link of the post is not in the records exactly once.
    """
    _check_none_lost(text["post"], unaccounted_lines(lines_and_headings(text)[0], records))
    stored = [with_exercises(record) for record in records]
    post = text["post"]
    content = keys.content_hash(stored)
    return shapes.CleanRecords(
        records=records,
        items=rows.items(stored, post["id"], post["modified"], keys.weekly_key(records), content),
        condition=rows.condition(post["id"], post["modified"], content, force),
        week={"dates": keys.week_span(records), "sessions": keys.sessions_in_words(records)},
    )


def with_exercises(record: shapes.Record) -> shapes.StoredRecord:
    """Return a record in its stored form: with its segments read as training (`exercises`), and `understood`.

    Of a picture in place of a day, nothing is understood. Raises LinesLostError if a line of a segment is not in the
    exercises exactly once.
    """
    # Imported here: compiling its patterns takes longer than everything else, and most functions need none.
    from invictus.prescriptions import exercises_of

    segments = shapes.segments_of(record)
    exercises = exercises_of(segments, record.get("links", ()))
    for exercise in exercises:
        exercise["lift"] = lift_key(exercise["movement"])
    _check_none_lost(record["post"], [line for _, line in unaccounted(segments, exercises)])
    understood = 0.0 if shapes.is_picture(record) else understood_share(exercises)
    return {**record, "exercises": exercises, "understood": understood}


def _reads_as_training(session: shapes.Session) -> bool:
    """Tell whether a line of a session without labels reads as training: a movement with a figure, sets or rounds."""
    from invictus.prescriptions import exercises_of

    lines = [line for field in session["fields"] for line in field["lines"] if not shapes.is_aside(line["text"])]
    exercises = exercises_of({"notes": text_of(lines)})
    return is_work(text_of(lines)) or any(exercise["movement"] and sets_to_show(exercise)[0] for exercise in exercises)


def _check_none_lost(post: Union[shapes.Identity, shapes.PostOfRecord], lost: list[str]) -> None:
    if lost:
        raise LinesLostError(post["slug"], f"{len(lost)} of its lines and links are lost, first {lost[0][:200]!r}.")
