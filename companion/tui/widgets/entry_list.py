"""A list of entries, each told in a few lines; arrows or j and k move, Enter opens."""

from collections.abc import Iterable

from textual.widgets.option_list import Option

from companion.model.records import Entry
from companion.tui.entry_text import EntryFormatter, entry_summary
from companion.tui.widgets.marked_list import MarkedList


class EntryList(MarkedList):
    """Entries under each other with room between; keeps its place when it is shown again."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: dict[str, Entry] = {}

    def show(self, entries: Iterable[Entry], formatter: EntryFormatter) -> None:
        """Show the entries of one day in this order, with every fact."""
        chosen, position = self.chosen, self.highlighted
        self.entries = {entry.id: entry for entry in entries}
        self.set_options(
            Option(entry_summary(entry, formatter, note_width=400, brief=False), id=entry.id)
            for entry in self.entries.values()
        )
        if chosen is not None and chosen.id in self.entries:
            self.highlighted = self.get_option_index(chosen.id)
        elif self.entries:
            self.highlighted = min(position or 0, len(self.entries) - 1)

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor."""
        if self.highlighted is None or self.highlighted >= self.option_count:
            return None
        return self.entries.get(self.get_option_at_index(self.highlighted).id or "")
