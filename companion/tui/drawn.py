"""Drawings in colour: what :mod:`companion.review.drawing` makes, as Textual shows it."""

from collections.abc import Iterable

from textual.content import Content

from companion.review.drawing import Row


def content(rows: Iterable[Row]) -> Content:
    """Rows under each other."""
    return Content("\n").join([Content.assemble(*row) for row in rows])
