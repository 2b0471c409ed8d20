"""From the entries of foreign files to entries of the journal: the same way for every format.

A reader makes a :class:`ForeignEntry` of each entry; :func:`make_reading` maps their words, gives them ids
that stay the same from one import to the next, and makes moments and reflections of them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime, timezone, tzinfo
from functools import lru_cache
from hashlib import sha1
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from companion.exchange.parsing.import_plan import ForeignWord, ImportRequest, Reading, most_frequent_first
from companion.exchange.parsing.strict_json import worded
from companion.exchange.parsing.word_mapping import TAG, code_for, is_known, propose_mapping
from companion.model.errors import InputRefused, not_valid
from companion.model.frozen_dataclass import dataclass
from companion.model.records import Contents, Feeling, Moment, Reflection, own_acts

NOON_REMARK = "Entries with a day but no time are placed at noon."
"""A remark for readers that put them there."""

YEARS = range(2, 9999)
"""The years of a diary: no day of them has a neighbour, in any zone, that no calendar can hold."""

_TICK_EVERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignEntry:
    """One entry of a foreign file, its words still those of the file.

    ``key`` tells it from every other entry: the file's own id, or the wall time and all the words; entries
    with equal keys are kept apart by their number. ``at`` and ``changed_at`` carry their offset; ``zone`` is
    where it was written, if known. ``codes`` are (kind, word) where the file says what kind of word it is,
    ``("trigger", "silence")``. ``free_writing`` makes it a reflection as long as none of its words becomes a
    trigger, an act or an urge. ``as_written`` is what the fields here do not hold word for word; it travels
    in ``extra`` under the format's name. ``own_id`` is what the file tells it by whatever its words become,
    an id or the name of a day's note: when it is imported again it is known by that, and else by its time,
    its words and its place among those of one time.
    """

    key: str
    at: datetime
    zone: str | None = None
    changed_at: datetime | None = None
    text: str = ""
    moods: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    starred: bool = False
    free_writing: bool = False
    as_written: Mapping[str, object] = field(default_factory=dict)
    own_id: str = ""


def make_reading(
    entries: Sequence[ForeignEntry],
    request: ImportRequest,
    *,
    form: str,
    namespace: UUID,
    counts: Mapping[str, int],
    remarks: Iterable[str] = (),
    notes: Iterable[str] = (),
    dates: str | None = None,
    guess: str = "",
) -> Reading:
    """The moments and reflections that ``entries`` become, with a count of their words.

    ``form`` is the format's name, ``namespace`` its own one for ids. ``counts`` holds what was read
    (``rows``, ``blank_lines`` ...); ``remarks`` are sentences about the whole file and ``notes`` about single
    places in it; ``dates`` says how ambiguous dates were read, and ``guess`` is the sentence about it where
    that is a guess. Raises InputRefused for an entry outside :data:`YEARS`.
    """
    moods = Counter(mood for entry in entries for mood in entry.moods)
    activities = Counter(word for entry in entries for word in entry.activities)
    codes = Counter(code for entry in entries for code in entry.codes)
    mapping = propose_mapping(list(moods), list(activities), request.vocabulary)
    if request.mapping is not None:
        mapping = request.mapping.over(mapping)
    becomes = {
        **{("mood", word): mapping.mood(word) for word in moods},
        **{("activity", word): mapping.activity(word) for word in activities},
        **{(kind, word): code_for(kind, word, mapping, request.vocabulary) for kind, word in codes},
    }
    uses = {
        **{("mood", word): count for word, count in moods.items()},
        **{("activity", word): count for word, count in activities.items()},
        **codes,
    }
    words = [
        ForeignWord(
            kind=kind,
            word=word,
            count=uses[kind, word],
            becomes=target,
            known=is_known(target, request.vocabulary),
        )
        for (kind, word), target in becomes.items()
    ]
    make = _Maker(becomes, form)
    moments: list[Moment] = []
    reflections: list[Reflection] = []
    own_ids: dict[str, str] = {}
    alike: dict[str, int] = defaultdict(int)
    for number, entry in enumerate(entries):
        if number % _TICK_EVERY == 0:
            request.tick(number, len(entries))
        if entry.at.year not in YEARS:
            raise InputRefused(f"entry {number + 1}: {too_far_away(entry.at)}")
        alike[entry.key] += 1
        record = make.record(entry, named_id(namespace, f"{entry.key}{alike[entry.key]}"))
        if entry.own_id:
            own_ids[record.id] = entry.own_id
        if isinstance(record, Moment):
            moments.append(record)
        else:
            reflections.append(record)
    return Reading(
        contents=Contents(moments=tuple(moments), reflections=tuple(reflections)),
        counts={name: count for name, count in counts.items() if count or name in ("rows", "entries")},
        own_ids=own_ids,
        mapping=mapping,
        words=most_frequent_first(words),
        remarks=tuple(remarks),
        notes=tuple(notes),
        dates=dates,
        guess=guess,
    )


class _Maker:
    """Makes entries of the journal; what recurs, a word or a feeling, is one and the same in all of them."""

    def __init__(self, becomes: Mapping[tuple[str, str], str], form: str) -> None:
        """``becomes``: by kind and word, what it becomes."""
        self._form = form
        self._moods = {word: target for (kind, word), target in becomes.items() if kind == "mood"}
        # Most activities are tags and nothing more; those need no look at what they become.
        self._more: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for (said, word), target in becomes.items():
            kind, _, code = target.partition(":")
            if said != "mood" and kind != TAG:
                self._more[said][word] = kind, code
        self._feelings: dict[str, Feeling] = {}
        self._words = {word: word for _, word in becomes}

    def record(self, entry: ForeignEntry, id: str) -> Moment | Reflection:
        """The entry under its id: a reflection, or a moment where anything of it is a code."""
        moods = [self._moods[mood] for mood in entry.moods]
        codes: dict[str, list[str]] = {}
        activities, left_over = self._more["activity"], []
        more = [activities[word] for word in entry.activities if word in activities]
        for kind, word in entry.codes:
            if word in self._more[kind]:
                more.append(self._more[kind][word])
            else:
                left_over.append(word)
        for kind, code in more:
            (moods if kind == "mood" else codes.setdefault(kind, [])).append(code)
        words = self._words
        tags = tuple(dict.fromkeys([words[word] for word in (*entry.activities, *left_over)]))
        feelings = tuple([self._feeling(mood) for mood in dict.fromkeys(moods)])
        extra = {self._form: entry.as_written} if entry.as_written else {}
        changed = entry.at if entry.changed_at is None else max(entry.changed_at, entry.at)
        if entry.free_writing and not codes:
            return Reflection(
                id=id,
                occurred_at=entry.at,
                zone=entry.zone,
                recorded_at=entry.at,
                updated_at=changed,
                feelings=feelings,
                tags=tags,
                starred=entry.starred,
                text=entry.text,
                extra=extra,
            )
        return Moment(
            id=id,
            occurred_at=entry.at,
            zone=entry.zone,
            recorded_at=entry.at,
            updated_at=changed,
            triggers=_each_once(codes, "trigger"),
            partner_acts=_each_once(codes, "partner_act"),
            feelings=feelings,
            urges=_each_once(codes, "urge"),
            responses=own_acts(_each_once(codes, "response")),
            tags=tags,
            starred=entry.starred,
            note=entry.text,
            extra=extra,
        )

    def _feeling(self, mood: str) -> Feeling:
        if mood not in self._feelings:
            self._feelings[mood] = Feeling(mood=mood)
        return self._feelings[mood]


def _each_once(codes: Mapping[str, list[str]], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes[kind])) if kind in codes else ()


def named_id(namespace: UUID, name: str) -> str:
    """``str(uuid5(namespace, name))``, in a third of the time: an import needs one for each entry."""
    figures = sha1(namespace.bytes + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(figures[16], 16) & 3]
    return f"{figures[:8]}-{figures[8:12]}-5{figures[13:16]}-{variant}{figures[17:20]}-{figures[20:32]}"


class LocalTimes:
    """Wall times placed in the time zone where they were written, the request's.

    ``zone`` is its IANA name, ``None`` for that of this machine; ``notes`` collects what the changes of the
    clocks made of single times. Raises InputRefused for a zone that does not exist.
    """

    def __init__(self, request: ImportRequest) -> None:
        self.zone = request.zone
        self.notes: list[str] = []
        self._time_zone = time_zone(request.zone, request.now.tzinfo)
        self._used = False

    @property
    def remarks(self) -> list[str]:
        """What has to be said when times had no zone of their own."""
        return [f"Times are read as those of {self.zone or 'this computer'}."] if self._used else []

    def at(self, wall_time: datetime, where: str | Callable[[], str], column: str = "") -> datetime:
        """``wall_time`` with its offset; what the clocks' change makes of it is noted under ``where``.

        ``where`` may be asked for it then. Raises InputRefused, naming ``where`` and ``column``, for a day no
        calendar can place.
        """
        self._used = True
        if wall_time.year in YEARS and (offset := self._only_offset(wall_time)) is not None:
            # In a quarter of the time that replace takes.
            return datetime.combine(wall_time.date(), wall_time.time(), offset)
        where = where if isinstance(where, str) else where()
        there = f"{where}, column {column}" if column else where
        if wall_time.year not in YEARS:
            raise InputRefused(f"{there}: {too_far_away(wall_time)}")
        try:
            at = wall_time.replace(tzinfo=self._time_zone)
            there_and_back = at.astimezone(UTC).astimezone(self._time_zone)
            later = at.replace(fold=1)
            placed = with_fixed_offset(at)
        except (OverflowError, ValueError):
            raise InputRefused(f"{there}: {too_far_away(wall_time)}") from None
        if there_and_back.replace(tzinfo=None) != wall_time:
            self.notes.append(
                f"{where}: the clocks went forward in {self.zone} on {wall_time:%Y-%m-%d}, so "
                f"{wall_time:%H:%M} did not exist; it is kept as written, with the offset from "
                f"before ({at:%z})"
            )
        elif later.utcoffset() != at.utcoffset():
            self.notes.append(
                f"{where}: the clocks went back in {self.zone} on {wall_time:%Y-%m-%d} "
                f"so {wall_time:%H:%M} came twice; it is read as the first ({at:%z})"
            )
        return placed

    def _only_offset(self, wall_time: datetime) -> timezone | None:
        """The offset of a time that came just once, as nearly all do; ``None`` for any other."""
        zone = self._time_zone
        if zone is None or wall_time.fold or (offset := zone.utcoffset(wall_time)) is None:
            return None
        return _fixed(offset) if offset == zone.utcoffset(wall_time.replace(fold=1)) else None

    def of_instant(self, at: datetime) -> datetime:
        """A time that has an offset of its own, on the clock of that zone, with the offset it has there.

        A Z says nothing about where the person was; the zone of the import does.
        """
        return with_fixed_offset(at.astimezone(self._time_zone))


def with_fixed_offset(at: datetime) -> datetime:
    """An aware time with the offset it has as all it says of its zone, as times are read from a file."""
    offset = at.utcoffset()
    assert offset is not None
    return at.replace(tzinfo=_fixed(offset), fold=0)


_fixed = lru_cache(maxsize=256)(timezone)
"""One and the same for all times with this offset."""


def too_far_away(at: datetime) -> str:
    """Why a day outside :data:`YEARS` is refused, in words."""
    return f"{at.date()} is too far away to be a date in a diary"


def time_zone(zone: str | None, otherwise: tzinfo | None) -> tzinfo | None:
    """The time zone of an IANA name, ``otherwise`` without a name.

    Raises InputRefused for one that does not exist.
    """
    try:
        return ZoneInfo(zone) if zone else otherwise
    except (ZoneInfoNotFoundError, ValueError, OSError):
        allowed = "the name of a time zone, such as Europe/Berlin"
        raise not_valid("zone", worded(zone), allowed) from None
