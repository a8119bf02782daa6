"""How a block is done: `Every 2 minutes, for 16 minutes (8 sets):`, `3 rounds for time of:`, `20 seconds on`.

SCHEMES are the pieces that a scheme is put together of, in any order, side by side. A function adds what its piece
says to the pieces so far, and returns whether they agree. A scheme whose own figures contradict each other (nine sets,
one every two minutes, in 16 minutes) is not read: which of them is wrong cannot be known.
"""

from __future__ import annotations

from typing import Optional

from invictus.exercises import MOST_SETS, SCHEME, Scheme
from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.names import rep_max
from invictus.prescriptions.reading import CONTRADICTION, Pieces, put, put_sets
from invictus.prescriptions.tokens import TokenLine

SCHEMES = Table()
# Of several kinds in one scheme, the first of these is its kind: "3 rounds for time" is for time.
_KINDS = ("tabata", "every", "amrap", "establish", "for_time", "rounds", "sets", "completion", "clock", "continuous")
_TIMED = {"every", "amrap", "establish"}  # what a time beside it belongs to


@SCHEMES.form(
    "( ( a new )? <numword> )? every ( <time> | minute | <other:other> minute ) ( ,? on the minute )? "
    "| on the ( minute | <time> ) | on a <time> clock | emom | <emom>",
    "Every 2 minutes, for 16 minutes (8 sets):",
    "E2MOM x 5 sets",
)
def _every(said: Said, pieces: Pieces) -> bool:
    """Read the time from set to set."""
    interval = said["emom"] or (said["time"][0] if "time" in said else 120 if "other" in said else 60)
    return bool(interval) and put(pieces, "every", interval_s=interval)


@SCHEMES.form(
    "alternating ( movement | between )? | of? <each:each> ( movement | complex | minute | interval )? <clause_ends>",
    "Alternating EMOM x 8 minutes:",
    "Every 2 minutes, for 8 minutes (2 sets of each)",
)
def _takes_turns(said: Said, pieces: Pieces) -> bool:
    """Read that movements take turns. "(10 sets of each)": the sets of all of them fill the time."""
    has_sets = "every" in pieces.get("kinds", ()) and "sets" in pieces
    pieces["takes_turns"] = "each" not in said or (has_sets and put(pieces, "of_each"))
    return pieces["takes_turns"]


@SCHEMES.form(
    "( ( in | take | over )? <sets:count> set ,? )? to? ( establish | ( ( build | work | climb ) up? )? to ) "
    "( a | an | your | the )? new? ( today's (= <next:rm> ) )? <what:aim> "
    "( ( in | for | of | on ) ( the day | today | the? complex ) )? "
    "| <sets:count> attempt ( @ | at | to establish | for ) ( a | an | your )? <what:rm> "
    "| <what:max_aim> ( (= $ | , | ; | - | . $ | then | in <next:time> ) | <name_next> ) "
    "| ( in | for | of | on ) ( the day | today ) <day:nothing>",
    "In 20 minutes, establish a 1-RM Back Squat",
    "Snatch from blocks: work to a 2RM",
    "1 RM Bench Press",
)
def _establish(said: Said, pieces: Pieces) -> bool:
    """Read what is established, in as many sets as it takes, or in so many sets or attempts."""
    if ("day" in said) != ("what" in pieces) or ("sets" in said and not put_sets(pieces, "sets", said["sets"])):
        return False
    return put(pieces, "day") if "day" in said else put(pieces, "establish", **rep_max(said.text("what")))


@SCHEMES.form(
    "to? complete? ( amrap | as many ( round | rep ) ( ( and | & ) rep )? as ( possible | you can ) ) <amrap:nothing> "
    "| complete? ( <sets:count> rft | each? for ( time | times ) ) <for_time:nothing> "
    "| complete? ( for ( completion | quality ) | not for time | nft | <sets:count> ( rfq | rnft ) "
    "| no rest <beside:nothing> ) <completion:nothing> "
    "| each? for ( max | as many ) ( rep | calorie | distance | round ) ( as possible )? "
    "( (= in <next:time> ) <amrap:nothing> | <beside:nothing> <rounds:nothing> ) "
    "| ( <of_all:count> set )? of? tabata <tabata:nothing>",
    "12 minute AMRAP of:",
    "Three rounds for time of:",
    "Five rounds for max reps of:",
    "One Set Tabata of: Sit-Ups:",
)
def _in_what_way(said: Said, pieces: Pieces) -> bool:
    """Read as many rounds, as fast, or as much in each as possible, against no clock, or turns of work and rest."""
    is_lone = "beside" in said and "kinds" not in pieces
    if is_lone or ("sets" in said and not put_sets(pieces, "rounds", said["sets"])):
        return False
    kind = next(kind for kind in _KINDS if kind in said)
    return put(pieces, kind if said["of_all"] in (None, 1) else CONTRADICTION)


@SCHEMES.form(
    "( with a )? ( <cap:time> -? time? cap | *? time? cap ( : | = | - )? <cap:time> ) "
    "| ( ( when | once | as ) ( the | your ) running? ( clock | timer ) ( hits | reads | reaches | shows | gets to "
    "| is at ) <clock:time> | at the? <clock:time> mark | at <clock:time> (= : | , | . | $ ) ) "
    "mark? ( ,? ( begin | complete | move on? to ) ( the ( following | next piece ) | part <words> )? )? "
    "| of? <on:time> ( on | of? work ) | <off:time> ( off | of? <rest:rest> <clause_ends> )",
    "5 rounds, for time (12 minute cap):",
    "Time cap: 12 minutes",
    "When the running clock hits 15:00, complete the following…",
    "20 seconds on, 10 seconds off",
)
def _time_of_it(said: Said, pieces: Pieces) -> bool:
    """Read how long it may take at most, at what time of the running clock it begins, or the work or rest of a turn."""
    keys = {"cap": "duration_s", "clock": "starts_s", "on": "work_s", "off": "off_s"}
    name, key = next(each for each in keys.items() if each[0] in said)
    is_of_set = "rest" in said and "work_s" not in pieces  # "90 seconds rest" alone is the rest after a set
    return not is_of_set and key not in pieces and put(pieces, name, **{key: said[name][0]})


@SCHEMES.form(
    "( superset ( , | - | : )? )? ( x | for )? ( a total of )? complete? ( <sets:count> | <range> ) "
    "( total | full | work | super | giant | drop )? <unit:unit_of_sets> total? | <sets:count> x (= $ ) "
    "| complete? ( ( round | ladder ) of )? <ladder> ( rep | round )?",
    "Three sets of:",
    "For a total of 8 rounds",
    "21-15-9 reps, for time of:",
)
def _how_many(said: Said, pieces: Pieces) -> bool:
    """Read how many sets or rounds; or rounds whose reps go down, or up."""
    if "ladder" in said:
        pieces["ladder"] = said["ladder"]
        return put_sets(pieces, "ladder", len(said["ladder"]))
    others = "turns" if said.line.symbol(said.start) == "for" else "rounds"  # of the scheme above: "for 8 rounds"
    kind = "sets" if said.text("unit").lower() in ("set", "sets", "supersets", "") else others
    return put_sets(pieces, kind, *(said["range"] or (said["sets"],)))


@SCHEMES.form(
    "for <whole:time> (= : | ,? ( complete | accumulate | alternating ) ) "
    "| ( <within:in|within> | for | take | over | <x:x> )? ( <time> | <bare> )",
    "For 30 minutes:",
    "EMOM 10",
)
def _how_long(said: Said, pieces: Pieces) -> bool:
    """Read how long the whole takes, or may take, perhaps without its unit; "E2MOM x 10" is sets."""
    kinds = pieces.get("kinds", ())
    last = kinds[-1] if kinds else ""
    if "bare" in said and last == "every" and pieces["interval_s"] != 60:
        return "x" in said and put_sets(pieces, "sets", said["bare"])  # "E2MOM 10" may be minutes or sets
    if "bare" in said:
        return last in ("every", "amrap") and bool(said["bare"]) and put(pieces, last, duration_s=60 * said["bare"])
    whole = said["whole"] or said["time"]
    is_beside = not kinds or not _TIMED.isdisjoint(kinds)
    return is_beside and put(pieces, "continuous" if "whole" in said else "duration", duration_s=whole[1])


def read_scheme(line: TokenLine, at: int, held: Pieces) -> Optional[tuple[Pieces, int]]:
    """Return the pieces so far with those that a line has at a token, and where they end; None if it has none there."""
    pieces = held.copy()
    end = _read_pieces(line, at, pieces, apart=bool(held))
    kinds = pieces.get("kinds", ())
    is_ladder_alone = "ladder" in kinds and "for_time" not in kinds
    heads = (line.symbol(at), line.symbol(end)) in (("for", ":"), ("in", "of"))  # "For 12 minutes (6 sets):"
    is_time_alone = not held and kinds[:1] == ("duration",) and _TIMED.isdisjoint(kinds) and not heads
    # As many rounds, or as many reps of what is above?
    is_unclear = "amrap" in kinds and "duration_s" not in pieces and line.symbol(end) != ":"
    return None if end == at or not kinds or is_ladder_alone or is_time_alone or is_unclear else (pieces, end)


def _read_pieces(line: TokenLine, at: int, pieces: Pieces, apart: bool = False) -> int:
    """Return where the pieces of a scheme end that begin at a token, perhaps `apart` from those before."""
    begun = at
    while at < len(line.tokens):
        mark = line.symbol(at) if at > begun and line.symbol(at) in (",", ";", "/", ":") else ""
        place = at + bool(mark)
        apart = mark == ":" or (apart and at == begun)
        for form, said in SCHEMES.matches(line, place):
            # Apart, a time is the movement's, "AMRAP: 1 minute Plank"; but "AMRAP: 12 min" is all of its line.
            is_whole = (mark == ":" or form.read is _takes_turns) and line.symbol(said.end) in ("", ":")
            is_lone = apart and form.read in (_how_long, _takes_turns) and "within" not in said and not is_whole
            if not is_lone and form.read(said, pieces):
                at = said.end
                break
        else:
            closing, within = line.closing(place) if line.symbol(place) == "(" else None, pieces.copy()
            if closing is None or _read_pieces(line, place + 1, within, apart) != closing:
                break
            pieces.update(within)
            at = closing + 1
    return at


def put_together(pieces: Pieces) -> Optional[Scheme]:
    """Return the scheme of all pieces, of kind "" if they only complete another; None if they contradict each other."""
    kinds = pieces.get("kinds", ())
    scheme: Scheme = {**SCHEME, "kind": next((kind for kind in _KINDS if kind in kinds), "")}
    scheme.update({key: value for key, value in pieces.items() if key in SCHEME})  # type: ignore[typeddict-item]
    if CONTRADICTION in kinds or (scheme["kind"] == "amrap" and scheme["sets"]):
        return None  # "Two sets, AMRAP 10": of the whole, or of a set?
    if "cap" in kinds and scheme["kind"] == "rounds":
        scheme["kind"] = "for_time"
    interval, duration, sets = scheme["interval_s"], scheme["duration_s"], scheme["sets"]
    if scheme["kind"] == "every" and interval:
        of_turns = not {"of_each", "rounds"}.isdisjoint(kinds)  # "for 12 minutes, 3 rounds of:"
        whole = interval * (sets or 0)
        if sets != scheme["sets_to"] or (sets and duration and (duration % whole if of_turns else duration != whole)):
            return None
        if not sets and duration and duration % interval == 0:
            scheme["sets"] = scheme["sets_to"] = duration // interval
        if "of_each" not in kinds:
            scheme["duration_s"] = duration or whole or None
    return scheme if (scheme["sets_to"] or 0) <= MOST_SETS else None
