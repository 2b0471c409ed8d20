"""What a searched word may look like in a text: its other forms, and letters that are taken for one another.

The full-text index knows endings (hugging: hug) and marks over Latin letters. Added here are forms that no
ending gives (fight: fought), words of one family (anxious: anxiety), and letters the index keeps apart: ё and
е, Greek vowels with an accent, and ł, ø, ß and the like. й stays, as a letter of its own.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from itertools import islice, product

from companion.model.word_forms import base_forms, irregular_forms, word_set

MOST_SPELLINGS = 32
"""How many spellings of one word, or of one phrase, are looked up."""

_FAMILIES = (
    "anxious anxiety anxiously", "angry anger angrily", "jealous jealousy jealously",
    "argue argument arguments", "apologise apologize apology apologies apologised apologized",
    "ashamed shame shameful", "guilty guilt", "lonely loneliness lonesome", "proud pride", "hate hatred",
    "die died dying dead death", "lose loss losing", "decide decision", "intimate intimacy",
    "distant distance distances", "silent silence", "secret secrecy",
    "critical criticise criticize criticism criticised criticized", "grieve grief grieving",
    "breathe breath", "tense tension", "honest honesty", "therapy therapist therapies", "choose choice",
    "affection affectionate", "depressed depression depressing", "sulk sulky sulking",
    "afraid fear fearful", "compliment compliments", "vulnerable vulnerability", "passion passionate",
    "desire desirable", "suspicious suspicion", "tender tenderness", "warm warmth", "angst anxieties",
    "sex sexual", "birth born", "marry marriage married", "divorce divorced", "conflict conflicts",
    "insecure insecurity insecurities", "secure security", "frustrated frustration frustrating",
    "disappointed disappointment disappointing", "embarrassed embarrassment embarrassing",
    "excited excitement", "confuse confusion", "reject rejection", "invite invitation",
    "celebrate celebration", "mum mom mother", "colour color", "favour favor", "behaviour behavior",
    "realise realize", "cosy cozy", "practise practice",
)  # fmt: skip

_SPECIAL = {
    "l": "ł", "o": "ø", "d": "đð", "i": "ı", "h": "ħ", "t": "ŧ", "е": "ё",
    "α": "ά", "ε": "έ", "η": "ή", "ι": "ίϊΐ", "ο": "ό", "υ": "ύϋΰ", "ω": "ώ",
}  # fmt: skip
_PAIRS = {"ss": "ß", "ae": "æ", "oe": "œ", "th": "þ"}
_PLAIN = {
    **{other: plain for plain, others in _SPECIAL.items() for other in others},
    **{one: pair for pair, one in _PAIRS.items()}, "ς": "σ",
}  # fmt: skip
_OFTEN = "lł"
"""Letters that may well be special more than once in a word."""

_TO_PLAIN = str.maketrans(_PLAIN)
_MARKS = re.compile("[\u0300-\u036f]+")
_KEPT = "\ue001"
"""In the place of й, whose mark stays: of the private use area, in which no text has letters."""

_UNITS = re.compile("|".join([*_PAIRS, "."]), re.DOTALL)


SPECIAL = frozenset("".join([*_SPECIAL.values(), *_PAIRS.values()]))
"""The small letters that the index keeps apart from plain ones."""


def folded(text: str) -> str:
    """A text as texts are compared: small plain letters, without marks over them but for й."""
    plain = text.replace("·", " ")  # what parts the words an entry is about; the rest is often plain
    if plain.isascii():
        return plain.lower()
    composed = unicodedata.normalize("NFC", text).casefold().replace("й", _KEPT)
    return _MARKS.sub("", unicodedata.normalize("NFD", composed)).translate(_TO_PLAIN).replace(_KEPT, "й")


def says_exactly(text: str, phrase: str) -> bool:
    """Whether the words of ``phrase`` stand in ``text`` side by side, just so but for folding."""
    plain = folded(text)
    first, pattern = _exactly(phrase)
    return first in plain and pattern.search(plain) is not None


@lru_cache(maxsize=64)
def _exactly(phrase: str) -> tuple[str, re.Pattern[str]]:
    """The longest word of the phrase, which is quick to look for, and the pattern of all of it."""
    words = re.findall(r"[^\W_]+", folded(phrase))
    pattern = r"[\W_]+".join(map(re.escape, words))
    return max(words, key=len, default=""), re.compile(rf"\b{pattern}\b")


@cache
def _by_word() -> dict[str, frozenset[str]]:
    return {word: words for words in map(word_set, _FAMILIES) for word in words}


@lru_cache(maxsize=1024)
def other_forms(word: str) -> tuple[str, ...]:
    """The word itself, and the forms and relatives that no ending of it gives."""
    plain = word.casefold()
    related = {plain, *irregular_forms(plain)}
    for base in base_forms(plain):  # the index takes "cried" for a form of "cri"
        if len(base) <= len("spry") and base.endswith("y") and not set("aeiou").intersection(base):
            related |= {base, f"{base[:-1]}ied", f"{base[:-1]}ies"}
    for form in list(related):
        related |= _by_word().get(form, frozenset())
    return (word, *sorted(related - {plain}))


@lru_cache(maxsize=1024)
def spellings(word: str) -> tuple[str, ...]:
    """The word as it may be written with letters that are taken for one another, itself first.

    One letter of a word is changed at a time, ł for l wherever it may be: enough for the words there are.
    """
    plain = folded(word)
    if plain.isascii() and not word.isascii():
        found = [unicodedata.normalize("NFC", word).casefold(), plain]
    else:
        found = [word, plain]
    units = _UNITS.findall(plain)
    for at, unit in enumerate(units):
        for other in _PAIRS.get(unit) or _SPECIAL.get(unit, ""):
            found.append("".join([*units[:at], other, *units[at + 1 :]]))
        for part, letter in enumerate(unit if len(unit) > 1 else ""):
            for other in _SPECIAL.get(letter, ""):
                found.append("".join([*units[:at], unit[:part], other, unit[part + 1 :], *units[at + 1 :]]))
    if plain.count(_OFTEN[0]) > 1:
        choices = [_OFTEN if letter == _OFTEN[0] else letter for letter in plain]
        found += ["".join(letters) for letters in islice(product(*choices), MOST_SPELLINGS)]
    return tuple(dict.fromkeys(found))[:MOST_SPELLINGS]


def spellings_of_phrase(phrase: str, letters: Collection[str]) -> list[str]:
    """A phrase with each of its words in every spelling that ``letters`` allow; as it is comes first.

    ``letters``: those of :data:`SPECIAL` that are in use.
    """
    words = ([way for way in spellings(word) if _possible(way, word, letters)] for word in phrase.split())
    return [" ".join(each) for each in islice(product(*words), MOST_SPELLINGS)]


def _possible(way: str, word: str, letters: Collection[str]) -> bool:
    return way == word or all(letter in letters for letter in way if letter in SPECIAL)


def written_ways(text: str, letters: Collection[str], *, forms: bool) -> list[str]:
    """What is looked up for a searched text: its spellings, with ``forms`` of its other forms too."""
    texts = other_forms(text) if forms and len(text.split()) == 1 else (text,)
    return list(dict.fromkeys(way for each in texts for way in spellings_of_phrase(each, letters)))
