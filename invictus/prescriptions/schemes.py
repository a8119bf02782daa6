"""How a block is done: `Every 2 minutes, for 16 minutes (8 sets):`, `3 rounds for time of:`, `20 seconds on`.

A scheme whose own figures contradict each other (nine sets, one every two minutes, in 16 minutes) is not read: which of
them is wrong cannot be known. The order of SCHEMES matters where one begins like another: "3 rounds for time" before "3
rounds". A function returns a SchemeReading, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Optional

from invictus.prescriptions.exercise import MOST_SETS, SCHEME
from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.maxima import rep_max
from invictus.prescriptions.shapes import SaidOfScheme, Scheme
from invictus.prescriptions.tokens import TokenLine


class SchemeReading(NamedTuple):
    """A scheme, what it says of the movements under it, and where its words end."""

    scheme: Scheme
    end: int = 0
    ladder: Sequence[int] = ()  # the reps of each round, [21, 15, 9]
    takes_turns: bool = False  # "alternating", "sets of each": the movements alternate


def _reading(kind: str, figures: SaidOfScheme, takes_turns: bool = False) -> Optional[SchemeReading]:
    if (figures.get("sets_to") or 0) > MOST_SETS:
        return None
    return SchemeReading({**SCHEME, "kind": kind, **figures}, takes_turns=takes_turns)


SCHEMES = Table()
_CAP = "( ,? [? ( with a )? <duration:time> -? time? cap ]? )?"
_PARENTHESES = (
    "( ,? [ <sets:count> total? ( set | round | intervals ) total? "
    "( of? <each:each> ( movement | complex | minute | interval )? )? ] )?"
)
_POSSIBLE = "as many ( round | rep ) ( ( and | & ) rep )? as ( possible | you can )"


@SCHEMES.form(
    "( ( every | on the ) ( <interval:time> | minute | <other:other> minute ) ( ,? on the ( minute | <time> ) )? "
    "| <alternating:alternating>? ( emom | on the minute | <emom> ) <alternating:alternating>? ) "
    "( ,? ( for | x )? <duration:time> | ,? ( for | x )? <often:count> ( set | round | times | intervals ) "
    f"| ,? ( for | <times:x> )? <bare> )? <alternating:alternating>? {_PARENTHESES}",
    "Every 2 minutes, for 16 minutes (8 sets):",
    "E2MOM x 5 sets",
)
def _every(said: Said) -> Optional[SchemeReading]:
    """Read an interval with its sets or duration. What is given twice must agree."""
    interval = said["emom"] or (said["interval"][0] if "interval" in said else 120 if "other" in said else 60)
    bare, duration = said["bare"], said["duration"][0] if "duration" in said else None
    if bare and interval == 60:
        # "EMOM 10" is ten minutes and ten sets at once; "E2MOM 10" may be either, "E2MOM x 10" is sets.
        duration = bare * 60
    if not interval or (bare and interval != 60 and "times" not in said):
        return None
    if "each" in said:
        return _sets_of_each(interval, duration, said["sets"])
    written = [said[name] for name in ("sets", "often") if name in said]
    written += [bare] if bare and interval != 60 else []
    if duration is not None and duration % interval == 0:
        written.append(duration // interval)
    if len(set(written)) > 1 or (duration is not None and duration % interval and written):
        return None
    sets = written[0] if written else None
    lasts = duration or (interval * sets if sets else None)
    figures: SaidOfScheme = {"interval_s": interval, "duration_s": lasts, "sets": sets, "sets_to": sets}
    return _reading("every", figures, takes_turns="alternating" in said)


def _sets_of_each(interval: int, duration: Optional[int], sets: int) -> Optional[SchemeReading]:
    """Read "(10 sets of each)": several movements take turns, so that the sets of all of them fill the time."""
    if not sets or (duration is not None and duration % (interval * sets)):
        return None
    said: SaidOfScheme = {"interval_s": interval, "duration_s": duration, "sets": sets, "sets_to": sets}
    return _reading("every", said, takes_turns=True)


@SCHEMES.form(
    "<sets:count> ( set | round ) ,? "
    "( ( a new <numword> | <numword> )? every ( <interval:time> | minute ) | on a <interval:time> clock ) "
    f"| <duration:time> <alternating:alternating>? emom {_PARENTHESES}",
    "6 sets, a new one every 2 minutes:",
    "10-minute EMOM:",
)
def _sets_every(said: Said) -> Optional[SchemeReading]:
    """Read so many sets, and the time from set to set; or so long, every minute."""
    return _every(said)


@SCHEMES.form(
    "( ( in | take | within | over )? ( <within:time> | <sets:count> set ) ( , | : )? to? )? <to_aim> "
    "( a | an | your | the )? new? <todays>? <what:aim> ( ( in | within ) <within_after:time> )? "
    "| <sets:count> attempt ( @ | at | to establish | for ) ( a | an | your )? <what:rm> | <what:rm> <name_next>",
    "In 20 minutes, establish a 1-RM Back Squat",
    "3 Attempts @ 1RM Clean",
    "1 RM Bench Press",
)
def _establish(said: Said) -> Optional[SchemeReading]:
    """Read what is established, in as many sets as it takes, within which time or sets."""
    if ("within" in said and "within_after" in said) or said["sets"] == 0:
        return None
    within = said["within"] or said["within_after"]
    figures: SaidOfScheme = {"duration_s": within[1] if within else None, "sets": said["sets"], "sets_to": said["sets"]}
    return _reading("establish", {**figures, **rep_max(said.text("what"))})


def _timed(kind: str, said: Said) -> Optional[SchemeReading]:
    duration = said["duration"][0] if "duration" in said else said["bare"] * 60 if said["bare"] else None
    return _reading(kind, {"duration_s": duration, "sets": said["sets"], "sets_to": said["sets"]})


@SCHEMES.form(
    "complete? in? <duration:time> ,? to? complete? amrap "
    "| complete? amrap ( ( in | for | x )? <duration:time> | ( in | for | x )? <bare> | <colon> ) "
    f"| complete? {_POSSIBLE} ( in | within ) <duration:time> | ( in | for ) <duration:time> ,? complete? {_POSSIBLE} "
    "| for max ( rep | calorie | distance | round ) in <duration:time>",
    "12 minute AMRAP of:",
    "AMRAP 10:",
    "Complete as many rounds and reps as possible in 20 minutes of:",
)
def _amrap(said: Said) -> Optional[SchemeReading]:
    """Read as many rounds as possible in a time."""
    return _timed("amrap", said)


@SCHEMES.form(
    "complete? ( round of )? ( <ladder> | <a:number> , <b:number> ( , <c:number> )? ( , <d:number> )? ,? and "
    "<e:number> ) "
    f"( rep | round )? ,? each? for ( time | times ) {_CAP}",
    "21-15-9 reps, for time of:",
)
def _ladder_for_time(said: Said) -> Optional[SchemeReading]:
    """Read rounds for time whose reps go down, or up."""
    reps = said["ladder"] or [said[name] for name in ("a", "b", "c", "d", "e") if name in said]
    duration = said["duration"][0] if "duration" in said else None
    reading = _reading("for_time", {"sets": len(reps), "sets_to": len(reps), "duration_s": duration})
    return reading._replace(ladder=reps) if reading and all(reps) else None


@SCHEMES.form(
    f"complete? ( <sets:count> ( round | set ) ,? )? each? for ( time | times ) ,? {_CAP} "
    f"| complete? <sets:count> rft {_CAP}",
    "Three rounds for time of:",
    "3 RFT:",
)
def _for_time(said: Said) -> Optional[SchemeReading]:
    """Read as fast as possible, once or so many rounds."""
    return _timed("for_time", said)


def _so_many(kind: str, said: Said) -> Optional[SchemeReading]:
    low, high = said["range"] or (said["sets"], said["sets"])
    return _reading(kind, {"sets": low, "sets_to": high}) if 0 < low <= high else None


@SCHEMES.form(
    "complete? <sets:count> ( round | set ) ,? each? for ( max | as many ) ( rep | calorie | distance | round ) "
    "( as possible )?",
    "Five rounds for max reps of:",
)
def _rounds_for_max_reps(said: Said) -> Optional[SchemeReading]:
    """Read so many rounds, in each as much as possible."""
    return _so_many("rounds", said)


@SCHEMES.form("complete? ( for ( completion | quality ) | not for time )", "For completion:")
def _not_for_time(said: Said) -> Optional[SchemeReading]:
    """Read that all of it is done, against no clock."""
    return _reading("completion", {})


@SCHEMES.form("for <duration:time> ( <colon> | ,? ( alternating | complete ) between? )", "For 30 minutes:")
def _for_so_long(said: Said) -> Optional[SchemeReading]:
    """Read that it goes on for so long."""
    return _timed("continuous", said)


@SCHEMES.form(
    "( ( when | once | as ) ( the | your ) running? ( clock | timer ) ( hits | reads | reaches | shows | gets to "
    "| is at ) "
    "<time> | at the? <time> mark | at <time> ( <colon> | , | <at_end> ) ) ( mark | on the clock )? "
    "( ,? ( begin | complete | move on? to ) ( the ( following | next piece ) | part <words> )? )?",
    "When the running clock hits 15:00, complete the following…",
)
def _clock(said: Said) -> Optional[SchemeReading]:
    """Read that what follows begins at a time of the running clock."""
    return _reading("clock", {"starts_s": said["time"][0]})


@SCHEMES.form("( <sets:count> set )? of? tabata", "One Set Tabata of: Sit-Ups:")
def _tabata(said: Said) -> Optional[SchemeReading]:
    """Read short turns of work and rest."""
    return _reading("tabata", {}) if said["sets"] in (None, 1) else None


_UNTIMED = "( ( , | ; )? ( not for time | for quality | for completion | nft | no rest ) ,? )?"


@SCHEMES.form(
    f"x? complete? ( <sets:count> | <range> ) ( ( total | full )? round | times through ) {_UNTIMED}",
    "3 rounds, not for time, of:",
)
def _rounds(said: Said) -> Optional[SchemeReading]:
    """Read so many rounds."""
    return _so_many("rounds", said)


@SCHEMES.form(
    "( x | for )? complete? ( <sets:count> | <range> ) ( work | total | super | giant | drop )? ( set | supersets ) "
    f"{_UNTIMED}",
    "Three sets of:",
)
def _sets(said: Said) -> Optional[SchemeReading]:
    """Read so many sets."""
    return _so_many("sets", said)


def read_scheme(line: TokenLine, at: int = 0) -> Optional[SchemeReading]:
    """Return the scheme that a line has at a token; None if it has none there, or one that contradicts itself."""
    for each, said in SCHEMES.matches(line, at):
        reading: Optional[SchemeReading] = each.read(said)
        return reading._replace(end=said.end) if reading else None
    return None


# What a line below a scheme adds to it. A function returns what it adds.
SCHEME_DETAILS = Table()


@SCHEME_DETAILS.form("<time> ( on | of? work )", "20 seconds on, 10 seconds off")
def _seconds_on(said: Said) -> SaidOfScheme:
    """Read the time of work in a turn."""
    return {"work_s": said["time"][0]}


@SCHEME_DETAILS.form("<time> ( off | of? rest )", "20 seconds on, 10 seconds off")
def _seconds_off(said: Said) -> SaidOfScheme:
    """Read the time of rest in a turn."""
    return {"off_s": said["time"][0]}


@SCHEME_DETAILS.form("( x | for )? ( a total of )? <count> total? ( round | intervals )", "For a total of 8 rounds")
def _how_many_turns(said: Said) -> SaidOfScheme:
    """Read how many turns or rounds."""
    return {"sets": said["count"], "sets_to": said["count"]}


@SCHEME_DETAILS.form(
    "[? ( <time> ( - time | time )? cap | *? time cap ( : | = | - )? <time> ) ]?", "Time cap: 12 minutes"
)
def _time_cap(said: Said) -> SaidOfScheme:
    """Read how long it may take at most."""
    return {"duration_s": said["time"][0]}


def read_scheme_detail(line: TokenLine) -> Optional[SaidOfScheme]:
    """Return what a line adds to the scheme above: `"20 seconds on, 10 seconds off"` is `{"work_s": 20, "off_s": 10}`.
    None unless the whole line is read."""
    added: SaidOfScheme = {}
    at = 0
    while at < len(line.tokens):
        found = next(iter(SCHEME_DETAILS.matches(line, at)), None)
        if found is None and line.symbol(at) not in tuple("(),;./"):
            return None
        says: SaidOfScheme = found[0].read(found[1]) if found else {}
        if added.keys() & says.keys():
            return None
        added.update(says)
        at = found[1].end if found else at + 1
    # "8 rounds" alone opens a block.
    return added if added and (added.keys() != {"sets", "sets_to"} or line.symbol(0) in ("for", "x")) else None
