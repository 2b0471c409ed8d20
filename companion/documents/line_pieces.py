"""Where a line may end in writing that has no spaces between words: Chinese, Japanese, Thai and their like.

By letters, not by words: a mark stays with its letter, a vowel written in front with the one behind it, and
closing signs do not begin a line. Korean has spaces, and is broken at them.
"""

import re
from collections.abc import Callable

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff"
)
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")

_NOT_FIRST = (
    r"!%),.:;?\]}¢°·’”†‡›℃∶、。〃〆〕〗〞﹚﹜！＂％＇），．：；？］｝～〉》」』】"
    "ゝゞーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ々๏ฯะาำๆຯະາຳໆ"
)
_NOT_LAST = r"""([{£¥‘“‹〈《「『【〔〖〝﹙﹛＄（．［｛￡￥เแโใไເແໂໃໄ"""
_MARKS = (
    "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3"
    "\u200c\u200d\u20e3\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
_PIECE = re.compile(
    rf"[{_NOT_LAST}]*(?:[{_UNSPACED}]|[^{_UNSPACED}\s]+)[{_MARKS}]*(?:[{_NOT_FIRST}][{_MARKS}]*)*[ \u3000]*"
    rf"|\s+|[{_NOT_LAST}]+"
)


def has_no_spaces(text: str) -> bool:
    """Whether some of a text is in such a writing."""
    return _HAS_UNSPACED.search(text) is not None


def pieces(text: str) -> list[str]:
    """A line of text in the pieces between which it may end; together they are the text."""
    return _PIECE.findall(text)


def broken(text: str, room: float, width_of: Callable[[str], float]) -> list[str]:
    """A line of text as the lines that fit into ``room``, by what ``width_of`` gives for each piece.

    A piece that is wider stands on a line of its own.
    """
    lines, line, taken = [], "", 0.0
    for piece in pieces(text):
        width = width_of(piece)
        if line and taken + width_of(piece.rstrip()) > room:
            lines.append(line)
            line, taken = "", 0.0
        line, taken = line + piece, taken + width
    return [*lines, line]
