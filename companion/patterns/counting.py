"""Counting: what followed each bout, and each comparison bout, of one pattern."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import HOUR, Bout, Diary, Outcome
from companion.patterns.chains import Rounds


class Counts(NamedTuple):
    """All outcomes of a pattern in a diary, eligible ones alone.

    ``bouts``: its own; ``others``: the comparison's, outside every window. ``elsewhere``: what stood in the
    same moment in bouts of any other trigger, within the windows or not (only for patterns of the same
    entry).
    """

    bouts: list[Outcome]
    others: list[Outcome]
    elsewhere: list[Outcome]
    left_out: int


class FollowUps:
    """Finds the response to a bout: in the same moment, else the first later one within the window."""

    def __init__(self, pattern: Pattern, diary: Diary) -> None:
        self.at = diary.at
        self.positions = diary.standing(pattern.responses)
        self.times = [diary.at[i] for i in self.positions]
        self.noted = frozenset(self.positions)
        self.same_entry = pattern.same_entry

    def within(self, bout: Bout) -> Outcome:
        """What was noted in the moments of ``bout`` themselves."""
        return Outcome(bout, next((i for i in bout.positions if i in self.noted), None))

    def after(self, bout: Bout, end: int) -> Outcome:
        """What was noted for ``bout`` up to second ``end``."""
        if self.same_entry and (inside := self.within(bout)).response is not None:
            return inside
        place = bisect_right(self.times, self.at[bout.first])
        if place < len(self.times) and self.times[place] <= end:
            position = self.positions[place]
            return Outcome(bout, position, self.delay(bout, position))
        return Outcome(bout)

    def delay(self, bout: Bout, position: int) -> float:
        """Hours from the latest moment of the bout before ``position``."""
        then = self.at[position]
        return (then - max(self.at[i] for i in bout.positions if self.at[i] < then)) / HOUR


def count(pattern: Pattern, diary: Diary) -> Counts:
    """Bouts of ``pattern`` and what followed them, and the same for bouts of any other trigger."""
    look = (Rounds if pattern.shape == "cycle" else FollowUps)(pattern, diary)
    hours, same_day, at = pattern.window_hours, pattern.same_day, diary.at

    def eligible(bouts: Iterable[Bout]) -> Iterator[tuple[Bout, int]]:
        for bout in bouts:
            end = diary.window_end(bout, hours, same_day)
            if not hours or diary.eligible(bout, end):
                yield bout, end

    bouts = diary.bouts(diary.standing(pattern.antecedents))
    windows = [(at[bout.first], diary.window_end(bout, hours, same_day)) for bout in bouts]
    # In a chain an own act goes before the answer, so other own acts are what it is compared with.
    acts = any(code.startswith(("R:", "PB:")) for code in pattern.antecedents)
    counted = [look.after(bout, end) for bout, end in eligible(bouts)]
    others = [look.after(bout, end) for bout, end in eligible(diary.other_bouts(windows, acts=acts))]
    elsewhere = []
    if isinstance(look, FollowUps) and pattern.same_entry:
        apart = diary.other_bouts([(at[bout.first], at[bout.last]) for bout in bouts], acts=acts)
        elsewhere = [look.within(bout) for bout, _ in eligible(apart)]
    return Counts(counted, others, elsewhere, len(bouts) - len(counted))


def share(outcomes: Sequence[Outcome]) -> tuple[int, int]:
    """(followed by a response, all)."""
    return sum(outcome.response is not None for outcome in outcomes), len(outcomes)
