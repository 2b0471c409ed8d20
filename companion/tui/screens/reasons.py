"""After the partner stepped back: guesses to look at, and what can be done with one."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.text import fill, one_line
from companion.model.vocabulary import Card
from companion.resources import folder
from companion.review.reasons import DO_NOT_KNOW, possible_reasons
from companion.tui.host import Host, host_of
from companion.tui.overlay import Overlay

_WHAT_NEXT = (
    ("ask", "Ask one light question"),
    ("story", "Note it as a worry, and check later how it turned out"),
    ("leave", "Leave it at that"),
)


class ReasonsScreen(Overlay[None]):
    """A list of guesses, then one of them and what can be done with it. Nothing of it is kept by itself.

    Not to be opened in quiet mode, in which the benefit of the doubt is not asked of anyone.
    """

    HELP = """
Guesses at what may lie behind a step back; “I don't know” comes first. Enter opens one, then a digit says
what to do with it. A guess stays a guess: nothing here is counted, and patterns do not read it.
"""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "reasons.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back"),
        *(
            Binding(str(number), f"go_on('{what}')", words, show=False)
            for number, (what, words) in enumerate(_WHAT_NEXT, 1)
        ),
    ]

    def __init__(self, journal: Journal, moment_id: str) -> None:
        super().__init__()
        self._journal = journal
        self._moment_id = moment_id
        self._reasons = {card.id: card for card in possible_reasons(journal.vocabulary)}
        self._chosen: Card | None = None

    @property
    def host(self) -> Host:
        """The app around it."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static("", id="reasons-title", markup=False)
            yield Static("", id="reasons-words", markup=False)
            yield OptionList(id="reasons", markup=False, compact=True)
            yield Static("", id="reasons-keys", classes="soft", markup=False)

    def on_mount(self) -> None:
        self._show()
        self.query_one(OptionList).focus()

    def _words(self, text: str) -> str:
        return one_line(fill(text, self._journal.settings))

    def _show(self) -> None:
        """The list, or the guess that was chosen from it."""
        card = self._chosen
        rows: list[Option]
        if card is None:
            title = self._words("Only {partner} knows.")
            words = "All of these are guesses. Try one next to the first that came to mind, or none."
            rows = [
                Option(Content(self._words(reason.title)), id=reason.id) for reason in self._reasons.values()
            ]
            keys = "Enter opens one, Esc closes. Nothing is saved."
        else:
            title, words = self._words(card.title), fill(card.body, self._journal.settings)
            rows = [
                Option(Content.assemble((f"{number} ", "$closeness"), what), id=id)
                for number, (id, what) in enumerate(_WHAT_NEXT, 1)
            ]
            keys = "Esc goes back to the list."
        aside = "" if card is None else "   only a guess"
        self.query_one("#reasons-title", Static).update(Content.assemble((title, "bold"), (aside, "$soft")))
        self.query_one("#reasons-words", Static).update(words)
        self.query_one("#reasons-keys", Static).update(keys)
        listing = self.query_one(OptionList)
        listing.set_options(rows)
        listing.highlighted = 0
        sheet = self.query_one("#sheet")
        sheet.call_after_refresh(sheet.scroll_home, animate=False)

    @on(OptionList.OptionSelected, "#reasons")
    def row_selected(self, event: OptionList.OptionSelected) -> None:
        if self._chosen is None:
            self._chosen = self._reasons[event.option_id or DO_NOT_KNOW]
            self._show()
        else:
            self.action_go_on(event.option_id or "leave")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "go_on" or self._chosen is not None

    def action_go_on(self, what: str) -> None:
        """Do something with the guess in hand, or nothing."""
        if what == "ask":
            self.host.open_page("ex_simple_question")
        elif what == "story":
            from companion.tui.screens.story import StoryScreen

            self.app.push_screen(StoryScreen(self._journal, self._moment_id, self._story), self._told)
        else:
            self.dismiss()

    @property
    def _story(self) -> str:
        card = self._chosen
        known = card is not None and card.id != DO_NOT_KNOW
        return f"Maybe: {self._words(card.title)}" if known and card is not None else ""

    def _told(self, saved: bool | None) -> None:
        if saved:
            self.host.say("Saved. It will ask you later how it turned out.")
            self.host.tell_changed()
            self.dismiss()

    def action_back(self) -> None:
        if self._chosen is None:
            self.dismiss()
        else:
            self._chosen = None
            self._show()
