"""RedNotebook's journals: a folder, its zip, or one of its months, ``2024-02.txt``.

A month is a YAML map from day to a text and to categories, some with entries below them. The text stays as it
was marked up; the categories become tags, and their entries stand below the text.
"""

import json
import re
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from companion.exchange.parsing import yaml_text
from companion.exchange.parsing.foreign_entries import NOON_REMARK, ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source, is_hidden
from companion.exchange.parsing.strict_json import decode_utf8, shortened, worded
from companion.model.errors import InputRefused, not_valid

NAME = "rednotebook"
TITLE = "RedNotebook's month files"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("8e7f8c0e-5d55-5f3b-9a0a-7c1a6b1f5e42")
_MONTH = re.compile(r"(?:.*/)?(\d{4})-(0[1-9]|1[0-2])\.txt")
_FIRST_DAY = re.compile(rb"(?:\xef\xbb\xbf)?(?:---[ \t]*)?\s*(?:['\"]?\d{1,2}['\"]?:|\{)")
_HASHTAG = re.compile(
    r"(?:^|(?<=[^\w&#]))[#＃]"
    r"(?!(?:[0-9a-f]{6}|include|define|ifdef|ifndef|endif)\b)(\w*[^\W\d_]\w*)",
    re.IGNORECASE,
)


def recognises(source: Source) -> str | None:
    """Files named year-month.txt; of a file alone also that it begins with a day."""
    if source.files:
        return "its files, named year-month.txt" if _months(source) else None
    named = _MONTH.fullmatch(source.name) is not None and _FIRST_DAY.match(source.data[:100]) is not None
    return "its name (a month) and the day at its start" if named else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every day that is not empty as free writing.

    Raises InputRefused, naming the file of a folder, the line or the day.
    """
    builder = _EntryBuilder(request)
    passed_over = 0
    if source.files:
        paths = _months(source)
        passed_over = len(source.files) - len(paths)
        for path in paths:
            try:
                builder.add_month(path, decode_utf8(source.read(path)))
            except InputRefused as problem:
                raise InputRefused(f"{shortened(path)}: {problem}") from None
    else:
        paths = [source.name]
        builder.add_month(source.name, decode_utf8(source.data))
    counts = {"entries": len(builder.entries), "passed_over": passed_over, "empty_days": builder.empty}
    if source.files:
        counts["files"] = len(paths)
    return make_reading(
        builder.entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts=counts,
        remarks=[*builder.local_times.remarks, *([NOON_REMARK] if builder.entries else [])],
        notes=builder.local_times.notes,
    )


def _months(source: Source) -> list[str]:
    """The months of a folder, without what the program sets aside while it saves."""
    return [path for path in source.files if _MONTH.fullmatch(path) and not is_hidden(path)]


class _EntryBuilder:
    """Makes entries of days, and counts the empty ones."""

    def __init__(self, request: ImportRequest) -> None:
        self.entries: list[ForeignEntry] = []
        self.empty = 0
        self.local_times = LocalTimes(request)

    def add_month(self, path: str, text: str) -> None:
        """All days of one file, by their number. Raises InputRefused."""
        named = _MONTH.fullmatch(path)
        if named is None:
            raise InputRefused("its name has to say which month it is, such as 2024-02.txt")
        days = yaml_text.parse_yaml(text)
        if days is None:
            return
        if not isinstance(days, dict):
            raise InputRefused("it is not a list of days and texts")
        dated = [(self._day(int(named[1]), int(named[2]), key), content) for key, content in days.items()]
        for day, content in sorted(dated, key=lambda pair: pair[0]):
            self._add_day(day, content)

    def _day(self, year: int, month: int, key: str) -> date:
        try:
            return date(year, month, int(key if re.fullmatch(r"[0-9]{1,2}", key) else "0"))
        except ValueError:
            raise not_valid("day", worded(key), f"a day of {year}-{month:02}") from None

    def _add_day(self, day: date, content: Any) -> None:
        where = f"day {day.day}"
        if content is None:
            content = {}
        if not isinstance(content, dict):
            raise not_valid(where, worded(content), "fields with a text")
        text = content.get("text") or ""
        if not isinstance(text, str):
            raise not_valid(f"{where}: text", worded(text), "text")
        categories = {name: below for name, below in content.items() if name != "text"}
        if not text.strip() and not categories:
            self.empty += 1
            return
        tags = [name for name in categories if name != "Tags"]
        lists = []
        for name, below in categories.items():
            names = _names(below, f"{where}: {shortened(name)}")
            if name == "Tags":  # an older way to write categories without entries
                tags += names
            elif names:
                lists.append("\n".join([f"{name}:", *(f"- {name}" for name in names)]))
        tags += [tag.lower() for tag in _HASHTAG.findall(text)]
        self.entries.append(
            ForeignEntry(
                key=json.dumps([day.isoformat(), text, categories], sort_keys=True),
                at=self.local_times.at(datetime.combine(day, time(12)), where),
                zone=self.local_times.zone,
                text="\n\n".join(part for part in (text, *lists) if part.strip()),
                activities=tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip())),
                free_writing=True,
                as_written={"day": day.isoformat(), **({"categories": categories} if categories else {})},
                own_id=day.isoformat(),
            )
        )


def _names(below: Any, where: str) -> list[str]:
    """The entries of a category, which are names of nothing; one alone or a list stands in older files."""
    if below is None:
        return []
    if isinstance(below, dict):
        return [name if inner is None else f"{name}: {_words(inner)}" for name, inner in below.items()]
    if isinstance(below, list):
        if any(not isinstance(name, str) for name in below):
            raise InputRefused(f"{where}: a list is not valid here; use names")
        return list(below)
    return [str(below)]


def _words(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
