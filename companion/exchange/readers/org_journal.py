"""org-journal of Emacs: a file a day, a week, a month or a year; days as headings, entries below them.

The day is in the heading's property CREATED (files of more than a day), or else in the name of the file.
Each entry is free writing at the time in front of its heading. What this program exports is read back.
"""

import json
import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from companion.exchange.parsing.day_order import ORDERS, DayOrder, find_order, read_day
from companion.exchange.parsing.foreign_entries import NOON_REMARK, ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.note_names import parse_note_name
from companion.exchange.parsing.org_text import (
    ENCRYPTED,
    NO_DAY,
    OrgFile,
    OrgHeading,
    as_org_tag,
    day_of,
    leading_time,
    parse_org,
    unescape_org,
)
from companion.exchange.parsing.sources import Source, is_hidden, unix_lines
from companion.exchange.parsing.strict_json import decode_utf8, shortened
from companion.exchange.parsing.timestamps import date_pattern
from companion.model.errors import InputRefused

NAME = "org-journal"
TITLE = "org-journal's files (Emacs)"
ENDINGS = (".org",)

_NAMESPACE = UUID("5d0c3e0a-1f3e-5c4b-8d7a-2f7b0c9e6a41")
_FILE = re.compile(r"(?:.*/)?\d{4}(?:[-_.]?(?:W?\d{2}(?:[-_.]?\d{2})?))?(?:\.org)?", re.IGNORECASE)
_IN_FIGURES = re.compile(r"(?<!\d)(\d{1,4}([-./])\d{1,2}\2\d{1,4})(?!\d)")
_SAMPLES = 5
"""How many files of a folder are looked into before it is said to be none of these."""
_STAR = "starred"
_ROW = re.compile(r"- ([^:\n]+) :: (.*)")
"""What was noted of an entry in an export of this program."""
_SMALL_HOURS = time(6)
_AFTER_NOON = time(12)


class _Entry(NamedTuple):
    """One entry: its heading (or that of its day), the day it stands under, and its time if it has one.

    ``kind`` is that of an entry which this program exported.
    """

    place: str
    day: date
    time_of_day: time | None
    text: str
    tags: tuple[str, ...]
    heading: OrgHeading | None
    kind: str = ""
    starred: bool = False


def recognises(source: Source) -> str | None:
    """Files named by a day, week, month or year, whose headings are days and times."""
    try:
        if not source.files:
            return "its headings" if _is_journal(unix_lines(decode_utf8(source.data[:65536]))) else None
        known = any(_is_journal(source.text(path)) for path in _paths(source)[:_SAMPLES])
    except InputRefused:
        return None
    return "the files inside it, with days and times as headings" if known else None


def _is_journal(text: str) -> bool:
    org = parse_org(text) if re.search(r"(?m)^\*+[ \t]", text) else None
    if org is None or "ID" in org.properties:
        return False
    return any(
        (heading.level == 1 and day_of(heading.properties.get("CREATED", "")) is not None)
        or (heading.level == 2 and leading_time(heading.title)[0] is not None)
        for heading in org.headings
    )


def _paths(source: Source) -> list[str]:
    return [path for path in source.files if _FILE.fullmatch(path) and not is_hidden(path)]


def read(source: Source, request: ImportRequest) -> Reading:
    """Every entry as free writing.

    Raises InputRefused, naming the file and the line, for a heading whose day is not known, and for what is
    encrypted.
    """
    if source.files:
        texts = [(path, source.text(path)) for path in _paths(source)]
    else:
        texts = [(source.name, unix_lines(decode_utf8(source.data)))]
    for path, text in texts:
        if ENCRYPTED in text:
            raise InputRefused(f"{shortened(path)}: it is encrypted; decrypt it in Emacs first")
    files = [(path, parse_org(text)) for path, text in texts]
    order = _order(files, request)
    entries = [entry for path, org in files for entry in _entries(path, org, request, order)]
    if not entries:
        raise InputRefused("there is no day with an entry in it")
    builder = _EntryBuilder(request)
    made = builder.made(entries)
    counts = {"entries": len(made)}
    if source.files:
        counts["files"] = len(files)
        counts["left_behind"] = source.besides(len(files))
    return make_reading(
        made,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts=counts,
        remarks=[*([order.remark] if order else []), *builder.remarks, *builder.local_times.remarks],
        notes=[*builder.notes, *builder.local_times.notes],
        dates=order.order if order else None,
        guess="" if order is None or order.sure else order.remark,
    )


# Days


def _days(org: OrgFile) -> list[OrgHeading]:
    """The headings that stand for days."""
    return [
        one
        for one in org.headings
        if one.level == 1 and leading_time(one.title)[0] is None and NO_DAY not in one.properties
    ]


def _figures(title: str) -> str:
    """The day in figures whose order is open (03/01/26) in a heading, or nothing."""
    found = _IN_FIGURES.findall(title)
    return str(found[0][0]) if len(found) == 1 else ""


def _order(files: list[tuple[str, OrgFile]], request: ImportRequest) -> DayOrder | None:
    """How days in figures are read, where nothing but a heading says the day."""
    figures = [
        written
        for path, org in files
        for heading in _days(org)
        if _sure_day(path, org, heading, request) is None
        and (written := _figures(heading.title))
        and any(read_day(written, order) for order in ORDERS)
    ]
    return find_order(figures, None if date_pattern(request.dates) else request.dates) if figures else None


def _sure_day(path: str, org: OrgFile, heading: OrgHeading, request: ImportRequest) -> date | None:
    """The day by the property, by the heading's own words, or by the file where it has one day alone."""
    if (created := day_of(heading.properties.get("CREATED", ""))) is not None:
        return created
    pattern = date_pattern(request.dates)
    named = (pattern and parse_note_name(heading.title, pattern)) or parse_note_name(heading.title)
    if named and named.when.day is not None:
        return named.when.day
    return _file_day(path) if len(_days(org)) == 1 else None


def _file_day(path: str) -> date | None:
    named = parse_note_name(re.sub(r"\.org$", "", path, flags=re.IGNORECASE))
    return named.when.day if named is not None else None


def _entries(path: str, org: OrgFile, request: ImportRequest, order: DayOrder | None) -> list[_Entry]:
    """The entries of a file, each with its place in words."""
    found: list[_Entry] = []
    day = _file_day(path) or day_of(org.keywords.get("title", ""))
    of_no_day = False
    for heading in org.headings:
        place = f"{shortened(path)}: line {heading.line}"
        time_of_day, words = leading_time(heading.title)
        of_no_day = NO_DAY in heading.properties or (of_no_day and heading.level > 1)
        if of_no_day:
            continue
        if heading.level == 1 and time_of_day is None:
            day = _sure_day(path, org, heading, request)
            if day is None and order is not None:
                day = order.read(_figures(heading.title))
            if day is None:
                raise InputRefused(
                    f"{place}: could not read the day in {shortened(heading.title) or 'this heading'}; "
                    "use a property CREATED such as 20260301, or --dates with a pattern such as %d.%m.%Y"
                )
            if heading.text.strip():
                found.append(_Entry(place, day, None, heading.text, (*org.tags, *heading.tags), None))
        elif heading.level <= 2:
            if day is None:
                raise InputRefused(f"{place}: there is no heading with a day above it")
            if time_of_day is not None and (own := _exported(heading, words)):
                found.append(own._replace(place=place, day=day, time_of_day=time_of_day))
                continue
            text = "\n".join(part for part in (words.strip(), heading.text) if part)
            found.append(_Entry(place, day, time_of_day, text, (*org.tags, *heading.tags), heading))
        elif found:
            whole = f"{'*' * heading.level} {heading.title}"
            below = "\n".join(part for part in (found[-1].text, whole, heading.text) if part)
            found[-1] = found[-1]._replace(text=below, tags=(*found[-1].tags, *heading.tags))
    return [entry for entry in found if entry.text.strip() or entry.tags or entry.time_of_day]


def _exported(heading: OrgHeading, kind: str) -> _Entry | None:
    """An entry that this program exported, as it was; ``None`` for any other.

    What was noted beside its words and tags stays above the words, a line each.
    """
    if kind not in ("Moment", "Reflection") or not {"ID", "CREATED"} <= heading.properties.keys():
        return None
    lines = heading.text.split("\n")
    tags, starred = tuple(tag for tag in heading.tags if tag != _STAR), _STAR in heading.tags
    rows: list[str] = []
    number = 0
    while number < len(lines) and (row := _ROW.fullmatch(lines[number])):
        number += 1
        words = unescape_org(row[2])
        written = tuple(words.split("; "))
        if row[1] == "Tags" and {as_org_tag(tag) for tag in written} - {_STAR} == set(tags):
            tags, starred = written, starred and _STAR not in written
        else:
            rows.append(f"- {row[1]} :: {words}")
    text = unescape_org("\n".join(lines[number:]))
    whole = "\n".join([*rows, text]).strip("\n")
    return _Entry("", date.min, None, whole, tags, heading, kind, starred)


# Entries


class _EntryBuilder:
    """Makes entries in the order they stand, and notes what their times say of it."""

    def __init__(self, request: ImportRequest) -> None:
        self.local_times = LocalTimes(request)
        self.notes: list[str] = []
        self._noons = False
        self._untimed: Counter[date] = Counter()

    @property
    def remarks(self) -> list[str]:
        """What has to be said about the days."""
        return [NOON_REMARK] if self._noons else []

    def made(self, entries: list[_Entry]) -> list[ForeignEntry]:
        """The entries. Raises InputRefused for a day no calendar can place."""
        made: list[ForeignEntry] = []
        before: tuple[date, time] | None = None
        for entry in entries:
            made.append(self._entry(entry, before))
            if entry.time_of_day is not None and entry.time_of_day >= _AFTER_NOON:
                before = (entry.day, entry.time_of_day)
        return made

    def _entry(self, entry: _Entry, before: tuple[date, time] | None) -> ForeignEntry:
        """``before`` is the last entry of an afternoon: below it, the small hours are those that followed."""
        day, at = entry.day, entry.time_of_day
        after_midnight = at is not None and at < _SMALL_HOURS and not entry.kind
        if after_midnight and before is not None and before[0] == day < date.max:
            day += timedelta(days=1)
            self.notes.append(
                f"{entry.place}: {at:%H:%M} stands below {before[1]:%H:%M}; read as the night after, {day}"
            )
        self._noons = self._noons or at is None
        id = entry.heading.properties.get("ID", "") if entry.heading else ""
        properties = dict(entry.heading.properties) if entry.heading else {}
        return ForeignEntry(
            key=id or json.dumps([entry.day.isoformat(), f"{at:%H:%M}" if at else "", entry.text]),
            at=self.local_times.at(datetime.combine(day, at or time(12)), entry.place),
            zone=self.local_times.zone,
            text=entry.text,
            activities=tuple(dict.fromkeys(entry.tags)),
            starred=entry.starred,
            free_writing=entry.kind != "Moment",
            as_written={"properties": properties} if properties else {},
            own_id=id,
        )
