"""What followed: responses beside the bouts they were noted for, and beside those these are compared with."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from companion.patterns.bouts import Bout
from companion.patterns.diary_columns import HOUR

Share = tuple[int, int]
"""(followed by a response, all)."""


class Outcome(NamedTuple):
    """A bout and the response noted for it.

    ``response``: its position; ``delay``: hours until it, ``None`` in the same moment. ``closing``: the
    position of the moment that closed the round, in a cycle.
    """

    bout: Bout
    response: int
    delay: float | None = None
    closing: int | None = None


class Outcomes(NamedTuple):
    """Bouts that were followed by a response, side by side with its position and the seconds until it,
    ``None`` in the same moment; in a cycle also with the position that closed the round.
    """

    bouts: list[Bout]
    responses: list[int]
    seconds: list[int | None]
    closings: list[int] = []  # noqa: RUF012

    def each(self) -> Iterator[Outcome]:
        """One by one."""
        closings: Sequence[int | None] = self.closings or [None] * len(self.bouts)
        rows = zip(self.bouts, self.responses, self.seconds, closings, strict=True)
        for bout, response, seconds, closing in rows:
            yield Outcome(bout, response, None if seconds is None else seconds / HOUR, closing)

    def moved(self, by: int) -> "Outcomes":
        """The same with every position so much larger."""
        bouts = [tuple([i + by for i in bout]) for bout in self.bouts]
        return Outcomes(bouts, _moved(self.responses, by), self.seconds, _moved(self.closings, by))

    @classmethod
    def joined(cls, every: Sequence["Outcomes"]) -> "Outcomes":
        """Those of several views as one."""
        return cls(*(list(chain.from_iterable(column)) for column in zip(*every, strict=True)))


class Compared(NamedTuple):
    """Comparison bouts: positions of all their first moments; and of those with a response in the window,
    side by side with its position.
    """

    firsts: Sequence[int]
    followed: list[int]
    responses: list[int]

    @property
    def share(self) -> Share:
        """How many were followed by a response, and how many there were."""
        return len(self.followed), len(self.firsts)

    def moved(self, by: int) -> "Compared":
        """The same with every position so much larger."""
        return Compared(*(_moved(column, by) for column in self))

    @classmethod
    def joined(cls, every: Sequence["Compared"]) -> "Compared":
        """Those of several views as one."""
        return cls(*(list(chain.from_iterable(column)) for column in zip(*every, strict=True)))


def _moved(positions: Sequence[int], by: int) -> list[int]:
    return [i + by for i in positions]
