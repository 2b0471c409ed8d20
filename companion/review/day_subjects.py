"""What can be asked about in "on days with ...", and the days it is asked of. Pure.

Any trigger, act, feeling, tag or person. A day counts once, whatever its entries; entries of fear or of
keeping safe are in no day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from companion.model.events import NotedEntry
from companion.model.frozen_dataclass import dataclass
from companion.model.records import PARTNER, QUIET_CODES, Settings
from companion.model.text import fill, one_line, person_words
from companion.model.vocabulary import Vocabulary
from companion.patterns.day_comparison import DayRecord
from companion.patterns.diary_columns import DAY, QUIET
from companion.review.grammar import label_within, lower_first, quoted

NEVER = "moments when you felt afraid or kept safe are not counted"
NOT_WHILE_QUIET = "it is not compared with other days in quiet mode"

_STILL_OPEN = 3
"""Days: no entry that comes later in time lies further back by its own clock, since clocks on earth differ by
less."""
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_PLAIN_GROUPS = ("external", "neutral")
_MOST_PLEASANT = 0.8
"""How far the pleasantness of a feeling reaches in the vocabulary."""


@dataclass(frozen=True, slots=True)
class DaySubject:
    """Something that can be asked about.

    code: as in a :class:`DayRecord`. id: what it is called on a command line. label: in words; words: how it
    goes on after "on days with"; both may hold what a person wrote (not safe to show). kind: what sort of
    thing it is, in words. help: what it can be found by as well. days: logged days it was noted on.
    held_back: why it cannot be asked about now; empty where it can.
    """

    code: str
    id: str
    label: str
    words: str
    kind: str
    help: str = ""
    days: int = 0
    held_back: str = ""


def day_records(
    entries: Iterable[NotedEntry],
    vocabulary: Vocabulary,
    *,
    day_start: int,
    until: date,
    person: str | None = None,
) -> list[DayRecord]:
    """The logged days up to ``until``, in order. ``day_start``: seconds after midnight.

    ``entries``: in the order of time. ``person``: of the moments with this person alone.
    """
    last = until.toordinal() - _EPOCH_DAY
    pleasant = {mood: row.valence / _MOST_PLEASANT for mood, row in vocabulary.moods.items()}
    records: dict[int, DayRecord] = {}
    codes: dict[str, str] = {}
    days: dict[int, list[NotedEntry]] = {}
    for entry in entries:
        day = (entry.wall - day_start) // DAY
        if day <= last and QUIET.isdisjoint(entry.codes) and (person is None or entry.person == person):
            if day not in days:
                for over in [one for one in days if one < day - _STILL_OPEN]:
                    records[over] = _record(over, days.pop(over), pleasant, codes)
            days.setdefault(day, []).append(entry)
    records.update((day, _record(day, days[day], pleasant, codes)) for day in days)
    return [records[day] for day in sorted(records)]


def _record(
    day: int, entries: Sequence[NotedEntry], pleasant: Mapping[str, float], known: dict[str, str]
) -> DayRecord:
    """The record of one day. ``known``: the codes of other days, so that each is in memory once."""
    codes: set[str] = set()
    felt: Counter[str] = Counter()
    for entry in entries:
        codes.update(entry.codes, (f"#{tag}" for tag in entry.tags), (f"F:{mood}" for mood in entry.moods))
        if entry.person is not None:
            codes.add(f"person:{entry.person}")
        felt.update(f"F:{mood}" for mood in entry.moods if mood in pleasant)
    rated = [entry.closeness for entry in entries if entry.closeness is not None]
    feelings = FeelingWithout(
        tuple(known.setdefault(code, code) for code in felt), tuple(felt.values()), pleasant
    )
    return DayRecord(
        day,
        tuple(known.setdefault(code, code) for code in codes),
        closeness=sum(rated) / len(rated) if rated else None,
        feeling=feelings.mean(),
        feeling_without=feelings,
    )


class FeelingWithout(Mapping[str, float | None]):
    """How the other feelings of a day were, for each of them; worked out when it is asked for."""

    __slots__ = ("codes", "counts", "pleasant")

    def __init__(
        self, codes: tuple[str, ...], counts: tuple[int, ...], pleasant: Mapping[str, float]
    ) -> None:
        """codes, counts: the feelings, side by side with how often each was noted. pleasant: of each feeling,
        from -1 to 1.
        """
        self.codes, self.counts, self.pleasant = codes, counts, pleasant

    def mean(self, but: str = "") -> float | None:
        """How they were on the whole, without one of them; ``None`` where there is no other."""
        rows = [row for row in zip(self.codes, self.counts, strict=True) if row[0] != but]
        total = sum(count for _, count in rows)
        return sum(self.pleasant[code[2:]] * count for code, count in rows) / total if total else None

    def __getitem__(self, code: str) -> float | None:
        if code not in self.codes:
            raise KeyError(code)
        return self.mean(code)

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)


def day_subjects(
    records: Sequence[DayRecord],
    people: Iterable[str],
    vocabulary: Vocabulary,
    settings: Settings,
    *,
    quiet: bool,
) -> tuple[DaySubject, ...]:
    """All that can be asked about: the words of the vocabulary, and whatever else the days hold.

    What can be compared best comes first: that of which the smaller side has the most days. Each has an id of
    its own.
    """
    days = Counter(code for record in records for code in record.codes)
    partner = one_line(person_words(PARTNER, settings))
    kinds: list[tuple[str, str, Mapping[str, Any]]] = [
        ("", "what happened", vocabulary.triggers),
        ("R:", "what you did", vocabulary.responses),
        ("PB:", f"what {partner} did", vocabulary.partner_acts),
        ("F:", "what you felt", vocabulary.moods),
    ]
    found: dict[str, DaySubject] = {}
    open_when_quiet = _open_when_quiet(vocabulary)
    taken: set[str] = set()

    def add(code: str, id: str, label: str, kind: str, explanation: str = "") -> None:
        if code in found:
            return
        own = next(name for name in (id, code, f"trigger:{id}") if name not in taken)
        taken.add(own)
        why = ""
        if id in QUIET_CODES:
            why = NEVER
        elif quiet and not (code in open_when_quiet or code.startswith(("F:", "#"))):
            why = NOT_WHILE_QUIET
        if code.startswith("PB:"):
            label = f"{partner}: {label_within(vocabulary, code, settings)}"
        words = _words(code, label)
        found[code] = DaySubject(code, own, label, words, kind, explanation, days[code], why)

    for prefix, kind, rows in kinds:
        for id, row in rows.items():
            code = prefix + id
            if not row.deprecated or days[code]:
                explanation = getattr(row, "help", "") or getattr(row, "definition", "")
                add(code, id, fill(row.label, settings), kind, fill(explanation, settings))
    for person in people:
        add(f"person:{person}", person, person_words(person, settings), "with whom")
    for code in sorted(days):
        prefix = next((one for one, _, _ in kinds if one and code.startswith(one)), "")
        kind = {prefix: kind for prefix, kind, _ in kinds}[prefix]
        if code.startswith("#"):
            add(code, code, code, "a tag")
        elif code.startswith("person:"):
            person = code.removeprefix("person:")
            add(code, person, person_words(person, settings), "with whom")
        else:
            id = code.removeprefix(prefix)
            add(code, id, vocabulary.label(id, settings), kind)
    return tuple(sorted(found.values(), key=lambda one: -min(one.days, len(records) - one.days)))


def _words(code: str, label: str) -> str:
    if code.startswith(("person:", "#")):
        return label
    return quoted(lower_first(label) if code.startswith("F:") else label)


def _open_when_quiet(vocabulary: Vocabulary) -> frozenset[str]:
    """Codes that say nothing of closeness or distance: stress, ordinary moments, and the acts that those
    patterns look for which may be asked about in quiet mode.
    """
    plain = [id for id, row in vocabulary.triggers.items() if row.group in _PLAIN_GROUPS]
    good = [
        code
        for id, row in vocabulary.patterns.items()
        if vocabulary.asked_when_quiet(id)
        for code in row.responses
        if code.startswith("R:")
    ]
    return frozenset([*plain, *good])
