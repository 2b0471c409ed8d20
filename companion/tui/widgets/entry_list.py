"""Lists of entries, each told in a few lines; arrows or j and k move, Enter opens."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from companion.model.records import Entry
from companion.tui.entry_text import EntryFormatter, entry_summary, titled
from companion.tui.widgets.marked_list import MarkedList
from companion.tui.widgets.told_entry import ToldEntry

_MOVING: list[BindingType] = [*OptionList.BINDINGS, *MarkedList.BINDINGS]
LINES = 3
"""Lines of its text that an entry shows which is not the chosen one."""


class EntryList(MarkedList):
    """Entries under each other."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: dict[str, Entry] = {}

    def show(self, entries: Iterable[Entry], formatter: EntryFormatter) -> None:
        """Show the entries of one day in this order, with every fact; keeps its place."""
        chosen, position = self.chosen, self.highlighted
        self.entries = {entry.id: entry for entry in entries}
        self.set_options(
            Option(entry_summary(entry, formatter, brief=False, most_lines=LINES), id=entry.id)
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


class DayOfEntries(NamedTuple):
    """A day in the list: the line above it, and its entries in the order in which they stand."""

    heading: str
    entries: Sequence[Entry]


class DayEntries(EntryList, inherit_bindings=False):
    """The entries of one day and the one before, the chosen one with its whole text.

    Enter is left to the pane, which names it among its own keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in Binding.make_bindings(_MOVING) if binding.key != "enter"
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._formatter: EntryFormatter | None = None
        self._titles_only = False
        self._whole: str | None = None
        """The id of the entry that is shown whole."""

    def show_days(
        self,
        days: Sequence[DayOfEntries],
        formatter: EntryFormatter,
        empty: str,
        *,
        roomy: bool = True,
        titles_only: bool = False,
        choose: str | None = None,
    ) -> None:
        """Show days; the first one's heading is left to what stands above the list.

        ``empty``: said where the first day has no entry. ``roomy``: a blank line between two entries.
        ``titles_only``: times and titles alone. ``choose``: the id of the entry to go to; else the list keeps
        its place.
        """
        before = list(self.entries)
        chosen = self.chosen
        at = before.index(chosen.id) if chosen is not None else 0
        self._formatter, self._titles_only, self._whole = formatter, titles_only, None
        self.entries = {entry.id: entry for day in days for entry in day.entries}
        options: list[Option] = []
        if not days or not days[0].entries:
            options.append(Option(Content.styled(empty, "$soft"), disabled=True))
        for n, day in enumerate(days):
            if n and day.entries:
                heading = Content.styled(day.heading, "$soft")
                options.append(Option("\n" + heading + "\n" if roomy else heading, disabled=True))
            for place, entry in enumerate(day.entries):
                if roomy and place:
                    options.append(Option("", disabled=True))
                options.append(Option(self._told(entry), id=entry.id))
        self.set_options(options)
        ids = list(self.entries)
        wanted = choose if choose in self.entries else chosen.id if chosen is not None else None
        if wanted not in self.entries and ids:
            wanted = ids[min(at, len(ids) - 1)]
        if wanted in self.entries and wanted is not None:
            self.highlighted = self.get_option_index(wanted)
            if wanted == ids[0]:
                self.scroll_home(animate=False)

    def _told(self, entry: Entry, *, whole: bool = False) -> ToldEntry:
        assert self._formatter is not None
        if self._titles_only:
            return titled(entry, self._formatter)
        lines = None if whole else LINES
        return entry_summary(entry, self._formatter, brief=False, most_lines=lines)

    def watch_highlighted(self, highlighted: int | None) -> None:
        chosen = self.chosen
        for id, whole in ((self._whole, False), (chosen.id if chosen else None, True)):
            if id in self.entries and id is not None:
                self.replace_option_prompt(id, self._told(self.entries[id], whole=whole))
        self._whole = chosen.id if chosen else None
        super().watch_highlighted(highlighted)
