"""Today: the day's entries, the way into the form, and beside them what the last weeks were like."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Click, Key, Resize
from textual.widgets import OptionList, Static

from companion.journal import Journal
from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.resources import folder
from companion.tui.screens.one_day import ENTRY_KEYS
from companion.tui.screens.today_form import WritingPane
from companion.tui.widgets.entry_list import DayEntries, DayOfEntries
from companion.tui.widgets.offer_line import Offer, OfferLine
from companion.tui.widgets.recent_days_view import DayPicked, TwoWeeks
from companion.tui.widgets.way_in import WayIn

if TYPE_CHECKING:
    from companion.tui.widgets.today_side import TodaySide

_WIDE = 100
"""Cells from which on the last weeks stand beside the day."""
_ROOMY = 124
"""Cells from which on the day is as wide as it is read well, and what is beside it has the rest."""
_THREE_COLUMNS = 184
"""Cells from which on the chosen entry stands in full at the right."""
_READABLE = 0.01
"""Seconds from the day being drawn to what comes after it; a key that is typed meanwhile comes first."""
_FEW, _MORE = 4, 6
"""How many beginnings are shown, and where there is room for more."""


class TodayPane(WritingPane):
    """One day at a time, today first; the form for a moment opens in place of the way in, or over the day."""

    NAME = "Today"
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "today.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-usual"), (34, "-tall")]  # noqa: RUF012
    HELP = """
A **moment** is what happened, what you felt, what you wanted to do and what you did. Every part is optional:
one word about what happened is enough, and you can add the rest later. **n** and a digit start with one of
the moments below it.

Log the close moments as well as the hard ones: a hug, a good weekend, a plan for the summer.

**a** answers what Today asks: the evening check, or how it is now, some hours after a moment of distance,
conflict or making up. Esc skips it. You can change the answer for a week, with **a** on that entry.

**s** notes a *worry*: what you fear the selected moment meant, and how sure that feels. Later it asks how
it turned out. **y** shows this day in earlier years, **i** the Library page that goes with an entry, **p**
the moments with one person.

*In a field:* type to filter the list, pick with a digit or Enter (you can pick several), Tab moves on and
**ctrl+l** saves. A sentence that fits nothing goes into your own words. A draft is kept at every key, even if
the terminal closes.

*When* takes words such as "yesterday 9pm", "2h ago", "last friday" or "2026-03-01 21:40".
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "begin", "Log", id="pane.new", tooltip="Log a moment"),
        Binding("tab", "next", "Next", id="today.next", tooltip="The next field"),
        Binding("tab", "app.focus_next", "Next", show=False),  # while no form is open
        Binding("ctrl+l", "save", "Save", id="today.save", priority=True, tooltip="Save this moment"),
        Binding("escape", "leave", "Close", id="today.back", tooltip="Back to the day; your draft is kept"),
        Binding("escape", "back", "Back", show=False, tooltip="Close what is asked; back to today"),
        *ENTRY_KEYS,
        Binding("a", "check", "Answer", show=False, id="today.check", tooltip="Answer what is asked"),
        Binding("a", "after", "Answer", show=False, id="today.after", tooltip="How it is after a moment"),
        Binding(
            *("r", "reasons", "Reasons"),
            show=False,
            id="today.reasons",
            tooltip="Guesses about what may lie behind a step back",
        ),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._hidden = False
        self._room: tuple[bool, ...] = ()
        """What there was room for when the day was last shown."""
        self._offered: Offer | None = None
        """What is asked, as it is said."""

    def body(self) -> ComposeResult:
        self._hidden = self.host.configuration.discreet_opening
        with Container(id="today"), Vertical(id="left"):
            yield TwoWeeks(id="two-weeks")
            yield WayIn(id="way-in")
            yield Static("", id="form-title", markup=False)
            yield OfferLine(id="offer")
            yield DayEntries(id="entries")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    # what is shown

    def reload(self) -> None:
        self._room = self._room_now
        day, formatter = self.day, self._formatter()
        before = day - timedelta(days=1)
        both = self.journal.timeline.between(before, day)[::-1]
        starts = self.journal.settings.day_start
        entries = [entry for entry in both if local_day(entry.occurred_at, starts) == day]
        days = [DayOfEntries("", entries), DayOfEntries(self._named(before), both[len(entries) :])]
        near = self._near(day)
        count = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}" if entries else ""
        self.head(Content.assemble((near, "bold"), (formatter.day(day), "" if near else "bold")), count)
        self._list.show_days(
            days,
            formatter,
            "No entries yet today. One word about what happened is enough; press n."
            if day == self.journal.today()
            else "No entries on this day.",
            roomy=self._room_now[-1],
            titles_only=self._hidden,
            choose=self._choose,
        )
        self._choose = None
        self._invite()
        self._show_days()
        self._show_offer()
        self.call_after_refresh(self.set_timer, _READABLE, self._show_the_rest)

    async def _show_the_rest(self) -> None:
        """The day is readable before the form is made, and before it is looked whether something is asked."""
        await self._mount_form_once_painted()
        self.call_after_refresh(self._look_for_offers)
        self.call_after_refresh(self._show_side)

    def _invite(self) -> None:
        begun = self.journal.drafts.get("moment") is not None
        words = "How are you today?" if self.journal.quiet else "How are things between you?"
        if begun:
            day, at = "", self.journal.drafts.begun_at("moment")
            if at is not None and local_day(at, self.journal.settings.day_start) < self.journal.today():
                day = f" from {day_words(at.date(), self.host.configuration.date_format, year=False)}"
            words = f"You have a draft{day}. Press n to continue it."
        from companion.tui.today_contents import beginnings

        labels = {} if begun else beginnings(self.journal, _MORE if self._is_wide else _FEW)
        self._beginnings = list(labels)
        self.query_one(WayIn).show(words, [*labels.values()], roomy=self._room_now[-2])

    def _show_days(self) -> None:
        """The days above the list; from 100 columns on they stand beside it, with more."""
        if not self._is_wide:
            from companion.tui.today_contents import recent_days

            days = recent_days(self.journal, self.day, weeks=False, hidden=self._hidden)
            self.query_one(TwoWeeks).show(days)

    async def _show_side(self) -> None:
        if not self._is_wide:
            return
        from companion.tui.widgets.today_side import TodaySide

        if not self.query(TodaySide):
            await self.query_one("#today").mount(TodaySide(self.journal, id="side"), after="#left")
        self.query_one(TodaySide).read(self.day, self._offered, hidden=self._hidden)
        await self._show_beside()

    def _say_offer(self, offer: Offer | None) -> None:
        """In the line above the day, or among what waits where that stands beside it."""
        self._offered = offer
        self._offer.show(None if self._is_wide else offer)
        if self._is_wide and self.query("#side"):
            from companion.tui.widgets.today_side import TodaySide

            self.query_one(TodaySide).show_offer(offer)

    async def _show_beside(self) -> None:
        """The chosen entry in full, where there is room for a third column."""
        if not self._room_now[1]:
            return
        from companion.tui.today_contents import came_before, followed
        from companion.tui.widgets.entry_beside import EntryBeside

        if not self.query(EntryBeside):
            await self.query_one("#today").mount(EntryBeside(id="beside"))
        entry = None if self._hidden else self._list.chosen
        stories = (
            [] if entry is None else [one for one in self.journal.stories.all() if one.moment == entry.id]
        )
        after = [] if entry is None else followed(self.journal, entry)
        before = [] if entry is None or after else came_before(self.journal, entry)
        self.query_one(EntryBeside).show_with(entry, self._formatter(), stories, after, before)

    @on(OptionList.OptionHighlighted, "#entries")
    async def chosen_changed(self) -> None:
        await self._show_beside()

    @property
    def _room_now(self) -> tuple[bool, ...]:
        """Whether there is room for two and for three columns, for blank lines, and for more of them."""
        width, height = self.app.size
        heights = [least for least, _ in self.VERTICAL_BREAKPOINTS[1:]]
        return (width >= _WIDE, width >= _THREE_COLUMNS, *(height >= least for least in heights))

    @property
    def _is_wide(self) -> bool:
        return self._room_now[0]

    def on_resize(self, event: Resize) -> None:
        """What was open stays open, and the focus is where it can be seen."""
        self.set_class(event.size.width >= _ROOMY, "-roomy")
        self.set_class(event.size.width >= _THREE_COLUMNS, "-three")
        if self._room and self._room != self._room_now:
            self.reload()
        self.call_after_refresh(self._settle_focus)

    def _settle_focus(self) -> None:
        """The focus is never on what is hidden: else it goes to the list, or to the form while it is open."""
        focused = self.focused
        if focused is not None and all(
            node.display for node in focused.ancestors_with_self if node is not self
        ):
            return
        if self.writing:
            self._form.go_on()
        else:
            self.set_focus(self._list)

    def on_key(self, event: Key) -> None:
        self._reveal()

    def on_click(self, event: Click) -> None:
        self._reveal()

    def _reveal(self) -> None:
        """Show what a discreet opening hid: somebody is here."""
        if self._hidden:
            self._hidden = False
            self.reload()

    # the keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("save", "next", "leave"):
            return self.writing
        if action == "back":
            elsewhere = self.focused is not self._list or self._day is not None
            return not self.writing and (elsewhere or self._offer.kind is not None)
        if action == "reasons":
            return not self.writing and self._offer.kind == "reasons"
        if action in ("check", "after"):  # one key answers what is asked
            return not self.writing and self._asks_afterwards is (action == "after")
        if action == "today":
            return not self.writing and self._day is not None
        if action in ("open", "edit", "delete", "star", "library_page"):
            return not self.writing and self._list.chosen is not None
        if action == "story":  # in quiet mode no worry is asked about
            return not self.writing and not self.journal.quiet
        if action in ("begin", "day", "experiment", "on_this_day", "person"):
            return not self.writing
        return True

    def action_back(self) -> None:
        """Back to the list; there what is asked is put away, or else it is back to today."""
        if self.focused is self._list:
            self._put_away()
        self.set_focus(self._list)

    @on(DayPicked)
    def day_picked(self, event: DayPicked) -> None:
        if event.day is None:
            self.app.simulate_key("c")
        elif not self.writing:
            self._go_to(event.day)
            self.set_focus(self._list)

    async def on_today_side_chosen(self, event: "TodaySide.Chosen") -> None:
        """Go to what waits."""
        from companion.tui.screens.today_waiting import open_waiting

        if event.waiting.kind != "offer":
            await open_waiting(self, self.journal, event.waiting)
        elif self._offer.kind is not None:
            await self.run_action(self._offer.kind)
