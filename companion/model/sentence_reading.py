"""A text as words that know who does something, and whether it happened: for finding what it mentions.

Pronouns, names and a handful of small words decide; a sentence without any is the writer's own.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from companion.model.word_forms import base_forms, word_set

ME, BOTH, OTHER, THIRD, OPEN = "me", "both", "other", "third", ""
"""Who does something: the writer, the two of them, the partner, somebody else, or nobody named."""


class Word(NamedTuple):
    """One word of a text.

    ``forms``: what it may come from, with ``them`` for every word that stands for the partner, and ``not``
    for whatever denies. ``part``: the number of its clause. ``turned``: denied, or only thought of.
    ``wanted``: wished for and perhaps not done. ``named``: a name, or a part of one.
    """

    text: str
    forms: frozenset[str]
    part: int
    who: str
    turned: bool
    wanted: bool
    named: bool

    @property
    def denies(self) -> bool:
        """Whether it is a word such as "not"."""
        return "not" in self.forms


_TOKENS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.!?…;:,()\n]")
_QUOTED = re.compile('"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|„[^“\n]*“')
_THEM = word_set("he she they him her them")
_NOT = word_set(
    "not no never without nothing none nobody neither nor hardly barely cannot cant dont didnt doesnt "
    "isnt wasnt arent werent wont wouldnt couldnt shouldnt havent hasnt hadnt aint n't"
)
_PARTNER = word_set(
    "partner boyfriend girlfriend husband wife spouse fiance fiancé fiancee fiancée bf gf hubby wifey"
)
_OTHERS = word_set(
    "mum mom mother father dad parent boss manager colleague coworker friend brother sister son "
    "daughter kid child baby cousin aunt uncle grandma grandpa neighbour neighbor teacher doctor "
    "therapist ex dog cat people everyone everybody someone somebody guests client customer landlord "
    "team"
)
_OF_A_TIME = word_set("it evening night day morning afternoon dinner weekend week mood atmosphere today")
_CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december christmas easter"
)
_RESTARTS = word_set(
    "and but because cos cause so although though while when until till after before since that which "
    "who where as then or"
)
_DETERMINERS = word_set("a an the this that these those my our his her their your its some")
_THOUGHT_OF = word_set(
    "will would might may should could shall ll gonna wish hope hoping withheld refused avoided dodged "
    "skipped"
)
_CONDITIONS = word_set(
    "if unless whether imagine imagined book novel film movie article podcast series song dream dreamt "
    "dreamed"
)
_BEFORE_TO = word_set("plan promise need hope suppose go")
_SHORT = {"im": ("i", "am"), "ive": ("i", "have"), "hes": ("he", "is"), "shes": ("she", "is")}

_AFTER_VERBS = word_set("with to from at of about")

REACH = 4
"""How many words a "not", a "would" or a "wanted to" reaches."""


def read_words(text: str, names: Iterable[str] = ()) -> list[Word]:
    """The words of a text, in order; what is quoted is left out. ``names``: what the partner is called."""
    return _Reader(names).read(text)


def phrase_words(phrase: str, names: Iterable[str] = ()) -> list[tuple[str, frozenset[str]]]:
    """The words of a phrase that is looked for, each with its forms as in :class:`Word`."""
    called = _parts(names)
    surfaces = [each for token in _TOKENS.findall(phrase) if token[0].isalnum() for each in _apart(token)]
    return [(word, _forms(word, called)) for word in map(str.casefold, surfaces)]


def _parts(names: Iterable[str]) -> frozenset[str]:
    return frozenset(part for name in names for part in name.casefold().split() if len(part) > 1)


def _forms(word: str, names: frozenset[str]) -> frozenset[str]:
    if word in _NOT:
        return frozenset(("not", word))
    forms = base_forms(word)
    if word in _THEM or word in names or not _PARTNER.isdisjoint(forms):
        forms |= {"them"}
    return forms | {"their"} if word in ("his", "her", "their") else forms


class _Reader:
    def __init__(self, names: Iterable[str]) -> None:
        self._names = _parts(names)
        self._words: list[Word] = []
        self._new_sentence()

    def _new_sentence(self) -> None:
        self._who = OPEN
        self._first = True
        self._new_part(len(self._words))

    def _new_part(self, part: int) -> None:
        self._part = part
        self._subject_of_part = self._named_in_part = False
        self._not = self._would = self._want = 0
        self._condition = False

    def read(self, text: str) -> list[Word]:
        tokens = _TOKENS.findall(_QUOTED.sub(".", unicodedata.normalize("NFC", text)).replace("’", "'"))
        shouted = sum(map(str.isupper, tokens)) > len(tokens) / 2
        for at, token in enumerate(tokens):
            if not token[0].isalnum():
                if token in ",()":
                    self._new_part(len(self._words))
                else:
                    self._new_sentence()
                continue
            capital = token[0].isupper() and token[1:2].islower() and not self._first and not shouted
            for surface in _apart(token):
                self._word(surface, tokens[at + 1 : at + 2], capital)
            self._first = False
        return self._words

    def _word(self, surface: str, following: list[str], capital: bool) -> None:
        word = surface.casefold()
        forms = _forms(word, self._names)
        partner = word in self._names or not _PARTNER.isdisjoint(forms)
        named = word in self._names or (capital and not _is_small(word))
        self._find_who(word, forms, partner, named)
        if word in _RESTARTS and word not in ("or", "that"):
            self._not = self._would = 0
        kept = Word(
            surface, forms, self._part, self._who, self._not > 0 or self._would > 0 or self._condition,
            self._want > 0, named,
        )  # fmt: skip
        self._words.append(kept)
        self._look_ahead(word, forms, following)

    def _find_who(self, word: str, forms: frozenset[str], partner: bool, named: bool) -> None:
        before = self._words[-1] if self._words and self._words[-1].part == self._part else None
        after_verb = before is not None and before.text.casefold() in (
            "with",
            "to",
            "from",
            "at",
            "of",
            "about",
        )
        if word == "i":
            self._who = ME
        elif word == "we":
            self._who = BOTH
        elif word in ("he", "she", "they"):
            self._who = OTHER
        elif word == "it":
            self._who = OPEN
        elif (partner or named) and not after_verb and not self._subject_of_part:
            self._who = OTHER if partner or not self._names else THIRD
        elif not _OTHERS.isdisjoint(forms) and not after_verb and not self._subject_of_part:
            self._who = THIRD
        elif "feel" in forms and not self._named_in_part:
            self._who = ME  # ", felt loved" is the writer's, whoever was named before
            return
        elif "be" in forms and self._is_of_a_thing():
            self._who = THIRD
            return
        else:
            return
        self._subject_of_part = self._named_in_part = True

    def _is_of_a_thing(self) -> bool:
        """Whether what stands before a form of "be" begins with "the film", "my back" or the like."""
        before = [word for word in self._words[-3:] if word.part == self._part]
        if self._subject_of_part or len(before) < 2 or before[0].text.casefold() not in _DETERMINERS:
            return False
        return all(_OF_A_TIME.isdisjoint(word.forms) for word in before)

    def _look_ahead(self, word: str, forms: frozenset[str], following: list[str]) -> None:
        """What this word does to those after it."""
        after = following[0].casefold() if following else ""
        self._not, self._would, self._want = (max(0, n - 1) for n in (self._not, self._would, self._want))
        if "not" in forms and after not in ("stop", "help", "only", "wait", "just"):
            self._not = REACH
        elif word in ("so", "this", "more"):  # "never felt so loved"
            self._not = 0
        elif word in _THOUGHT_OF or (after == "to" and not _BEFORE_TO.isdisjoint(forms)):
            self._would = REACH
        elif word in _CONDITIONS:
            self._condition = True
        elif (
            "want" in forms
            or word in ("nearly", "almost", "tempted", "urge")
            or ("feel" in forms and after == "like")
        ):
            self._want = REACH
        elif word in _RESTARTS:
            self._want = 0
            self._subject_of_part = False


def _is_small(word: str) -> bool:
    """Whether it is a word that can begin with a capital letter and be no name."""
    return word in _OTHERS or word in _PARTNER or word in _CALENDAR


def _apart(token: str) -> tuple[str, ...]:
    """``I'm`` as two words, ``didn't`` as a word and a "not"."""
    small = token.casefold()
    if small in _SHORT:
        return _SHORT[small]
    head, mark, tail = token.partition("'")
    if not mark:
        return (token,)
    if tail.casefold() == "t":
        return (head[:-1] if head.casefold().endswith("n") else head, "n't")
    if tail.casefold() in ("m", "ve", "ll", "re", "d"):
        return (head, {"m": "am", "ve": "have", "ll": "ll", "re": "are", "d": "had"}[tail.casefold()])
    if tail.casefold() == "s" and head.casefold() in ("he", "she", "it", "that", "what"):
        return (head, "is")
    return (head,)
