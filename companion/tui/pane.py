"""What every pane is: a screen with the row of panes on top, a heading, a body and a footer."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.tui.host import Host, host_of
from companion.tui.key_table import meaning_of
from companion.tui.widgets.field import Field
from companion.tui.widgets.key_hints import KeyHints
from companion.tui.widgets.navigation import Navigation

WORRY_TOOLTIP = "Note a worry about this moment, or say how it turned out"
"""What a key does that stands in more than one pane."""


class Pane(Screen[None]):
    """A pane of the app.

    A pane says what it shows in ``body`` and reads the journal in ``reload``, which is called when the pane
    is first shown, and again when the journal has changed since it was last shown, here or in another window,
    or a new day has begun.
    """

    NAME: ClassVar[str] = ""
    """The pane's name in the row of panes."""
    HELP: ClassVar[str] = ""
    """A few sentences for help, Markdown."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-standard"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "back", "Back", show=False, id="pane.back", tooltip="Leave the field or panel in use"
        ),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self.journal = journal
        self._seen: tuple[int, int, date] | None = None

    @property
    def host(self) -> Host:
        """The app around it."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        yield Navigation(self.NAME, id="navigation")
        with Horizontal(id="heading"):
            yield Static("", id="title", markup=False)
            yield self.aside()
        yield from self.body()
        yield KeyHints()

    def aside(self) -> Widget:
        """What stands at the right of the title: quiet words, or in another pane the names of its views."""
        return Static("", id="aside", markup=False)

    def body(self) -> ComposeResult:
        """The widgets between the heading and the footer."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read the journal and show it."""
        raise NotImplementedError

    def head(self, title: str | Content, aside: str | Content = "") -> None:
        """Set the pane's heading and the quiet words to its right."""
        self.query_one("#title", Static).update(Content(title) if isinstance(title, str) else title)
        beside = self.query_one("#aside")
        if isinstance(beside, Static):
            beside.update(Content(aside) if isinstance(aside, str) else aside)

    def on_mount(self) -> None:
        self.host.journal_changed.subscribe(self, lambda _: self._refresh_if_shown())
        self._refresh_if_shown()

    def on_screen_resume(self) -> None:
        self._refresh_if_shown()

    def _refresh_if_shown(self) -> None:
        if not self.is_current:
            return
        try:
            now = (self.host.changes, self.journal.revision, self.journal.today())
            if now != self._seen:
                self._seen = now
                self.query_one(Navigation).show_signs(
                    quiet=self.journal.quiet, made_up=self.journal.made_up, journal=self.journal.places.name
                )
                self.reload()
        except CompanionError as error:
            self.host.say_error(error)

    def commands(self) -> Iterable[tuple[str, str, Callable[[], None]]]:
        """(name, what it does, the action) for what has no key here and stands in the palette."""
        return ()

    @property
    def writing(self) -> bool:
        """Whether a field or a form is in use: keys that are letters and digits belong to it then."""
        return isinstance(self.focused, Input | TextArea | Field)

    def why_not(self, key: str) -> str:
        """Why a key does nothing here, in a short sentence; empty where there is nothing to say."""
        meaning = None if self.writing else meaning_of(key)
        return meaning.nowhere if meaning is not None else ""

    def say_why(self, words: str) -> None:
        """Say it in the place of this pane's keys, until the next key."""
        self.query_one(KeyHints).say_why(words)

    def action_back(self) -> None:
        """Escape: leave the field in use; a pane may do more."""
        self.set_focus(None)

    def bindings_for_help(self) -> Iterator[tuple[str, str]]:
        """(key, what it does) for every binding of ours that works here, the pane's own first."""
        rows = [
            active for active in self.active_bindings.values() if active.enabled and active.binding.tooltip
        ]
        rows.sort(key=lambda active: (active.node is self.app, active.binding.id == "pane.back"))
        keys: dict[str, list[str]] = {}
        for active in rows:
            keys.setdefault(active.binding.tooltip, []).append(self.app.get_key_display(active.binding))
        for words, shown in keys.items():
            yield " ".join(dict.fromkeys(shown)), words
