"""Something counted beside the patterns, ready to read, as the week and the panes take it."""

from typing import NamedTuple

from companion.model.frozen_dataclass import dataclass
from companion.model.records import Settings
from companion.model.text import fill
from companion.model.vocabulary import Vocabulary
from companion.review.week_parts import Line


class Bar(NamedTuple):
    """A bar to draw: ``k`` of ``n``, and what it is called."""

    name: str
    k: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureText:
    """Something counted beside the patterns, ready to read.

    state: as short as a list needs it; rate: the (k, n) in it. line: the sentence, with the ids of the
    moments behind it. notes: further sentences. bars: two or three of them. parts: headings, and the ids of
    the moments under each. rule: how it is counted. stepping_back, reaching: that calm line belongs beside
    it.
    """

    id: str
    title: str
    state: str
    line: Line
    notes: tuple[str, ...] = ()
    rate: tuple[int, int] | None = None
    bars: tuple[Bar, ...] = ()
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rule: str = ""
    stepping_back: bool = False
    reaching: bool = False


def calm_line(measure: MeasureText, vocabulary: Vocabulary, settings: Settings) -> str:
    """The calm line, or both of them, that belongs beside it; empty where none does."""
    lines = [vocabulary.stepping_back] if measure.stepping_back else []
    lines += [vocabulary.reaching] if measure.reaching else []
    return fill(" ".join(lines), settings)
