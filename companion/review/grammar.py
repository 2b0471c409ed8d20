"""Small help with sentences: counts with their nouns, lists, and a person's own words turned towards them."""

import re
from collections.abc import Sequence

from companion.model.records import Settings
from companion.model.text import fill, one_line
from companion.model.vocabulary import Response, Vocabulary

_TURNED = {"i": "you", "me": "you", "myself": "yourself", "my": "your"}
_MINE = {"yourself": "myself", "your": "my", "you": "I"}
_YOURS = r"\b(yourself|your|you)\b"
_OWN = r'(?<!["“])\b(I|me|myself|my)\b(?!["”])'


def counted(n: int, noun: str, many: str = "") -> str:
    """``"1 moment"``, ``"2 moments"``; ``many``: the plural where it is not made with an s."""
    return f"{n} {noun}" if n == 1 else f"{n} {many or f'{noun}s'}"


def times(n: int) -> str:
    """``"once"``, ``"twice"``, ``"3 times"``."""
    return {1: "once", 2: "twice"}.get(n) or f"{n} times"


def did(done: int, wanted: int) -> str:
    """What became of an urge, as it goes on after "you wanted to ..., and": ``"did both times"``."""
    if not done:
        return "did not"
    if done < wanted:
        return f"did {times(done)}"
    return {1: "did", 2: "did both times"}.get(wanted, "did every time")


def came_up_words(came_up: int, tried: int) -> str:
    """How often an experiment came up and was tried: ``It came up 3 times, and you tried it twice.``"""
    if not came_up:
        return "It has not come up yet."
    if not tried:
        how = "; not this time" if came_up == 1 else ", and you did not try it"
    else:
        each = {1: "", 2: " both times"}.get(came_up, " every time")
        how = f", and you tried it{each if tried == came_up else f' {times(tried)}'}"
    return f"It came up {times(came_up)}{how}."


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
    return lower_first(re.sub(_OWN, lambda match: _TURNED[match[1].lower()], label))


def act(response: Response | None, label: str) -> str:
    """What a person did, as it goes on after "you"; one without words for it goes by its label."""
    return response.done if response and response.done else to_you(label)


def to_me(words: str) -> str:
    """What follows "you wanted to" as a label that speaks as I: ``"Say what I needed"``."""
    return upper_first(re.sub(_YOURS, lambda match: _MINE[match[1]], words))


def wish(response: Response | None, label: str) -> str:
    """What a person wanted to do, as it goes on after "wanted to"; an unknown one is quoted by its label."""
    return response.wanted if response and response.wanted else quoted(label)


def wanted_to(response: Response | None, label: str) -> str:
    """An urge as it goes on after "you": ``"wanted to pull away"``; one without words by its label."""
    return (
        f"wanted to {response.wanted}" if response and response.wanted else f"noted the urge {quoted(label)}"
    )


def fill_within(text: str, settings: Settings) -> str:
    """``text`` with name and pronouns put in, as it goes on within a sentence: "your partner" stays small."""
    return fill(f"a {text}", settings).removeprefix("a ")


def label_within(vocabulary: Vocabulary, code: str, settings: Settings) -> str:
    """A label as it goes on after a name or a colon: with a small first letter, but as it is where it begins
    with a name or a person made it.
    """
    label, name = vocabulary.label(code, settings), one_line(settings.partner_name)
    bare = code.removeprefix("R:").removeprefix("PB:")
    if not name and bare in vocabulary.triggers:  # a sentence speaks to the person: "your partner", not "my"
        label = fill(vocabulary.triggers[bare].label, settings)
    return label if label == bare else small_first(label, bare, name)


def one_or_many(text: str) -> str:
    """``text`` with "1 times", "2 times", "1 close moments" and the like put right."""
    text = re.sub(r"(?<!of )\b([12]) times\b(?! of)", lambda match: times(int(match[1])), text)
    return re.sub(r"\b1 ((?:\w+ )?)(time|moment|disagreement|day)s\b", r"1 \1\2", text)


def number(n: int) -> str:
    """A small count in words: ``"eight"``; from ten on in figures: ``"13"``."""
    from humanize import apnumber  # 15 ms, and only what tells of weeks needs it

    return apnumber(n)
