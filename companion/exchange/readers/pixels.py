"""The backup of Pixels, the mood tracker with a square a day, in the three shapes it has had.

A day is a moment at noon: its scores become words, its tags (in groups, ``Emotions`` and the like) tags.
"""

import json
from datetime import datetime, time
from typing import Any
from uuid import UUID

from companion.exchange.parsing.date_words import parse_day
from companion.exchange.parsing.foreign_entries import NOON_REMARK, ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, parse_json

NAME = "pixels"
TITLE = "Pixels' JSON backup"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("7a0d9a3e-3b9f-5c51-8f0a-0f8d5a3c6e11")
_SCORES = {1: "awful", 2: "bad", 3: "okay", 4: "good", 5: "great"}
"""Pixels shows colours and no words; these are ours for its five scores."""


def recognises(source: Source) -> str | None:
    """A list of days with scores, with a mood and emotions, or with entries that have a value."""
    if source.files:
        return None
    data = source.data
    if data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"[" or b'"date"' not in data:
        return None
    for fields in (
        (b'"scores"', b'"notes"'),
        (b'"entries"', b'"value"', b'"isHighlighted"'),
        (b'"mood"', b'"emotions"', b'"notes"'),
    ):
        if all(field in data for field in fields):
            return "the fields of its days"
    return None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every day as a moment. Raises InputRefused, naming the day's number and the field."""
    days = Fields({"days": parse_json(source.data)}, lambda: "")
    local_times = LocalTimes(request)
    entries: list[ForeignEntry] = []
    for fields in days.objects("days"):
        noon = _noon(fields)
        parts = list(fields.objects("entries")) if "entries" in fields.raw else [fields]
        entries += [_entry(noon, part, local_times) for part in parts]
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts={"entries": len(entries)},
        remarks=[*local_times.remarks, *([NOON_REMARK] if entries else [])],
        notes=local_times.notes,
    )


def _noon(fields: Fields) -> datetime:
    value = fields.get("date")
    day = parse_day(value) if isinstance(value, str) else None
    if day is None:
        raise fields.refusal("date", value, "a day such as 2024-1-31")
    return datetime.combine(day, time(12))


def _entry(noon: datetime, fields: Fields, local_times: LocalTimes) -> ForeignEntry:
    kind = fields.text_or_none("type") or "Mood"
    text = fields.text_or_none("notes") or ""
    moods = [_SCORES[score] for score in _scores(fields)] if kind == "Mood" else []
    tags = [] if kind == "Mood" else [kind]
    for group in fields.objects("tags") if fields.raw.get("tags") is not None else ():
        tags += group.texts("entries")
    tags += fields.texts("emotions") if fields.raw.get("emotions") is not None else ()
    fields.check_depth()
    as_written = {
        name: value for name, value in fields.raw.items() if name != "notes" and value not in ([], "")
    }
    return ForeignEntry(
        key=json.dumps([noon.date().isoformat(), kind, text]),
        at=local_times.at(noon, fields.where(), "date"),
        zone=local_times.zone,
        text=text,
        moods=tuple(dict.fromkeys(moods)),
        activities=tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip())),
        starred=fields.raw.get("isHighlighted") is True,
        as_written=as_written,
        own_id=f"{noon.date().isoformat()} {kind}",
    )


def _scores(fields: Fields) -> list[int]:
    """The scores of a day: a list now, one value before that, and a mood at first. Raises InputRefused."""
    if "scores" in fields.raw:
        scores = fields.get("scores")
        if not isinstance(scores, list):
            raise fields.refusal("scores", scores, "a list of whole numbers")
        return [_score(fields, "scores", score) for score in scores]
    name = "value" if "value" in fields.raw else "mood"
    if fields.missing(name):
        raise fields.problem("scores", "it is missing; use a list of whole numbers")
    score = fields.get(name)
    return [] if score is None else [_score(fields, name, score)]


def _score(fields: Fields, name: str, score: Any) -> int:
    if not isinstance(score, int) or isinstance(score, bool) or score not in _SCORES:
        raise fields.refusal(name, score, f"a whole number from {min(_SCORES)} to {max(_SCORES)}")
    return score
