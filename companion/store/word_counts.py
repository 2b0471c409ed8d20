"""How many entries use each id and each word: what search knows of them without reading the entries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from companion.store.connection import Link
from companion.store.substring_index import words_in


class WordCounts:
    """What some entries use, counted before any of it is written.

    ``earliest``: when the first of them was, in absolute seconds; ``None`` without any.
    """

    def __init__(self) -> None:
        self.earliest: int | None = None
        self._codes: Counter[tuple[str, str]] = Counter()
        self._words: Counter[str] = Counter()

    def add(
        self,
        times: Iterable[int],
        filters: Iterable[Iterable[tuple[str, str]]],
        texts: Iterable[Sequence[str]],
    ) -> None:
        """Of entries, in any order: their times, their
        :func:`companion.model.search_query.filter_values`, and the texts of each."""
        earliest = min(times, default=None)
        if self.earliest is None or (earliest is not None and earliest < self.earliest):
            self.earliest = earliest
        self._codes.update(chain.from_iterable(filters))
        self._words.update(chain.from_iterable(map(words_in, texts)))

    def write(self, link: Link, step: int) -> None:
        """Add them to those of the journal (``step`` 1) or take them off (-1), and drop what was worked out
        of a past that changed. Inside :meth:`Link.writing`."""
        from companion.model.search_query import CODE_FILTERS

        link.run("DELETE FROM past WHERE reach >= ?", [self.earliest or 0])
        link.run_many(
            "INSERT INTO codes (kind, code, uses) VALUES (?, ?, ?) "
            "ON CONFLICT (kind, code) DO UPDATE SET uses = uses + excluded.uses",
            [
                (kind, code, step * count)
                for (kind, code), count in self._codes.items()
                if kind in CODE_FILTERS
            ],
        )
        link.run_many(
            "INSERT INTO lexicon (word, uses) VALUES (?, ?) "
            "ON CONFLICT (word) DO UPDATE SET uses = uses + excluded.uses",
            [(word, step * count) for word, count in sorted(self._words.items())],
        )
        if step < 0:
            link.run("DELETE FROM codes WHERE uses <= 0")
            link.run_many(
                "DELETE FROM lexicon WHERE word = ? AND uses <= 0", [[word] for word in self._words]
            )
