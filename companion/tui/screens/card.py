"""One page of the library, over whatever is in sight."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static

from companion.journal import Journal
from companion.model.records import Settings
from companion.model.text import fill
from companion.model.vocabulary import load_vocabulary


class CardScreen(ModalScreen[None]):
    """A page to read; Escape goes back to where one was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f2,f3", "dismiss", "Close")]

    def __init__(self, journal: Journal | None, card_id: str, *, before: str = "") -> None:
        """Without a journal, while it is locked, the page is there too; ``before`` is shown above it."""
        super().__init__()
        self._before = before
        vocabulary = load_vocabulary() if journal is None else journal.vocabulary
        self._card = vocabulary.cards[card_id]
        self._settings = Settings() if journal is None else journal.settings

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            if self._before:
                yield Static(self._before, classes="soft", markup=False)
            yield Static(
                Content.styled(fill(self._card.title, self._settings), "bold $closeness"), id="card-title"
            )
            yield Markdown(fill(self._card.body, self._settings), open_links=False)
            yield Static("Escape closes this.", classes="soft")
