"""Fonts made for a test, and a fontconfig that knows them alone."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from companion.documents import fonts


def font_of(letters: str, file: Path) -> Path:
    """Write a font that draws a triangle for each of these letters. Returns its file."""
    names = {letter: f"letter{number}" for number, letter in enumerate(letters)}
    glyphs = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(letter): name for letter, name in names.items()})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 0))
    pen.lineTo((500, 700))
    pen.closePath()
    builder.setupGlyf(dict.fromkeys(glyphs, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(file)
    return file


def lend(monkeypatch: pytest.MonkeyPatch, *lending: Path) -> None:
    """Have fontconfig answer with these files, whatever is asked."""
    found = tuple((str(file), "0", "80", "0", "False", "Small") for file in lending)
    monkeypatch.setattr(fonts, "_fontconfig", lambda program, pattern: found)
