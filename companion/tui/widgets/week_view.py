"""The parts of the pane of a week: the strip of its days, and its letter as rows that lead somewhere."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Literal, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets.option_list import Option

from companion.model.text import one_line
from companion.review import week_render, week_strip
from companion.review.week_cards import card_bars, card_heading, more_on_state
from companion.review.week_parts import DAYS, Line, PatternCard, Suggestion, Week
from companion.tui.drawn import content
from companion.tui.widgets.row_list import RowList

BESIDE = ("patterns", "suggestion", "outside_help")
"""The sections that stand beside the letter where there is room."""

_BELOW = "   below: at other times"
"""What the second bar of each pattern shows, where its sentence is left out."""

Target = Line | PatternCard | Suggestion | Literal["outside_help"]
"""What a row of the letter leads to."""


class LetterRow(NamedTuple):
    """A row of the letter and what it leads to; ``None`` for a heading."""

    content: Content
    target: Target | None = None


def letter_rows(week: Week, width: int, names: Sequence[str], *, brief: bool = False) -> list[LetterRow]:
    """The sections with these names, sentence by sentence, so that each can be opened.

    brief: patterns by their bars alone, their sentences being a key away.
    """
    rows: list[LetterRow] = []
    for name, title, lines in week_render.sections(week):
        if name not in names:
            continue
        words, more = ("Over the weeks", _BELOW) if brief and name == "patterns" else (title, "")
        rows.append(LetterRow(Content.assemble("\n" if rows else "", (words, "$closeness"), (more, "$soft"))))
        if name == "patterns":
            rows += _patterns(week, width, brief=brief)
        elif name == "suggestion" and week.suggestion:
            rows.append(LetterRow(Content(one_line(lines[0].text)), week.suggestion))
        elif name == "outside_help":
            rows.append(LetterRow(Content(one_line(lines[0].text)), "outside_help"))
        else:
            rows += [LetterRow(Content(one_line(line.text)), line if line.ids else None) for line in lines]
    return rows


def _patterns(week: Week, width: int, *, brief: bool) -> list[LetterRow]:
    rows: list[LetterRow] = []
    for card in week.patterns:
        rows += [LetterRow(Content(""))] if rows else []
        rows.append(LetterRow(_card(card, width, brief=brief), card))
    for words in filter(None, (week.stepping_back, week.reaching)):
        rows.append(LetterRow(Content.assemble("\n", one_line(words), ("  Press F2.", "$soft"))))
    if week.waiting:
        gap = "\n" if week.patterns else ""
        rows.append(LetterRow(Content.assemble(gap, (one_line(week.waiting.text), "$soft"))))
    return rows


def _card(card: PatternCard, width: int, *, brief: bool) -> Content:
    """A pattern's name and state, its sentence, its two bars, and what belongs beside them."""
    rows = [content(card_heading(card, width))]
    if not brief:
        rows.append(Content(one_line(card.line.text)))
    rows.append(content(card_bars(card, width, named=not brief)))
    beside = (more_on_state(card), *card.notes, card.answer)
    rows += [Content.styled(one_line(words), "$soft") for words in beside if words]
    return Content("\n").join(rows)


class Letter(RowList):
    """Rows of the letter; what the row under the cursor leads to is its target."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._targets: list[Target | None] = []

    def show(self, rows: Iterable[LetterRow]) -> None:
        """Show these rows; the cursor stays on its row, or goes to the first that leads somewhere."""
        rows = list(rows)
        at = self.highlighted
        self._targets = [row.target for row in rows]
        self.set_options([Option(row.content, disabled=row.target is None) for row in rows])
        places = [n for n, target in enumerate(self._targets) if target is not None]
        first = places[0] if places else None
        self.highlighted = at if at in places else first
        if self.highlighted == first:
            # The words above the first row are read first.
            self.call_after_refresh(self.scroll_home, animate=False)

    @property
    def target(self) -> Target | None:
        """What the row under the cursor leads to."""
        return None if self.highlighted is None else self._targets[self.highlighted]


class WeekStrip(Widget, can_focus=True):
    """The strip of a week's days with a day under the cursor; drawn once for each width and cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "to_list", "Letter", show=False),
        Binding("enter", "open", "Open", id="list.open", tooltip="The entries of this day"),
    ]

    class Opened(Message):
        """A day was opened: its number in the week, 0 to 6."""

        def __init__(self, day: int) -> None:
            super().__init__()
            self.day = day

    class Left(Message):
        """The cursor goes on to the letter."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._week: Week | None = None
        self._today: date | None = None
        self.chosen: int | None = None
        """The number of the day under the cursor."""
        self._drawn: dict[tuple[int, int | None], Content] = {}

    def show(self, week: Week, today: date) -> None:
        """Show another week, or the same one changed."""
        self._week, self._today = week, today
        self._drawn.clear()
        self.refresh(layout=True)

    def choose(self, day: int) -> None:
        """Put the cursor on a day, 0 to 6; what lies beyond stays at the end."""
        self.chosen = max(0, min(DAYS - 1, day))
        self.refresh()

    def drawn(self, width: int, chosen: int | None = None) -> Content:
        """The strip for this width."""
        if self._week is None:
            return Content("")
        found = self._drawn.get((width, chosen))
        if found is None:
            rows = week_strip.strip(self._week, width, today=self._today, chosen=chosen)
            found = self._drawn[width, chosen] = content(rows)
        return found

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.drawn(width).plain.count("\n") + 1 if width else 0

    def render(self) -> Content:
        return self.drawn(self.content_size.width or 80, self.chosen if self.has_focus else None)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the day that was clicked; a second click on it opens it."""
        offset = event.get_content_offset(self)
        day = None if offset is None else week_strip.day_at(offset.x, self.content_size.width)
        if day is None:
            return
        event.stop()
        if day == self.chosen and event.chain > 1:
            self.post_message(self.Opened(day))
        else:
            self.choose(day)

    def action_open(self) -> None:
        """Enter: the entries of the day under the cursor."""
        if self.chosen is not None:
            self.post_message(self.Opened(self.chosen))

    def action_to_list(self) -> None:
        """Down: on to the letter."""
        self.post_message(self.Left())
