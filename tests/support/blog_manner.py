"""Writes exercises as lines in the blog's manner: the way back, for the round trip.

`render(exercises, spelling)` takes the exercises of one segment and gives its lines; `spelling` chooses among the
blog's ways to write the same time, number or percent. Cues and notes are left out."""

from __future__ import annotations

from collections.abc import Sequence

from invictus.shapes import Json

WORDS = " One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split(" ")


def render(exercises: Sequence[Json], spelling: int = 0) -> list[str]:
    lines: list[str] = []
    for before, exercise in zip([None, *exercises], exercises):
        opens_block = before is None or before["block"] != exercise["block"]
        if opens_block and before is not None:
            lines.append("Followed by…")
        lines += _scheme(exercise, spelling) if opens_block else []
        if exercise["scheme"]["kind"] not in ("establish", "tabata"):
            turn = f"Minute {exercise['turn']} – " if exercise["turn"] else ""
            lines.append(turn + _movement(exercise, spelling))
        lines += [f"*{_sets(load['sets'])} = {_load(load, spelling)}" for load in exercise["loads"] if load["sets"]]
        if exercise["rest_s"]:
            lines.append(f"Rest {_times(exercise['rest_s'], exercise['rest_to_s'], spelling)}")
    return lines


def _scheme(exercise: Json, spelling: int) -> list[str]:
    scheme = exercise["scheme"]
    how_many = _number(scheme["sets"], spelling)
    within = _time(scheme["duration_s"], spelling) if scheme["duration_s"] else ""
    if scheme["kind"] == "every":
        every = "minute, on the minute" if scheme["interval_s"] == 60 else _time(scheme["interval_s"], spelling)
        each = " of each" if exercise["turn"] else ""
        return [f"Every {every}, for {within} ({scheme['sets']} sets{each}):"]
    if scheme["kind"] == "establish":
        return [f"In {within}, establish a {scheme['what']} {exercise['movement']}"]
    if scheme["kind"] == "tabata":
        on_and_off = [f"{scheme['work_s']} seconds on", f"{scheme['off_s']} seconds off"]
        return [f"One Set Tabata of: {exercise['movement']}:", *on_and_off, f"For a total of {scheme['sets']} rounds"]
    said = {
        **{"sets": f"{how_many} sets of:", "rounds": f"{how_many} Rounds:", "amrap": f"AMRAP in {within}:"},
        **{"for_time": f"{how_many} rounds for time of:", "completion": "For completion:"},
        "continuous": f"For {within}:",
    }
    return [said[scheme["kind"]]]


def _movement(exercise: Json, spelling: int) -> str:
    measure = ""
    if exercise["reps"]:
        measure = f" x {_reps(exercise)}"
    elif exercise["max_effort"]:
        measure = " x max reps"
    elif exercise["seconds"]:
        measure = f" x {_times(exercise['seconds'], exercise['seconds_to'], spelling)}"
    elif exercise["distance_m"]:
        measure = f" x {_span(exercise['distance_m'], exercise['distance_to_m'])}{('m', ' m', ' meters')[spelling % 3]}"
    elif exercise["calories"]:
        women = f"/{exercise['calories_women']}" if exercise["calories_women"] else ""
        calories = _span(exercise["calories"], exercise["calories_to"])
        measure = f" x {calories}{women} {('calories', 'Cal', 'cals')[spelling % 3]}"
    side = f" {('each leg', 'per arm', 'Each Side')[spelling % 3]}" if exercise["per_side"] else ""
    tempo = f" @ {exercise['tempo']}" if exercise["tempo"] else ""
    for_all = [f" {_load(load, spelling)}" for load in exercise["loads"] if not load["sets"]]
    return f"{exercise['movement']}{measure}{side}{tempo}{''.join(for_all)}"


def _load(load: Json, spelling: int) -> str:
    low, high = load["percent_from"], load["percent_to"]
    reps = "Max reps @ " if load["max_effort"] else f"{_reps(load)} @ " if load["reps"] else "@ "
    if load["weight"]:
        women = f"/{load['weight_women']:g}" if load["weight_women"] else ""
        weight = f"{load['weight']:g}{women}"
        if load["unit"] and spelling % 2:
            return f"{reps}{weight} {load['unit']}"
        return f"({weight} {load['unit']}".rstrip() + ")"
    if load["change_from"]:
        return f"{reps}{_span(load['change_from'], load['change_to'])}% more than {load['relative']}"
    if low is None:
        return reps + (load["relative"] or f"{load['of']} weight")
    percent = f"{low:g}%+" if high is None else f"{low:g}%" if low == high else f"{low:g}-{high:g}%"
    return reps + percent + (f" of {('', 'your ')[spelling % 2]}{load['of']}" if load["of"] else "")


def _span(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def _reps(of: Json) -> str:
    if of.get("reps_women"):
        return f"{of['reps']}/{of['reps_women']} reps"
    if of["reps_to"] is None:
        return f"{of['reps']}+ reps"
    if of["reps"] != of["reps_to"]:
        return f"{of['reps']}-{of['reps_to']} reps"
    return "1 rep" if of["reps"] == 1 else f"{of['reps']} reps"


def _sets(numbers: Sequence[int]) -> str:
    return f"Set {numbers[0]}" if len(numbers) == 1 else f"Sets {numbers[0]}-{numbers[-1]}"


def _times(low: int, high: int, spelling: int) -> str:
    return _time(low, spelling) if low == high else f"{low}-{high} seconds"


def _time(seconds: int, spelling: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if not rest and spelling % 3 == 0:
        return f"{minutes} minute{'s' * (minutes > 1)}"
    if minutes > 9 or (minutes and spelling % 3 != 2):
        return f"{minutes}:{rest:02}"
    return f"{seconds} seconds"


def _number(number: int, spelling: int) -> str:
    return WORDS[number] if number and number < len(WORDS) and spelling % 2 == 0 else str(number)
