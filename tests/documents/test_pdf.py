"""Pages as PDF: any text, and a way out where something is missing."""

import builtins
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from companion.documents import pdf
from companion.documents.blocks import Block
from companion.model.errors import InputRefused
from tests.strategies import ANY_TEXT

KINDS = ("title", "heading", "subheading", "text", "item", "fact", "words", "quiet")
HARD = [
    "שלום עולם (abc) 12",
    "مرحبا",
    "🙂👩‍👩‍👧 🌿",
    "日本語",
    "a\u0301\u200d\ufe0f",
    "x" * 3000,
    "\x1b[31m\u202e",
    "a\tb\r\n\n c",
    "",
]


def test_no_text_breaks_a_page() -> None:
    made = pdf.to_pdf(Block(kind, text, "Label" if kind == "fact" else "") for kind in KINDS for text in HARD)
    assert made.startswith(b"%PDF")


@settings(max_examples=15)
@given(ANY_TEXT)
def test_nor_does_any_other(text: str) -> None:
    assert pdf.to_pdf([Block("words", text), Block("item", text)]).startswith(b"%PDF")


def test_what_a_font_lacks_is_shown_as_a_sign(caplog: pytest.LogCaptureFixture) -> None:
    assert pdf._writable("a🙂b", frozenset(map(ord, "ab\u25a1"))) == "a\u25a1b"
    pdf.to_pdf([Block("text", "🙂 kanarienvogel")])
    assert caplog.text == ""


def test_without_a_font_or_the_package_there_is_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputRefused, match="from a browser"):
        pdf.to_pdf([Block("text", "a")], fonts={"other.ttf": Path("other.ttf")})
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name == "fpdf":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputRefused, match=r"companion\[pdf\].*from a browser"):
        pdf.to_pdf([Block("text", "a")])
