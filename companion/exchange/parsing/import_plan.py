"""What an import would bring, as a thing to look at before anything is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from heapq import nsmallest
from typing import Protocol

from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.word_mapping import WordMap
from companion.model.frozen_dataclass import dataclass
from companion.model.records import Contents, Entry
from companion.model.vocabulary import Vocabulary

ENTRIES_SHOWN = 3
"""How many of the first entries a plan holds out for showing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignWord:
    """A word of a foreign file, how often it stands there and what becomes of it.

    ``kind`` is the file's own (``"mood"``, ``"activity"``) or the list a code stands in (``"trigger"`` ...).
    ``becomes`` is an id, or for an activity ``"tag"`` or ``"trigger:ID"`` and the like. ``known`` says
    whether that is one of the program's own words; the others are kept as they stand.
    """

    kind: str
    word: str
    count: int
    becomes: str
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """A file read whole, and what to tell about it before it is taken in.

    ``known_by`` says by what the format was known. ``counts`` holds the records of each kind and, for foreign
    formats, what was read (``rows``, ``blank_lines`` ...); ``first`` and ``last`` are the days of its first
    and last entry, ``entries`` its first :data:`ENTRIES_SHOWN`. ``mapping`` is the one in use, ``None`` where
    a format needs none. ``remarks`` are sentences about the whole file, ``notes`` about single lines;
    ``dates`` is the order or the pattern in which ambiguous dates were read, ``None`` where there were none;
    ``guess`` says it where it is a guess. ``own_ids`` holds, by the ids of entries, what the file itself
    tells them by, where it does; ``place`` is that of the source.
    """

    contents: Contents
    format: str
    title: str
    known_by: str
    counts: Mapping[str, int]
    first: date | None
    last: date | None
    entries: tuple[Entry, ...]
    mapping: WordMap | None = None
    words: tuple[ForeignWord, ...] = ()
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dates: str | None = None
    guess: str = ""
    own_ids: Mapping[str, str] = field(default_factory=dict)
    place: str = ""

    @property
    def unmapped(self) -> tuple[ForeignWord, ...]:
        """The words that are kept as they stand."""
        return tuple(word for word in self.words if not word.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What a format is given beside the file.

    ``zone`` is the IANA name of the place where the entries were written, for files that do not say; without
    it the offset of ``now`` stands in. ``mapping`` goes before what the format would propose. ``dates`` is
    the order of ambiguous dates (``"dmy"``, ``"mdy"``, ``"ymd"``, or a pattern with ``%``), ``None`` to find
    out. ``columns`` says what the columns of a table are, by their names. ``tick`` is told, now and then, how
    many entries of how many were made.
    """

    vocabulary: Vocabulary
    zone: str | None
    now: datetime
    mapping: WordMap | None = None
    dates: str | None = None
    columns: Mapping[str, str] | None = None
    tick: Callable[[int, int], None] = lambda done, whole: None


class Format(Protocol):
    """A reader: a module that reads one format. Named in :data:`companion.exchange.FORMATS` it is in use."""

    @property
    def NAME(self) -> str:  # noqa: N802 - modules name their constants so
        """How the format is called in ``--format`` and in ``extra``."""

    @property
    def TITLE(self) -> str:  # noqa: N802
        """What a person reads: program and kind of file."""

    @property
    def ENDINGS(self) -> tuple[str, ...]:  # noqa: N802
        """The endings of such files, for when nothing inside a file tells."""

    def recognises(self, source: Source) -> str | None:
        """By what the content was known (``"its first line"``), or ``None``. Never raises."""

    def read(self, source: Source, request: ImportRequest) -> "Reading":
        """The file as records. Raises InputRefused, naming the place, the value and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader makes of a file; its fields are those of :class:`ImportPlan`."""

    contents: Contents
    counts: Mapping[str, int]
    mapping: WordMap | None = None
    words: tuple[ForeignWord, ...] = ()
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dates: str | None = None
    guess: str = ""
    own_ids: Mapping[str, str] = field(default_factory=dict)


def make_plan(form: Format, known_by: str, reading: Reading, place: str) -> ImportPlan:
    """The plan for a file at ``place`` that ``form`` read, known by ``known_by``."""
    contents = reading.contents
    entries: list[Entry] = [*contents.moments, *contents.reflections]
    days = [entry.occurred_at.date() for entry in entries]
    first = nsmallest(ENTRIES_SHOWN, entries, key=lambda entry: (entry.occurred_at, entry.id))
    kinds: dict[str, tuple[object, ...]] = {
        "moments": contents.moments,
        "reflections": contents.reflections,
        "stories": contents.stories,
        "experiments": contents.experiments,
        "checks": contents.checks,
        "look_backs": contents.look_backs,
        "pattern_answers": contents.pattern_answers,
        "deleted": contents.deleted,
    }
    return ImportPlan(
        contents=contents,
        format=form.NAME,
        title=form.TITLE,
        known_by=known_by,
        counts={**{kind: len(records) for kind, records in kinds.items() if records}, **reading.counts},
        first=min(days, default=None),
        last=max(days, default=None),
        entries=tuple(first),
        mapping=reading.mapping,
        words=reading.words,
        remarks=reading.remarks,
        notes=reading.notes,
        dates=reading.dates,
        guess=reading.guess,
        own_ids=reading.own_ids,
        place=place,
    )


def most_frequent_first(words: Iterable[ForeignWord]) -> tuple[ForeignWord, ...]:
    """``words``, kind by kind as they come; within a kind the more frequent first, then by the alphabet."""
    words = list(words)
    kinds = list(dict.fromkeys(word.kind for word in words))
    return tuple(sorted(words, key=lambda word: (kinds.index(word.kind), -word.count, word.word)))
