"""The one line in which Today asks something, with the key that answers it; Escape puts it away."""

from typing import Literal

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from companion.model.records import Moment

OfferKind = Literal["reasons", "after", "check"]
"""What is asked: what may lie behind a step back, how it is now, the evening check."""

_CHECK = Content.assemble(
    (" a ", "$closeness bold reverse"),
    "  The evening check, yes or no.",
    ("   Esc puts this away.", "$soft"),
)


class OfferLine(Static):
    """Hidden while nothing is asked. What comes first: about what was just logged, then about earlier."""

    class Taken(Message):
        """It was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.stepped_back: Moment | None = None
        """The step back that was just logged, while it is asked about."""
        self.asked: Moment | None = None
        """The moment that is asked about afterwards."""
        self.check = False
        """Whether the evening check is due."""

    @property
    def kind(self) -> OfferKind | None:
        """What is asked now; ``None`` for nothing."""
        if self.stepped_back is not None:
            return "reasons"
        if self.asked is not None:
            return "after"
        return "check" if self.check else None

    def show(self, partner: str, after: Content) -> None:
        """Say what is asked; ``partner``: how the other is called, ``after``: the words for ``asked``."""
        self.set_class(self.kind is not None, "-asks")
        if self.kind == "reasons":
            self.update(
                Content.assemble(
                    (" r ", "$distance bold reverse"),
                    f"  What might be behind it? Only {partner} knows; these are guesses.",
                    ("   F6 tonight   Esc closes this", "$soft"),
                )
            )
        elif self.kind == "after":
            self.update(after)
        elif self.kind == "check":
            self.update(_CHECK)

    def on_click(self, event: Click) -> None:
        self.post_message(self.Taken())
