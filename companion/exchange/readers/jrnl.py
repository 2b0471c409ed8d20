"""jrnl's journals: one text file, a folder of year/month/day files, or its JSON.

In the text an entry begins with a line ``[date] title``; how the date is written its user chose, so it is
found out and said. Versions before 2 wrote no brackets.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from companion.exchange.parsing.date_words import parse_day, parse_time_of_day
from companion.exchange.parsing.day_order import DayOrder, find_order
from companion.exchange.parsing.foreign_entries import ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source, unix_lines
from companion.exchange.parsing.strict_json import Fields, decode_utf8, parse_json, shortened, worded
from companion.exchange.parsing.timestamps import WrittenTime, date_pattern, parse_written_time
from companion.model.errors import InputRefused

NAME = "jrnl"
TITLE = "jrnl's text, folder or JSON"
ENDINGS = (".jrnl", ".journal", ".txt")

_NAMESPACE = UUID("c2b9d7a4-8a49-5b61-8b0c-7e6f0a9d3e55")
_NOON = time(12)
_BRACKETED = re.compile(r"(?m)^\[([^\[\]\n]{3,60})\](?: (.*))?$")
_BARE = re.compile(
    r"(?m)^(\d{1,4}([-./])\d{1,2}\2\d{1,4}\.? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?) (.*)$"
)
_TAG = re.compile(r"[@#](?<!\S[@#])([-+*#/\w]*[^\W\d_][-+*#/\w]*)")
_STAR = re.compile(r"(?:^|\s)\*\s*$")
_DAY_FILE = re.compile(r"(?:.*/)?(\d{4})/(\d{2})/(\d{2})\.txt")
_ENCRYPTED = (b"gAAAAA", b"JRNLv3")


def recognises(source: Source) -> str | None:
    """A date at the beginning of the first line, its JSON's fields, or files named year/month/day."""
    if source.files:
        days = [path for path in source.files if _DAY_FILE.fullmatch(path)]
        return "its files, named year/month/day.txt" if days else None
    head = source.data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_ENCRYPTED):
        return "the start of an encrypted journal"
    if head.startswith(b"{"):
        fields = (b'"title"', b'"body"', b'"date"', b'"starred"')
        return "the fields of its entries" if all(field in source.data for field in fields) else None
    line = head.split(b"\n", 1)[0].decode("utf-8", "ignore").strip()
    bracketed = _BRACKETED.match(line)
    if bracketed and parse_written_time(bracketed[1], None):
        return "the date in brackets at the start of its first line"
    return "the date at the start of its first line" if _BARE.match(line) else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every entry as free writing. Raises InputRefused, naming the place."""
    head = source.data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_ENCRYPTED):
        raise InputRefused("it is encrypted; run jrnl --decrypt first and import the result")
    local_times = LocalTimes(request)
    if head.startswith(b"{"):
        entries = _from_json(parse_json(source.data), local_times)
        return make_reading(
            entries,
            request,
            form=NAME,
            namespace=_NAMESPACE,
            counts={"entries": len(entries)},
            remarks=local_times.remarks,
            notes=local_times.notes,
        )
    return _TextReader(source, request, local_times).read()


# Text


class _Start(NamedTuple):
    """Where an entry may begin: its date, as written and as read, and the offsets around it in the text."""

    begins: int
    ends: int
    written: str
    when: WrittenTime


class _TextReader:
    """Reads the text of one file, or of all files of a folder."""

    def __init__(self, source: Source, request: ImportRequest, local_times: LocalTimes) -> None:
        self._source = source
        self._request = request
        self._local_times = local_times
        self._notes: list[str] = []
        self._pattern = date_pattern(request.dates)

    def read(self) -> Reading:
        """All entries of all files."""
        texts: list[tuple[str, date | None, str]] = []
        passed_over = 0
        if self._source.files:
            for path in self._source.files:
                named = _DAY_FILE.fullmatch(path)
                try:
                    day = date(*(int(part) for part in named.groups())) if named else None
                except ValueError:
                    day = None
                if day is None:
                    passed_over += 1
                else:
                    texts.append((path, day, self._source.text(path)))
        else:
            texts.append(("", None, unix_lines(decode_utf8(self._source.data))))
        starts = [(path, day, text, self._starts(text, day)) for path, day, text in texts]
        order = self._order([start for _, day, _, begun in starts if day is None for start in begun])
        entries: list[ForeignEntry] = []
        for path, day, text, begun in starts:
            entries += self._entries(path, day, text, begun, order)
        if not entries and any(text.strip() for _, _, text, _ in starts):
            more = f" in the pattern {shortened(self._pattern)}" if self._pattern else ""
            raise InputRefused(f"no line starts an entry with a date in brackets{more}")
        counts = {"entries": len(entries), "passed_over": passed_over}
        if self._source.files:
            counts["files"] = len(texts)
        dates, guess, remarks = self._pattern, "", list(self._local_times.remarks)
        if order is not None:
            dates, remarks = order.order, [order.remark, *remarks]
            guess = "" if order.sure else order.remark
        return make_reading(
            entries,
            self._request,
            form=NAME,
            namespace=_NAMESPACE,
            counts=counts,
            remarks=remarks,
            notes=[*self._notes, *self._local_times.notes],
            dates=dates,
            guess=guess,
        )

    def _starts(self, text: str, day: date | None) -> list[_Start]:
        """Where entries begin: lines with a date like the first one's, with a time or without."""
        first = text.lstrip("\n ")
        bare = self._pattern is None and not first.startswith("[") and _BARE.match(first) is not None
        starts: list[_Start] = []
        timed: bool | None = None
        for match in (_BARE if bare else _BRACKETED).finditer(text):
            when = parse_written_time(match[1], self._pattern)
            if when is not None and day is None and when.figures is None and when.day is None:
                when = None  # a time alone is an entry only in a file that names the day
            if when is None or (timed is not None and timed != (when.time_of_day is not None)):
                if re.search(r"\d.*\d.*\d.*\d", match[1]):
                    line = text.count("\n", 0, match.start()) + 1
                    self._notes.append(
                        f"line {line}: {worded(match[1])} was not read as a date, so it stays in the text"
                    )
                continue
            timed = when.time_of_day is not None
            starts.append(_Start(match.start(), match.end(1) + (0 if bare else 1), match[1], when))
        return starts

    def _order(self, starts: list[_Start]) -> DayOrder | None:
        figures = [start.when.figures for start in starts if start.when.figures is not None]
        return find_order(figures, self._request.dates) if figures else None

    def _entries(
        self, path: str, day: date | None, text: str, starts: list[_Start], order: DayOrder | None
    ) -> list[ForeignEntry]:
        entries = []
        before = text[: starts[0].begins].strip() if starts else ""
        where = self._where(path, text)
        for number, start in enumerate(starts):
            end = starts[number + 1].begins if number + 1 < len(starts) else len(text)
            there = where(start.begins)
            its_day = day or start.when.day_in(order)
            if its_day is None:
                raise InputRefused(f"{there}: {worded(start.written)} is not a date")
            wall_time = datetime.combine(its_day, start.when.time_of_day or _NOON)
            as_written: dict[str, object] = {"date": start.written}
            if before and number == 0:
                as_written["before"] = before
                self._notes.append(f"{there}: the text before the first date was added to the first entry")
            entries.append(
                _entry(
                    self._local_times,
                    wall_time,
                    there,
                    *_without_star(text[start.ends : end].strip()),
                    as_written=as_written,
                )
            )
        return entries

    def _where(self, path: str, text: str) -> Callable[[int], str]:
        """Names the line of an offset in the text; asked for one after the other, each further on."""
        counted_to, line = 0, 1

        def where(offset: int) -> str:
            nonlocal counted_to, line
            line += text.count("\n", counted_to, offset)
            counted_to = offset
            return f"{shortened(path)}, line {line}" if path else f"line {line}"

        return where


def _without_star(text: str) -> tuple[str, bool]:
    """The text without the star at the end of its first line, and whether there was one."""
    first, end, rest = text.partition("\n")
    if "*" in first and _STAR.search(first):
        return f"{first.rstrip()[:-1].rstrip()}{end}{rest}", True
    return text, False


def _entry(
    local_times: LocalTimes,
    wall_time: datetime,
    where: str,
    text: str,
    starred: bool,
    *,
    as_written: dict[str, object],
) -> ForeignEntry:
    tags = dict.fromkeys(tag.lower() for tag in _TAG.findall(text))
    words = " ".join(text.split())
    return ForeignEntry(
        key=f"{wall_time.isoformat(timespec='minutes')} {words}",
        at=local_times.at(wall_time, where),
        zone=local_times.zone,
        text=text,
        activities=tuple(tags),
        starred=starred,
        free_writing=True,
        as_written=as_written,
    )


# JSON


def _from_json(raw: Any, local_times: LocalTimes) -> list[ForeignEntry]:
    whole = Fields(raw, lambda: "")
    entries = [whole] if "entries" not in whole.raw else list(whole.objects("entries"))
    return [_json_entry(fields, local_times) for fields in entries]


def _json_entry(fields: Fields, local_times: LocalTimes) -> ForeignEntry:
    title, body = fields.text_or_none("title") or "", fields.text_or_none("body") or ""
    day, time_of_day = parse_day(fields.text("date")), parse_time_of_day(fields.text("time", "12:00"))
    if day is None:
        raise fields.refusal("date", fields.raw.get("date"), "a day such as 2020-08-29")
    if time_of_day is None:
        raise fields.refusal("time", fields.raw.get("time"), "a time such as 11:11")
    starred = fields.get("starred")
    if starred is not None and not isinstance(starred, bool):
        raise fields.refusal("starred", starred, "true or false")
    tags = fields.texts("tags")
    as_written = fields.extra()
    text = "\n".join(part for part in (title.strip(), body.strip("\n")) if part)
    entry = _entry(
        local_times,
        datetime.combine(day, time_of_day),
        fields.where() or "the entry",
        text,
        bool(starred),
        as_written=as_written,
    )
    more_tags = (tag.lstrip("@#").lower() for tag in tags if tag.lstrip("@#"))
    return replace(entry, activities=tuple(dict.fromkeys([*entry.activities, *more_tags])))
