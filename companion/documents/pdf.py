"""A document of blocks as PDF, without script or link, by fpdf2: the extra ``companion[pdf]``."""

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.documents.blocks import Block
from companion.model.errors import InputRefused
from companion.model.text import one_line, shown

if TYPE_CHECKING:
    from fpdf import FPDF

_INSTEAD = "Or export as html and print that page to PDF from a browser."
_BODY_FONTS = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Arial Unicode.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("segoeui.ttf", "segoeuib.ttf"),
)
"""Fonts with many letters, and their bold: those of Linux, macOS and Windows."""

_FALLBACK_FONTS = (
    "NotoSansHebrew-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoEmoji-Regular.ttf",
    "seguiemj.ttf",
)
"""Fonts that lend the letters that the first one lacks."""

_SIZES = {"title": 20, "heading": 14, "subheading": 11, "quiet": 9}
_GAPS = {"title": 4, "heading": 6, "subheading": 3}
_BODY_SIZE = 10.5
"""Sizes of letters in points, gaps before a block in millimetres."""

_LINE_HEIGHT = 1.35
_MM_PER_POINT = 0.3528


def to_pdf(blocks: Iterable[Block], fonts: dict[str, Path] | None = None) -> bytes:
    """The document as the bytes of a PDF on A4, with the letters that the fonts of this machine have.

    ``fonts``: files by name, those of the machine by default. Raises InputRefused without the extra, and
    where no font is found.
    """
    try:
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
    known = _add_fonts(pdf, _installed_fonts() if fonts is None else fonts)
    pdf.add_page()
    for block in blocks:
        _write(pdf, block, known)
    return bytes(pdf.output())


def _write(pdf: "FPDF", block: Block, known: frozenset[int]) -> None:
    size = _SIZES.get(block.kind, _BODY_SIZE)
    bold = block.kind in ("title", "heading", "subheading")
    indent = {"item": 5.0, "words": 4.0, "fact": 0.0}.get(block.kind, 0.0)
    text = shown(block.text) if block.kind == "words" else one_line(block.text)
    text = _writable(f"{block.label}: {text}" if block.label else text, known)
    if not text.strip():
        return
    pdf.ln(_GAPS.get(block.kind, 0.8))
    if bold and pdf.will_page_break(size):  # a heading goes with what it stands above
        pdf.add_page()
    pdf.set_font("body", "B" if bold else "", size)
    height = size * _LINE_HEIGHT * _MM_PER_POINT
    with suppress(Exception):  # by a package of the extra; it takes its time
        pdf.set_text_shaping(any(_joins(letter) for letter in text))
    for line in text.split("\n"):
        pdf.set_x(pdf.l_margin + indent)
        pdf.multi_cell(
            pdf.epw - indent,
            height,
            f"- {line}" if block.kind == "item" else line or " ",
            align="R" if _right_to_left(line) else "L",
            new_x="LMARGIN",
            new_y="NEXT",
        )


def _add_fonts(pdf: Any, fonts: dict[str, Path]) -> frozenset[int]:
    """Give the document its fonts. Returns the code points that they have letters for.

    Raises InputRefused where none of the body fonts is there.
    """
    body = next((pair for pair in _BODY_FONTS if pair[0] in fonts), None)
    if body is None:
        names = ", ".join(pair[0] for pair in _BODY_FONTS[:3])
        raise InputRefused(f"pdf: no font with enough letters was found (for example {names}). {_INSTEAD}")
    pdf.add_font("body", "", fonts[body[0]])
    pdf.add_font("body", "B", fonts.get(body[1], fonts[body[0]]))
    extra_fonts = []
    for number, name in enumerate(name for name in _FALLBACK_FONTS if name in fonts):
        try:
            pdf.add_font(f"more{number}", "", fonts[name])
        except Exception:  # a font of a kind that the library does not take
            continue
        extra_fonts.append(f"more{number}")
    if extra_fonts:
        pdf.set_fallback_fonts(extra_fonts, exact_match=False)
    return frozenset().union(*(set(font.cmap) for font in pdf.fonts.values()))


def _writable(text: str, known: frozenset[int]) -> str:
    """``text`` with a sign for each letter that no font has; marks that only join or vary others are taken
    out.
    """
    letters = []
    for letter in text:
        if ord(letter) in known or letter in "\n\t ":
            letters.append(letter)
        elif not (letter in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" or "\ufe00" <= letter <= "\ufe0f"):
            letters.append("\u25a1" if 0x25A1 in known else "?")
    return "".join(letters).replace("\t", "    ")


def _joins(letter: str) -> bool:
    """Whether a letter may change with those beside it, or is written from right to left."""
    return "\u0300" <= letter <= "\u036f" or "\u0590" <= letter <= "\u1fff" or letter >= "\ufb1d"


def _right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    from unicodedata import bidirectional

    return next((way for way in map(bidirectional, text) if way in ("L", "R", "AL")), "L") != "L"


@cache
def _installed_fonts() -> dict[str, Path]:
    """The fonts of this machine that are of use, by the names of their files."""
    wanted = {name for pair in _BODY_FONTS for name in pair} | set(_FALLBACK_FONTS)
    return {
        name: Path(folder, name)
        for top in _font_folders()
        for folder, _, names in os.walk(top)
        for name in names
        if name in wanted
    }


def _font_folders() -> Iterator[Path]:
    yield from map(
        Path, ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts")
    )
    if windows := os.environ.get("WINDIR"):
        yield Path(windows, "Fonts")
    home = Path(os.environ.get("HOME") or os.environ.get("USERPROFILE") or os.devnull)
    yield from (home / below for below in (".fonts", ".local/share/fonts", "Library/Fonts"))
