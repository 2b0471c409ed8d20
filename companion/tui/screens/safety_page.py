"""One page of the library, over whatever is in sight."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from companion.journal import Journal
from companion.model.records import Settings
from companion.model.text import fill, one_line
from companion.model.vocabulary import load_vocabulary
from companion.tui.overlay import Overlay
from companion.tui.widgets.page_text import PageText

WITH_PEOPLE = ("card_crisis", "card_safety", "card_reach_someone")
"""The pages that show the person's own people to turn to."""


class SafetyPageScreen(Overlay[None]):
    """A page to read; Escape goes back to where one was."""

    HELP = """
A page to read when you need it. **F2** opens the Safety page and **F3** the page Too much right now, from
anywhere, also while the journal is locked. The arrows scroll. Where your people are listed, **e** changes
the list.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close"),
        Binding("e", "people", "My people", show=False),
    ]

    def __init__(self, journal: Journal | None, card_id: str, *, before: str = "") -> None:
        """Without a journal, while it is locked, the page is there too; ``before`` is shown above it."""
        super().__init__()
        self.card_id = card_id
        self._before = before
        self._journal = journal
        self._names_people = journal is not None and card_id in WITH_PEOPLE
        vocabulary = load_vocabulary() if journal is None else journal.vocabulary
        self._card = vocabulary.cards[card_id]
        self._settings = Settings() if journal is None else journal.settings

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            if self._before:
                yield Static(f"{self._before}\n", classes="soft", markup=False)
            yield Static(
                Content.styled(fill(self._card.title, self._settings), "bold $closeness"), id="card-title"
            )
            yield PageText(fill(self._card.body, self._settings))
            if self._names_people:
                yield Static(id="own-people", markup=False)
            yield Static("Esc closes this.", classes="soft")

    def on_mount(self) -> None:
        self._show_people()

    def _show_people(self) -> None:
        if self._journal is None or not self._names_people:
            return
        people = [one_line(line) for line in self._journal.people.support_contacts]
        words = "\n".join(people) if people else "No one on this list yet."
        title = Content.styled("My people and numbers", "bold")
        change = Content.styled("Press e to edit this list.", "$soft")
        self.query_one("#own-people", Static).update(Content.assemble(title, "\n", words, "\n", change, "\n"))

    def action_people(self) -> None:
        """Change the list of people to turn to."""
        if self._journal is None or not self._names_people:
            return
        from companion.tui.screens.support_contacts import SupportContactsScreen

        self.app.push_screen(SupportContactsScreen(self._journal), lambda _: self._show_people())
