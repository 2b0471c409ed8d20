"""What every pane is: a screen with the row of panes on top, a heading, a body and a footer."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, Static

from companion.journal import Journal, Undone
from companion.model.errors import CompanionError
from companion.model.records import Entry
from companion.tui.compositor import RowCompositor
from companion.tui.host import Host, host_of
from companion.tui.key_table import NOT_NOW, WORRIES_REST, WORRY, meaning_of
from companion.tui.widgets.field import Field, takes_text
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
    AUTO_FOCUS: ClassVar[str | None] = ""  # Textual's own takes what is hidden too; see settle_focus
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-standard"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False, id="pane.back", tooltip="Leave this field or panel"),
        Binding(
            *("n", "new_moment", "Log a moment"),
            show=False,
            id="pane.new",
            tooltip="Log a moment; Esc leads back here",
        ),
        Binding(*("slash", "find", "Find"), show=False, id="pane.find", tooltip="Find an entry by its words"),
        Binding(
            *("u", "undo", "Undo"), show=False, id="pane.undo", tooltip="Undo the last thing, whatever it was"
        ),
        Binding(*("U", "redo", "Redo"), show=False, id="pane.redo", tooltip="Redo what was undone last"),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._compositor = RowCompositor()
        self.journal = journal
        self._seen: tuple[int, int, date] | None = None
        self.came_from = ""
        """The pane from which a key that works everywhere led here; Escape leads back there in the end."""

    @property
    def host(self) -> Host:
        """The app around it."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        # Known by the time there are widgets; the first Resize would have each of them styled twice.
        for cells, classes in zip(
            self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True
        ):
            self.add_class(*[name for least, name in classes or () if cells >= least][-1:])
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

    def on_screen_resume(self, event: ScreenResume) -> None:
        # Giving all widgets their styles anew is half of what going to a pane costs, and only a change of
        # the rules asks for it: of a theme, or of those that a screen brings along.
        event.refresh_styles = False
        self._refresh_if_shown()
        self.call_after_refresh(self.settle_focus)

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
                self.call_after_refresh(self.settle_focus)
        except CompanionError as error:
            self.host.say_error(error)

    def commands(self) -> Iterable[tuple[str, str, Callable[[], None]]]:
        """(name, what it does, the action) for what has no key here and stands in the list of all actions."""
        return ()

    @property
    def writing(self) -> bool:
        """Whether a field or a form is in use: keys that are letters and digits belong to it then."""
        return takes_text(self.focused) or isinstance(self.focused, Field)

    def why_not(self, key: str) -> str:
        """Why a key does nothing here, in a short sentence; empty where there is nothing to say."""
        meaning = None if self.writing else meaning_of(key)
        if meaning is not None and meaning.meaning == WORRY and self.journal.quiet:
            return WORRIES_REST
        words = meaning.nowhere if meaning is not None else ""
        return NOT_NOW if self.NAME in words else words

    def say_why(self, words: str) -> None:
        """Say it in the place of this pane's keys, until the next key."""
        self.query_one(KeyHints).say_why(words)

    def choose(self, entry: Entry) -> None:
        """Put the cursor on an entry, where this pane shows it."""

    def action_undo(self) -> None:
        """Undo the last thing, whatever it was, in whichever pane."""
        if not self.writing:
            from companion.tui.undoing import NOTHING_TO_UNDO, undo

            self._undone(undo(self.journal), NOTHING_TO_UNDO)

    def action_redo(self) -> None:
        """Redo what was undone last."""
        if not self.writing:
            from companion.tui.undoing import NOTHING_TO_REDO, redo

            self._undone(redo(self.journal), NOTHING_TO_REDO)

    def _undone(self, undone: Undone | None, otherwise: str) -> None:
        """Say what it was, and choose what came back."""
        if undone is not None:
            if undone.configuration:
                self.host.read_configuration()
            self.host.tell_changed()
            if undone.entry is not None:
                self.choose(undone.entry)
        self.host.say(undone.words if undone is not None else otherwise)

    async def action_new_moment(self) -> None:
        """Log a moment, in Today; Escape leads back here."""
        if not self.writing:
            await self.host.begin_moment(back=True)

    async def action_find(self) -> None:
        """Find an entry, in Reflections."""
        if not self.writing:
            await self.host.find_entry()

    def action_back(self) -> Awaitable[None] | None:
        """Escape: leave the field in use; a pane may do more."""
        self.set_focus(self.home)
        return None

    async def go_back(self) -> None:
        """Back to the pane from which a key led here, where one did; it is as it was left."""
        back_to, self.came_from = self.came_from, ""
        if back_to:
            await self.host.action_pane(back_to)

    @property
    def home(self) -> Widget | None:
        """Where the focus is when nothing else has it: the first list in sight; ``None`` for nowhere."""
        return next((listing for listing in self.query(OptionList) if is_in_sight(listing)), None)

    def settle_focus(self) -> None:
        """Put the focus where it can be seen: where it is, or else home.

        Called after each reload, and when what had the focus is hidden or gone.
        """
        if not (self.is_current and self.app.app_focus and self.is_attached):
            return
        if self.focused is None or not is_in_sight(self.focused):
            self.set_focus(self.home)

    def on_descendant_focus(self) -> None:
        self.call_after_refresh(self.settle_focus)

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self.settle_focus)

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self.settle_focus)


def is_in_sight(widget: Widget) -> bool:
    """Whether a widget can be seen and used: neither it nor anything around it is hidden."""
    return (
        widget.focusable and widget.is_attached and all(node.display for node in widget.ancestors_with_self)
    )
