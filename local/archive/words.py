"""What a coach wrote, in short words: schemes, times, reps and percents, the same wherever training is shown."""

from __future__ import annotations

from typing import Any, Optional

from local.archive.loads import Lifter, folded, wanted_maximum, weigh

Json = dict[str, Any]


def scheme_in_words(scheme: Json) -> str:
    """`Every 2 min for 16 min, 8 sets`, `Establish a 1-RM within 24 min`; "" where the post names no scheme."""
    kind, sets = scheme["kind"], span(scheme["sets"], scheme["sets_to"])
    lasting = in_time(scheme["duration_s"]) if scheme["duration_s"] else ""
    rounds = f"{sets} {'round' if sets == '1' else 'rounds'}" if sets else ""
    if kind == "every":
        words = f"Every {in_time(scheme['interval_s'])}" + (f" for {lasting}" if lasting else "")
    elif kind == "establish":
        words = f"Establish a {scheme['what']}" + (f" within {lasting}" if lasting else "")
    elif kind == "amrap":
        words = "AMRAP" + (f" in {lasting}" if lasting else "")
    elif kind == "tabata":
        on, off = (in_time(scheme[key]) if scheme[key] else "" for key in ("work_s", "off_s"))
        words = ", ".join(filter(None, ("Tabata", on and f"{on} on", off and f"{off} off", rounds)))
    elif kind == "for_time":
        words = ", ".join(filter(None, ("For time", rounds, lasting and f"at most {lasting}")))
    else:
        words = rounds if kind == "rounds" else ""
    if kind in ("every", "sets") and sets:
        words += f"{', ' if words else ''}{sets} {'set' if sets == '1' else 'sets'}"
    return words + (f", to a {scheme['what']}" if scheme["what"] and kind != "establish" else "")


def measure_in_words(exercise: Json, row: Json) -> str:
    """`4 reps`, `8-10 reps each side`, `40 s`, `400 m`, `as many as possible`; "" where the post does not say."""
    if row["reps"]:
        words = f"{span(row['reps'], row['reps_to'])} {'rep' if row['reps_to'] == 1 else 'reps'}"
    elif exercise["max_effort"]:
        words = "as many as possible"
    elif row["seconds"]:
        words = time_span(row["seconds"], exercise["seconds_to"] or row["seconds"])
    else:
        words = f"{row['distance_m']:g} m" if row["distance_m"] else ""
    return words + (" each side" if exercise["per_side"] else "")


def percent_in_words(row: Json) -> str:
    """`75-80 %`, `101 % or more`, `at most 55 % of 1-RM Snatch`; "" where the post gives no percent."""
    low, high = row["percent_from"], row["percent_to"]
    if low is None and high is None:
        return ""
    words = f"at most {high:g} %" if low is None else f"{low:g} % or more" if high is None else f"{span(low, high)} %"
    # A back squat's percent is of the back squat, and goes without saying.
    is_its_own = folded(wanted_maximum(row["of"], "")) in ("", folded(wanted_maximum("", row["movement"])))
    return words if is_its_own else f"{words} of {row['of']}"


def load_in_words(row: Json, lifter: Lifter) -> tuple[str, str]:
    """`("60-65 kg", "")`, or `("", "no maximum for Snatch: add it to the maxima")`."""
    if lifter.maxima is None:
        return "", ""
    load = weigh(row, row["movement"], lifter.maxima, lifter.plates, lifter.use_related)
    low, high, unit = load["weight_from"], load["weight_to"], load["unit"]
    if low is None and high is None:
        return "", load["says"]
    if low is None:
        return f"at most {high:g} {unit}", load["says"]
    return (f"{low:g} {unit} or more" if high is None else f"{span(low, high)} {unit}"), load["says"]


def span(low: Optional[float], high: Optional[float]) -> str:
    """`3`, `3-4`, or, where it is open, `3+`."""
    if low is None:
        return ""
    return f"{low:g}+" if high is None else f"{low:g}" if low == high else f"{low:g}-{high:g}"


def time_span(low: Optional[int], high: Optional[int]) -> str:
    """`1:30 min`, `30-45 s`; "" where the post does not say."""
    if low is None or high is None:
        return ""
    return in_time(low) if low == high else f"{low}-{high} s"


def in_time(seconds: int) -> str:
    """`40 s`, `2 min`, `2:30 min`."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes}:{rest:02} min" if rest else f"{minutes} min"
