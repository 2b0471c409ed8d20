"""An entry in full, and below it what came within two days of it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from companion.model.records import Entry, Story
from companion.tui.entry_text import EntryFormatter
from companion.tui.widgets.entry_view import EntryView
from companion.tui.widgets.hanging_indent import HangingIndent

_INDENT = len("34 h later   ")


class EntryBeside(EntryView):
    """The chosen entry of a list, whole."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static("", id="followed-title", markup=False)
        yield Static("", id="followed", markup=False)

    def show_with(
        self,
        entry: Entry | None,
        formatter: EntryFormatter,
        stories: Iterable[Story],
        followed: Sequence[Entry],
    ) -> None:
        """Show an entry with its stories, and the entries that followed it, in the order of time."""
        if not self.is_mounted:  # whoever had it made shows what is chosen, once it stands
            return
        self.show(entry, formatter, stories)
        title = self.query_one("#followed-title", Static)
        title.update(Content.styled("Within two days", "bold"))
        title.display = self.query_one("#followed").display = bool(followed)
        if entry is None or not followed:
            return
        rows: list[tuple[str | Content | None, Content]] = []
        for one in followed:
            when = Content.styled(later_words(one.occurred_at - entry.occurred_at), "$soft")
            rows.append((when, formatter.heading(one)))
            rows += [("", fact) for fact in formatter.facts(one, ("feelings", "responses"))]
        self.query_one("#followed", Static).update(HangingIndent(rows, _INDENT))


def later_words(after: timedelta) -> str:
    """``"40 min later"``, ``"34 h later"``."""
    minutes = round(after.total_seconds() / 60)
    return f"{max(1, minutes)} min later" if minutes < 60 else f"{round(minutes / 60)} h later"
