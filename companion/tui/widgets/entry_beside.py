"""An entry in full, and below it what came within two days of it; of the latest what came before."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from companion.model.records import Entry, Story
from companion.review.grammar import counted
from companion.tui.entry_text import EntryFormatter
from companion.tui.widgets.entry_view import EntryView
from companion.tui.widgets.hanging_indent import HangingIndent

_INDENT = len("34 minutes earlier  ")


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
        before: Sequence[Entry] = (),
    ) -> None:
        """Show an entry with its worries, and the entries that followed it in the order of time; where none
        did, those ``before`` it, the nearest first.
        """
        if not self.is_mounted:  # whoever had it made shows what is chosen, once it stands
            return
        self.show(entry, formatter, stories)
        others = followed or before
        title = self.query_one("#followed-title", Static)
        title.update(Content.styled("Within two days" if followed else "The two days before", "bold"))
        title.display = self.query_one("#followed").display = bool(others)
        if entry is None or not others:
            return
        rows: list[tuple[str | Content | None, Content]] = []
        for one in others:
            when = Content.styled(apart_words(one.occurred_at - entry.occurred_at), "$soft")
            rows.append((when, formatter.heading(one)))
            rows += [("", fact) for fact in formatter.facts(one, ("feelings", "responses"))]
        self.query_one("#followed", Static).update(HangingIndent(rows, _INDENT))


def apart_words(after: timedelta) -> str:
    """``"40 minutes later"``, ``"34 hours later"``, ``"1 hour earlier"`` below nothing."""
    minutes = max(1, round(abs(after.total_seconds()) / 60))
    long = counted(minutes, "minute") if minutes < 60 else counted(round(minutes / 60), "hour")
    return f"{long} {'later' if after >= timedelta() else 'earlier'}"
