"""The signs that outside help may be worth having, to go through alone or as a pair; nothing is kept."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.text import fill, one_line
from companion.resources import folder
from companion.review.outside_help import SIGNS_PAGE, help_choices, help_signs
from companion.tui.host import Host, host_of
from companion.tui.overlay import Overlay
from companion.tui.widgets.hanging_indent import HangingIndent
from companion.tui.widgets.row_list import RowList

_GATE = "Could both of you speak freely there, and go home safely afterwards?"


class HelpChecklistScreen(Overlay[None]):
    """A quiet checklist. A mark stays while the sheet is open; the way together has its question first."""

    HELP = """
Signs that talking to someone outside may be worth having. Space marks what fits. The marks are for you
alone: nothing is counted, and they are gone once you close this.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "row_list.tcss", folder("styles") / "reasons.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", show=False),
        Binding("z", "decline", "Hide", show=False),
        Binding("escape,q", "back", "Back"),
    ]

    def __init__(self, journal: Journal, *, offered: bool = False) -> None:
        """``offered``: it was opened from the word in the week, which can be declined for good."""
        super().__init__()
        self._journal = journal
        self._offered = offered
        self._signs = help_signs(journal.vocabulary, journal.settings)
        self._marked: set[int] = set()
        self._asking = False

    @property
    def host(self) -> Host:
        """The app around it."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield RowList(id="signs")
            yield Static("", id="signs-keys", classes="soft", markup=False)

    def on_mount(self) -> None:
        self._show()
        self.query_one(RowList).focus()

    def _show(self, at: int = 1) -> None:
        """The signs and the ways on, or the question before the way together."""
        card = self._journal.vocabulary.section("outside_help")[SIGNS_PAGE]
        title = one_line(fill(card.title, self._journal.settings))
        ways = [("alone", "Help on your own"), ("someone", "Someone to tell")]
        if self._asking:
            words = _GATE
            rows = [_way("yes", "Yes, both of us"), _way("no", "No, or not sure")]
            keys = "Esc goes back."
        else:
            words = "For you alone, or to look at together. Nothing here is saved or counted."
            if not self._journal.quiet:
                ways.insert(1, ("together", "Help for the two of you"))
            rows = [
                Option(
                    HangingIndent([("☑ " if n in self._marked else "☐ ", one_line(sign))], 2), id=f"sign:{n}"
                )
                for n, sign in enumerate(self._signs)
            ]
            rows += [_way(id, label, first=n == 0) for n, (id, label) in enumerate(ways)]
            keys = "Enter ticks a sign or opens a page. Esc closes."
            if self._offered:
                keys += "\nz: do not mention this in the week again."
        self.query_one("#signs-keys", Static).update(keys)
        listing = self.query_one(RowList)
        heading = Option(Content.assemble((title, "bold"), "\n\n", words, "\n"), disabled=True)
        listing.set_options([heading, *rows])
        listing.highlighted = at
        if at == 1:
            # The words above the first row are read first.
            listing.call_after_refresh(listing.scroll_home, animate=False)

    @on(OptionList.OptionSelected, "#signs")
    def row_selected(self, event: OptionList.OptionSelected) -> None:
        what, _, number = (event.option_id or "").partition(":")
        if what == "sign":
            self._marked ^= {int(number)}
            self._show(event.option_index)
        elif what == "together":
            self._asking = True
            self._show()
        else:
            self._go_on(what)

    def _go_on(self, what: str) -> None:
        words, settings = self._journal.vocabulary, self._journal.settings
        if what == "no":
            self.host.open_safety_page("card_safety")
        elif what == "someone":
            self.host.open_page("card_reach_someone")
        else:
            self.host.open_page(help_choices(words, settings, together=what == "yes"))

    def action_mark(self) -> None:
        self.query_one(RowList).action_select()

    def action_decline(self) -> None:
        """Have no word about this in the week any more."""
        if self._offered:
            self._journal.insight.decline_help()
            self.host.say("The week will not mention it again. The page stays in the Library.")
            self.host.tell_changed()
            self.dismiss()

    def action_back(self) -> None:
        if self._asking:
            self._asking = False
            self._show()
        else:
            self.dismiss()


def _way(id: str, label: str, *, first: bool = False) -> Option:
    return Option(Content.assemble("\n" if first else "", ("→ ", "$closeness"), label), id=id)
