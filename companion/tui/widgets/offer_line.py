"""What Today asks, with the key that answers it, in one line or beside the day; Escape puts it away."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from companion.model.records import Moment
from companion.review.drawing import TOGETHER, Row, Span, hung
from companion.tui.drawn import content

OfferKind = Literal["reasons", "after", "check"]
"""What is asked: what may lie behind a step back, how it is now, the evening check."""


class Offer(NamedTuple):
    """Something that is asked: the key that answers it, the question, and what other keys do with it."""

    key: str
    colour: str
    words: str
    ways: tuple[str, ...]

    def rows(self, width: int, lead: int = 5) -> list[Row]:
        """The question in ``width`` cells, ``lead`` of them for the key; no key parts from its word."""
        ways = "   ".join(way.replace(" ", TOGETHER) for way in self.ways)
        indent: Span = (" " * lead, "$soft")
        if lead + cell_len(self.words) + 3 + cell_len(ways) <= width:
            first, *more = hung(indent, [(self.words, ""), (f"   {ways}", "$soft")], width)
        else:
            first, *more = [*hung(indent, [(self.words, "")], width), *hung(indent, [(ways, "$soft")], width)]
        key = f" {self.key} " if lead >= 5 else self.key
        style = f"{self.colour} bold reverse" if lead >= 5 else f"{self.colour} bold"
        return [((key, style), (" " * (lead - len(key)), ""), *first[1:]), *more]


def reasons_offer(partner: str) -> Offer:
    """After a step back was logged; ``partner``: how the other is called."""
    words = f"What might be behind it? Only {partner} knows; these are guesses."
    return Offer("r", "$distance", words, ("F6 tonight", "Esc closes this"))


CHECK_OFFER = Offer("a", "$closeness", "The evening check, yes or no.", ("Esc skips it",))


class OfferLine(Widget, can_focus=False):
    """Hidden while nothing is asked. What comes first: about what was just logged, then about earlier."""

    ALLOW_SELECT = False

    class Taken(Message):
        """It was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.stepped_back: Moment | None = None
        """The step back that was just logged, while it is asked about."""
        self.asked: Moment | None = None
        """The moment that is asked about afterwards."""
        self.check = False
        """Whether the evening check is due."""
        self._offer: Offer | None = None

    @property
    def kind(self) -> OfferKind | None:
        """What is asked now; ``None`` for nothing."""
        if self.stepped_back is not None:
            return "reasons"
        if self.asked is not None:
            return "after"
        return "check" if self.check else None

    def offer(self, partner: str, after: Callable[[Moment], Offer]) -> Offer | None:
        """What is asked now, in words; ``after`` has those for a moment asked about afterwards."""
        if self.stepped_back is not None:
            return reasons_offer(partner)
        if self.asked is not None:
            return after(self.asked)
        return CHECK_OFFER if self.check else None

    def show(self, offer: Offer | None) -> None:
        """Say this; ``None``: nothing is asked, or it is said elsewhere."""
        self._offer = offer
        self.set_class(offer is not None, "-asks")
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._offer.rows(width)) if self._offer is not None else 0

    def render(self) -> Content:
        width = self.content_size.width
        return content(self._offer.rows(width)) if self._offer is not None and width else Content("")

    def on_click(self, event: Click) -> None:
        self.post_message(self.Taken())
