"""The phrase check: does a text say plainly that someone may be in danger? Whole phrases, looked for locally.

It offers a page and does nothing else: nothing it finds is kept, counted or written out. It would rather pass
over a sentence than turn up at the wrong one; a plain statement it should see.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

SOMEONE = "he|she|they|him|her|them|my (?:partner|husband|wife|boyfriend|girlfriend|ex|spouse|fiance|fiancee)"
"""Another person, as the one who acts or the one who is feared; a partner's name is added."""

WORDS_BEFORE = 4
"""How many words before a phrase a word can turn it round."""

_QUOTED = re.compile('"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|„[^“\n]*“')
_CLAUSES = re.compile(r"[.!?;:\n]+|,? but |,? yet |, | and (?:then )?")
_REST = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A kind of statement: the ``card`` it offers, its ``words``, and what turns it round ``before`` or
    ``after`` it.
    """

    id: str
    card: str
    words: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    origin: str = ""


def card_for(texts: Iterable[str], phrases: Iterable[Phrase], partner: str = "") -> str | None:
    """The card that the first phrase found in ``texts`` offers; ``None`` where there is none."""
    clauses = [clause for text in texts for clause in _clauses(text)]
    if not clauses:
        return None
    name = _plain(partner)
    for phrase in phrases:
        looked_for = _compiled(phrase.words, name)
        if any(_says(clause, looked_for, phrase) for clause in clauses):
            return phrase.card
    return None


def _clauses(text: str) -> list[str]:
    own = _QUOTED.sub(" ", text.replace("’", "'"))
    return [plain for clause in _CLAUSES.split(own.lower()) if (plain := _plain(clause))]


def _plain(text: str) -> str:
    """Small letters and single spaces: without punctuation, so that "don't" is "dont"."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("'", "").replace("’", "")
    return " ".join(_REST.sub(" ", folded).split())


@lru_cache(maxsize=64)
def _compiled(words: tuple[str, ...], name: str) -> re.Pattern[str]:
    someone = f"(?:{SOMEONE}{'|' + re.escape(name) if name else ''})"
    return re.compile(rf"\b(?:{'|'.join(words)})\b".replace("{someone}", someone))


def _says(clause: str, looked_for: re.Pattern[str], phrase: Phrase) -> bool:
    for match in looked_for.finditer(clause):
        before = " ".join(clause[: match.start()].split()[-WORDS_BEFORE:])
        after = clause[match.end() :].strip()
        if not _has(before, phrase.before) and not after.startswith(tuple(phrase.after)):
            return True
    return False


def _has(words: str, any_of: Sequence[str]) -> bool:
    return any(f" {word} " in f" {words} " for word in any_of)
