"""Story checks: how feared stories turned out, against how sure the person was of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from companion.model.frozen_dataclass import dataclass
from companion.model.records import Story
from companion.patterns.exact import Z_90, wilson_interval

BANDS = ((0, 33), (34, 66), (67, 100))
"""How sure, in percent: the least and the most of each band."""

ENOUGH_STORIES = 6
"""Stories known to have turned out one way or the other, from which they are told."""

ENOUGH_IN_BAND = 5
"""Stories in a band from which its share is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Stories of which the person was ``low`` to ``high`` percent sure: ``true`` of ``n`` came as feared.

    mean: of what they had said, in percent. interval: within which the share that comes true lies (Wilson,
    90 %). Told from ENOUGH_IN_BAND on. moments: ids of those they were told about.
    """

    low: int
    high: int
    true: int
    n: int
    mean: float
    interval: tuple[float, float]
    moments: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether there are stories enough in the band to be told."""
        return self.n >= ENOUGH_IN_BAND


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCounts:
    """How closed stories turned out; told from ENOUGH_STORIES known ones on.

    as_feared, otherwise, still_unknown: counts; the unknown are in no band. moments_*: ids of the moments
    they were told about. bands: those of BANDS with a story in them.
    """

    as_feared: int = 0
    otherwise: int = 0
    still_unknown: int = 0
    moments_as_feared: tuple[str, ...] = ()
    moments_otherwise: tuple[str, ...] = ()
    moments_still_unknown: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()

    @property
    def known(self) -> int:
        """Stories that turned out one way or the other."""
        return self.as_feared + self.otherwise

    @property
    def enough(self) -> bool:
        """Whether there are stories enough to be told."""
        return self.known >= ENOUGH_STORIES


def count_stories(stories: Iterable[Story], *, as_of: datetime, quiet: Collection[str] = ()) -> StoryCounts:
    """Stories closed up to ``as_of`` (aware), without those told of a moment in ``quiet`` (ids)."""
    closed = sorted(
        (
            story
            for story in stories
            if story.closed_at is not None and story.closed_at <= as_of and story.moment not in quiet
        ),
        key=lambda story: (story.closed_at or as_of, story.id),
    )
    as_feared, otherwise, unknown = (
        [story for story in closed if story.turned_out == kind]
        for kind in ("as_feared", "otherwise", "still_unknown")
    )
    bands = [_band(as_feared, otherwise, low, high) for low, high in BANDS]
    return StoryCounts(
        as_feared=len(as_feared),
        otherwise=len(otherwise),
        still_unknown=len(unknown),
        moments_as_feared=_moments(as_feared),
        moments_otherwise=_moments(otherwise),
        moments_still_unknown=_moments(unknown),
        bands=tuple(band for band in bands if band is not None),
    )


def _band(as_feared: Sequence[Story], otherwise: Sequence[Story], low: int, high: int) -> Band | None:
    true, other = (
        [story for story in stories if story.belief is not None and low <= story.belief <= high]
        for stories in (as_feared, otherwise)
    )
    n = len(true) + len(other)
    if not n:
        return None
    least, most = wilson_interval(len(true), n, Z_90)
    return Band(
        low=low,
        high=high,
        true=len(true),
        n=n,
        mean=round(sum(story.belief or 0 for story in (*true, *other)) / n, 1),
        interval=(round(least, 4), round(most, 4)),
        moments=_moments([*true, *other]),
    )


def _moments(stories: Iterable[Story]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(story.moment for story in stories if story.moment))
