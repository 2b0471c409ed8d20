"""On days with ...: how close it was and how it felt on days with anything noted, and on the other days."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.model.text import one_line, person_words
from companion.resources import folder
from companion.review.day_text import (
    TITLE,
    ComparisonText,
    DayAnswer,
    answer_rows,
    asked_words,
    comparison_texts,
    heading,
    rule_words,
)
from companion.review.grammar import counted
from companion.review.text_charts import BOTH, DOT, HOLLOW
from companion.tui.host import host_of
from companion.tui.overlay import Overlay
from companion.tui.pane import Pane
from companion.tui.widgets.chart_widget import Drawing, paragraphs
from companion.tui.widgets.choice import Choice
from companion.tui.widgets.field import Changed
from companion.tui.widgets.hanging_indent import HangingIndent
from companion.tui.widgets.picker import Picker

ROWS = 6
"""Choices in sight at once, so that there is room below them."""

_BEFORE = (
    "Pick anything you noted: what happened, what you did or felt, a tag, a person. You will see how close it"
    " was and how it felt on days with it, and on the other days you logged."
)
_BEFORE_QUIET = (
    "Pick what you felt, a tag, or one of the few other things there are in quiet mode. You will see how it"
    " felt on days with it, and on the other days you logged."
)


class AnswerScroll(VerticalScroll, can_focus=True):
    """What came out of it; it scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("space", "page_down", "Page down", show=False),
    ]


class SubjectPicker(Picker):
    """Finds one thing to ask about; once asked, it says how to go on."""

    def picked_words(self) -> str:
        return "" if self.has_focus else "/ asks about something else"


class DaysScreen(Overlay[None]):
    """Picks one thing after another; the answers stand below, the latest first. Closing ends the sitting."""

    HELP = """
How close it was and how it felt on days with something in them, compared with the other days you logged.
Type to find a feeling, a moment, a tag or a person, and press Enter. The answer appears below, the latest
first; **/** asks about something else. The answer shows what went together in
what you noted, not why.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "days.tcss"]
    HORIZONTAL_BREAKPOINTS = Pane.HORIZONTAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,enter", "another", "Ask about another"),
        Binding("escape", "leave", "Close"),
    ]

    def __init__(self, journal: Journal, person: str | None = None) -> None:
        """``person``: of the moments with this person alone. Raises CompanionError if it cannot be read."""
        super().__init__()
        self._journal = journal
        self._person = person
        self._sitting = journal.insight.day_sitting(person=person)
        self._choices = [
            Choice(
                subject.id,
                one_line(subject.label),
                subject.help,
                aside=f"{one_line(subject.kind)}, {counted(subject.days, 'day')}",
            )
            for subject in self._sitting.subjects
            if not subject.held_back
        ]
        self._latest: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static("", id="days-title", markup=False)
            yield SubjectPicker("Ask about", lambda: self._choices, single=True, rows=ROWS)
            with AnswerScroll(id="days-answers"):
                yield Drawing()
            yield Static(_KEYS, id="days-keys")

    def on_mount(self) -> None:
        host_of(self).journal_changed.subscribe(self, lambda _: self._show())
        self._picker.focus()
        self._show()

    def on_unmount(self) -> None:
        # A sheet that was closed may stay for a while, and twenty years of days are heavy.
        self._sitting.end()

    @property
    def _picker(self) -> Picker:
        return self.query_one(Picker)

    @on(Changed)
    def ask(self) -> None:
        """Ask about what was picked, and go to what came out of it."""
        picked = self._picker.picked
        if not picked:
            return
        self._picker.set_picked(())
        try:
            self._sitting.ask(picked[0])
        except CompanionError as error:
            host_of(self).say_error(error)
            return
        self._latest = [picked[0], *(id for id in self._latest if id != picked[0])]
        self._show()
        answers = self.query_one("#days-answers", AnswerScroll)
        answers.scroll_home(animate=False)
        answers.focus()
        # Laid out while it was about to lose the focus, the picker would keep the height of its open rows.
        self._picker.call_after_refresh(self._picker.refresh, layout=True)

    def _show(self) -> None:
        try:
            answers = self._sitting.answers()
            scale = self._sitting.scale
        except CompanionError as error:
            host_of(self).say_error(error)
            return
        asked, quiet = self._sitting.asked, self._journal.quiet
        settings = self._journal.settings
        whose = "" if self._person is None else f" (moments with {person_words(self._person, settings)})"
        self.query_one("#days-title", Static).update(
            Content.assemble(
                (TITLE, "bold"),
                one_line(whose),
                (f"   asked so far: {asked}", "$soft") if asked else "",
            )
        )
        order = {id: place for place, id in enumerate(self._latest)}
        latest = sorted(answers, key=lambda answer: order.get(answer.subject.id, len(order)))

        def draw(width: int) -> Content:
            if not latest:
                return Content.styled(_BEFORE_QUIET if quiet else _BEFORE, "$soft")
            blocks = [_answer(answer, scale, width) for answer in latest]
            rule = Content.styled(rule_words(quiet=quiet), "$soft")
            return paragraphs([*blocks, Content(asked_words(asked)), rule])

        self.query_one(Drawing).show(draw)

    def action_another(self) -> None:
        """Go back to the list, to ask about something else in the same sitting."""
        self._picker.focus()

    def action_leave(self) -> None:
        """Close it; the next opening begins with nothing asked."""
        self.dismiss()


_SIGNS = {DOT: "$closeness", HOLLOW: "$foreground", BOTH: "$closeness"}


def _answer(answer: DayAnswer, scale: int, width: int) -> Content:
    """A heading, then each measure with its scale, its two means and what they come to."""
    parts = [Content.styled(heading(answer.subject), "bold")]
    parts += [_comparison(text, width) for text in comparison_texts(answer, scale)]
    return Content("\n").join(parts)


def _comparison(text: ComparisonText, width: int) -> Content:
    name, *rows = answer_rows(text, width - 4)
    lines = [Content.styled(name, "$soft")]
    lines += [Content("  ") + _coloured(row) for row in rows]
    lines.append(HangingIndent([("", text.verdict)], 2).laid_out(width))
    return Content("\n").join(lines)


def _coloured(row: str) -> Content:
    """A row with its two signs in their colours and the line between them soft."""
    return Content.assemble(
        *((cell, _SIGNS.get(cell, "$soft" if cell in "─┼" else "$foreground")) for cell in row)
    )


_KEYS = Content.assemble(
    (" enter ", "$background on $closeness bold"), "  Ask   ",
    ("esc", "$closeness bold"), (" Close", "$soft"),
)  # fmt: skip
