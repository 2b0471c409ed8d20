"""Tonight: whether it feels safe, then one small thing to do, from either seat."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.text import fill, one_line
from companion.resources import folder
from companion.review.tonight import FIRST, WAYS, WHILE_QUIET, Way, moment_of_worry
from companion.tui.host import Host, host_of
from companion.tui.overlay import Overlay
from companion.tui.widgets.hanging_indent import HangingIndent
from companion.tui.widgets.row_list import RowList

_LATEST = 40
"""Entries that are looked through for the moment a worry belongs to."""
_MOST_WAYS = max(map(len, WAYS.values()))

_SAFE = "First: does it feel safe between you?"
_UNKNOWN = "The reason can stay unknown tonight. One of these is plenty."
_FREE = "You do not have to come closer tonight. One of these is plenty."
_QUIET = "Quiet mode is on. Nothing here asks you to come closer."


class TonightScreen(Overlay[None]):
    """The question whether it feels safe, then the ways of one seat. Nothing is kept by itself."""

    HELP = """
For an evening when they step back, or you pull away. It asks first whether things feel safe between you,
then shows small things you can do, one at a time. A digit or Enter picks one, and **i** opens the whole
page. Nothing is saved by itself.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "row_list.tcss", folder("styles") / "reasons.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"go_on({number})", show=False) for number in range(1, _MOST_WAYS + 1)),
        Binding("i", "page", "The whole page", show=False),
        Binding("escape,q", "back", "Back"),
    ]

    def __init__(self, journal: Journal, seat: str | None = None) -> None:
        """``seat``: the page whose ways are shown at once, where the question was read there already."""
        super().__init__()
        self._journal = journal
        self._seat = None if journal.quiet else seat
        self._from_page = self._seat is not None
        self._shown_when_quiet = journal.quiet

    @property
    def host(self) -> Host:
        """The app around it."""
        return host_of(self)

    @property
    def ways(self) -> tuple[Way, ...]:
        """What stands to be chosen now."""
        if self._journal.quiet:
            return WHILE_QUIET
        return FIRST if self._seat is None else WAYS[self._seat]

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield RowList(id="ways")

    def on_mount(self) -> None:
        self.host.journal_changed.subscribe(self, lambda _: self._show_if_quiet_changed())
        self._show()
        self.query_one(RowList).focus()

    def on_screen_resume(self) -> None:
        self._show_if_quiet_changed()

    def _show_if_quiet_changed(self) -> None:
        """What stands here is what can be done: in quiet mode it is something else."""
        if self._journal.quiet != self._shown_when_quiet:
            self._shown_when_quiet = self._journal.quiet
            self._seat = None
            self._show()

    def _words(self, text: str) -> str:
        return one_line(fill(text, self._journal.settings))

    def _show(self) -> None:
        """The question, or the ways of the seat that was chosen."""
        title, whole_page = "Tonight", ""
        if self._seat is None:
            words = _QUIET if self._journal.quiet else _SAFE
        else:
            title = self._words(self._journal.vocabulary.cards[self._seat].title)
            words = _UNKNOWN if self._seat == FIRST[1].to else _FREE
            whole_page = "   i whole page"
        rows = [
            Option(HangingIndent(self._row(number, way), 3), id=str(number))
            for number, way in enumerate(self.ways, 1)
        ]
        listing = self.query_one(RowList)
        heading = Option(Content.assemble((title, "bold"), "\n\n", words, "\n"), disabled=True)
        listing.set_options([heading, *rows])
        listing.highlighted = 1
        listing.call_after_refresh(listing.scroll_home, animate=False)
        self.query_one("#sheet").border_subtitle = f"1 to {len(rows)} or Enter picks{whole_page}   Esc back"
        self.refresh_bindings()

    def _row(self, number: int, way: Way) -> list[tuple[str | Content, str | Content]]:
        rows: list[tuple[str | Content, str | Content]] = [
            (Content.styled(str(number), "$closeness bold"), self._words(way.title))
        ]
        if way.about:
            rows.append(("", Content.styled(self._words(way.about), "$soft")))
        return rows

    @on(OptionList.OptionSelected, "#ways")
    def row_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_go_on(int(event.option_id or 1))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "page" or self._seat is not None

    def action_go_on(self, number: int) -> None:
        """Take the way with this number, where there is one."""
        if number > len(self.ways):
            return
        to = self.ways[number - 1].to
        if to in ("card_safety", "card_crisis"):
            self.host.open_safety_page(to)
        elif to in WAYS:
            self._seat = to
            self._show()
        elif to == "worry":
            self._note_worry()
        elif to == "moment":
            self._begin_moment()
        else:
            self.host.open_page(to)

    def _begin_moment(self, words: str = "") -> None:
        async def begin() -> None:
            await self.host.begin_moment()
            if words:
                self.host.say(words)

        self.dismiss()
        self.app.call_later(begin)

    def _note_worry(self) -> None:
        """Note what is feared, of the moment it belongs to; where none is logged yet, that comes first."""
        latest = self._journal.timeline.latest(limit=_LATEST)
        moment = moment_of_worry(latest, self._journal.clock.now(), self._seat or "")
        if moment is None:
            self._begin_moment("First log the moment, in a word. Then F6 notes the worry.")
            return
        from companion.tui.screens.story import StoryScreen

        self.app.push_screen(StoryScreen(self._journal, moment.id), self._noted)

    def _noted(self, saved: bool | None) -> None:
        if saved:
            self.host.say("Saved. It will ask you later how it turned out.")
            self.host.tell_changed()
            self.dismiss()

    def action_page(self) -> None:
        """Read the whole page of this seat."""
        if self._seat is not None:
            self.host.open_page(self._seat)

    def action_back(self) -> None:
        if self._seat is None or self._from_page:
            self.dismiss()
        else:
            self._seat = None
            self._show()
