"""Small help with sentences: counts with their nouns, lists, and a person's own words turned towards them."""

import re
from collections.abc import Sequence

from companion.model.vocabulary import Response

_TURNED = {"i": "you", "me": "you", "myself": "yourself", "my": "your"}
_MINE = {"yourself": "myself", "your": "my", "you": "I"}
_YOURS = re.compile(r"\b(yourself|your|you)\b")
_OWN = re.compile(r'(?<!["“])\b(I|me|myself|my)\b(?!["”])')


def counted(n: int, noun: str) -> str:
    """``"1 moment"``, ``"2 moments"``."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def times(n: int) -> str:
    """``"once"``, ``"twice"``, ``"3 times"``."""
    return {1: "once", 2: "twice"}.get(n) or f"{n} times"


def times_first(n: int) -> str:
    """How often, as it opens a sentence: ``"Once"``, ``"Twice"``, ``"Three times"``."""
    return upper_first(times(n) if n < 3 else f"{number(n)} times")


def listed(parts: Sequence[str]) -> str:
    """``"a"``, ``"a and b"``, ``"a, b and c"``."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def quoted(text: str) -> str:
    """A person's own words, or a label, in quotation marks."""
    return f"“{text}”"


def quoted_within(text: str) -> str:
    """A person's own words within a sentence that has a full stop of its own: quoted without theirs."""
    words = text.strip()
    return quoted(words if words.endswith("..") else words.removesuffix("."))


def lower_first(text: str) -> str:
    """``text`` as it goes on within a sentence."""
    return text if text[:2] in ("I ", "I'") else text[:1].lower() + text[1:]


def small_first(label: str, code: str, name: str = "") -> str:
    """A label as it goes on within a sentence: as it is where a person made it, or it begins with a name."""
    if code.startswith("my_") or (name and label.startswith(name)):
        return label
    return lower_first(label)


def upper_first(text: str) -> str:
    """``text`` as it opens a sentence."""
    return text[:1].upper() + text[1:]


def to_you(label: str) -> str:
    """A label as it goes on after "you": ``"Said what I needed"`` is ``"said what you needed"``."""
    return lower_first(_OWN.sub(lambda match: _TURNED[match[1].lower()], label))


def act(response: Response | None, label: str) -> str:
    """What a person did, as it goes on after "you"; one without words for it goes by its label."""
    return response.done if response and response.done else to_you(label)


def to_me(words: str) -> str:
    """What follows "you wanted to" as a label that speaks as I: ``"Say what I needed"``."""
    return upper_first(_YOURS.sub(lambda match: _MINE[match[1]], words))


def wish(response: Response | None, label: str) -> str:
    """What a person wanted to do, as it goes on after "wanted to"; an unknown one is quoted by its label."""
    return response.wanted if response and response.wanted else quoted(label)


def one_or_many(text: str) -> str:
    """``text`` with "1 times" and the like put right."""
    return re.sub(r"(?<!of )\b1 ((?:\w+ )?)(time|moment|disagreement)s\b", r"1 \1\2", text)


def number(n: int) -> str:
    """A small count in words: ``"eight"``; from ten on in figures: ``"13"``."""
    from humanize import apnumber  # 15 ms, and only what tells of weeks needs it

    return apnumber(n)
