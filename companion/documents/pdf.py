"""A document of blocks as PDF, without script or link, by fpdf2: the extra ``companion[pdf]``.

Letters that the body font lacks are lent by other fonts of this machine (:mod:`companion.documents.fonts`).
What none of them has is refused with the places where it stands: no page has an empty box for a letter.
"""

import logging
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.documents.blocks import Block
from companion.documents.fonts import BODY_FONTS, Face, body_pair, faces_with, installed_fonts
from companion.documents.line_pieces import broken, has_no_spaces
from companion.model.errors import InputRefused
from companion.model.text import REPLACEMENT, one_line, shown

if TYPE_CHECKING:
    from fpdf import FPDF

_INSTEAD = "Or export as html and print that page to PDF from a browser."
_SIZES = {"title": 20, "heading": 14, "subheading": 11, "quiet": 9}
_GAPS = {"title": 4, "heading": 6, "subheading": 3}
_BODY_SIZE = 10.5
"""Sizes of letters in points, gaps before a block in millimetres."""

_LINE_HEIGHT = 1.35
_MM_PER_POINT = 0.3528
_JOINER, _KEYCAP = "\u200d", "\u20e3"
_VARIANTS = "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Signs that ask for another form of the letter before them."""

_LARGE = 4_000_000
"""Bytes; a larger font of variable weight is taken as it is, for it takes long to set its weight."""

_MOST_NAMED = 5
"""How many letters, and how many places, a refusal names."""


class _Letters(NamedTuple):
    """The letters that there are: those of the body font, and those that some font has."""

    body: frozenset[str]
    all: frozenset[str]

    def drawn(self, text: str) -> str:
        """``text`` without the signs that draw nothing, where no font can make use of them."""
        if text.isascii():
            return text
        kept: list[str] = []
        for letter, after in zip(text, f"{text[1:]} ", strict=True):
            if letter == _JOINER:  # makes one sign of two where one font draws both
                keep = bool(kept) and kept[-1] not in self.body and after not in self.body
            elif letter == _KEYCAP:  # alone it is an empty box
                keep = letter in self.body
            else:
                keep = not _draws_nothing(letter) or (letter in self.all and letter not in _VARIANTS)
            if keep:
                kept.append(letter)
        text = "".join(kept)
        return text if REPLACEMENT in self.all else text.replace(REPLACEMENT, "?")


class _Line(NamedTuple):
    """A block as it will be drawn: its kind, the text, and where in the document it stands."""

    kind: str
    text: str
    place: str


def to_pdf(blocks: Iterable[Block], fonts: dict[str, Path] | None = None) -> bytes:
    """The document as the bytes of a PDF on A4.

    ``fonts``: files by name, those of the machine by default. Raises InputRefused without the extra, where no
    font is found, and where a letter is in none of them, with the letters and where they stand.
    """
    try:
        import uharfbuzz  # noqa: F401  letters that join, and writing from right to left
        from fpdf import FPDF
    except ImportError:
        raise InputRefused(
            f"pdf: this needs one more package; run pip install 'companion[pdf]'. {_INSTEAD}"
        ) from None
    logging.getLogger("fpdf").setLevel(logging.CRITICAL)  # it would tell which letters it lacks
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    pdf = FPDF(format="A4", unit="mm")
    pdf.set_margins(22, 20)
    pdf.set_auto_page_break(True, 20)
    pdf.set_title("Journal")
    pdf.set_producer("companion")
    pdf.alias_nb_pages("")  # else "{nb}" in a text becomes the number of pages
    lines = list(_lines(blocks))
    letters = _add_fonts(pdf, lines, installed_fonts() if fonts is None else fonts)
    pdf.add_page()
    for line in lines:
        _write(pdf, line, letters)
    return bytes(pdf.output())


def _lines(blocks: Iterable[Block]) -> Iterator[_Line]:
    heading = subheading = ""
    for block in blocks:
        text = shown(block.text) if block.kind == "words" else one_line(block.text)
        text = (f"{block.label}: {text}" if block.label else text).replace("\t", "    ")
        if block.kind in ("title", "heading"):
            heading, subheading = (text if block.kind == "heading" else ""), ""
        elif block.kind == "subheading":
            subheading = text
        if text.strip():
            yield _Line(block.kind, text, ", ".join(filter(None, (heading, subheading))))


def _write(pdf: "FPDF", block: _Line, letters: _Letters) -> None:
    size = _SIZES.get(block.kind, _BODY_SIZE)
    bold = block.kind in ("title", "heading", "subheading")
    indent = {"item": 5.0, "words": 4.0, "fact": 0.0}.get(block.kind, 0.0)
    text = letters.drawn(block.text)
    pdf.ln(_GAPS.get(block.kind, 0.8))
    if bold and pdf.will_page_break(size):  # a heading goes with what it stands above
        pdf.add_page()
    pdf.set_font("body", "B" if bold else "", size)
    height = size * _LINE_HEIGHT * _MM_PER_POINT
    pdf.set_text_shaping(any(_joins(letter) for letter in text))  # it takes its time
    room = pdf.epw - indent
    widths: dict[str, float] = {}

    def width_of(piece: str) -> float:
        if piece not in widths:
            widths[piece] = pdf.get_string_width(piece)
        return widths[piece]

    for line in text.split("\n"):
        line = f"- {line}" if block.kind == "item" else line or " "
        if has_no_spaces(line):
            line = "\n".join(broken(line, room - 2 * pdf.c_margin, width_of))
        pdf.set_x(pdf.l_margin + indent)
        pdf.multi_cell(
            room, height, line, align="R" if _right_to_left(line) else "L", new_x="LMARGIN", new_y="NEXT"
        )


def _add_fonts(pdf: Any, lines: list[_Line], installed: dict[str, Path]) -> _Letters:
    """Give the document the fonts that its letters need. Returns the letters that they have.

    Raises InputRefused where there is no body font, or no font for a letter.
    """
    body = body_pair(installed)
    if body is None:
        names = ", ".join(pair[0] for pair in BODY_FONTS[:3])
        raise InputRefused(f"pdf: no font with enough letters was found (for example {names}). {_INSTEAD}")
    pdf.add_font("body", "", body[0])
    pdf.add_font("body", "B", body[1])
    used = {letter for line in lines for letter in line.text}
    needed = {letter for letter in used if not _draws_nothing(letter) and letter not in f"\n\r {REPLACEMENT}"}
    plain, bold = (set(map(chr, pdf.fonts[name].cmap)) for name in ("body", "bodyB"))
    lenders = {"body": plain}
    missing = needed - plain
    lacking: set[str] = set()
    tried: set[Face] = set()
    while missing:
        letter = min(missing)
        for face in faces_with(letter, installed):
            if face in tried:
                continue
            tried.add(face)
            name = f"more{len(lenders)}"
            if _add_font(pdf, name, face):
                lenders[name] = set(map(chr, pdf.fonts[name].cmap))
                missing -= lenders[name]
                if letter not in missing:
                    break
        else:
            missing.remove(letter)
            lacking.add(letter)
    if lacking:
        for font in pdf.fonts.values():
            font.close()
        raise InputRefused(_refusal(lacking, lines))
    if not needed <= plain & bold:  # pages where nothing is lent are written twice as fast
        _lend(pdf, lenders)
    body_letters = frozenset(plain & bold) - {_JOINER}
    return _Letters(body_letters, body_letters.union(*lenders.values()))


def _add_font(pdf: Any, name: str, face: Face) -> bool:
    """Whether the library takes a font."""
    ways: list[dict[str, Any]] = [{"collection_font_number": face.number}]
    if face.variable and face.file.suffix.lower() in (".ttf", ".otf") and face.file.stat().st_size < _LARGE:
        ways.insert(0, {"variations": {"wght": 400}})
    for way in ways:
        with suppress(Exception):  # a font of a kind that the library does not take
            pdf.add_font(name, "", face.file, **way)
            return True
    return False


def _lend(pdf: Any, lenders: dict[str, set[str]]) -> None:
    """Have each letter that the body font lacks drawn by the first font that has it.

    A joiner is drawn by the font of the letter before it: pictures of several people are one sign by it, and
    letters of India change.
    """
    pdf.set_fallback_fonts(list(lenders), exact_match=False)
    for name in ("body", "bodyB"):
        pdf.fonts[name].cmap = {
            code: glyph for code, glyph in pdf.fonts[name].cmap.items() if chr(code) != _JOINER
        }
    last = ""

    def lender(letter: str, style: str = "") -> str | None:
        nonlocal last
        if letter != _JOINER or letter not in lenders.get(last, ()):
            last = next((name for name, letters in lenders.items() if letter in letters), "")
        return last or None

    pdf.get_fallback_font = lender


def _refusal(lacking: set[str], lines: list[_Line]) -> str:
    """Which letters no font has, and where they stand."""
    places = dict.fromkeys(line.place for line in lines if not lacking.isdisjoint(line.text))
    letters = [f"{shown(letter)} (U+{ord(letter):04X})" for letter in sorted(lacking)]
    return (
        f"pdf: no font on this computer has {_some(letters, 'other letter', ', ')}. "
        f"Found in: {_some([place for place in places if place], 'other place', '; ') or 'the title'}. "
        f"Install a font with such letters (the Noto fonts have most). {_INSTEAD}"
    )


def _some(things: list[str], noun: str, between: str) -> str:
    """The first few, and how many more there are."""
    rest = len(things) - _MOST_NAMED
    more = [f"{rest} {noun}{'' if rest == 1 else 's'}"] if rest > 0 else []
    return between.join(things[:_MOST_NAMED] + more)


@cache
def _draws_nothing(letter: str) -> bool:
    """Whether a letter only joins or varies others, or says which way they run."""
    return (
        unicodedata.category(letter) == "Cf"
        or letter in f"{_VARIANTS}{_KEYCAP}\u034f\u115f\u1160\u3164\uffa0"
    )


def _joins(letter: str) -> bool:
    """Whether a letter may change with those beside it, or is written from right to left."""
    return "\u0300" <= letter <= "\u036f" or "\u0590" <= letter <= "\u1fff" or letter >= "\ufb1d"


def _right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    return next((way for way in map(unicodedata.bidirectional, text) if way in ("L", "R", "AL")), "L") != "L"
