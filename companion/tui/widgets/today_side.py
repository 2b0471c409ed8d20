"""What stands at the right of Today: five weeks of days, what waits, and a few lines from earlier."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.review.drawing import Row
from companion.review.recent_days import WIDTH, leaning_words, logged_words
from companion.review.waiting import Earlier, Waiting, quotation
from companion.tui.drawn import content
from companion.tui.host import host_of
from companion.tui.today_contents import earlier_text, latest_finding, recent_days, what_waits
from companion.tui.widgets.marked_list import MarkedList
from companion.tui.widgets.offer_line import Offer
from companion.tui.widgets.recent_days_view import DayPicked, FiveWeeks

if TYPE_CHECKING:
    from companion.patterns.findings import Finding

_LONG = 2000
"""Entries from which on counting anew may be felt, and so is left to another thread."""
_NEXT = "Days get their colour once you say how close it felt. What waits for you will show up here too."
"""What comes next, in a journal without entries."""
_EXAMPLES: tuple[tuple[Row, ...], ...] = (
    ((("? A worry from Tuesday, 60% sure.", "$soft"),), (("  How did it turn out?", "$soft"),)),
    ((("● Letting closeness in", "$soft"),), (("  8 of 11, at other times 9 of 40", "$soft"),)),
)
_EXAMPLE_QUOTE = "“We cooked without a recipe and it was good. I want to remember the bread.”"


class WaitingList(MarkedList):
    """What is asked and what waits, two lines each or a few; Enter or a click goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", tooltip="Go to what waits"),
    ]

    def on_focus(self) -> None:
        if self.highlighted is None and self.option_count:
            self.highlighted = 0


class TodaySide(VerticalScroll, can_focus=False):
    """Reads the journal for what it shows. Posts ``DayPicked`` and ``Chosen``."""

    class Chosen(Message):
        """Something that waits was gone to."""

        def __init__(self, waiting: Waiting) -> None:
            super().__init__()
            self.waiting = waiting

    class Counted(Message):
        """The pattern whose counts changed last, as another thread found it."""

        def __init__(self, finding: "Finding | None") -> None:
            super().__init__()
            self.finding = finding

    class Remembered(Message):
        """The lines from earlier, as another thread found them."""

        def __init__(self, earlier: Earlier | None) -> None:
            super().__init__()
            self.earlier = earlier

    def __init__(self, journal: Journal, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._journal = journal
        self._waiting: dict[str, Waiting] = {}
        self._finding: Finding | None = None
        self._offer: Offer | None = None
        self._hidden = False

    def compose(self) -> ComposeResult:
        yield Static(
            Content.assemble(("Five weeks", "bold"), ("   c", "$closeness"), (" opens the year", "$soft")),
            id="weeks-title",
        )
        yield FiveWeeks(id="weeks")
        yield Static("", id="weeks-words", markup=False)
        yield Static("", id="waiting-title", markup=False)
        yield WaitingList(id="waiting")
        yield Static("", id="earlier", markup=False)

    def read(self, in_sight: date, offer: Offer | None, *, hidden: bool) -> None:
        """Read and show it all: ``in_sight`` is the day that is looked at, ``offer`` what is asked.

        ``hidden``: only the days, and nothing of how close they were.
        """
        begun = bool(self._journal.timeline.latest(limit=1))
        self._offer, self._hidden = offer, hidden
        recent = recent_days(self._journal, in_sight, weeks=True, hidden=hidden)
        self.query_one(FiveWeeks).show(recent)
        words = [row for row in (leaning_words(recent), logged_words(recent)) if row]
        self._put("weeks-words", content(words) if begun else Content.styled(_NEXT, "$soft"))
        if hidden or not begun:
            self._show_waiting(self._asked(), examples=not (begun or hidden or self._journal.quiet))
            self._put("earlier", Content(""))
            if not begun and not hidden:
                self._put_earlier("A month ago today", _EXAMPLE_QUOTE, example=True)
        elif self._journal.timeline.count() >= _LONG:
            self._show_waiting(self._waits())
            if self._journal.quiet:
                self._show_earlier(None)
            self._read_elsewhere()
        else:
            self._finding = latest_finding(self._journal)
            self._show_waiting(self._waits())
            self._show_earlier(earlier_text(self._journal))

    def show_offer(self, offer: Offer | None) -> None:
        """What is asked now; it comes before all that waits."""
        if offer != self._offer:
            self._offer = offer
            rest = [one for one in self._waiting.values() if one.kind != "offer"]
            self._show_waiting([*self._asked(), *rest])

    def _asked(self) -> list[Waiting]:
        """What is asked; with the discreet opening that waits too."""
        if self._offer is None or self._hidden:
            return []
        return [Waiting("offer", self._offer.key, tuple(self._offer.rows(WIDTH - 2, lead=2)))]

    def _waits(self) -> list[Waiting]:
        form = host_of(self).configuration.date_format
        return [*self._asked(), *what_waits(self._journal, self._finding, form)]

    @work(thread=True, exclusive=True)
    def _read_elsewhere(self) -> None:
        try:
            with self._journal.fork() as journal:
                self.post_message(self.Remembered(earlier_text(journal)))
                self.post_message(self.Counted(latest_finding(journal)))
        except CompanionError as error:
            self.app.call_from_thread(host_of(self).say_error, error)

    @on(Counted)
    def counted(self, event: Counted) -> None:
        event.stop()
        self._finding = event.finding
        if not self._hidden:
            self._show_waiting(self._waits())

    @on(Remembered)
    def remembered(self, event: Remembered) -> None:
        event.stop()
        self._show_earlier(None if self._hidden or self._journal.quiet else event.earlier)

    def _show_earlier(self, earlier: Earlier | None) -> None:
        if earlier is None:
            self._put("earlier", Content(""))
        else:
            self._put_earlier(earlier.heading, "\n".join(quotation(earlier.text, WIDTH)))

    def _show_waiting(self, waiting: Sequence[Waiting], *, examples: bool = False) -> None:
        self._waiting = {f"{one.kind}:{one.id}": one for one in waiting}
        listing = self.query_one(WaitingList)
        at = listing.highlighted
        if examples:
            listing.set_options(Option(content(rows), disabled=True) for rows in _EXAMPLES)
        else:
            listing.set_options(Option(content(one.rows), id=id) for id, one in self._waiting.items())
        if listing.has_focus and not self._waiting:
            self.screen.focus_previous()
        listing.can_focus = bool(self._waiting)
        listing.highlighted = min(at, len(self._waiting) - 1) if at is not None and self._waiting else None
        listing.display = bool(waiting) or examples
        title = Content.assemble(("Waiting for you", "bold"), ("   example" if examples else "", "$soft"))
        self._put("waiting-title", title if waiting or examples else Content(""))

    def _put_earlier(self, heading: str, text: str, *, example: bool = False) -> None:
        title = Content.assemble((heading, "bold"), ("   example" if example else "", "$soft"))
        self._put("earlier", Content.assemble(title, "\n\n", (text, "$soft" if example else "")))

    def _put(self, where: str, words: Content) -> None:
        part = self.query_one(f"#{where}", Static)
        part.update(words)
        part.display = bool(words)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        waiting = self._waiting.get(event.option_id or "")
        if waiting is not None:
            self.post_message(self.Chosen(waiting))

    def on_click(self, event: Click) -> None:
        if event.widget is not None and event.widget.id == "weeks-title":
            self.post_message(DayPicked(None))
