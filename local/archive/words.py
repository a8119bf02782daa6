"""An exercise's figures in a lifter's words: `Every 2 min, 8 sets`, `25/20`, `75-80 % of 1-RM Snatch`, `95/65 lb`."""

from __future__ import annotations

from typing import Any, Optional

Json = dict[str, Any]


def scheme_in_words(scheme: Json) -> str:
    """`Every 2 min for 16 min, 8 sets`, `Establish a 1-RM within 24 min`; "" where the post names no scheme."""
    kind, sets = scheme["kind"], span(scheme["sets"], scheme["sets_to"])
    lasting = in_time(scheme["duration_s"]) if scheme["duration_s"] else ""
    rounds = f"{sets} {'round' if sets == '1' else 'rounds'}" if sets else ""
    if kind == "every":
        words = f"Every {in_time(scheme['interval_s'])}" + (f" for {lasting}" if lasting else "")
    elif kind == "establish":
        article = "" if scheme["what"].startswith(("today's", "today’s")) else "a "
        words = f"Establish {article}{scheme['what']}" + (f" within {lasting}" if lasting else "")
    elif kind == "amrap":
        words = "AMRAP" + (f" in {lasting}" if lasting else "")
    elif kind == "tabata":
        on, off = (in_time(scheme[key]) if scheme[key] else "" for key in ("work_s", "off_s"))
        words = ", ".join(filter(None, ("Tabata", on and f"{on} on", off and f"{off} off", rounds)))
    elif kind == "for_time":
        words = ", ".join(filter(None, ("For time", rounds, lasting and f"at most {lasting}")))
    else:
        words = {"rounds": rounds, "completion": "For completion", "continuous": f"For {lasting}"}.get(kind, "")
    if kind in ("every", "sets", "establish") and sets:
        words += f"{', ' if words else ''}{sets} {'set' if sets == '1' else 'sets'}"
    if scheme["what"] and kind != "establish":
        words += f", to a {scheme['what']}".replace("to a today", "to today")
    if scheme["starts_s"] is not None:
        words += f"{', at' if words else 'At'} {in_time(scheme['starts_s'])} of the clock"
    return words


def turn_in_words(exercise: Json) -> str:
    """`minute 2` or `turn 2` of the cycle; "" for an exercise that takes no turns."""
    if exercise["turn"] is None:
        return ""
    return f"{'minute' if exercise['scheme']['interval_s'] == 60 else 'turn'} {exercise['turn']}"


def measure_in_words(exercise: Json, row: Json) -> str:
    """`8-10`, `25/20` (men/women), `40 s`, `400 m`, `15/12 cal`, `as many as possible`, each side or not."""
    if row["reps"]:
        words = span(row["reps"], row["reps_to"]) + (f"/{row['reps_women']}" if row["reps_women"] else "")
    elif row["max_effort"]:
        words = "as many as possible" + (f" in {in_time(row['seconds'])}" if row["seconds"] else "")
    elif row["calories"]:
        women = f"/{row['calories_women']}" if row["calories_women"] else ""
        words = f"{span(row['calories'], row['calories_to'])}{women} cal"
    elif row["seconds"]:
        words = time_span(row["seconds"], exercise["seconds_to"] or row["seconds"])
    else:
        words = f"{span(row['distance_m'], exercise['distance_to_m'])} m" if row["distance_m"] else ""
    return words + (" each side" if exercise["per_side"] else "")


def load_in_words(row: Json) -> str:
    """What the post says of the load: `75-80 % of 1-RM Snatch`, `95/65 lb`, `3-5 % more than last Monday`, `heavy`."""
    said = (_percent(row), _weight(row), _relative(row))
    return ", ".join(filter(None, said))


def _percent(row: Json) -> str:
    low, high = row["percent_from"], row["percent_to"]
    if low is None and high is None:
        return row["of"] or ""
    words = f"at most {high:g} %" if low is None else f"{low:g} % or more" if high is None else f"{span(low, high)} %"
    # A back squat's percent is of the back squat, and goes without saying.
    return words if row["of"] in ("", "1-RM", f"1-RM {row['movement']}") else f"{words} of {row['of']}"


def _weight(row: Json) -> str:
    if row["weight"] is None:
        return ""
    women = "" if row["weight_women"] is None else f"/{row['weight_women']:g}"
    return f"{row['weight']:g}{women} {row['unit']}".strip()


def _relative(row: Json) -> str:
    low, high = row["change_from"], row["change_to"]
    if low is None or high is None:
        return str(row["relative"])
    # "3-5 % less" is a change from -5 to -3.
    change = f"{span(low, high)} % more" if low >= 0 else f"{span(-high, -low)} % less"
    return f"{change} than {row['relative']}"


def span(low: Optional[float], high: Optional[float]) -> str:
    """`3`, `3-4`, or, where it is open, `3+`."""
    if low is None:
        return ""
    return f"{low:g}+" if high is None else f"{low:g}" if low == high else f"{low:g}-{high:g}"


def time_span(low: Optional[int], high: Optional[int]) -> str:
    """`40 s`, `60-90 s`."""
    if low is None or high is None:
        return ""
    return in_time(low) if low == high else f"{low}-{high} s"


def in_time(seconds: int) -> str:
    """`40 s`, `2 min`, `2:30 min`."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes}:{rest:02} min" if rest else f"{minutes} min"
