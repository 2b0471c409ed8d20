"""Notes in Markdown, one a day, as Obsidian and others keep them: a file, a folder or a zip.

The day is in the file's name, or else in the front matter. The text stays as it stands, links, code and all;
its tags and those of the front matter become tags. The front matter travels along word for word.
"""

import re
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from companion.exchange.parsing import yaml_text
from companion.exchange.parsing.day_order import ORDERS, DayOrder, find_order, read_day
from companion.exchange.parsing.foreign_entries import NOON_REMARK, ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.markdown_tags import AS_WRITTEN, tags_in
from companion.exchange.parsing.note_names import NoteName, parse_note_name
from companion.exchange.parsing.sources import Source, is_hidden, unix_lines
from companion.exchange.parsing.strict_json import decode_utf8, list_of_texts, shortened
from companion.exchange.parsing.timestamps import WrittenTime, date_pattern, parse_written_time
from companion.model.errors import InputRefused

NAME = "markdown"
TITLE = "Markdown notes, one per day"
ENDINGS = (".md", ".markdown")

_OLDER_VERSION = re.compile(r"(?:^|/)logseq/bak/")
"""Where Logseq keeps what its pages were before: not a diary's notes, but copies of them."""
_NAMESPACE = UUID("3c1f2a1e-2f58-5be9-8f6c-4a5d1d1f7e90")
_DATES = ("date", "day", "created", "date created", "creation date")
_TAGS = ("tags", "tag")
_MOODS = ("mood", "moods", "feeling", "feelings")
_STARS = ("starred", "favorite", "favourite")
_ENDING = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_HEADING = re.compile(r"#+ +(.*)")
_LETTER = re.compile(r"[^\W\d_]")
_COMMA = re.compile(",")
_COMMA_OR_SPACE = re.compile(r"[,\s]+")
_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


class _Note(NamedTuple):
    """One file: its path, its whole text, its front matter as written and as read, and the text below."""

    path: str
    whole: str
    front_matter: str
    fields: dict[str, Any]
    body: str
    named: NoteName | None


def recognises(source: Source) -> str | None:
    """Files that end in .md."""
    return "the Markdown files inside it" if _paths(source) else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every note with a day as free writing.

    Raises InputRefused, naming the file, where no note has a day or its day can be read in two ways.
    """
    pattern = date_pattern(request.dates)
    notes: list[str] = []
    if source.files:
        texts = [(path, source.text(path)) for path in _paths(source)]
    else:
        texts = [(source.name, unix_lines(decode_utf8(source.data)))]
    local_times = LocalTimes(request)
    files = [_note(path, text, pattern, notes, local_times) for path, text in texts]
    dated = [note for note in files if note.named is not None]
    if not dated:
        which = "its name or its front matter (date)" if not source.files else "the names of its notes"
        raise InputRefused(f"there is no date in {which}; give a pattern with --dates, such as %d.%m.%y")
    notes += [
        f"{shortened(note.path)}: no date in its name or front matter; skipped"
        for note in files
        if note.named is None
    ]
    if older := sum(1 for path in source.files or () if _OLDER_VERSION.search(path)):
        notes.append(f"logseq/bak: {older} older {'copy' if older == 1 else 'copies'} of notes skipped")
    order = _order(dated, request.dates)
    entries, empty, noons, numbers = [], 0, 0, 0
    for note in dated:
        if not note.body.strip() and not note.front_matter.strip():
            empty += 1
            continue
        wall_time, timed = _wall_time(note, order, local_times)
        noons += not timed
        moods = [mood for name in _MOODS for mood in _words(note.fields.get(name), _COMMA)]
        words = [mood for mood in moods if _LETTER.search(mood)]
        numbers += len(moods) - len(words)
        entries.append(_entry(note, wall_time, words, local_times))
    counts = {"entries": len(entries), "empty_days": empty, "passed_over": len(files) - len(dated)}
    if source.files:
        counts["files"] = len(dated)
        counts["left_behind"] = source.besides(len(files))
    remarks = [order.remark] if order else []
    if numbers:
        remarks.append(f"Moods that are numbers are kept in the front matter: {numbers}.")
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts=counts,
        remarks=[*remarks, *local_times.remarks, *([NOON_REMARK] if noons else [])],
        notes=[*notes, *local_times.notes],
        dates=order.order if order else None,
    )


# Files and what stands in them


def _paths(source: Source) -> list[str]:
    return [
        path
        for path in source.files
        if path.lower().endswith(ENDINGS) and not is_hidden(path) and not _OLDER_VERSION.search(path)
    ]


def _note(path: str, whole: str, pattern: str | None, notes: list[str], local_times: LocalTimes) -> _Note:
    front_matter, body, fields = "", whole, {}
    match = _FRONT_MATTER.match(whole)
    if match:
        try:
            value = yaml_text.parse_yaml(match[1], first_line=2)
        except InputRefused as problem:
            notes.append(f"{shortened(path)}: {problem}; its front matter was left in the text")
            value = ""
        if value is None or isinstance(value, dict):
            front_matter, body = match[1], whole[match.end() :]
            fields = {name.strip().casefold(): below for name, below in (value or {}).items()}
    stem = _ENDING.sub("", path)
    named = parse_note_name(stem, pattern) or _day_in_front_matter(fields, pattern, local_times)
    return _Note(path, whole, front_matter, fields, body.strip("\n"), named)


def _day_in_front_matter(
    fields: dict[str, Any], pattern: str | None, local_times: LocalTimes
) -> NoteName | None:
    for name in _DATES:
        value = fields.get(name)
        if not isinstance(value, str):
            continue
        at = _wall_clock(value, local_times)
        if at is not None:
            return NoteName(WrittenTime(None, at.date(), at.time() if len(value.strip()) > 10 else None), "")
        when = parse_written_time(value.replace("_", "-"), pattern)
        if when is not None and (when.day or when.figures):
            return NoteName(when, "")
        by_name = parse_note_name(value, pattern)
        if by_name is not None and not by_name.title:
            return by_name
    return None


def _wall_clock(value: str, local_times: LocalTimes) -> datetime | None:
    """A time in ISO form; where it has an offset, the clock on the wall where the person was."""
    try:
        at = datetime.fromisoformat(value.strip())
        return (local_times.of_instant(at) if at.tzinfo else at).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


# Days


def _order(dated: list[_Note], given: str | None) -> DayOrder | None:
    """How the days in figures are read. Raises InputRefused where it is open: a name tells nothing more."""
    figures = [
        (note.path, note.named.when.figures) for note in dated if note.named and note.named.when.figures
    ]
    if not figures:
        return None
    order = find_order([text for _, text in figures], None if given and "%" in given else given)
    if not order.sure:
        path, text = next(
            (path, text) for path, text in figures if read_day(text, "dmy") != read_day(text, "mdy")
        )
        ways = " or ".join(f"--dates {name} for {day}" for name in ORDERS if (day := read_day(text, name)))
        raise InputRefused(f"{shortened(path)}: its date can be read in two ways; choose one: {ways}")
    return order


def _wall_time(note: _Note, order: DayOrder | None, local_times: LocalTimes) -> tuple[datetime, bool]:
    """When a note was, on the clock on the wall, and whether it says its time."""
    assert note.named is not None
    day = note.named.when.day_in(order)
    if day is None:
        raise InputRefused(f"{shortened(note.path)}: could not read its date")
    time_of_day = note.named.when.time_of_day or _time_in_front_matter(note.fields, day, local_times)
    return datetime.combine(day, time_of_day or time(12)), time_of_day is not None


def _time_in_front_matter(fields: dict[str, Any], day: date, local_times: LocalTimes) -> time | None:
    """The time in the front matter: alone, or with the same day."""
    value = fields.get("time")
    when = parse_written_time(value) if isinstance(value, str) else None
    if when is not None and when.time_of_day and not when.day and not when.figures:
        return when.time_of_day
    for name in _DATES:
        value = fields.get(name)
        at = _wall_clock(value, local_times) if isinstance(value, str) and len(value.strip()) > 10 else None
        if at is not None and at.date() == day:
            return at.time()
    return None


# Entries


def _entry(note: _Note, wall_time: datetime, moods: list[str], local_times: LocalTimes) -> ForeignEntry:
    assert note.named is not None
    text = note.body
    title = note.named.title
    if title and not _begins_with(text, title):
        text = "\n\n".join(part for part in (f"## {title}", text) if part)
    named = (AS_WRITTEN,) if AS_WRITTEN in note.fields else _TAGS
    tags = [tag for name in named for tag in _words(note.fields.get(name), _COMMA_OR_SPACE)]
    stars = [note.fields[name] for name in _STARS if name in note.fields]
    starred = any(str(star).casefold() in ("true", "yes") for star in stars)
    file = note.path.rpartition("/")[2]
    as_written: dict[str, object] = {"file": note.path}
    if note.front_matter.strip():
        as_written["front_matter"] = note.front_matter
    return ForeignEntry(
        key=list_of_texts(wall_time.isoformat(), file, note.whole.strip()),
        at=local_times.at(wall_time, lambda: shortened(note.path)),
        zone=local_times.zone,
        text=text,
        moods=tuple(dict.fromkeys(moods)),
        activities=tuple(dict.fromkeys([*(tag.lstrip("#") for tag in tags), *tags_in(note.body)])),
        starred=starred,
        free_writing=True,
        as_written=as_written,
        own_id=f"{wall_time.date()} {file}",
    )


def _begins_with(text: str, title: str) -> bool:
    """Whether a text begins with a heading that is just this title."""
    heading = _HEADING.match(text)
    return heading is not None and heading[1].rstrip() == title


def _words(value: Any, separator: re.Pattern[str]) -> list[str]:
    """The words of a field: a list's texts, or one text taken apart."""
    if isinstance(value, str):
        value = separator.split(value)
    words = value if isinstance(value, list) else []
    return [word.strip() for word in words if isinstance(word, str) and word.strip(" #\t\n")]
