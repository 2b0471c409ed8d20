"""A sheet over a pane: a few fields, kept as a draft at every key until they are saved."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from companion.journal import Journal
from companion.model.errors import CompanionError, NothingFound
from companion.model.records import Moment
from companion.resources import folder
from companion.tui.entry_text import EntryFormatter
from companion.tui.host import host_of
from companion.tui.overlay import Overlay
from companion.tui.pane import Pane
from companion.tui.widgets.field import Changed


class Sheet(Overlay[bool]):
    """A sheet over the pane with a few fields; what is typed is kept as a draft until it is saved."""

    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "story.tcss"]
    HORIZONTAL_BREAKPOINTS = Pane.HORIZONTAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "save", "Save", priority=True, tooltip="Save"),
        Binding("escape", "leave", "Back", tooltip="Back; your draft is kept"),
    ]

    def __init__(self, journal: Journal, draft_name: str) -> None:
        super().__init__()
        self.journal = journal
        self._draft_name = draft_name

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield from self.fields()
            yield Static("", id="trouble", markup=False)
            yield Static(self.keys(), id="keep")

    def keys(self) -> Content:
        """The last line: what saves it, and what leads back."""
        return Content.assemble(
            (" ctrl+l ", "$background on $closeness bold"), "  Save", ("    Esc  Back", "$soft")
        )

    def fields(self) -> ComposeResult:
        """The widgets of the sheet, from its title to its last field."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """What stands in the fields, as plain JSON values."""
        raise NotImplementedError

    def restore(self, state: dict[str, Any]) -> None:
        """Show what a draft holds; what it does not name stays as it begins."""
        raise NotImplementedError

    def keep(self) -> None:
        """Hand it to the journal. Raises CompanionError when it cannot be kept."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.restore(self.journal.drafts.get(self._draft_name) or {})
        self._say("")

    @on(Changed)
    @on(TextArea.Changed)
    @on(Input.Changed)
    def keep_draft(self) -> None:
        try:
            self.journal.drafts.keep(self._draft_name, self.state())
        except CompanionError as error:
            self._say(str(error))

    @on(Input.Submitted)
    def go_on(self) -> None:
        self.focus_next()

    def on_click(self, event: Any) -> None:
        if event.widget is self.query_one("#keep"):
            self.action_save()

    def action_save(self) -> None:
        """Keep it; the sheet closes only when it is kept."""
        try:
            self.keep()
            self.journal.drafts.drop(self._draft_name)
        except CompanionError as error:
            self._say(str(error))
            return
        self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)

    def about(self, moment_id: str | None) -> str:
        """Which moment it is about, in a line."""
        try:
            entry = self.journal.timeline.entry(moment_id) if moment_id else None
        except NothingFound:
            entry = None
        if not isinstance(entry, Moment):
            return ""
        form = host_of(self).configuration.date_format
        formatter = EntryFormatter(self.journal.vocabulary, self.journal.settings, form)
        heading = formatter.labels(entry.triggers) or formatter.labels(entry.partner_acts) or "A moment"
        return f"{heading}, {formatter.day_and_time(entry.occurred_at)}"

    def _say(self, words: str) -> None:
        line = self.query_one("#trouble", Static)
        line.update(words)
        line.display = bool(words)
        if words:
            line.call_after_refresh(line.scroll_visible, animate=False)
