"""The count of a run, page by page, from how its posts have ended, and the words of its message. Pure."""

from __future__ import annotations

from typing import Any, Optional

from invictus.keys import failed_key
from invictus.shapes import Json

SMS_CHARACTERS = 150  # of 160: SNS may put "Invictus> " before the text

_NOTHING: Json = {
    **{"stored": 0, "unchanged": 0, "known": 0, "failed": 0, "last_failed": "", "newest": "none"},
    "week": {"is_news": False, "dates": "none", "words": "no week was read"},
    **{"taken": {}, "has_moved": False},  # how posts ended whose week another had, by id; whether a post left one since
    **{"mended": [], "gone": []},  # ids of posts that leave failed/
    **{"page": 0, "pages": 0},  # the page counted last, and how many there are
}


def count(request: Json) -> tuple[Json, Optional[Json]]:
    """Return the run's tally with the page before counted, and the request to fetch now: None after the last page.

    Posts whose week another post had are fetched once more at the end of a run in which a post has left its week.
    """
    run = request["run"]
    counted = add_page(run.get("tally"), run.get("posts", []), request["outcomes"])
    counted.update(page=run.get("page", 0), pages=run.get("pages", 0))
    if not run.get("is_last"):
        return counted, request
    again = sorted(map(int, counted["taken"]))[:100] if counted["has_moved"] and not run.get("is_again") else []
    return counted, {**request, "post_ids": again, "page": 1, "run": {"is_again": True}} if again else None


def add_page(tally: Optional[Json], posts: list[Json], outcomes: Any) -> Json:
    """Return the run's tally with a page's posts counted, and the message that it comes to.

    `posts` are the page's, oldest first: `{"id", "slug"}`. `outcomes` are what their executions returned: a post
    without one has failed, as its execution died. If the map failed as a whole, `outcomes` is its error.
    """
    tally = tally or _NOTHING
    ended = {each["id"]: each for each in outcomes if "ended" in each} if isinstance(outcomes, list) else {}
    for post in posts:
        tally = _add(tally, post, ended.get(post["id"], {"ended": "failed"}))
    return {**tally, **_message(tally)}


def cleared(tally: Json) -> list[Json]:
    """Return the keys under failed/ of posts that are stored now, or gone from the blog: what S3 is to delete."""
    return [{"Key": failed_key(post_id)} for post_id in sorted({*tally["mended"], *tally["gone"]})][:1000]


def _add(tally: Json, post: Json, outcome: Json) -> Json:
    end, ended_before = outcome["ended"], tally["taken"].get(str(post["id"]))
    if ended_before:  # it was tried again
        if "week" not in outcome:
            return tally
        tally = {**tally, ended_before: tally[ended_before] - 1}
        tally["last_failed"] = "" if tally["last_failed"] == post["slug"] else tally["last_failed"]
    added = {**tally, end: tally[end] + 1, "has_moved": tally["has_moved"] or outcome.get("has_moved", False)}
    if end == "failed":
        added["last_failed"] = post["slug"]
    if outcome.get("error") == "WeekTakenError":
        added["taken"] = {**tally["taken"], str(post["id"]): end}
    if "week" in outcome:
        added.update(_newest(tally, outcome["week"], outcome["is_news"], outcome["is_corrected"]))
    if outcome.get("was_failed"):
        added["mended"] = [*tally["mended"], post["id"]]
    return added


def _newest(tally: Json, week: Json, is_news: bool, is_corrected: bool) -> Json:
    """Return the newest week by its first day, of all, and of those that the message is about if there are any."""
    dates = week["dates"]
    newest = {"newest": max(dates, tally["newest"], key=_first_day)}
    if (is_news, _first_day(dates)) >= (tally["week"]["is_news"], _first_day(tally["week"]["dates"])):
        words = f"week {dates}{' corrected' if is_corrected else ''}, {week['sessions']}"
        newest["week"] = {"is_news": is_news, "dates": dates, "words": words}
    return newest


def _first_day(dates: str) -> str:
    return dates[:10] if dates != "none" else ""


def _message(tally: Json) -> Json:
    """Return whether a message is sent, its texts, and the execution's cause if it fails."""
    week, slug = tally["week"]["words"], tally["last_failed"]
    stored, unchanged, known, failed = (tally[end] for end in ("stored", "unchanged", "known", "failed"))
    text = f"Invictus: {week}. {stored} stored, {failed} failed."
    name = f" Newest failed: {slug}." if slug else ""
    room = SMS_CHARACTERS - len(text)
    gone = f" Gone from the blog, and kept here: {', '.join(map(str, tally['gone']))}." if tally["gone"] else ""
    return {
        "is_told": tally["week"]["is_news"] or failed > 0,
        "sms": text + (name if len(name) <= room else f"{name[: room - 4]}...."),
        "email": f"The newest of the posts: {week}. This run stored {stored} posts and found {unchanged} unchanged."
        f" {failed} failed, and {known} that cannot be read were reported before.{name}",
        "cause": f"{failed} failed, {stored} stored, {unchanged} unchanged, {known} known.{name}{gone}"
        " Each failed post is in the bucket under failed/ with its error.",
    }
