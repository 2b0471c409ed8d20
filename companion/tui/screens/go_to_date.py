"""Go to a date: a line for a day in words, and below it how it was read."""

import asyncio
from datetime import date
from typing import Any, ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from companion.journal import Journal
from companion.model.clock import Clock
from companion.model.date_format import day_words
from companion.model.errors import InputRefused
from companion.model.past_day import EXAMPLES, parse_past_day
from companion.model.past_time import StillToCome
from companion.resources import folder
from companion.tui.host import host_of
from companion.tui.overlay import Overlay
from companion.tui.widgets.line_input import LineInput

_KEYS = Content.assemble(
    ("enter", "$closeness bold"), (" go there   ", "$soft"), ("esc", "$closeness bold"), (" back", "$soft")
)  # fmt: skip


class GoToDateScreen(Overlay[date | None]):
    """Ends with the day, or with ``None`` when it was left."""

    HELP = """
Type a date in words or figures: 3 weeks ago, last friday, 2026-02-14. How it was read appears under the
line. Enter goes to that day in Reflections; Esc changes nothing.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "reflections.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._clock = journal.clock
        self._day_start = journal.settings.day_start

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(Content.styled("Go to a date", "bold"))
            yield LineInput(placeholder=f"e.g. {EXAMPLES}", compact=True)
            yield Static("", id="read-as", markup=False)
            yield Static(_KEYS)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        event.stop()
        words = event.value.strip()
        if words:
            self._understand(words)
        else:
            self.workers.cancel_node(self)
            self._say("")

    @work(exclusive=True)
    async def _understand(self, words: str) -> None:
        """Say what the words mean; read beside the thread that draws, where that takes long."""
        read = await asyncio.to_thread(_read, words, self._clock, self._day_start)
        if words == self.query_one(Input).value.strip():
            self._say(self._told(read))

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Go there; words that are no day are refused, and the sheet stays."""
        event.stop()
        if not event.value.strip():
            return
        try:
            self.dismiss(parse_past_day(event.value.strip(), self._clock, self._day_start))
        except InputRefused as error:
            self._say(Content.styled(str(error).removeprefix("date: "), "$warning"))

    def _told(self, read: date | str) -> Content:
        if isinstance(read, str):
            return Content.styled(read, "$soft")
        return Content(day_words(read, host_of(self).configuration.date_format))

    def _say(self, words: Content | str) -> None:
        self.query_one("#read-as", Static).update(words)


def ask_for_date(app: App[Any], journal: Journal) -> None:
    """Ask for a date, and go to it in Reflections."""
    from companion.tui.screens.reflections import ReflectionsPane

    async def go(day: date | None) -> None:
        if day is None:
            return
        await host_of(app.screen).lead_to("reflections")
        if isinstance(app.screen, ReflectionsPane):
            app.screen.go_to_date(day)

    app.push_screen(GoToDateScreen(journal), go)


def _read(words: str, clock: Clock, day_start: str) -> date | str:
    """The day meant, or why there is none."""
    try:
        return parse_past_day(words, clock, day_start)
    except StillToCome:
        return "still to come"
    except InputRefused:
        return "not a day yet"
