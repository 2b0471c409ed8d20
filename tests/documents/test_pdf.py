"""Pages as PDF: any text, in any writing, and a way out where something is missing."""

import builtins
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF
from hypothesis import given, settings

from companion.documents import pdf
from companion.documents.blocks import Block
from companion.model.errors import InputRefused
from tests.documents.lending import font_of, lend
from tests.strategies import ANY_TEXT

KINDS = ("title", "heading", "subheading", "text", "item", "fact", "words", "quiet")
HARD = [
    "שלום עולם (abc) 12",
    "مرحبا",
    "a\u0301\u200d\ufe0f",
    "\u200d\ufe0f1\u20e3",
    "x" * 3000,
    "\x1b[31m\u202e",
    "a\tb\r\n\n c",
    "",
]


@pytest.fixture
def small_font(tmp_path: Path) -> Path:
    """A font of letters that the body fonts lack, and of the joiner."""
    return font_of("散歩\U0001f9d1\u200d", tmp_path / "small.ttf")


def drawn_with(monkeypatch: pytest.MonkeyPatch, *blocks: Block) -> list[tuple[str, str]]:
    """The runs of letters on the pages, each with the font that draws it."""
    runs: list[tuple[str, str]] = []
    real = FPDF._parse_chars

    def parse(self: FPDF, text: str, *more: Any, **rest: Any) -> Any:
        for part in real(self, text, *more, **rest):
            runs.append((part.font.fontkey, "".join(part.characters)))
            yield part

    monkeypatch.setattr(FPDF, "_parse_chars", parse)
    pdf.to_pdf(blocks)
    return runs


def test_no_text_breaks_a_page() -> None:
    made = pdf.to_pdf(Block(kind, text, "Label" if kind == "fact" else "") for kind in KINDS for text in HARD)
    assert made.startswith(b"%PDF")


@settings(max_examples=15)
@given(ANY_TEXT)
def test_any_other_is_drawn_or_its_letters_are_named(text: str) -> None:
    try:
        assert pdf.to_pdf([Block("words", text), Block("item", text)]).startswith(b"%PDF")
    except InputRefused as refused:
        words = str(refused)
        lacking = [letter for letter in text if f"(U+{ord(letter):04X})" in words]
        assert lacking and all(ord(letter) > 0x7F for letter in lacking)


def test_letters_that_the_body_font_lacks_are_lent_by_another(
    monkeypatch: pytest.MonkeyPatch, small_font: Path
) -> None:
    lend(monkeypatch, small_font)
    runs = drawn_with(
        monkeypatch, Block("heading", "A walk 散歩"), Block("words", "散歩 with \U0001f9d1\u200d\U0001f9d1")
    )
    assert ("body", " with ") in runs and any(font == "bodyB" and "A walk" in text for font, text in runs)
    lent = "".join(text for font, text in runs if font.startswith("more"))
    assert {"散", "歩", "\U0001f9d1"} <= set(lent)
    # The two people and what joins them are one run, for the font to make one sign of.
    assert any(font.startswith("more") and text == "\U0001f9d1\u200d\U0001f9d1" for font, text in runs)


def test_what_no_font_has_is_refused_with_the_letters_and_where_they_stand(
    monkeypatch: pytest.MonkeyPatch, small_font: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lend(monkeypatch, small_font)
    page = [
        Block("title", "Journal"),
        Block("heading", "Sunday 1 March 2026"),
        Block("subheading", "21:40 Moment"),
        Block("words", "散歩 and 夜, quiet"),
        Block("subheading", "22:10 Reflection"),
        Block("words", "nothing odd"),
        Block("heading", "Monday 2 March 2026"),
        Block("subheading", "08:00 Moment"),
        Block("fact", "朝", "Tags"),
    ]
    with pytest.raises(InputRefused) as refused:
        pdf.to_pdf(page)
    words = str(refused.value)
    assert "no font on this computer has 夜 (U+591C), 朝 (U+671D)." in words
    assert "Sunday 1 March 2026, 21:40 Moment; Monday 2 March 2026, 08:00 Moment." in words
    assert "散" not in words and "Reflection" not in words and "from a browser" in words
    assert caplog.text == ""


def test_many_letters_and_places_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    lend(monkeypatch)
    days = [
        block
        for day in range(1, 8)
        for block in (Block("heading", f"Day {day}"), Block("words", chr(0x4E00 + day) + chr(0x5E00 + day)))
    ]
    with pytest.raises(InputRefused, match=r"9 other letters\. Found in: Day 1;.*Day 5; 2 other places\."):
        pdf.to_pdf(days)


def test_a_font_that_cannot_be_taken_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, small_font: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    lend(monkeypatch, broken, tmp_path / "old.pfb", small_font)
    assert pdf.to_pdf([Block("words", "散歩")]).startswith(b"%PDF")


def test_signs_of_pages_and_formats_in_a_text_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = drawn_with(monkeypatch, Block("words", "page {nb} of **all** --this--"))
    assert "".join(text for _, text in runs).strip() == "page {nb} of **all** --this--"


def test_without_a_font_or_the_package_there_is_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputRefused, match="from a browser"):
        pdf.to_pdf([Block("text", "a")], fonts={"other.ttf": Path("other.ttf")})
    real = builtins.__import__

    for package in ("fpdf", "uharfbuzz"):

        def without(name: str, *more: Any, package: str = package) -> Any:
            if name == package:
                raise ImportError(name)
            return real(name, *more)

        monkeypatch.setattr(builtins, "__import__", without)
        with pytest.raises(InputRefused, match=r"companion\[pdf\].*from a browser"):
            pdf.to_pdf([Block("text", "a")])
