"""Which entries of a file are which entries of the journal, though they changed in one of the two.

By what the file tells them by first; then by when they were written, and of several of one minute by how
close their words are, then by their order; last, of those moved within a day, by their words alone. Entries
that are plainly different are taken for one only where one file or folder holds the second in the first's
place: two folders may have a note of the same day each.
"""

import marshal
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import NamedTuple
from zlib import compress, decompress

from companion.model.origins import Origin, origin_of
from companion.model.records import Entry, Moment, written_text

_CLOSE = 0.5
"""From here on two texts may be one that was changed."""

_CLOSE_ALONE = 0.2
"""The same where nothing was added in that minute."""

_MOVED = 0.9
"""The same where the time is another one of that day."""

_LETTERS = 200
"""Up to how many characters texts are also compared by their letters."""

_LETTERS_ALIKE = 0.75
_A_WORD = 20
_LETTERS_OF_A_WORD = 0.6
_ROW = 3
"""From how many words in a row on two texts share more than what any two texts share."""

_SHARED = 0.3
_MOST_PAIRS = 10_000
_MOST_STEPS = 1_000_000
_WORD = re.compile(r"\w+")


class Known(NamedTuple):
    """An entry of the journal that came from a format, and what it says of that."""

    entry: Entry
    origin: Origin | None


class PutAside:
    """An entry of the journal in a sixth of its memory, to be looked at once or twice; very many may be."""

    __slots__ = ("_packed", "day", "id", "key", "own_id", "recorded_at")

    def __init__(self, entry: Entry, origin: Origin | None = None) -> None:
        from companion.store.entry_rows import own_columns

        self.id = entry.id
        self.day = entry.occurred_at.date()
        self.recorded_at = entry.recorded_at
        self.key = origin.key if origin and origin.key else entry.id
        self.own_id = origin.own_id if origin else ""
        self._packed = compress(marshal.dumps(own_columns(entry)), 1)

    @property
    def entry(self) -> Entry:
        """All of it."""
        from companion.store.entry_rows import entry_of

        return entry_of(marshal.loads(decompress(self._packed)))

    @property
    def known(self) -> Known:
        """The same with what it says of where it came from."""
        entry = self.entry
        return Known(entry, origin_of(entry))


Pairs = dict[str, PutAside]
"""By the id that the file's words give an entry, the entry of the journal that it is."""


def known_as(entry: Entry, form: str) -> Known | None:
    """The entry if it came from a format, also from versions that noted less; ``None`` if it did not."""
    origin = origin_of(entry)
    return (
        Known(entry, origin) if (origin.format == form if origin else _looks_imported(entry, form)) else None
    )


def _looks_imported(entry: Entry, form: str) -> bool:
    """Whether an earlier version imported it: its id is made of words, and no other format left a mark."""
    if len(entry.id) != 36 or entry.id[14] != "5":
        return False
    return form in entry.extra or not any(isinstance(value, Mapping) for value in entry.extra.values())


def pair(
    arrivals: Sequence[Entry],
    known: Sequence[PutAside],
    form: str,
    own_ids: Mapping[str, str],
    place: str = "",
) -> Pairs:
    """Which of ``arrivals``, the entries of a file, are which of ``known``; those that are new are left out.

    ``own_ids``: by the ids of arrivals, what the file tells them by, where it does. ``place``: the checksum
    of where the file is.
    """
    by_key = {one.key: one for one in known}
    pairs = {entry.id: by_key[entry.id] for entry in arrivals if entry.id in by_key}
    if len(pairs) == len(arrivals):
        return pairs
    matching = _Matching(pairs, form, own_ids, place)
    rest = [entry for entry in arrivals if entry.id not in pairs]
    taken = {one.id for one in pairs.values()}
    left = [one for one in known if one.id not in taken]
    steps: tuple[tuple[Callable[[Entry], Hashable], Callable[[PutAside], Hashable]], ...] = (
        (lambda entry: own_ids.get(entry.id), lambda one: one.own_id),
        (lambda entry: _minute(entry.recorded_at), lambda one: _minute(one.recorded_at)),
        (lambda entry: _instant(entry.recorded_at), lambda one: _instant(one.recorded_at)),
    )
    for of_arrival, of_known in steps:
        rest, left = matching.step(rest, left, of_arrival, of_known)
    matching.moved(rest, left)
    return pairs


class _Matching:
    def __init__(self, pairs: Pairs, form: str, own_ids: Mapping[str, str], place: str) -> None:
        self._pairs = pairs
        self._place = place
        self._form = form
        self._own_ids = own_ids

    def step(
        self,
        rest: list[Entry],
        left: list[PutAside],
        of_arrival: Callable[[Entry], Hashable],
        of_known: Callable[[PutAside], Hashable],
    ) -> tuple[list[Entry], list[PutAside]]:
        """Pairs what has the same mark; what is left of both."""
        groups: dict[Hashable, list[PutAside]] = defaultdict(list)
        for one in left:
            if mark := of_known(one):
                groups[mark].append(one)
        arrivals: dict[Hashable, list[Entry]] = defaultdict(list)
        for entry in rest:
            if (mark := of_arrival(entry)) and mark in groups:
                arrivals[mark].append(entry)
        for mark, new in arrivals.items():
            self._group(new, groups[mark])
        taken = {one.id for one in self._pairs.values()}
        return (
            [entry for entry in rest if entry.id not in self._pairs],
            [one for one in left if one.id not in taken],
        )

    def _group(self, new: list[Entry], here: list[PutAside]) -> None:
        """Pairs entries of one minute, the closest first, then in their order."""
        if len(new) * len(here) > _MOST_PAIRS:
            self._same_text(new, here)
            new = [entry for entry in new if entry.id not in self._pairs]
            taken = {one.id for one in self._pairs.values()}
            here = [one for one in here if one.id not in taken]
            chances = [(first, second) for first, second in zip(range(len(new)), range(len(here)))]  # noqa: B905
        else:
            chances = [(first, second) for first in range(len(new)) for second in range(len(here))]
        alone = len(new) <= len(here)
        scores = []
        known = [one.known for one in here]
        for first, second in chances:
            close = closeness(written_text(new[first]), written_text(known[second].entry))
            shared = _shared(new[first], known[second].entry)
            if self._may_be(new[first], known[second], close, shared, alone):
                scores.append((-close, -shared, abs(first - second), first, second))
        firsts: set[int] = set()
        seconds: set[int] = set()
        for *_, first, second in sorted(scores):
            if first not in firsts and second not in seconds:
                firsts.add(first)
                seconds.add(second)
                self._pairs[new[first].id] = here[second]

    def _may_be(self, new: Entry, here: Known, close: float, shared: float, alone: bool) -> bool:
        """Whether an entry can be one of the same minute that was changed. ``alone``: no more
        stand there than before."""
        own, origin = self._own_ids.get(new.id), here.origin
        same_place = origin is None or origin.place in ("", self._place)
        text, other = written_text(new).strip(), written_text(here.entry).strip()
        if own and ((origin and own == origin.own_id) or self._same_file(new, here.entry)):
            return same_place or not text or not other or shares_words(text, other)
        timed = _has_time(new)
        if not text and not other:
            return timed or alone or shared > 0
        if not text or not other:
            return alone and (timed or shared > 0)
        if close >= _CLOSE or not (alone and timed):
            return close >= _CLOSE
        return (close >= _CLOSE_ALONE or shared == 1) if same_place else shares_words(text, other)

    def _same_file(self, new: Entry, here: Entry) -> bool:
        names = []
        for entry in (new, here):
            written = entry.extra.get(self._form)
            file = written.get("file") if isinstance(written, Mapping) else None
            names.append(file.rpartition("/")[2] if isinstance(file, str) else None)
        return names[0] is not None and names[0] == names[1]

    def _same_text(self, new: list[Entry], here: list[PutAside]) -> None:
        texts: dict[str, list[PutAside]] = defaultdict(list)
        for one in reversed(here):
            texts[written_text(one.entry)].append(one)
        for entry in new:
            if texts.get(written_text(entry)):
                self._pairs[entry.id] = texts[written_text(entry)].pop()

    def moved(self, rest: list[Entry], left: list[PutAside]) -> None:
        """Pairs what stands at another time of the day now, its words the same."""
        days: dict[Hashable, list[PutAside]] = defaultdict(list)
        for one in left:
            days[one.recorded_at.date()].append(one)
        for entry in rest:
            here = days.get(entry.recorded_at.date(), [])
            if len(words_of(written_text(entry))) < 4:
                continue
            for one in here[:50]:
                if closeness(written_text(entry), written_text(one.entry)) >= _MOVED:
                    self._pairs[entry.id] = one
                    here.remove(one)
                    break


def closeness(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1: 1 for one text, and much where one only grew."""
    if one == other:
        return 1.0
    ours, theirs = words_of(one), words_of(other)
    if not ours or not theirs:
        return 0.0
    shorter = min(len(ours), len(theirs))
    if len(ours) * len(theirs) > _MOST_STEPS:
        same = in_a_row = sum((Counter(ours) & Counter(theirs)).values())
    else:
        rows = _rows_in_both(ours, theirs)
        same = sum(rows)
        in_a_row = sum(row for row in rows if row >= min(_ROW, shorter))
    close = 2 * same / (len(ours) + len(theirs))
    if shorter >= 2:
        close = max(close, 0.9 * in_a_row / shorter)
    if close < 1 and max(len(one), len(other)) <= _LETTERS:  # a typo in few words
        letters = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
        enough = _LETTERS_OF_A_WORD if max(len(one), len(other)) <= _A_WORD else _LETTERS_ALIKE
        close = max(close, letters if letters >= enough else 0)
    return min(close, 0.99)


def shares_words(one: str, other: str) -> bool:
    """Whether one text may have been made of the other, however much was added or taken out."""
    ours, theirs = words_of(one), words_of(other)
    shorter = min(len(ours), len(theirs))
    if shorter and len(ours) * len(theirs) <= _MOST_STEPS:
        in_a_row = sum(row for row in _rows_in_both(ours, theirs) if row >= min(_ROW, shorter))
        if in_a_row >= _SHARED * shorter:
            return True
    return closeness(one, other) >= _CLOSE


def _rows_in_both(ours: list[str], theirs: list[str]) -> list[int]:
    """How many words stand in a row in both, for each such row, in their order."""
    # A text mostly grew, or changed in one place: what begins and ends both needs no search.
    first, most = 0, min(len(ours), len(theirs))
    while first < most and ours[first] == theirs[first]:
        first += 1
    last, most = 0, most - first
    while last < most and ours[-1 - last] == theirs[-1 - last]:
        last += 1
    ours, theirs = ours[first : len(ours) - last], theirs[first : len(theirs) - last]
    if not ours or not theirs:
        return [first, last]
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    return [first, *(block.size for block in blocks), last]


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without what stands between them."""
    return _WORD.findall(text.casefold())


def marks_of(entry: Entry) -> set[str]:
    """What was noted in an entry beside its text: feelings, tags and codes."""
    marks = {feeling.mood for feeling in entry.feelings} | set(entry.tags)
    if isinstance(entry, Moment):
        marks.update(entry.triggers, entry.partner_acts, entry.urges, entry.responses)
    return marks


def _shared(one: Entry, other: Entry) -> float:
    ours, theirs = marks_of(one), marks_of(other)
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0


def _minute(at: datetime) -> Hashable:
    return at.replace(second=0, microsecond=0, tzinfo=None, fold=0)


def _instant(at: datetime) -> Hashable:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _has_time(entry: Entry) -> bool:
    """Whether an entry says its time: those with a day alone stand at noon."""
    return (entry.recorded_at.hour, entry.recorded_at.minute) != (12, 0)
