"""The journal's own format, "companion-journal" version 1: everything, as JSON, and back without a loss.

:func:`dumps` writes known fields in the order of the records and then the unknown ones; lists stand in the
order of time, then id. :func:`loads` takes a file whole or refuses it whole.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from companion.exchange.parsing.import_plan import ForeignWord, ImportRequest, Reading, most_frequent_first
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, parse_json, quoted
from companion.model.clock import WEEKDAYS, parse_day_start, parse_timestamp
from companion.model.errors import InputRefused
from companion.model.records import (
    BELIEF,
    INTENSITY,
    Contents,
    Entry,
    Experiment,
    Feeling,
    Moment,
    PatternAnswer,
    Reflection,
    Settings,
    Story,
    Tombstone,
    Try,
)
from companion.model.vocabulary import Vocabulary

NAME = "journal"
TITLE = "the journal's own JSON"
ENDINGS = (".json",)

FORMAT = "companion-journal"
VERSION = 1
CLOSENESS = range(-10, 11)
"""Wider than what can be logged here: a file may come from elsewhere."""
TURNED_OUT = ("as_feared", "otherwise", "still_unknown")
_IDS = UUID("5b0c7d0e-6f53-5c0f-9d52-0d8a3c1f7a10")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a time that a file left out, so that the same file gives the same records each time."""

Record = TypeVar("Record")
Identified = TypeVar("Identified", Moment, Reflection, Story, Experiment, Tombstone)


def dumps(contents: Contents) -> str:
    """``contents`` as the text of a file: two-space indent, a newline at the end, no two versions."""
    whole: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    whole["moments"] = _written(contents.moments, lambda one: one.occurred_at)
    whole["reflections"] = _written(contents.reflections, lambda one: one.occurred_at)
    whole["stories"] = _written(contents.stories, lambda one: one.ask_again_at)
    whole["experiments"] = _written(contents.experiments, lambda one: one.started_at)
    whole["look_backs"] = sorted(
        (dict(one) for one in contents.look_backs), key=lambda one: _order(_time_of_look_back(one), one)
    )
    whole["pattern_answers"] = _written(contents.pattern_answers, lambda one: one.at)
    whole["deleted"] = _written(contents.deleted, lambda one: one.at)
    whole["settings"] = as_dict(contents.settings or Settings())
    for key, value in contents.extra.items():
        whole.setdefault(key, value)
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_dict(record: Any) -> dict[str, Any]:
    """One record (Moment, Story, Settings ...) as the file writes it: known fields, then its extra ones."""
    found = {name: _plain(getattr(record, name)) for name in _NAMES[type(record)]}
    for key, value in record.extra.items():
        found.setdefault(key, value)
    if "tries" in found and isinstance(record, Experiment):
        found["tries"] = _written(record.tries, lambda one: one.at)
    return found


def loads(text: str | bytes) -> Contents:
    """The contents of a file. Raises InputRefused, naming entry, field, value and what is allowed.

    Missing lists and fields get their defaults. A missing id is made from the content, so that the same file
    gives the same ids each time. Unknown ids and fields are kept. ``settings`` is ``None`` where the file has
    none.
    """
    top = Fields(parse_json(text), lambda: "")
    _check_head(top)
    ids = _Ids()
    settings = _settings(top)
    return Contents(
        moments=_read(top, "moments", _moment, ids),
        reflections=_read(top, "reflections", _reflection, ids),
        stories=_read(top, "stories", _story, ids),
        experiments=_read(top, "experiments", _experiment, ids),
        look_backs=tuple(one.extra() for one in top.objects("look_backs")),
        pattern_answers=tuple(_pattern_answer(one) for one in top.objects("pattern_answers")),
        deleted=_read(top, "deleted", _tombstone, _Ids()),
        settings=settings,
        extra=top.extra(),
    )


# As one format among others


def recognises(source: Source) -> str | None:
    """An object that names this format."""
    head = source.data[:100].decode("utf-8-sig", "ignore").lstrip()
    name = f'"{FORMAT}"'
    return f"the words {name} in it" if head.startswith("{") and name.encode() in source.data else None


def read(source: Source, request: ImportRequest) -> Reading:
    """The contents of a file, with a count of the codes that are not among the program's words."""
    contents = loads(source.data)
    return Reading(contents=contents, read={}, words=_unknown_words(contents, request.vocabulary))


def _unknown_words(contents: Contents, vocabulary: Vocabulary) -> tuple[ForeignWord, ...]:
    found: Counter[tuple[str, str]] = Counter()
    entries: list[Entry] = [*contents.moments, *contents.reflections]
    for entry in entries:
        found.update(
            ("mood", feeling.mood) for feeling in entry.feelings if feeling.mood not in vocabulary.moods
        )
        if isinstance(entry, Moment):
            for kind, codes, known in (
                ("trigger", entry.triggers, vocabulary.triggers),
                ("response", entry.responses, vocabulary.responses),
                ("urge", entry.urges, vocabulary.responses),
                ("partner_act", entry.partner_acts, vocabulary.partner_acts),
            ):
                found.update((kind, code) for code in codes if code not in known)
    return most_frequent_first(
        ForeignWord(kind=kind, word=word, count=count, becomes=word, known=False)
        for (kind, word), count in found.items()
    )


# Writing


_NAMES = {
    kind: tuple(field.name for field in fields(kind) if field.name != "extra")
    for kind in (Moment, Reflection, Feeling, Story, Experiment, Try, PatternAnswer, Tombstone, Settings)
}
"""The known fields of each record, in the order they are written."""


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_dict(one) if isinstance(one, (Feeling, Try)) else one for one in value]
    return value


def _written(records: Iterable[Record], time: Callable[[Record], datetime | None]) -> list[dict[str, Any]]:
    found = [(time(one), as_dict(one)) for one in records]
    found.sort(key=lambda pair: _order(*pair))
    return [written for _, written in found]


class _Text:
    """Compares as the JSON text of an object, which is only made where two objects are alike so far."""

    __slots__ = ("written",)

    def __init__(self, written: dict[str, Any]) -> None:
        self.written = written

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and self._text() == other._text()

    def __lt__(self, other: "_Text") -> bool:
        return self._text() < other._text()

    def _text(self) -> str:
        return json.dumps(self.written)


def _order(time: datetime | None, written: dict[str, Any]) -> tuple[bool, datetime, str, _Text]:
    found = written.get("id", written.get("pattern", ""))
    return time is None, time or _LONG_AGO, found if isinstance(found, str) else "", _Text(written)


def _time_of_look_back(look_back: dict[str, Any]) -> datetime | None:
    for field in ("occurred_at", "at", "recorded_at", "updated_at"):
        try:
            return parse_timestamp(look_back[field])
        except (KeyError, TypeError, ValueError, OverflowError):
            continue
    return None


# Reading


class _Ids:
    """Gives each record its id, and sees that no two different ones share it."""

    def __init__(self) -> None:
        self._alike: Counter[str] = Counter()
        self._seen: dict[str, tuple[Any, Fields]] = {}

    def of(self, one: Fields, kind: str) -> str:
        found = one.text_or_none("id")
        if found:
            return found
        one.check_depth()
        content = {key: value for key, value in one.raw.items() if key != "id"}
        key = kind + json.dumps(content, sort_keys=True)
        self._alike[key] += 1
        return str(uuid5(_IDS, f"{key}{self._alike[key]}"))

    def is_new(self, record: Any, one: Fields) -> bool:
        earlier, where = self._seen.setdefault(record.id, (record, one))
        if earlier is record:
            return True
        if type(earlier) is type(record) and as_dict(earlier) == as_dict(record):
            return False
        raise one.refusal("id", record.id, f"an id of its own; {where.where()} has this one")


def _read(
    top: Fields, kind: str, make: Callable[[Fields, str], Identified], ids: _Ids
) -> tuple[Identified, ...]:
    found = []
    for one in top.objects(kind):
        record = make(one, ids.of(one, kind))
        if ids.is_new(record, one):
            found.append(record)
    return tuple(found)


def _check_head(top: Fields) -> None:
    form, version = top.text_or_none("format"), top.get("version")
    if form is None:
        raise top.problem("format", f'it is missing; allowed: "{FORMAT}"')
    if form != FORMAT:
        raise top.refusal("format", form, f'"{FORMAT}"')
    if "version" not in top.raw:
        raise top.problem("version", f"it is missing; allowed: {VERSION}")
    if type(version) is not int or version < VERSION:
        raise top.refusal("version", version, str(VERSION))
    if version > VERSION:
        raise top.problem(
            "version",
            f"this file has version {quoted(version)} and was written by a newer companion; this one reads "
            f"version {VERSION}. Bring companion up to date, then import the file again",
        )


def _feelings(one: Fields) -> tuple[Feeling, ...]:
    return tuple(
        Feeling(
            mood=feeling.text("mood"),
            intensity=feeling.whole_number("intensity", INTENSITY),
            extra=feeling.extra(),
        )
        for feeling in one.objects("feelings")
    )


def _moment(one: Fields, known_as: str) -> Moment:
    occurred_at = one.needed_time("occurred_at")
    return Moment(
        id=known_as,
        occurred_at=occurred_at,
        zone=one.text_or_none("zone"),
        recorded_at=one.time("recorded_at") or occurred_at,
        updated_at=one.time("updated_at") or occurred_at,
        triggers=one.texts("triggers"),
        partner_acts=one.texts("partner_acts"),
        feelings=_feelings(one),
        body=one.text("body"),
        urges=one.texts("urges"),
        responses=one.texts("responses"),
        ending=one.text("ending"),
        closeness=one.whole_number("closeness", CLOSENESS),
        person=one.text("person", "default"),
        tags=one.texts("tags"),
        starred=one.flag("starred"),
        note=one.text("note"),
        extra=one.extra(),
    )


def _reflection(one: Fields, known_as: str) -> Reflection:
    occurred_at = one.needed_time("occurred_at")
    return Reflection(
        id=known_as,
        occurred_at=occurred_at,
        zone=one.text_or_none("zone"),
        recorded_at=one.time("recorded_at") or occurred_at,
        updated_at=one.time("updated_at") or occurred_at,
        prompt=one.text_or_none("prompt"),
        leaning=one.text_or_none("leaning"),
        feelings=_feelings(one),
        tags=one.texts("tags"),
        starred=one.flag("starred"),
        text=one.text("text"),
        extra=one.extra(),
    )


def _story(one: Fields, known_as: str) -> Story:
    turned_out = one.text_or_none("turned_out")
    if turned_out is not None and turned_out not in TURNED_OUT:
        raise one.refusal("turned_out", turned_out, f"{', '.join(TURNED_OUT)}, or null")
    return Story(
        id=known_as,
        moment=one.text_or_none("moment"),
        feared=one.text("feared"),
        belief=one.whole_number("belief", BELIEF),
        ask_again_at=one.time("ask_again_at"),
        turned_out=turned_out,
        closed_at=one.time("closed_at"),
        learned=one.text("learned"),
        extra=one.extra(),
    )


def _experiment(one: Fields, known_as: str) -> Experiment:
    tries = tuple(_try(each) for each in one.objects("tries"))
    ended_at = one.time("ended_at")
    known = [each.at for each in tries if each.at != _LONG_AGO] + ([ended_at] if ended_at else [])
    return Experiment(
        id=known_as,
        pattern=one.text_or_none("pattern"),
        exercise=one.text_or_none("exercise"),
        if_then=one.text("if_then"),
        started_at=one.time("started_at") or min(known, default=_LONG_AGO),
        ended_at=ended_at,
        tries=tries,
        extra=one.extra(),
    )


def _try(one: Fields) -> Try:
    return Try(
        at=one.time("at") or _LONG_AGO,
        did=one.flag("did"),
        moment=one.text_or_none("moment"),
        note=one.text("note"),
        extra=one.extra(),
    )


def _pattern_answer(one: Fields) -> PatternAnswer:
    return PatternAnswer(
        pattern=one.text("pattern"),
        answer=one.text("answer"),
        detail=one.text("detail"),
        at=one.time("at") or _LONG_AGO,
        extra=one.extra(),
    )


def _tombstone(one: Fields, known_as: str) -> Tombstone:
    return Tombstone(id=known_as, at=one.time("at") or _LONG_AGO, extra=one.extra())


def _settings(top: Fields) -> Settings | None:
    if top.missing("settings") or top.get("settings") is None:
        return None
    one = Fields(top.get("settings"), lambda: "settings")
    plain = Settings()
    day_start = one.text("day_start", plain.day_start)
    week_start = one.text("week_start", plain.week_start)
    try:
        parse_day_start(day_start)
    except InputRefused:
        raise one.refusal("day_start", day_start, "a time of day as HH:MM, 04:00 for instance") from None
    if week_start not in WEEKDAYS:
        raise one.refusal("week_start", week_start, ", ".join(WEEKDAYS))
    return Settings(
        partner_name=one.text("partner_name"),
        pronouns=one.text("pronouns", plain.pronouns),
        day_start=day_start,
        week_start=week_start,
        extra=one.extra(),
    )
