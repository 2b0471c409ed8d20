"""The library's list of pages: a title and, beside or below it, what the page is about."""

from companion.model.text import one_line
from companion.review.drawing import Row, cut, width_of, wrapped
from companion.review.library import LibraryPage

COLUMN = 30
"""Cells from the left edge at which what a page is about begins."""
BESIDE = 72
"""From so many cells on it stands beside the title, with fewer below it."""
_INDENT = "  "
MOST_ROWS = 2
"""Rows that what a page is about may take."""


def page_rows(page: LibraryPage, width: int, *, where: bool = False) -> list[Row]:
    """A page of the list in ``width`` cells; what it is about beside it or below, in two rows at the most.

    ``where``: its section stands before that, for pages of one title.
    """
    title: Row = ((one_line(page.title), ""),)
    about = one_line(page.subtitle)
    if where:
        about = f"{one_line(page.section)}: {about}" if about else one_line(page.section)
    if not about:
        return [title]
    indent = COLUMN if width >= BESIDE else len(_INDENT)
    lines = [cut(line, width - indent) for line in wrapped(about, width - indent)]
    if len(lines) > MOST_ROWS:
        lines[MOST_ROWS - 1 :] = [cut(f"{lines[MOST_ROWS - 1]} …", width - indent)]
    gap = COLUMN - width_of(title)
    if width >= BESIDE and gap >= len(_INDENT):
        first: Row = (*title, (" " * gap, ""), (lines.pop(0), "$soft"))
    else:
        first = title
    return [first, *(((" " * indent, ""), (line, "$soft")) for line in lines)]
