"""Logseq's journals: a file a day in the folder ``journals``, its text in bullets.

A bullet of the first level that begins with a time is free writing at that time; all others of the day are
one piece at noon. Bullets, markers (TODO) and links stay in the text as they stand.
"""

import json
import re
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from companion.exchange.parsing.foreign_entries import NOON_REMARK, ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.markdown_tags import tags_in
from companion.exchange.parsing.note_names import parse_note_name
from companion.exchange.parsing.sources import Source, is_hidden, unix_lines
from companion.exchange.parsing.strict_json import decode_utf8, shortened
from companion.exchange.parsing.timestamps import date_pattern
from companion.model.errors import InputRefused

NAME = "logseq"
TITLE = "Logseq's journals"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("e2a7c1d4-3b6f-5d80-9c12-7a4b5e6f8d03")
_JOURNAL = re.compile(r"(?:.*/)?journals/([^/]+)\.(?:md|markdown|org)", re.IGNORECASE)
_ITS_OWN_NAME = re.compile(r"(?:.*/)?\d{4}_\d{2}_\d{2}\.(?:md|org)", re.IGNORECASE)
_CONFIG = re.compile(r"(?:.*/)?logseq/config\.edn")
_OLDER_VERSION = re.compile(r"(?:^|/)logseq/(?:bak|version-files)/")
"""Where Logseq keeps what its pages were before: copies, and no notes."""
_BULLET = re.compile(r"[-*](?=[ \t]|$)")
_PROPERTY = re.compile(r"[ \t]*(?:[-*][ \t]+)?([^\s:#`\[\]()]+)::(?:[ \t]+(.*))?")
_ORG_PROPERTY = re.compile(r"[ \t]*:([^\s:]+):(?:[ \t]+(.*))?")
_TIME = re.compile(
    r"[-*][ \t]+(?:(?:TODO|DOING|DONE|LATER|NOW|WAITING|WAIT|CANCELED|CANCELLED|IN-PROGRESS)[ \t]+)?"
    r"(?:\[\[quick capture\]\][ \t]*)?(\*\*)?(\d{1,2}):(\d{2})(?::\d{2})?(?:[ \t]*([ap])\.?m\b\.?)?(?(1)\*\*)"
    r"(?!\d|:\d)(?![ \t]*[-–—][ \t]*\d)",
    re.IGNORECASE,
)
"""A time in front of a block; no span such as 10:00 - 11:00, which may be a plan."""
_OWN_USE = ("id", "collapsed", "created-at", "updated-at", "heading", "icon")
"""Properties that Logseq keeps for itself."""
_TAGS = ("tags", "tag")
_MOODS = ("mood", "moods", "feeling", "feelings")


class _Block(NamedTuple):
    """A bullet of the first level with all below it; ``lines`` without what Logseq notes for itself."""

    line: int
    lines: tuple[str, ...]
    properties: dict[str, str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip("\n")

    @property
    def blank(self) -> bool:
        return not any(line.strip(" \t-*") for line in self.lines)


def recognises(source: Source) -> str | None:
    """Files in a folder journals, named as Logseq does or beside its settings; or one such file."""
    if source.files:
        paths = _paths(source)
        own = any(_ITS_OWN_NAME.fullmatch(path) for path in paths)
        if paths and (own or any(_CONFIG.fullmatch(path) for path in source.files)):
            return "the folder journals in it"
        return None
    if _ITS_OWN_NAME.fullmatch(source.name):
        start = source.data[:4096].decode("utf-8-sig", "ignore")
        if _BULLET.match(start) or _PROPERTY.match(start):
            return "its name, with its text in bullets"
    return None


def _paths(source: Source) -> list[str]:
    return [
        path
        for path in source.files
        if _JOURNAL.fullmatch(path) and not is_hidden(path) and not _OLDER_VERSION.search(path)
    ]


def read(source: Source, request: ImportRequest) -> Reading:
    """Every day as free writing, times apart. Raises InputRefused where no file has a day as its name."""
    pattern = date_pattern(request.dates)
    if source.files:
        texts = [(path, source.text(path)) for path in _paths(source)]
    else:
        texts = [(source.name, unix_lines(decode_utf8(source.data)))]
    local_times = LocalTimes(request)
    entries: list[ForeignEntry] = []
    notes: list[str] = []
    days = empty = 0
    for path, text in texts:
        day = _day(path, pattern)
        if day is None:
            notes.append(f"{shortened(path)}: no date in its name; skipped")
            continue
        days += 1
        found = _entries(path, day, _blocks(text), local_times)
        empty += not found
        entries += found
    if not days:
        raise InputRefused("no file of the folder journals has a day as its name, such as 2026_03_01.md")
    if older := sum(1 for path in source.files if _OLDER_VERSION.search(path)):
        notes.append(f"logseq/bak: {older} older {'copy' if older == 1 else 'copies'} of notes skipped")
    counts = {"entries": len(entries), "empty_days": empty, "passed_over": len(texts) - days}
    if source.files:
        counts["files"] = days
        counts["left_behind"] = source.besides(len(texts))
    noons = any(entry.own_id for entry in entries)  # what stood in a day without a time
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts=counts,
        remarks=[*local_times.remarks, *([NOON_REMARK] if noons else [])],
        notes=[*notes, *local_times.notes],
    )


def _day(path: str, pattern: str | None) -> date | None:
    named = parse_note_name(re.sub(r"\.\w+$", "", path.rpartition("/")[2]), pattern)
    return named.when.day if named is not None else None


# Blocks


def _blocks(text: str) -> list[_Block]:
    """The blocks of the first level; what stands above the first bullet is one too."""
    starts: list[int] = [0]
    lines = text.split("\n")
    fenced = False
    for number, line in enumerate(lines):
        if line.lstrip(" \t").removeprefix("- ").startswith("```"):
            fenced = not fenced
        if number and _BULLET.match(line) and (not fenced or line.startswith("- ```")):
            starts.append(number)
    ends = [*starts[1:], len(lines)]
    return [_block(start + 1, lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _block(line: int, lines: list[str]) -> _Block:
    kept: list[str] = []
    properties: dict[str, str] = {}
    drawer = ""
    fenced = False
    for one in lines:
        fenced ^= one.lstrip(" \t").removeprefix("- ").startswith("```")
        name = one.strip().upper()
        if fenced:
            kept.append(one)
        elif drawer:
            row = _ORG_PROPERTY.fullmatch(one)
            if name == ":END:":
                drawer = ""
            elif drawer == ":PROPERTIES:" and row:
                properties.setdefault(row[1].casefold(), (row[2] or "").strip())
            else:
                properties["logbook"] = "\n".join(filter(None, (properties.get("logbook"), one.strip())))
        elif name in (":LOGBOOK:", ":PROPERTIES:") and any(
            below.strip().upper() == ":END:" for below in lines
        ):
            drawer = name
        else:
            row = _PROPERTY.fullmatch(one)
            if row is not None:
                properties.setdefault(row[1].casefold(), (row[2] or "").strip())
            if row is None or row[1].casefold() not in _OWN_USE:
                kept.append(one)
            elif _BULLET.match(one):
                kept.append("-")
    return _Block(line, tuple(kept), properties)


# Entries


def _entries(path: str, day: date, blocks: list[_Block], local_times: LocalTimes) -> list[ForeignEntry]:
    """The rest of the day first, then its times; the page's own tags and moods belong to all of them."""
    page = blocks[0].properties if not _BULLET.match(blocks[0].lines[0] if blocks[0].lines else "") else {}
    rest: list[_Block] = []
    timed: list[tuple[_Block, time]] = []
    for block in blocks:
        if block.blank:
            continue
        at = _time(block)
        if at is None:
            rest.append(block)
        else:
            timed.append((block, at))
    groups = [([block], at) for block, at in timed]
    whole: list[tuple[list[_Block], time | None]] = [(rest, None)] if rest else []
    return [_entry(path, day, group, at, page, local_times) for group, at in [*whole, *groups]]


def _time(block: _Block) -> time | None:
    match = _TIME.match(block.lines[0]) if block.lines else None
    if match is None:
        return None
    hour = int(match[2])
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4].casefold() == "p" else 0)
    try:
        return time(hour, int(match[3]))
    except ValueError:
        return None


def _entry(
    path: str, day: date, blocks: list[_Block], at: time | None, page: dict[str, str], local_times: LocalTimes
) -> ForeignEntry:
    text = "\n".join(block.text for block in blocks if block.text)
    tags: list[str] = []
    moods: list[str] = []
    for properties in (page, *(block.properties for block in blocks)):
        tags += [tag for name in _TAGS for tag in _words(properties.get(name, ""))]
        moods += [mood for name in _MOODS for mood in _words(properties.get(name, "")) if _is_word(mood)]
    own = {name: value for block in blocks for name, value in block.properties.items()}
    place = f"{shortened(path)}: line {blocks[0].line}" if at else shortened(path)
    return ForeignEntry(
        key=json.dumps([day.isoformat(), f"{at:%H:%M}" if at else "", text]),
        at=local_times.at(datetime.combine(day, at or time(12)), place),
        zone=local_times.zone,
        text=text,
        moods=tuple(dict.fromkeys(moods)),
        activities=tuple(dict.fromkeys([*tags, *tags_in(text, bracketed=True)])),
        free_writing=True,
        as_written={"file": path, **({"properties": own} if own else {})},
        own_id="" if at else day.isoformat(),
    )


def _words(value: str) -> list[str]:
    """A property's words, without the brackets of links and the sign of tags."""
    words = (word.strip().removeprefix("#").strip() for word in value.split(","))
    return [bare for word in words if (bare := word.removeprefix("[[").removesuffix("]]").strip())]


def _is_word(mood: str) -> bool:
    return re.search(r"[^\W\d_]", mood) is not None
