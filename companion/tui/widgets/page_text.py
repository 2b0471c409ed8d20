"""The text of a page of the program, drawn as one widget."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from textual.content import Content
from textual.widgets import Static

from companion.tui.widgets.hanging_indent import HangingIndent

if TYPE_CHECKING:
    from markdown_it.token import Token

_STYLES = {"strong_open": "bold", "em_open": "italic", "s_open": "strike"}
_INDENT = 2
"""Cells by which what belongs to a bullet or a quotation is set in."""

Row = tuple[str | Content | None, Content]


class PageText(Static):
    """Shows Markdown as the program's own pages have it: paragraphs, lists, quotations, headings.

    One widget for all of it. Textual's own makes one of every paragraph and bullet, and a page over which
    somebody is in a hurry opened several times as slowly.
    """

    def __init__(self, source: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.show(source)

    def show(self, source: str) -> None:
        """Show another text, in the place of the one before."""
        self.source = source
        self.update(HangingIndent(_rows(source), _INDENT))


def _rows(source: str) -> Iterator[Row]:
    """The rows of a text, with an empty one between two blocks; the items of a list are one block."""
    lead: Content | None = None
    quoted = in_item = False
    numbers: list[int | None] = []
    first = True
    for token in MarkdownIt("commonmark", {"html": False}).parse(source):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            numbers.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None)
            first_item = True
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            number = numbers[-1]
            lead = Content.styled("• " if number is None else f"{number}. ", "$text-primary")
            if number is not None:
                numbers[-1] = number + 1
            in_item = not first_item
            first_item = False
        elif token.type in ("blockquote_open", "blockquote_close"):
            quoted = token.type == "blockquote_open"
        elif token.type in ("inline", "fence", "code_block"):
            if not first and not in_item:
                yield None, Content("")
            first = in_item = False
            words = _words(token) if token.children else Content(token.content.rstrip("\n"))
            yield Content.styled("▌ ", "$rule") if quoted else lead if numbers else None, words
            lead = Content("")


def _words(inline: "Token") -> Content:
    """What stands in one block, with its styles."""
    parts: list[tuple[str, str]] = []
    styles: list[str] = []
    for token in inline.children or ():
        if token.type in _STYLES:
            styles.append(_STYLES[token.type])
        elif token.type.endswith("_close") and token.type != "link_close":
            styles.pop()
        elif token.type == "softbreak":
            parts.append((" ", " ".join(styles)))
        elif token.type == "hardbreak":
            parts.append(("\n", ""))
        elif token.type == "code_inline":
            parts.append((token.content, " ".join([*styles, "$warning"])))
        else:
            parts.append((token.content, " ".join(styles)))
    return Content.assemble(*parts)
