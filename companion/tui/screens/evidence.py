"""The moments behind a number or a sentence: those that count, those that went differently, and the rest."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.errors import NothingFound
from companion.model.records import Entry, written_text
from companion.model.text import one_line, shown
from companion.resources import folder
from companion.review.measure_parts import MeasureText
from companion.tui.entry_text import EntryFormatter, entry_summary
from companion.tui.pane import Pane
from companion.tui.widgets.hanging_indent import HangingIndent
from companion.tui.widgets.navigation import Navigation
from companion.tui.widgets.row_list import RowList

MOST = 200
"""Entries shown under one heading, the latest; how many there are before them is said below."""


class EvidencePart(NamedTuple):
    """A heading, a few words under it, and the ids of the entries it stands for, in the order of time."""

    heading: str
    ids: Sequence[str]
    words: str = ""


class EvidencePane(Pane):
    """A list of entries under a few headings, opened from a pane; Escape goes back to it."""

    CSS_PATH: ClassVar[list[Any]] = [
        folder("styles") / "row_list.tcss",
        folder("styles") / "evidence.tcss",
    ]
    HELP = """
These are the entries behind what you just read. **Enter** shows one in full, and folds it again; **Esc** goes
back.

Does something look wrong? **e** edits the entry, and the counts follow.
"""
    STOPS_ABOVE: ClassVar[bool] = False
    """Whether the cursor stops at what stands above the entries, so that all of it comes in sight."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", id="behind.edit", tooltip="Edit or complete the selected entry"),
        Binding("escape,q,left,h", "leave", "Back", key_display="esc", id="behind.back", tooltip="Go back"),
    ]

    def __init__(
        self,
        journal: Journal,
        came_from: str,
        title: str,
        parts: Sequence[EvidencePart],
        before: Sequence[Content] = (),
        after: Content | None = None,
    ) -> None:
        super().__init__(journal)
        self._came_from = came_from
        self._title_words = title
        self._parts = parts
        self._before = before
        self._after = after
        self._opened: set[str] = set()
        self._entries: dict[str, Entry] = {}

    def body(self) -> ComposeResult:
        yield RowList(id="behind")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Navigation).current = self._came_from
        self._listing.focus()

    @property
    def _listing(self) -> RowList:
        return self.query_one("#behind", RowList)

    def reload(self) -> None:
        self.head(Content.styled(self._title_words, "bold"))
        self._entries = {}
        for id in {id for part in self._parts for id in part.ids[-MOST:]}:
            try:
                self._entries[id] = self.journal.timeline.entry(id)
            except NothingFound:
                continue  # deleted meanwhile, or not an entry
        self._list()

    def _list(self) -> None:
        listing = self._listing
        at = listing.highlighted
        options = [*self.options()]
        listing.set_options(options)
        first = next((n for n, option in enumerate(options) if not option.disabled), None)
        listing.highlighted = at if at is not None and at < len(options) else first
        if listing.highlighted == first:
            # The words above the first entry are read first.
            listing.call_after_refresh(listing.scroll_home, animate=False)

    def options(self) -> Iterator[Option]:
        """The rows: what stands above, the parts, what stands below."""
        yield from (Option(above, disabled=not self.STOPS_ABOVE) for above in self._before)
        for number, part in enumerate(self._parts):
            yield from self._part(number, part, room=bool(number or self._before))
        if self._after is not None:
            yield Option(Content.assemble("\n", self._after), disabled=True)

    def _part(self, number: int, part: EvidencePart, *, room: bool) -> list[Option]:
        """The heading of a part and its entries: the latest day first, each day from morning to night."""
        formatter = EntryFormatter(
            self.journal.vocabulary,
            self.journal.settings,
            home_zone=self.journal.clock.zone,
            quiet=self.journal.quiet,
        )
        here = [self._entries[id] for id in dict.fromkeys(part.ids[-MOST:]) if id in self._entries]
        heading = Content.styled(part.heading, "$closeness")
        words = [Content.styled(one_line(line), "$soft") for line in part.words.splitlines()]
        lines = Content("\n").join([heading, *words])
        options = [Option(Content.assemble("\n", lines) if room else lines, disabled=True)]
        days: dict[date, list[Entry]] = {}
        for entry in sorted(here, key=lambda entry: (entry.occurred_at, entry.id)):
            days.setdefault(local_day(entry.occurred_at, formatter.settings.day_start), []).append(entry)
        form = self.host.configuration.date_format
        for n, day in enumerate(sorted(days, reverse=True)):
            name = day_words(day, form)
            options.append(Option(Content.styled(f"\n{name}" if n else name, "$soft"), disabled=True))
            for entry in days[day]:
                id = f"{number}:{entry.id}"
                options.append(
                    Option(
                        whole_entry(entry, formatter)
                        if id in self._opened
                        else entry_summary(entry, formatter),
                        id=id,
                    )
                )
        if len(part.ids) > MOST:
            left = f"\nand {len(part.ids) - MOST} earlier"
            options.append(Option(Content.styled(left, "$soft"), disabled=True))
        return options

    @on(OptionList.OptionSelected, "#behind")
    def open_or_close(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self._opened ^= {event.option_id}
            self._list()

    def entry_in_hand(self) -> Entry | None:
        """The entry under the cursor."""
        option = self._listing.highlighted_option
        return self._entries.get((option.id or "").partition(":")[2]) if option else None

    def action_edit(self) -> None:
        """Change the entry under the cursor."""
        entry = self.entry_in_hand()
        if entry is None:
            return
        from companion.tui.screens.entry import EditScreen

        def edited(saved: str | None) -> None:
            if saved is not None:
                if saved:
                    self.host.say(saved)
                self.host.tell_changed()

        self.app.push_screen(EditScreen(self.journal, entry), edited)

    def action_leave(self) -> None:
        self.dismiss()


def measure_evidence(journal: Journal, came_from: str, measure: MeasureText) -> EvidencePane:
    """The moments behind something counted beside the patterns, and the rule."""
    parts = [EvidencePart(heading, ids) for heading, ids in measure.parts if ids]
    before = Content(one_line(" ".join([measure.line.text, *measure.notes])))
    after = Content.assemble(("How this is counted", "$closeness"), "\n", (one_line(measure.rule), "$soft"))
    return EvidencePane(
        journal, came_from, one_line(measure.title), parts, [before], after if measure.rule else None
    )


def whole_entry(entry: Entry, formatter: EntryFormatter, *, day: bool = False) -> HangingIndent:
    """An entry with all it holds, a line for each part and the note at its length; with its ``day``."""
    heading = formatter.heading(entry)
    if day:
        of = local_day(entry.occurred_at, formatter.settings.day_start)
        when = day_words(of, formatter.date_format, short=True)
        heading = Content.assemble(heading, (f"   {when}", "$soft"))
    rows: list[tuple[str | Content, Content]] = [
        (Content.styled(f"{entry.occurred_at:%H:%M}", "$soft"), heading)
    ]
    rows += [
        ("", Content.assemble((row.heading.ljust(13), "$soft"), row.words)) for row in formatter.rows(entry)
    ]
    text = shown(written_text(entry)).expandtabs(4).strip()
    if text:
        rows.append(("", Content(text)))
    return HangingIndent(rows, len("21:40  "))
