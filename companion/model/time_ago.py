"""Reads how long ago something was: "2h ago", "1h 30m ago", "an hour and a half ago", "-30m"."""

import re
from collections.abc import Iterable

SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(SMALL, 1)} | {
    "a": 1, "an": 1, "a couple": 2, "a couple of": 2, "thirty": 30, "forty": 40, "forty-five": 45,
    "forty five": 45, "ninety": 90,
}  # fmt: skip


Pieces = list[tuple[float, str]]
"""Amounts with "minutes", "hours", "days", "weeks", "months" or "years"."""


class TwoMeanings(ValueError):
    """Words that can be taken in more than one way; the text says what to write instead."""


def any_of(words: Iterable[str]) -> str:
    """The alternatives of a form, the longest first."""
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


_UNIT = (
    r"(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?|yrs?|[hmdwy])"
)  # fmt: skip
_UNITS = {"h": "hours", "d": "days", "w": "weeks", "y": "years", "f": "fortnights"}
_COUNT = (
    r"(?P<count>\d{1,6}(?:\.\d+)?|half an?|(?:a |three )?quarters? of an"
    rf"|{any_of(NUMBERS)})"
)
_HALF = r"(?P<half> and a half)?"
_PIECE = rf"(?:{_COUNT}{_HALF} ?{_UNIT}(?P<half_after> and a half)?)"
_ONE_PIECE = re.compile(rf"{_PIECE}(?![^\W\d_])")
_BACK = re.compile(r" ?(?:ago|back)\b")


def counted_back(text: str, alone: bool) -> tuple[Pieces, int] | None:
    """How long ago the beginning of ``text`` (in small letters) says, and where that ends; ``None`` for a
    beginning that says nothing of the kind. Each unit is said once. ``alone``: nothing else was said before
    it, so that "ago" may be left out. Raises TwoMeanings for "9h".
    """
    at = 1 if re.match(r"-\d", text) else 0
    minus, last = bool(at), ""
    pieces: Pieces = []
    while match := _ONE_PIECE.match(text, at):
        unit = match["unit"]
        kind = "months" if unit.startswith("mo") else _UNITS.get(unit[0], "minutes")
        count = match["count"]
        amount = 0.5 if count.startswith("half") else 0.25 if "quarter" in count else 0.0
        amount *= 3 if count.startswith("three q") else 1
        amount = amount or float(NUMBERS.get(count, 0) or count)
        amount += 0.5 if match["half"] or match["half_after"] else 0.0
        if kind == "fortnights":
            amount, kind = amount * 2, "weeks"
        if amount != int(amount) and kind not in ("hours", "minutes"):
            return None
        pieces.append((amount, kind))
        at, last = match.end(), f"{count}{unit}"
        if between := re.compile(r" and | ?").match(text, at):
            following = _ONE_PIECE.match(text, between.end())
            if following is None and (bare := re.compile(r"(\d{1,2})(?= ago| back)").match(text, at)):
                pieces.append((float(bare[1]), "minutes"))  # "1h30 ago"
                at = bare.end()
                break
            if following is None:
                break
            at = between.end()
    if not pieces:
        return None
    ago = _BACK.match(text, at)
    if not (ago or minus):
        if re.fullmatch(r"\d+h", last) and len(pieces) == 1 and not text[at : at + 1].isdecimal():
            hour = int(last[:-1])
            if hour in range(1, 13):
                raise TwoMeanings(f'say "{hour}h ago" or "{hour:02d}:00"')
            return None  # "21h" is a time of day
        if not alone or at != len(text) or re.fullmatch(r"\d{3,4}h\w*", last):  # "2130 hrs" is a time
            return None
    if len({kind for _, kind in pieces}) != len(pieces):
        return None
    return pieces, ago.end() if ago else at
