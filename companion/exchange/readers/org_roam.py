"""org-roam's daily notes (Emacs): an ID at the top, the day as title, usually in the folder ``daily``.

A heading that begins with a time is free writing at that time; all else of a note is free writing of its day.
"""

import json
import re
from datetime import date, datetime, time
from uuid import UUID

from companion.exchange.parsing.foreign_entries import NOON_REMARK, ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.note_names import parse_note_name
from companion.exchange.parsing.org_text import (
    ENCRYPTED,
    OrgFile,
    OrgHeading,
    day_of,
    leading_time,
    parse_org,
)
from companion.exchange.parsing.sources import Source, is_hidden, unix_lines
from companion.exchange.parsing.strict_json import decode_utf8, shortened
from companion.exchange.parsing.timestamps import date_pattern
from companion.model.errors import InputRefused

NAME = "org-roam"
TITLE = "org-roam's daily notes (Emacs)"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("0b9f4f0c-6c1e-5b0a-a7c5-9d1e2c3f4b58")
_DAILY = re.compile(r"(?:.*/)?\d{4}[-_]?\d{2}[-_]?\d{2}[^/]*\.org", re.IGNORECASE)
_TOP = re.compile(r"\s*:PROPERTIES:[ \t]*\n(?:[ \t]*:[^\s:]+:.*\n)*?[ \t]*:ID:[ \t]+\S", re.IGNORECASE)
_SAMPLES = 5
"""How many notes of a folder are looked into before it is said to hold none of these."""


def recognises(source: Source) -> str | None:
    """A note with an ID at its top and a day as its name or title."""
    try:
        if not source.files:
            text = unix_lines(decode_utf8(source.data))
            known = _TOP.match(text) is not None and _day(source.name, parse_org(text), None) is not None
            return "the ID and the day at its top" if known else None
        dailies = [path for path in _paths(source) if _DAILY.fullmatch(path)]
        known = any(_TOP.match(source.text(path)) for path in dailies[:_SAMPLES])
    except InputRefused:
        return None
    return "the notes inside it, with an ID and a day" if known else None


def _paths(source: Source) -> list[str]:
    return [path for path in source.files if path.lower().endswith(".org") and not is_hidden(path)]


def _day(path: str, org: OrgFile, pattern: str | None) -> date | None:
    """The day of a note: its title, or else the name of its file."""
    for written in (org.keywords.get("title", ""), re.sub(r"\.org$", "", path.rpartition("/")[2])):
        named = parse_note_name(written, pattern) if written else None
        if named is not None and named.when.day is not None:
            return named.when.day
    return None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every daily note, one piece of free writing for each time in it and one for the rest.

    Raises InputRefused, naming the file, for what is encrypted, and where no note has a day.
    """
    pattern = date_pattern(request.dates)
    if source.files:
        texts = [(path, source.text(path)) for path in _paths(source)]
    else:
        texts = [(source.name, unix_lines(decode_utf8(source.data)))]
    notes = [(path, text, parse_org(text)) for path, text in texts]
    dated = [(path, text, org, day) for path, text, org in notes if (day := _day(path, org, pattern))]
    if not dated:
        raise InputRefused("no note has a day as its title or name, such as 2026-03-01")
    local_times = LocalTimes(request)
    entries: list[ForeignEntry] = []
    noons = False
    for path, text, org, day in dated:
        if ENCRYPTED in text:
            raise InputRefused(f"{shortened(path)}: it is encrypted; decrypt it in Emacs first")
        rest, timed = _entries(path, org, day, local_times)
        noons = noons or bool(rest)
        entries += rest + timed
    counts = {"entries": len(entries), "passed_over": len(notes) - len(dated)}
    if source.files:
        counts["files"] = len(dated)
        counts["left_behind"] = source.besides(len(notes))
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts=counts,
        remarks=[*local_times.remarks, *([NOON_REMARK] if noons else [])],
        notes=local_times.notes,
    )


def _entries(
    path: str, org: OrgFile, day: date, local_times: LocalTimes
) -> tuple[list[ForeignEntry], list[ForeignEntry]]:
    """What a note holds: its text and headings without a time as one entry at most, then those with one."""
    id = org.properties.get("ID", "") or path.rpartition("/")[2]
    rest: list[str] = [org.text]
    rest_tags: list[str] = []
    timed: list[tuple[OrgHeading, time, list[str], list[str]]] = []
    level = 0
    for heading in org.headings:
        time_of_day, words = _time(heading, day)
        if timed and heading.level > level > 0 and time_of_day is None:
            texts, tags = timed[-1][2:]
        elif time_of_day is not None:
            level, texts, tags = heading.level, [words.strip()], []
            timed.append((heading, time_of_day, texts, tags))
            texts.append(heading.text)
            tags += heading.tags
            continue
        else:
            level, texts, tags = 0, rest, rest_tags
        texts += [f"{'*' * heading.level} {heading.title}", heading.text]
        tags += heading.tags
    made = [
        ForeignEntry(
            key=heading.properties.get("ID", "") or json.dumps([id, f"{at:%H:%M}", _joined(texts)]),
            at=local_times.at(datetime.combine(day, at), f"{shortened(path)}: line {heading.line}"),
            zone=local_times.zone,
            text=_joined(texts),
            activities=tuple(dict.fromkeys((*org.tags, *tags))),
            free_writing=True,
            as_written=_as_written(path, id, heading.properties),
            own_id=heading.properties.get("ID", ""),
        )
        for heading, at, texts, tags in timed
    ]
    if not (whole := _joined(rest)):
        return [], made
    noon = local_times.at(datetime.combine(day, time(12)), shortened(path))
    untimed = ForeignEntry(
        key=org.properties.get("ID", "") or json.dumps([id, whole]),
        at=noon,
        zone=local_times.zone,
        text=whole,
        activities=tuple(dict.fromkeys((*org.tags, *rest_tags))),
        free_writing=True,
        as_written=_as_written(path, id, org.properties),
        own_id=id,
    )
    return [untimed], made


def _time(heading: OrgHeading, day: date) -> tuple[time | None, str]:
    """The time in front of a heading; none where it stands in a timestamp of another day (a plan, say)."""
    time_of_day, words = leading_time(heading.title)
    stamped = day_of(heading.title) if heading.title[:1] in "[<" else None
    return (None, heading.title) if stamped not in (None, day) else (time_of_day, words)


def _joined(parts: list[str]) -> str:
    return "\n".join(part for part in parts if part.strip())


def _as_written(path: str, id: str, properties: dict[str, str]) -> dict[str, object]:
    return {"file": path, "id": id, **({"properties": dict(properties)} if properties else {})}
