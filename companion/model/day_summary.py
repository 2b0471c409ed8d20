"""A local day in numbers: how much was logged, how close it was, what was felt and done."""

from collections.abc import Iterable
from datetime import date
from math import fsum

from companion.model.events import NotedEntry
from companion.model.frozen_dataclass import dataclass

SCALE = 3
"""How far the form's scale of closeness reaches either way; wider ones come with imports and end here."""


@dataclass(frozen=True, slots=True)
class DaySummary:
    """What one local day holds; without texts.

    ``entries``: moments and reflections. ``closeness``: the mean over the rated moments, -3 to 3; ``None``
    where none was rated. ``feelings``: the ids of the feelings, once for each time they were named;
    ``codes``: triggers, ``R:`` own responses and ``PB:`` acts of the other, likewise.
    """

    day: date
    entries: int
    closeness: float | None
    feelings: tuple[str, ...]
    codes: tuple[str, ...]

    @classmethod
    def of(cls, day: date, entries: Iterable[NotedEntry]) -> "DaySummary":
        """The day that these entries make."""
        entries = tuple(entries)
        rated = [max(-SCALE, min(SCALE, entry.closeness)) for entry in entries if entry.closeness is not None]
        return cls(
            day=day,
            entries=len(entries),
            closeness=fsum(rated) / len(rated) if rated else None,
            feelings=tuple(mood for entry in entries for mood in entry.moods),
            codes=tuple(code for entry in entries for code in entry.codes),
        )
