"""The evening check: two questions for each watched pattern, a key each; for today, or for a day before."""

from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message_pump import MessagePump
from textual.widgets import Static

from companion.journal import Journal
from companion.model.date_format import day_words
from companion.model.errors import CompanionError
from companion.model.text import one_line
from companion.review.check_text import kept_words, question
from companion.tui.host import host_of
from companion.tui.overlay import Overlay

NOTHING_WATCHED = "No pattern is watched yet. Press * on one in Patterns."
NOT_WHILE_QUIET = "In quiet mode it does not ask about the patterns you watch."


class Question(NamedTuple):
    """One of the two questions about a pattern; ``field`` is "happened" or "followed"."""

    pattern: str
    field: str
    words: str


class EveningCheckScreen(Overlay[date | None]):
    """A line a question, and 1 or 2. What is answered is saved at once; leaving is never counted.

    Ends with the day that was last answered for, or with ``None``. Today's last answer closes it; on an
    earlier day it stays, for the days beside.
    """

    HELP = """
The patterns you watch, as short questions about one day. **1** is yes, **2** is no, and each answer is
saved at once. Enter leaves a question open, Backspace clears an answer; left and right go to the day before
and the day after. You can skip an evening whenever you like.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "answer(True)", "Yes"),
        Binding("2", "answer(False)", "No"),
        Binding("enter", "move(1)", "Leave it open"),
        Binding("backspace,delete", "clear", "Clear"),
        Binding("up,k,shift+tab", "move(-1)", "Up", show=False),
        Binding("down,j,tab", "move(1)", "Down", show=False),
        Binding("left,h", "day(-1)", "The day before", show=False),
        Binding("right,l", "day(1)", "The day after", show=False),
        Binding("escape", "leave", "Skip"),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._checks = journal.evening_checks
        self._today = self._day = self._checks.days()[-1]
        self._questions = [
            Question(row.pattern, field, question(one_line(words)))
            for row in self._checks.rows()
            for field, words in (("happened", row.happened), ("followed", row.followed))
        ]
        self._chosen = 0
        self._answered: date | None = None

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("Evening check", "bold"), id="check-title")
            yield Static("", id="check-day", markup=False)
            for number, asked in enumerate(self._questions):
                with Horizontal(id=f"q{number}", classes=f"question {asked.field}"):
                    yield Static("", classes="mark")
                    yield Static(asked.words, classes="words", markup=False)
                    yield Static("", id=f"q{number}-yes", classes="answer")
                    yield Static("", id=f"q{number}-no", classes="answer")
            yield Static(_KEYS, id="check-keys")

    def on_mount(self) -> None:
        self._begin()

    def _known(self) -> list[bool | None]:
        """What is known of the day in sight, in the order of the questions."""
        answers = {row.pattern: row.answer for row in self._checks.rows(self._day)}
        return [
            None if (answer := answers.get(asked.pattern)) is None else getattr(answer, asked.field)
            for asked in self._questions
        ]

    def _begin(self) -> None:
        """Show a day, and go to the first question that has no answer there."""
        known = self._known()
        self._chosen = known.index(None) if None in known else 0
        self._show()

    def _show(self) -> None:
        host = host_of(self)
        near = {self._today: "today", self._today - timedelta(days=1): "yesterday"}.get(self._day, "")
        days, words = self._checks.days(), day_words(self._day, host.configuration.date_format)
        ways = ["$soft" if self._day == end else "$closeness bold" for end in (days[0], days[-1])]
        self.query_one("#check-day", Static).update(
            Content.assemble(("← ", ways[0]), f"{near}, " if near else "", words, (" →", ways[1]))
        )
        for number, answer in enumerate(self._known()):
            row = self.query_one(f"#q{number}")
            row.set_class(number == self._chosen, "-chosen")
            row.query_one(".mark", Static).update("▎" if number == self._chosen else "")
            for value, word in ((True, "yes"), (False, "no")):
                given = answer is value
                dot = ("● ", "$closeness") if given else ("○ ", "$soft")
                content = Content.assemble(dot, (word, "bold" if given else "$soft"))
                self.query_one(f"#q{number}-{word}", Static).update(content)
        self.query_one(f"#q{self._chosen}").scroll_visible(animate=False)

    def action_answer(self, value: bool) -> None:
        """Keep an answer to the question in hand, and go on to the next."""
        if not self._keep(value):
            return
        if self._chosen + 1 < len(self._questions):
            self.action_move(1)
        elif self._day == self._today:
            self.action_leave()
        else:
            self._show()

    def action_clear(self) -> None:
        """Take back what was answered to the question in hand."""
        if self._keep(None):
            self._show()

    def _keep(self, value: bool | None) -> bool:
        """Whether it could be kept, beside the other answer about the pattern."""
        asked, known = self._questions[self._chosen], self._known()
        other = self._chosen + (1 if asked.field == "happened" else -1)
        both = (value, known[other]) if asked.field == "happened" else (known[other], value)
        try:
            self._checks.answer(self._day, asked.pattern, *both)
        except CompanionError as error:
            host_of(self).say_error(error)
            return False
        self._answered = self._day
        return True

    def action_move(self, step: int) -> None:
        """Go to another question, and leave this one as it is."""
        self._chosen = min(max(self._chosen + step, 0), len(self._questions) - 1)
        self._show()

    def action_day(self, step: int) -> None:
        """Go to another day of the last week."""
        days = self._checks.days()
        at = days.index(self._day) + step
        if 0 <= at < len(days):
            self._day = days[at]
            self._begin()

    def action_leave(self) -> None:
        """Close it. What was left open stays unknown, and is not asked about again today."""
        try:
            self._checks.skip()
        except CompanionError as error:
            host_of(self).say_error(error)
        self.dismiss(self._answered)

    def on_click(self, event: Click) -> None:
        """A click on yes or no is the key, on another question the way there."""
        name = (event.widget.id if event.widget else None) or ""
        if name.startswith("q") and "-" in name:
            position, _, word = name[1:].partition("-")
            self._chosen = int(position)
            self.action_answer(word == "yes")
            return
        for number in range(len(self._questions)):
            if event.widget is not None and self.query_one(f"#q{number}") in event.widget.ancestors_with_self:
                self.action_move(number - self._chosen)


_KEYS = Content.assemble(
    (" 1 ", "$background on $closeness bold"), " yes   ",
    (" 2 ", "$background on $closeness bold"), " no   ",
    ("enter", "$closeness bold"), (" leave it open   ", "$soft"),
    ("esc", "$closeness bold"), (" skip", "$soft"),
)  # fmt: skip


def open_check(node: MessagePump, journal: Journal) -> None:
    """Open the check over whatever is in sight, or say why there is nothing to ask."""
    host = host_of(node)
    if not journal.evening_checks.asked():
        host.say(NOT_WHILE_QUIET if journal.evening_checks.watched() else NOTHING_WATCHED)
        return

    def closed(day: date | None) -> None:
        if day is not None:
            host.say(kept_words(day))
        host.tell_changed()

    node.app.push_screen(EveningCheckScreen(journal), closed)
