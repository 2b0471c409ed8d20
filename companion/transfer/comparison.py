"""What an import would do to the journal, known before anything is written: one thing that any face can show.

:func:`compare` is the one place where the entries of a file meet those that are here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from companion.model.frozen_dataclass import dataclass
from companion.model.gc_pause import gc_paused
from companion.model.origins import Origin, checksum, checksums, place_of, places_deleted, with_origin
from companion.model.records import Contents, Entry, Moment, Reflection, Tombstone, written_text
from companion.model.retention import MergeDifference
from companion.transfer.changed_at_source import updated
from companion.transfer.pairing import PutAside, closeness, known_as, marks_of, pair, words_of

if TYPE_CHECKING:
    from companion.exchange import ImportPlan
    from companion.journal import Journal
    from companion.store.merge import ImportCounts

_MINUTES = timedelta(minutes=5)
_NEARLY = 0.8
_ROUGHLY = 0.6
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An entry as it will stand once what the file says now came in (``after``), and what changes of it:
    ``"text"``, ``"time"``, ``"feelings"``, ``"tags"`` and the like."""

    before: PutAside
    after: Entry
    fields: tuple[str, ...]

    @property
    def here(self) -> Entry:
        """The entry as it is here."""
        return self.before.entry


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyDouble:
    """A new entry of the file, and one that is ``here`` from elsewhere and seems to be the same one: put
    ``aside``, as there may be very many."""

    arrival: Entry
    aside: PutAside

    @property
    def here(self) -> Entry:
        """The entry that is here."""
        return self.aside.entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The entries of a file beside those of the journal.

    ``new``: not here yet, the likely ``doubles`` among them. ``changed``: here, and other in the file by now.
    ``same``: how many are here already as the file has them; ``said_here_too``: those of them that say here
    what the file says only by now, with a note of that. ``stay_deleted``: those that were deleted here and so
    do not come back. ``whole``: all that a file of the journal's own format holds, which comes in by the
    rules of merging.
    """

    new: tuple[Entry, ...] = ()
    changed: tuple[Changed, ...] = ()
    same: int = 0
    said_here_too: tuple[Entry, ...] = ()
    doubles: tuple[LikelyDouble, ...] = ()
    stay_deleted: tuple[Entry, ...] = ()
    whole: Contents | None = None

    @property
    def tells_all(self) -> bool:
        """Whether ``changed`` is all that an import would do to what is here."""
        return self.whole is None and bool(self.changed)

    @property
    def untouched(self) -> int:
        """How many entries of the file are not in :meth:`contents`, as nothing is to be done for them."""
        return 0 if self.whole is not None else self.same + len(self.stay_deleted)

    def contents(self, *, leave_out_doubles: bool = False) -> Contents:
        """What is to be written; without the likely doubles where those are left out."""
        if self.whole is not None:
            return self.whole
        left_out = {double.arrival.id for double in self.doubles} if leave_out_doubles else set()
        entries = [
            *(entry for entry in self.new if entry.id not in left_out),
            *(changed.after for changed in self.changed),
            *self.said_here_too,
        ]
        return Contents(
            moments=tuple(entry for entry in entries if isinstance(entry, Moment)),
            reflections=tuple(entry for entry in entries if isinstance(entry, Reflection)),
        )


def compare(plan: "ImportPlan", here: Iterable[Entry], deleted: Collection[Tombstone]) -> Comparison:
    """What ``plan`` would do to a journal that holds the entries ``here`` and knows what was ``deleted``.

    Changes at the source are told by where an entry came from (:mod:`companion.transfer.pairing`), and joined
    with what was changed here (:mod:`companion.transfer.changed_at_source`). A journal's own format has ids
    that stay; its entries are only counted. ``here`` is read once; what can have nothing to do with the file,
    and what is as the file has it, is not kept.
    """
    from companion.exchange import journal_json

    arrivals: list[Entry] = [*plan.contents.moments, *plan.contents.reflections]
    if plan.format == journal_json.NAME:
        return _by_id(plan.contents, arrivals, here, deleted)
    found = _Here(arrivals, plan)
    for entry in here:
        found.take(entry)
    others = [arrival for arrival in arrivals if arrival.id not in found.same]
    pairs = pair(others, found.known, plan.format, plan.own_ids, _place(plan)) if found.known else {}
    gone = {tombstone.id for tombstone in deleted}
    places = places_deleted(deleted)
    new: list[Entry] = []
    changed: list[Changed] = []
    said_here_too: list[Entry] = []
    rest: list[Entry] = []
    stay_deleted: list[Entry] = []
    same = len(arrivals) - len(others)
    for arrival in others:
        if arrival.id in pairs:
            known = pairs[arrival.id].known
            after = updated(known, arrival, _origin(arrival, plan))
            if after and (fields := _changed_fields(known.entry, after)):
                changed.append(Changed(before=pairs[arrival.id], after=after, fields=fields))
            else:
                same += 1
                said_here_too += [after] if after else []
        elif arrival.id in gone:
            stay_deleted.append(arrival)
        else:
            rest.append(arrival)
    buried = (
        _from_deleted_places(rest, plan, places, {entry.id for entry in stay_deleted}) if places else set()
    )
    for arrival in rest:
        if arrival.id in buried:
            stay_deleted.append(arrival)
            continue
        free = arrival
        while free.id in found.ids or free.id in gone:
            free = replace(free, id=_next_id(free.id))
        new.append(with_origin(free, _origin(arrival, plan)))
    return Comparison(
        new=tuple(new),
        changed=tuple(changed),
        same=same,
        said_here_too=tuple(said_here_too),
        doubles=tuple(_doubles(new, found.near, {known.id for known in pairs.values()})),
        stay_deleted=tuple(stay_deleted),
    )


class _Here:
    """What of the journal an import has to do with.

    ``ids``: of all entries; ``same``: the ids of arrivals that are here as the file has them; of the other
    entries, ``known`` came from this format, and ``near`` are on days of the file.
    """

    def __init__(self, arrivals: Sequence[Entry], plan: "ImportPlan") -> None:
        self.ids: set[str] = set()
        self.same: set[str] = set()
        self.known: list[PutAside] = []
        self.near: list[PutAside] = []
        self._plan = plan
        self._arrivals = {arrival.id: arrival for arrival in arrivals}
        self._days = {arrival.occurred_at.date() for arrival in arrivals}

    def take(self, entry: Entry) -> None:
        """One entry of the journal."""
        self.ids.add(entry.id)
        known = known_as(entry, self._plan.format)
        is_near = entry.occurred_at.date() in self._days
        if known:
            arrival = self._arrivals.get((known.origin and known.origin.key) or entry.id)
            if known.origin and arrival and updated(known, arrival, _origin(arrival, self._plan)) is None:
                self.same.add(arrival.id)
                return
        if known or is_near:
            aside = PutAside(*(known or [entry]))
            self.known += [aside] if known else []
            self.near += [aside] if is_near else []


def compare_with(journal: "Journal", plan: "ImportPlan") -> Comparison:
    """:func:`compare` with what ``journal`` holds now. Nothing is written."""
    with gc_paused(), journal.merging.entries_and_deletions() as (here, deleted):
        return compare(plan, here, deleted)


def preview(
    journal: "Journal", comparison: Comparison, *, leave_out_doubles: bool = False
) -> MergeDifference:
    """What :func:`take_in` would do, tried and not kept."""
    comparison = replace(comparison, said_here_too=())
    difference = journal.merging.preview_import(comparison.contents(leave_out_doubles=leave_out_doubles))
    unchanged = difference.counts["unchanged"] + comparison.untouched
    return difference._replace(counts={**difference.counts, "unchanged": unchanged})


def take_in(journal: "Journal", comparison: Comparison, *, leave_out_doubles: bool = False) -> "ImportCounts":
    """Write what was compared, all of it or nothing; what is the same or stays deleted counts as unchanged.

    A backup is made first, and all of it can be undone in one step.
    """
    from companion.store.merge import ImportCounts

    contents = comparison.contents(leave_out_doubles=leave_out_doubles)
    counts = ImportCounts()
    if comparison.whole is not None or contents.moments or contents.reflections:
        with gc_paused():
            counts = journal.merging.import_contents(contents)
    return counts._replace(
        changed=counts.changed - len(comparison.said_here_too),
        unchanged=counts.unchanged + comparison.untouched,
    )


def _by_id(
    contents: Contents, arrivals: Sequence[Entry], here: Iterable[Entry], deleted: Collection[Tombstone]
) -> Comparison:
    latest: dict[str, datetime] = {}
    for arrival in arrivals:
        latest[arrival.id] = max(arrival.updated_at, latest.get(arrival.id, arrival.updated_at))
    ids: set[str] = set()
    ours: dict[str, Entry] = {}
    for entry in here:
        if entry.id in latest:
            ids.add(entry.id)
            if latest[entry.id] > entry.updated_at:
                ours[entry.id] = entry
    gone = {tombstone.id: tombstone.at for tombstone in deleted}
    new, changed, stay_deleted, same = [], [], [], 0
    for arrival in arrivals:
        mine = ours.get(arrival.id)
        if arrival.id in gone and arrival.updated_at <= gone[arrival.id]:
            stay_deleted.append(arrival)
        elif arrival.id not in ids:
            new.append(arrival)
        elif mine is not None and arrival.updated_at > mine.updated_at:
            fields = _changed_fields(mine, arrival)
            changed.append(Changed(before=PutAside(mine), after=arrival, fields=fields))
        else:
            same += 1
    return Comparison(
        new=tuple(new), changed=tuple(changed), same=same, stay_deleted=tuple(stay_deleted), whole=contents
    )


def _changed_fields(before: Entry, after: Entry) -> tuple[str, ...]:
    old, new = checksums(before), checksums(after)
    names = [name for name in dict.fromkeys([*new, *old]) if old.get(name) != new.get(name)]
    return (*(["time"] if before.occurred_at != after.occurred_at else []), *names)


def _origin(arrival: Entry, plan: "ImportPlan") -> Origin:
    return Origin(
        format=plan.format,
        said=checksums(arrival),
        key=arrival.id,
        own_id=plan.own_ids.get(arrival.id, ""),
        changed_at=arrival.updated_at if arrival.updated_at > arrival.recorded_at else None,
        place=_place(plan),
    )


def _place(plan: "ImportPlan") -> str:
    return checksum(plan.place) if plan.place else ""


def _next_id(id: str) -> str:
    return str(uuid5(UUID(id), "again"))


def _from_deleted_places(
    rest: Iterable[Entry], plan: "ImportPlan", places: Mapping[str, list[str]], explained: set[str]
) -> set[str]:
    """The ids of arrivals that stand, in other words, where entries stood that were deleted here.

    Where more stand there than were deleted, which of them is one of those is not known: they are new.
    """
    there: dict[str, list[str]] = defaultdict(list)
    for entry in rest:
        there[place_of(plan.format, plan.own_ids.get(entry.id, ""), entry.recorded_at)].append(entry.id)
    buried: set[str] = set()
    for place, ids in there.items():
        open_graves = [id for id in places.get(place, ()) if id not in explained]
        if len(ids) <= len(open_graves):
            buried.update(ids)
    return buried


def _doubles(new: Sequence[Entry], here: Iterable[PutAside], paired: set[str]) -> list[LikelyDouble]:
    """The new entries that seem to be here already, from elsewhere: typed in, or by way of another program.

    Of nearly the same words on the same day, or of much the same within five minutes; each entry once.
    """
    days: dict[date, list[PutAside]] = defaultdict(list)
    for one in here:
        if one.id not in paired:
            days[one.day].append(one)
    found: dict[str, LikelyDouble] = {}
    by_day = sorted(
        (arrival for arrival in new if arrival.occurred_at.date() in days),
        key=lambda arrival: arrival.occurred_at.date(),
    )
    for day, arrivals in groupby(by_day, key=lambda arrival: arrival.occurred_at.date()):
        entries = [(one, one.entry) for one in days[day]]
        others = [(one, entry, Counter(words_of(written_text(entry)))) for one, entry in entries]
        for arrival in arrivals:
            words = Counter(words_of(written_text(arrival)))
            for place, (one, entry, theirs) in enumerate(others):
                if _is_likely_double(arrival, words, entry, theirs):
                    found[arrival.id] = LikelyDouble(arrival=arrival, aside=one)
                    del others[place]
                    break
    return [found[arrival.id] for arrival in new if arrival.id in found]


def _is_likely_double(arrival: Entry, ours: Counter[str], entry: Entry, theirs: Counter[str]) -> bool:
    near = abs(arrival.occurred_at - entry.occurred_at) <= _MINUTES
    if not ours or not theirs:
        marks = marks_of(arrival)
        return near and not ours and not theirs and bool(marks) and marks == marks_of(entry)
    common = 2 * (ours & theirs).total() / (ours.total() + theirs.total())
    if near:
        return common >= _ROUGHLY or closeness(written_text(arrival), written_text(entry)) >= _NEARLY
    return common >= _NEARLY and min(ours.total(), theirs.total()) >= _FEW_WORDS
