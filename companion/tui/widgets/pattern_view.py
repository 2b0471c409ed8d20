"""The page of a pattern: three drawings, of which the middle one follows the cursor along the occasions."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message

from companion.patterns.occasions import Occasions
from companion.review.drawing import Row
from companion.review.occasion_text import OccasionText
from companion.review.pattern_drawing import CELL, MOST
from companion.review.pattern_page import PatternPage, apart
from companion.tui.drawn import content
from companion.tui.widgets.chart_widget import Drawing

_PAIR = 6
"""Rows the pair in hand takes at least, so that what is below keeps its place."""

_KEYS = "; ← → move along"


class OneByOne(Drawing):
    """All occasions of a pattern in a row, the one in hand in brackets and told below; a click takes one."""

    class Taken(Message):
        """The occasion with this number was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.many = 0

    def on_click(self, event: Click) -> None:
        """A row of occasions and one with the months below it, under one line of words."""
        per_row = max(4, self.content_size.width // CELL)
        offset = event.get_content_offset(self)
        if offset is None or not self.many:
            return
        line, odd = divmod(offset.y - 1, 2)
        number = max(0, self.many - MOST) + line * per_row + offset.x // CELL
        if line >= 0 and not odd and offset.x // CELL < per_row and number < self.many:
            self.post_message(self.Taken(number))


class PatternView(VerticalScroll, can_focus=True):
    """What there is to say of one pattern; it scrolls, and shows anything else as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.open", "All", id="patterns.open", tooltip="Every time, one by one"),
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
    ]

    class Moved(Message):
        """Another occasion is in hand."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._page: PatternPage | None = None
        self._text: OccasionText | None = None
        self._found: Occasions | None = None
        self.chosen: int | None = None
        """The number of the occasion in hand."""

    def compose(self) -> ComposeResult:
        yield Drawing(id="pattern-page")
        yield OneByOne(id="pattern-along")
        yield Drawing(id="pattern-rest")

    def show(
        self,
        page: PatternPage,
        found: Occasions | None,
        text: OccasionText,
        codes: Sequence[Sequence[str]] = (),
    ) -> None:
        """Show a pattern. ``found``: its occasions, ``None`` while they are looked for; ``codes``: those of
        the moments behind a chain.
        """
        same = self._page is not None and self._page.pattern.id == page.pattern.id
        told = found.told if found else ()
        if not same or self.chosen is None or self.chosen >= len(told):
            # The latest after which it came is the one to begin with.
            every = range(len(told))
            followed = [n for n in every if told[n].counted or told[n].after]
            self.chosen = max(followed or every, default=None)
        self._page, self._found, self._text = page, found, text
        self._show("pattern-page", lambda width: _above(page, found, codes, width))
        self._show_along()
        self._show("pattern-rest", lambda width: _below(page, width))

    def show_other(self, draw: Callable[[int], Content]) -> None:
        """Show something else in the place of a pattern."""
        self._page = self._found = self._text = self.chosen = None
        self._show("pattern-page", lambda width: draw(width))
        for id in ("pattern-along", "pattern-rest"):
            self._show(id, lambda width: [])

    def move(self, by: int) -> bool:
        """Take the occasion so many further on in hand; whether there is one."""
        if self._found is None or self.chosen is None:
            return False
        return self.take(self.chosen + by)

    def take(self, number: int) -> bool:
        """Take an occasion in hand; whether there is one with this number that is drawn."""
        many = len(self._found.told) if self._found else 0
        if not max(0, many - MOST) <= number < many:
            return False
        self.chosen = number
        self._show_along()
        self.query_one("#pattern-along").scroll_visible(animate=False)
        self.post_message(self.Moved(number))
        return True

    def on_one_by_one_taken(self, event: OneByOne.Taken) -> None:
        self.take(event.number)

    def _show_along(self) -> None:
        page, found, text, chosen = self._page, self._found, self._text, self.chosen

        def draw(width: int) -> list[Row]:
            if page is None or found is None or text is None or page.hidden_by_quiet:
                return []
            rows = page.along(found, width, chosen, _KEYS)
            if chosen is None:
                return rows
            pair = text.rows(found.told[chosen], width, note_lines=2, sign=False)
            return [*rows, (), *pair, *[()] * (_PAIR - len(pair))]

        along = self.query_one("#pattern-along", OneByOne)
        along.many = len(found.told) if found else 0
        self._show("pattern-along", draw)

    def _show(self, id: str, draw: Callable[[int], list[Row] | Content]) -> None:
        def drawn(width: int) -> Content:
            found = draw(width)
            return found if isinstance(found, Content) else content(found)

        self.query_one(f"#{id}", Drawing).show(drawn)


def _above(
    page: PatternPage, found: Occasions | None, codes: Sequence[Sequence[str]], width: int
) -> list[Row]:
    """The sentence, the dots, how sure it is, how soon it came; of one that waits, how far it is."""
    if page.hidden_by_quiet:
        return apart([page.heading(width), page.rule(width)])
    if page.finding.state == "counting":
        blocks = [page.heading(width), page.sentence(width), page.needed(width), page.ring(codes, width)]
        return [*apart(blocks), ()]
    soon = page.soon(found, width) if found else []
    blocks = [page.sentence(width), page.occasions(width), page.gap(width), page.ring(codes, width), soon]
    return [*apart([page.heading(width), *blocks]), ()]


def _below(page: PatternPage, width: int) -> list[Row]:
    """What was so lately, where it was noted, the evenings, the calm line, and the answer."""
    if page.hidden_by_quiet:
        return apart([[()], page.calm(width, "Press F2.")])
    waits = page.finding.state == "counting"
    blocks = [[] if waits else page.trend(width), page.facts(width), page.evenings(width)]
    blocks.append(page.rule(width) if waits else [])
    return [(), *apart([*blocks, page.calm(width, "Press F2."), page.answer(width, keys=True)])]
