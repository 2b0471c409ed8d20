"""The timeline: entries under the days they belong to, more of them as one goes down."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from companion.model.clock import local_day
from companion.model.records import Entry
from companion.tui.entry_text import EntryFormatter, Snippet, entry_summary
from companion.tui.turns import give_way
from companion.tui.widgets.entry_list import EntryList
from companion.tui.widgets.told_entry import ToldEntry

AT_ONCE = 10
"""Entries that are laid out in one turn: some 8 ms."""
_NEAR = 8
"""How many options before the end the next entries are asked for."""


class TimelineList(EntryList):
    """Entries in the order given, with a line for each new day above them."""

    class NearEnd(Message):
        """The end of what is shown comes into reach."""

    def __init__(self, *, id: str | None = None, note_width: int = 110) -> None:
        super().__init__(id=id)
        self._note_width = note_width
        self._last_day: date | None = None
        self._formatter: EntryFormatter | None = None
        self._told: dict[str, tuple[Entry, Snippet, ToldEntry]] = {}

    def show_days(
        self,
        entries: Iterable[Entry],
        formatter: EntryFormatter,
        snippets: Mapping[str, Snippet] | None = None,
    ) -> None:
        """Show these entries, and of a found one, by its id, the piece that was found; keeps its place."""
        chosen, position = self.chosen, self.highlighted
        self.entries, self._last_day = {}, None
        self._take(formatter)
        options = self._told_days(entries, formatter, snippets or {})
        self.set_options(options)
        if chosen is not None and chosen.id in self.entries:
            self.highlighted = self.get_option_index(chosen.id)
        elif self.entries:
            within = [n for n, option in enumerate(options) if not option.disabled]
            self.highlighted = min(within, key=lambda n: abs(n - (position or 0)))

    async def tell_ahead(
        self, entries: Sequence[Entry], formatter: EntryFormatter, snippets: Mapping[str, Snippet]
    ) -> None:
        """Lay out entries that are about to be shown, a few at a time."""
        self._take(formatter)
        room = self.scrollable_content_region.width - self._get_left_gutter_width()
        width = room - self.get_component_styles("option-list--option").padding.width
        for n, entry in enumerate(entries):
            if n % AT_ONCE == 0:
                await give_way()
            self._words(entry, formatter, snippets.get(entry.id, ())).laid_out(width)
        await give_way()

    def add_days(self, entries: Iterable[Entry], formatter: EntryFormatter) -> None:
        """Show more entries below those that stand here."""
        self.add_options(self._told_days(entries, formatter, {}))

    def go_to(self, entry_id: str | None) -> None:
        """Put the cursor on an entry, or on the first one."""
        if entry_id in self.entries:
            self.highlighted = self.get_option_index(entry_id)
        elif self.entries:
            self.action_first()

    def go_to_day(self, day: date, *, at_top: bool = False) -> None:
        """Put the cursor on the first entry of a local day, as they stand here.

        ``at_top``: the day stands at the top then, below the entry that followed it.
        """
        for id in self.entries:
            if self._day_of(id) == day:
                self.highlighted = self.get_option_index(id)
                if at_top:
                    self.call_after_refresh(self._scroll_to_day, id)
                return

    def _scroll_to_day(self, id: str) -> None:
        at = self.get_option_index(id)
        if at not in self._index_to_line:
            return
        heading, followed = max(0, at - 1), max(0, at - 2)
        top = self._index_to_line[heading]
        above = top - self._index_to_line[followed]
        if above <= self.scrollable_content_region.height // 3:
            top -= above
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def go_by_days(self, days: int) -> None:
        """Go to the first entry of another day, so many days with entries down the list; up below 0."""
        if self.chosen is None:
            return
        here = self._day_of(self.chosen.id)
        order = list(dict.fromkeys(self._day_of(id) for id in self.entries))
        self.go_to_day(order[min(max(order.index(here) + days, 0), len(order) - 1)])

    def _day_of(self, id: str) -> date:
        assert self._formatter is not None
        return local_day(self.entries[id].occurred_at, self._formatter.settings.day_start)

    def _take(self, formatter: EntryFormatter) -> None:
        before, self._formatter = self._formatter, formatter
        if before is None or (before.settings, before.quiet) != (formatter.settings, formatter.quiet):
            self._told = {}

    def _told_days(
        self, entries: Iterable[Entry], formatter: EntryFormatter, snippets: Mapping[str, Snippet]
    ) -> list[Option]:
        options = []
        for entry in entries:
            if entry.id in self.entries:
                continue
            day = local_day(entry.occurred_at, formatter.settings.day_start)
            if day != self._last_day:
                line = Content.styled(formatter.day(day), "$soft")
                options.append(Option(line if self._last_day is None else "\n" + line, disabled=True))
                self._last_day = day
            self.entries[entry.id] = entry
            words = self._words(entry, formatter, snippets.get(entry.id, ()))
            options.append(Option(words, id=entry.id))
        return options

    def _words(self, entry: Entry, formatter: EntryFormatter, snippet: Snippet) -> ToldEntry:
        """An entry told; what was told before and has not changed is not laid out again."""
        before = self._told.get(entry.id)
        if before is not None and before[0] == entry and before[1] == snippet:
            return before[2]
        words = entry_summary(entry, formatter, snippet, self._note_width)
        self._told[entry.id] = entry, snippet, words
        return words

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        if highlighted is not None and highlighted <= 1:
            self.scroll_home(animate=False)  # the first day's own line comes into sight too
        if highlighted is not None and highlighted >= self.option_count - _NEAR:
            self.post_message(self.NearEnd())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if new_value > old_value and self.max_scroll_y - new_value < self.size.height:
            self.post_message(self.NearEnd())
