"""The library's list of pages: a title and, beside or below it, what the page is about."""

from companion.model.text import one_line
from companion.review.drawing import Row, cut, width_of
from companion.review.library import LibraryPage

COLUMN = 30
"""Cells from the left edge at which what a page is about begins."""
BESIDE = 72
"""From so many cells on it stands beside the title, with fewer below it."""
_INDENT = "  "


def page_rows(page: LibraryPage, width: int) -> list[Row]:
    """A page of the list in ``width`` cells, in one row or two; what it is about is cut to its room."""
    title: Row = ((one_line(page.title), ""),)
    about = one_line(page.subtitle)
    if not about:
        return [title]
    gap = COLUMN - width_of(title)
    if width >= BESIDE and gap >= len(_INDENT):
        return [(*title, (" " * gap, ""), (cut(about, width - COLUMN), "$soft"))]
    indent = " " * COLUMN if width >= BESIDE else _INDENT
    return [title, ((indent, ""), (cut(about, width - len(indent)), "$soft"))]
