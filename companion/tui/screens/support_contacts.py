"""My people and numbers: a short list to turn to, in the person's own words."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from companion.journal import MOST_SUPPORT_CONTACTS, Journal
from companion.model.errors import CompanionError
from companion.tui.overlay import Overlay
from companion.tui.widgets.text_fields import WritingArea


class SupportContactsScreen(Overlay[None]):
    """A line a person: who it is and how to reach them. Leaving keeps what stands there."""

    HELP = """
The people you could turn to, one per line: a name, and how to reach them. They appear on the Safety page
and on Too much right now. The list stays in your journal. Esc saves it and closes.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+l", "keep", "Save and close", priority=True),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(Content.styled("My people and numbers", "bold"))
            yield Static(
                f"Up to {MOST_SUPPORT_CONTACTS} people, one per line: a name and how to reach them. A friend,"
                " a doctor, a crisis line where you live. The list stays in your journal.",
                classes="gap",
            )
            yield WritingArea("Who could you call?", id="people")
            yield Static("", id="refused", markup=False)
            yield Static("Esc saves and closes.", classes="soft")

    def on_mount(self) -> None:
        writing = self.query_one(WritingArea)
        writing.set_text("\n".join(self._journal.people.support_contacts))
        writing.focus()

    def action_keep(self) -> None:
        """Keep the list and close; what cannot be kept is said and stays in sight."""
        try:
            self._journal.people.keep_support_contacts(self.query_one(WritingArea).text.splitlines())
        except CompanionError as error:
            self.query_one("#refused", Static).update(str(error))
            return
        self.dismiss(None)
