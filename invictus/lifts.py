"""One key per lift: "C&J", "Clean and Jerk" and "(Clean + Jerk)" are `clean & jerk`.

    lift_key(name)    what loads, maxima, volume, page and queries compare lifts by

The page works with the same tables and patterns (local/page/assets/lifts.js): they say the same in both languages.
A spelling is added in one place: an abbreviation in ABBREVIATIONS, a word that does not change the lift in SAME_LIFT.
"""

from __future__ import annotations

import re

from invictus.marks import plain_line

# What coaches shorten names to, each for a whole word or pair of words.
ABBREVIATIONS = {
    "bb": "barbell",
    "bp": "bench press",
    "bs": "back squat",
    "c&j": "clean & jerk",
    "cln": "clean",
    "cj": "clean & jerk",
    "clean&jerk": "clean & jerk",
    "clean/jerk": "clean & jerk",
    "db": "dumbbell",
    "dl": "deadlift",
    "fs": "front squat",
    "gm": "good morning",
    "hbbs": "back squat",
    "hspu": "handstand push-up",
    "kb": "kettlebell",
    "kbs": "kettlebell swing",
    "lbbs": "low bar back squat",
    "ohs": "overhead squat",
    "oh": "overhead",
    "pc": "power clean",
    "pj": "power jerk",
    "pp": "push press",
    "ps": "power snatch",
    "rdl": "romanian deadlift",
    "sdhp": "sumo deadlift high pull",
    "sj": "split jerk",
    "sldl": "stiff-legged deadlift",
    "sn": "snatch",
    "sp": "strict press",
    "t2b": "toes-to-bar",
    "ttb": "toes-to-bar",
    "wb": "wall ball",
}
# Words that name the lift as it is anyway.
SAME_LIFT = re.compile(r"\b(?:full|squat|high bar|barbell|competition|classic)\s(?=(?:snatch|clean|back squat)\b)")
# "(no jump)", "(touch and go)": how it is done. "(above knee)" is another lift, and stays.
ASIDE = re.compile(r"\s\((?:no|not|with|without|unbroken|touch|tng|t&g|drop|reset|each|per|fast|slow)\b[^()]*\)")
WORD = re.compile(r"[a-zß-ÿ0-9&'/-]+|[+()]")
PLURALS = {"lunges": "lunge", "raises": "raise", "planks": "plank", "calves": "calf", "flies": "fly"}


def lift_key(name: str) -> str:
    """Return the key of a lift, the same for every spelling of its name. A maximum's "1-RM" goes, "5-RM" is kept.

    `"Back Squats"`, `"BS"` and `"1-RM Back Squat"` are `"back squat"`, `"3RM Sn"` is `"3-rm snatch"`.
    """
    text = plain_line(name).text.casefold().strip(" .,:*")
    text = re.sub(r"\b(?:1|one)[ -]?(?:rm|rep[ -]max)\b", "", text)
    text = re.sub(r"\b(\d+)[ -]?rm\b", r"\1-rm", text).replace("- ", "-")
    text = re.sub(r"\s&\s|\sand\s", " + ", ASIDE.sub("", text))
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    words = " ".join(_spelled_out(word) for word in WORD.findall(text.replace("c + j", "c&j")))
    words = re.sub(r"\s*[+]\s*", " & ", words).replace("( ", "(").replace(" )", ")")
    return SAME_LIFT.sub("", words).strip()


def _spelled_out(word: str) -> str:
    one = singular(word)
    return ABBREVIATIONS.get(word) or ABBREVIATIONS.get(one) or one


def singular(word: str) -> str:
    """Return a word of a name without its plural: "squats", "snatches", "presses", "push-ups"."""
    if word in PLURALS:
        return PLURALS[word]
    if word.endswith(("shes", "ches", "sses")):
        return word[:-2]
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word
