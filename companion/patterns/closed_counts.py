"""Counts after the settled past that can no longer change, held in memory from one look to the next.

An entry of today changes nothing of what followed a moment two weeks ago. So from the second look on, what
was counted up to there is held beside the past that it was counted on from, and the latest days alone are
counted, in a small diary of their own. What is held is good for the very entries, and in the very views, that
it was counted in; whatever else it depends on, the past does as well, and it goes when that goes.
"""

from collections.abc import Sequence
from typing import NamedTuple

from companion.model.events import CodedEvent
from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Diary
from companion.patterns.context import end_of_closed, end_of_context, reach_of_context, start_of_context
from companion.patterns.counting import Counts, Viewed, look, merged, remember
from companion.patterns.tallies import Tally, tallied

LEAST_CLOSED = 60
"""What is held grows when so many more entries have closed."""

Views = Sequence[Diary]
"""Every person's view of the diary that a pattern is counted in."""

Persons = tuple[str | None, ...]
"""Whose views they are."""


class Closed(NamedTuple):
    """What was counted from the end of the past up to position ``upto``.

    closes: the second up to which entries, and time, matter to it. entries: all of these, from the first one
    that the analysis looks at. persons, counts, tallies: of each pattern its views, the counts in each of
    them, and the tally over all, that of the past added.
    """

    upto: int
    closes: int
    entries: Sequence[CodedEvent]
    persons: Sequence[Persons]
    counts: Sequence[Sequence[Counts]]
    tallies: Sequence[Tally]

    def holds(self, entries: Sequence[CodedEvent], second: int, persons: Sequence[Persons]) -> bool:
        """Whether it is still so as of a second, for these entries in the order of time and these views."""
        size = len(self.entries)
        return (
            self.closes <= second
            and self.persons == persons
            and entries[:size] == self.entries
            and all(entry.at > self.closes for entry in entries[size : size + 1])
        )


class HeldCounts:
    """What the latest look held on to; nothing yet at the first one, which may be the only one."""

    def __init__(self) -> None:
        self.looked_at = False
        self.closed: Closed | None = None


class CountingOn:
    """Counts of one analysis that goes on from a past: ``held`` ones, and what came since."""

    def __init__(
        self,
        patterns: Sequence[Pattern],
        views: Sequence[Views],
        past: Sequence[Tally],
        held: HeldCounts,
    ) -> None:
        """``views``: each pattern's, of all that is looked at. ``past``: the tally of each up to there."""
        self._patterns = patterns
        self._views = views
        self._persons = [tuple(view.person for view in some) for some in views]
        self._parts: dict[tuple[Persons, int], list[Diary]] = {}
        whole = views[0][0]
        self._entries, self._at = whole.entries, whole.at
        closed = held.closed
        if closed is not None and not closed.holds(whole.entries, whole.as_of, self._persons):
            closed = None
        if held.looked_at:
            closed = self._gone_on(closed, past, whole.begin, whole.as_of)
        self._closed = held.closed = closed
        held.looked_at = True

    def counted(self, number: int) -> tuple[list[Viewed], Tally] | None:
        """What was counted of the pattern with this number, in every view; and in sum, the past added.

        ``None`` where nothing is held.
        """
        closed, pattern, views = self._closed, self._patterns[number], self._views[number]
        if closed is None:
            return None
        size = len(self._entries)
        late, tally = self._part(number, closed.upto, size, size)
        counts = _one_after_the_other(closed.counts[number], late)
        for view, some in zip(views, counts, strict=True):
            remember(pattern, view, some)
        return list(zip(views, counts, strict=True)), closed.tallies[number] + tally

    def _gone_on(self, held: Closed | None, past: Sequence[Tally], begin: int, second: int) -> Closed | None:
        """What has closed by now, counted from where ``held`` ends."""
        begin = held.upto if held else begin
        end = end_of_closed(self._at, second, self._patterns)
        if end - begin < LEAST_CLOSED:
            return held
        upto = end_of_context(self._at, end, self._patterns)
        counts: list[Sequence[Counts]] = []
        tallies: list[Tally] = []
        for number in range(len(self._patterns)):
            found, tally = self._part(number, begin, end, upto)
            counts.append(_one_after_the_other(held.counts[number], found) if held else found)
            tallies.append((held.tallies if held else past)[number] + tally)
        closes = self._at[end] + reach_of_context(self._patterns)
        return Closed(end, closes, self._entries[:upto], self._persons, counts, tallies)

    def _part(self, number: int, begin: int, end: int, upto: int) -> tuple[list[Counts], Tally]:
        """A pattern's counts, and their tally, of what begins from ``begin`` up to ``end``, in a diary of the
        entries around it alone, those before ``upto``.
        """
        start = start_of_context(self._at, begin, self._patterns)
        key = (self._persons[number], begin)
        if key not in self._parts:
            self._parts[key] = [
                Diary(
                    self._entries[start:upto],
                    as_of=view.as_of,
                    day_start=view.day_start,
                    person=view.person,
                    begin=begin - start,
                    end=end - start,
                )
                for view in self._views[number]
            ]
        pattern = self._patterns[number]
        viewed = look(pattern, self._parts[key])
        return [counts.moved(start) for _, counts in viewed], tallied(pattern, viewed)


def _one_after_the_other(before: Sequence[Counts], after: Sequence[Counts]) -> list[Counts]:
    """The counts of two parts of the diary, in each view."""
    return [merged(both) for both in zip(before, after, strict=True)]
