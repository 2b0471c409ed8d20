"""What screens and widgets see of the app around them, and no more; they import nothing of the app itself."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.message_pump import MessagePump
from textual.signal import Signal

from companion.model.errors import CompanionError
from companion.model.records import Entry
from companion.system.configuration import Configuration

if TYPE_CHECKING:
    from companion.review.library import LibraryPage


@runtime_checkable
class Host(Protocol):
    """The app, as those see it that stand in it."""

    configuration: Configuration
    """The program's own, as it is now; the journal's settings are the journal's."""
    journal_changed: Signal[None]
    """Published after every change, by whichever screen; whoever shows the journal subscribes."""
    changes: int
    """How often the journal was changed from here; a pane compares it with what it last showed."""

    def say(self, words: str) -> None:
        """Show a short word at the edge of the screen for a while; never what a person wrote."""

    def say_error(self, error: CompanionError) -> None:
        """Show an error a person can act on, for longer than a word."""

    def tell_changed(self) -> None:
        """Say that the journal was changed: raises ``changes`` and publishes ``journal_changed``."""

    def copy(self, text: str, command: str) -> None:
        """Put text on the terminal's clipboard; ``command`` prints it where the terminal has none."""

    def take_configuration(self, given: Configuration) -> None:
        """Go by another configuration from now on, as far as it counts."""

    def note_activity(self) -> None:
        """Say that somebody is here though no key says so; the idle time begins anew."""

    def open_page(self, page: "str | LibraryPage") -> None:
        """Open a page of the library, by its id or itself, over whatever is in sight."""

    async def begin_moment(self, *, back: bool = False) -> None:
        """Open the form for a moment in Today, in place of whatever is in sight; ``back``: leaving it leads
        back there.
        """

    async def action_pane(self, name: str) -> None:
        """Go to a pane by its name in small letters."""

    async def lead_to(self, name: str) -> None:
        """Go to a pane for a while: Escape there leads back to the one in sight."""

    async def find_entry(self, words: str = "") -> None:
        """Open the search in Reflections, with these words in it; Escape leads back."""

    def read_configuration(self) -> None:
        """Read the program's own configuration again, after its file was changed, and go by it."""

    def open_safety_page(self, card_id: str) -> None:
        """Open one of the cards that are a key away everywhere (``"card_safety"``, ``"card_crisis"``)."""

    def offer_safety_page(self, entry: Entry, before: Entry | None = None) -> bool:
        """Open a page over an entry just saved that notes fear, or says plainly that someone may be hurt.

        ``before``: the entry as it was, where it was changed. Whether there was a page to offer.
        """


def host_of(node: MessagePump) -> Host:
    """The app around a screen or a widget. Raises TypeError in an app that is no host, as a test may have."""
    app = node.app
    if not isinstance(app, Host):
        raise TypeError(f"{type(app).__name__} is no host for {type(node).__name__}")
    return app
