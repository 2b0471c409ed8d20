"""What lets search see pieces of words, and characters that the full-text index passes over.

The index knows words from their beginnings, in scripts that part them by spaces. So a journal also keeps a
list of the words in use, which is short enough to be gone through, and marks every entry with the other
characters in it. Together they name the few entries that can hold a piece; its text then decides.
"""

import re
import string
from collections.abc import Iterable
from functools import cache, lru_cache

KNOWN_BELOW = "\u0500"
"""Letters and digits up to here are parts of words for the index, whatever version of Unicode it follows."""

# What is between two of these, or white space, is a word here: the index ends its own words at each, too.
_ENDS = "".join(map(chr, (*range(0x30), *range(0x3A, 0x41), *range(0x5B, 0x61), *range(0x7B, 0x80))))

# Texts are gone through as UTF-8, where no byte of another character is one of these: many times as fast.
_TO_SPACES = bytes.maketrans(_ENDS.encode(), b" " * len(_ENDS))
_PLAIN = (string.ascii_letters + string.digits + string.whitespace + "\0").encode()
_UTF8 = ("utf-8", "surrogatepass")


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(f"[\\s{re.escape(_ENDS)}]+")


def words_in(texts: Iterable[str]) -> set[str]:
    """The words of ``texts``, as they are written, that hold a letter or digit the index is sure to know."""
    # A dot alone is no word; what an entry is about is parted by such dots, and else most often plain ASCII.
    text = "\n".join(texts).replace(" · ", " ")
    words = set(text.encode(*_UTF8).translate(_TO_SPACES).decode(*_UTF8).split())
    # What is left of plain ASCII between two of these is letters and digits.
    return words if text.isascii() else {word for word in words if word.isascii() or _is_known(word)}


def _is_known(word: str) -> bool:
    """Whether the index is sure to know something of it."""
    return any(c < KNOWN_BELOW and c.isalnum() for c in word)


def characters_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Every other character of ``texts``, each once, in order: punctuation, emoji, other scripts."""
    return _others(frozenset("".join(texts).encode(*_UTF8).translate(None, _PLAIN).decode(*_UTF8)))


@lru_cache(maxsize=256)  # most entries have the same few
def _others(characters: frozenset[str]) -> tuple[str, ...]:
    others = (c for c in characters if not (c.isspace() or (c < KNOWN_BELOW and c.isalnum())))
    return tuple(sorted(others))


def parts_of(piece: str) -> list[str]:
    """A piece of text as parts of words, from its first to its last, as a pattern of LIKE each.

    Its first part may end a word, its last may begin one, a part that is all of it may stand inside one.
    Parts that hold nothing the index is sure to know are left out.
    """
    parts = _apart().split(piece)
    patterns = []
    for number, part in enumerate(parts):
        if _is_known(part):
            before = "%" if number == 0 else ""
            after = "%" if number == len(parts) - 1 else ""
            patterns.append(before + like(part) + after)
    return patterns


def like(text: str) -> str:
    """``text`` as a pattern of LIKE that means nothing else, with a backslash as its escape."""
    return re.sub(r"([\\%_])", r"\\\1", text)
