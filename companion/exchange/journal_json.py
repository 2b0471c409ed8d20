"""The journal's own format, "companion-journal" version 1: everything, as JSON, and back without a loss.

:func:`dumps` writes known fields in the order of the records and then the unknown ones; lists stand in the
order of time, then id. :func:`loads` takes a file whole or refuses it whole.

Longer than most files: each kind of record is read field by field, one beside the other.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any, TypeVar
from uuid import UUID, uuid5

from companion.exchange.journal_fields import LONG_AGO, as_dict, entry_text, sort_key, sorted_dicts
from companion.exchange.parsing.import_plan import ForeignWord, ImportRequest, Reading, most_frequent_first
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, parse_json, worded
from companion.model.clock import WEEKDAYS, parse_day_start, parse_timestamp
from companion.model.errors import InputRefused
from companion.model.gc_pause import gc_paused
from companion.model.indented_json import indented_pieces
from companion.model.records import (
    ABOUT_IT,
    BELIEF,
    CLOSER,
    INTENSITY,
    Contents,
    Entry,
    EveningAnswer,
    Experiment,
    Feeling,
    Moment,
    PatternAnswer,
    Reflection,
    Sequel,
    Settings,
    Story,
    Tombstone,
    Try,
    evening_answer_id,
    own_acts,
)
from companion.model.vocabulary import Vocabulary

NAME = "journal"
TITLE = "companion's own JSON"
ENDINGS: tuple[str, ...] = ()

FORMAT = "companion-journal"
VERSION = 1
CLOSENESS = range(-10, 11)
"""Wider than what can be logged here: a file may come from elsewhere."""
TURNED_OUT = ("as_feared", "otherwise", "still_unknown")
_BEGINS = re.compile(r'\{\s*"(?:format"\s*:\s*"companion|moments"|reflections")')
_NAMESPACE = UUID("5b0c7d0e-6f53-5c0f-9d52-0d8a3c1f7a10")
Identified = TypeVar("Identified", Moment, Reflection, Story, Experiment, EveningAnswer, Tombstone)


def dumps(contents: Contents) -> str:
    """``contents`` as the text of a file: two-space indent, a newline at the end, no two versions."""
    return "".join(pieces(contents))


def pieces(
    contents: Contents,
    moments: Iterable[Moment] | None = None,
    reflections: Iterable[Reflection] | None = None,
) -> Iterator[str]:
    """The text of :func:`dumps`, piece by piece.

    ``moments`` and ``reflections``, where given, are in the order of time, then id, and stand for those of
    ``contents``: each is read when it is written, and none is kept.
    """
    whole: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    whole["moments"] = _entry_dicts(contents.moments) if moments is None else map(entry_text, moments)
    whole["reflections"] = (
        _entry_dicts(contents.reflections) if reflections is None else map(entry_text, reflections)
    )
    whole["stories"] = sorted_dicts(contents.stories, lambda story: story.ask_again_at)
    whole["experiments"] = sorted_dicts(contents.experiments, lambda experiment: experiment.started_at)
    if contents.checks:
        whole["checks"] = sorted_dicts(
            contents.checks, lambda answer: datetime.combine(answer.day, time(), UTC)
        )
    whole["look_backs"] = sorted(
        (dict(look_back) for look_back in contents.look_backs),
        key=lambda look_back: sort_key(_time_of_look_back(look_back), look_back),
    )
    whole["pattern_answers"] = sorted_dicts(contents.pattern_answers, lambda answer: answer.at)
    whole["deleted"] = sorted_dicts(contents.deleted, lambda tombstone: tombstone.at)
    whole["settings"] = as_dict(contents.settings or Settings())
    for key, value in contents.extra.items():
        whole.setdefault(key, value)
    yield from indented_pieces(whole.items())
    yield "\n"


def loads(text: str | bytes) -> Contents:
    """The contents of a file. Raises InputRefused, naming entry, field, value and what is allowed.

    Missing lists and fields get their defaults. A missing id is made from the content, so that the same file
    gives the same ids each time. Unknown ids and fields are kept. ``settings`` is ``None`` where the file has
    none.
    """
    with gc_paused():
        top = Fields(parse_json(text), lambda: "")
        _check_head(top)
        ids = _Ids()
        settings = _settings(top)
        return Contents(
            moments=_read(top, "moments", _moment, ids),
            reflections=_read(top, "reflections", _reflection, ids),
            stories=_read(top, "stories", _story, ids),
            experiments=_read(top, "experiments", _experiment, ids),
            checks=_read(top, "checks", _evening_answer, ids),
            look_backs=tuple(look_back.extra() for look_back in top.objects("look_backs")),
            pattern_answers=tuple(_pattern_answer(answer) for answer in top.objects("pattern_answers")),
            deleted=_read(top, "deleted", _tombstone, _Ids()),
            settings=settings,
            extra=top.extra(),
        )


# As one format among others


def recognises(source: Source) -> str | None:
    """An object that names this format, or begins as one does whose head was lost."""
    head = source.data[:100].decode("utf-8-sig", "ignore").lstrip()
    name = f'"{FORMAT}"'
    if head.startswith("{") and name.encode() in source.data:
        return f"the words {name} in it"
    return "its first words" if _BEGINS.match(head) else None


def read(source: Source, request: ImportRequest) -> Reading:
    """The contents of a file, with a count of the codes that are not among the program's words."""
    contents = loads(source.data)
    return Reading(contents=contents, counts={}, words=_unknown_words(contents, request.vocabulary))


def _unknown_words(contents: Contents, vocabulary: Vocabulary) -> tuple[ForeignWord, ...]:
    unknown: Counter[tuple[str, str]] = Counter()
    entries: list[Entry] = [*contents.moments, *contents.reflections]
    for entry in entries:
        unknown.update(
            ("mood", feeling.mood) for feeling in entry.feelings if feeling.mood not in vocabulary.moods
        )
        if isinstance(entry, Moment):
            for kind, codes, known in (
                ("trigger", entry.triggers, vocabulary.triggers),
                ("response", entry.responses, vocabulary.responses),
                ("urge", entry.urges, vocabulary.responses),
                ("partner_act", entry.partner_acts, vocabulary.partner_acts),
            ):
                unknown.update((kind, code) for code in codes if code not in known)
    return most_frequent_first(
        ForeignWord(kind=kind, word=word, count=count, becomes=word, known=False)
        for (kind, word), count in unknown.items()
    )


# Writing


def _entry_dicts(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return sorted_dicts(entries, lambda entry: entry.occurred_at)


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

    def id_of(self, raw: Fields, kind: str) -> str:
        """The object's own id, or one made from its content."""
        given = raw.text_or_none("id")
        if given:
            return given
        if kind == "checks":
            return evening_answer_id(raw.day("day"), raw.text("pattern"))
        raw.check_depth()
        content = {key: value for key, value in raw.raw.items() if key != "id"}
        key = kind + json.dumps(content, sort_keys=True)
        self._alike[key] += 1
        return str(uuid5(_NAMESPACE, f"{key}{self._alike[key]}"))

    def is_new(self, record: Any, raw: Fields) -> bool:
        """Whether it is no copy of an earlier one. Raises InputRefused for another record of the same id."""
        earlier, there = self._seen.setdefault(record.id, (record, raw))
        if earlier is record:
            return True
        if type(earlier) is type(record) and as_dict(earlier) == as_dict(record):
            return False
        raise raw.refusal("id", record.id, f"an id of its own; {there.where()} already has this one")


def _read(
    top: Fields, kind: str, make: Callable[[Fields, str], Identified], ids: _Ids
) -> tuple[Identified, ...]:
    records = []
    for each in top.objects(kind):
        record = make(each, ids.id_of(each, kind))
        if ids.is_new(record, each):
            records.append(record)
    return tuple(records)


def _check_head(top: Fields) -> None:
    form, version = top.text_or_none("format"), top.get("version")
    if form is None:
        raise top.problem("format", f'it is missing; use "{FORMAT}"')
    if form != FORMAT:
        raise top.refusal("format", form, f'"{FORMAT}"')
    if "version" not in top.raw:
        raise top.problem("version", f"it is missing; use {VERSION}")
    if type(version) is not int or version < VERSION:
        raise top.refusal("version", version, str(VERSION))
    if version > VERSION:
        raise top.problem(
            "version",
            f"this file has version {worded(version)} and was written by a newer companion; this one reads "
            f"version {VERSION}. Update companion, then import the file again",
        )


def _feelings(entry: Fields) -> tuple[Feeling, ...]:
    return tuple(
        Feeling(
            mood=feeling.text("mood"),
            intensity=feeling.whole_number("intensity", INTENSITY),
            extra=feeling.extra(),
        )
        for feeling in entry.objects("feelings")
    )


def _moment(moment: Fields, id: str) -> Moment:
    occurred_at = moment.needed_time("occurred_at")
    return Moment(
        id=id,
        occurred_at=occurred_at,
        zone=moment.text_or_none("zone"),
        recorded_at=moment.time("recorded_at") or occurred_at,
        updated_at=moment.time("updated_at") or occurred_at,
        triggers=moment.texts("triggers"),
        partner_acts=moment.texts("partner_acts"),
        feelings=_feelings(moment),
        body=moment.text("body"),
        urges=moment.texts("urges"),
        responses=own_acts(moment.texts("responses")),
        ending=moment.text("ending"),
        closeness=moment.whole_number("closeness", CLOSENESS),
        person=moment.text("person", "default"),
        tags=moment.texts("tags"),
        starred=moment.flag("starred"),
        note=moment.text("note"),
        sequel=_sequel(moment),
        extra=moment.extra(),
    )


def _sequel(moment: Fields) -> Sequel | None:
    if moment.get("sequel") is None:
        return None
    sequel = Fields(
        moment.get("sequel"), lambda: ": ".join(part for part in (moment.where(), "sequel") if part)
    )
    about_it = sequel.text_or_none("about_it") or None
    if about_it is not None and about_it not in ABOUT_IT:
        raise sequel.refusal("about_it", about_it, f"{', '.join(ABOUT_IT)}, or null")
    return Sequel(
        at=sequel.time("at") or moment.time("updated_at") or moment.needed_time("occurred_at"),
        closer=sequel.whole_number("closer", range(min(CLOSER), max(CLOSER) + 1)),
        about_it=about_it,
        note=sequel.text("note"),
        extra=sequel.extra(),
    )


def _reflection(reflection: Fields, id: str) -> Reflection:
    occurred_at = reflection.needed_time("occurred_at")
    return Reflection(
        id=id,
        occurred_at=occurred_at,
        zone=reflection.text_or_none("zone"),
        recorded_at=reflection.time("recorded_at") or occurred_at,
        updated_at=reflection.time("updated_at") or occurred_at,
        prompt=reflection.text_or_none("prompt"),
        leaning=reflection.text_or_none("leaning"),
        feelings=_feelings(reflection),
        tags=reflection.texts("tags"),
        starred=reflection.flag("starred"),
        text=reflection.text("text"),
        extra=reflection.extra(),
    )


def _story(story: Fields, id: str) -> Story:
    turned_out = story.text_or_none("turned_out")
    if turned_out is not None and turned_out not in TURNED_OUT:
        raise story.refusal("turned_out", turned_out, f"{', '.join(TURNED_OUT)}, or null")
    return Story(
        id=id,
        moment=story.text_or_none("moment"),
        feared=story.text("feared"),
        belief=story.whole_number("belief", BELIEF),
        ask_again_at=story.time("ask_again_at"),
        turned_out=turned_out,
        closed_at=story.time("closed_at"),
        learned=story.text("learned"),
        extra=story.extra(),
    )


def _experiment(experiment: Fields, id: str) -> Experiment:
    tries = tuple(_try(chance) for chance in experiment.objects("tries"))
    ended_at = experiment.time("ended_at")
    known = [chance.at for chance in tries if chance.at != LONG_AGO] + ([ended_at] if ended_at else [])
    return Experiment(
        id=id,
        pattern=experiment.text_or_none("pattern"),
        exercise=experiment.text_or_none("exercise"),
        if_then=experiment.text("if_then"),
        started_at=experiment.time("started_at") or min(known, default=LONG_AGO),
        ended_at=ended_at,
        tries=tries,
        extra=experiment.extra(),
    )


def _try(chance: Fields) -> Try:
    return Try(
        at=chance.time("at") or LONG_AGO,
        did=chance.flag("did"),
        moment=chance.text_or_none("moment"),
        note=chance.text("note"),
        extra=chance.extra(),
    )


def _evening_answer(answer: Fields, id: str) -> EveningAnswer:
    day = answer.day("day")
    pattern = answer.text("pattern")
    if not pattern:
        raise answer.refusal("pattern", pattern, "the id of a pattern")
    recorded_at = answer.time("recorded_at") or datetime.combine(day, time(), UTC)
    return EveningAnswer(
        id=id,
        day=day,
        pattern=pattern,
        happened=answer.flag_or_none("happened"),
        followed=answer.flag_or_none("followed"),
        recorded_at=recorded_at,
        updated_at=answer.time("updated_at") or recorded_at,
        extra=answer.extra(),
    )


def _pattern_answer(answer: Fields) -> PatternAnswer:
    return PatternAnswer(
        pattern=answer.text("pattern"),
        answer=answer.text("answer"),
        detail=answer.text("detail"),
        at=answer.time("at") or LONG_AGO,
        extra=answer.extra(),
    )


def _tombstone(tombstone: Fields, id: str) -> Tombstone:
    return Tombstone(id=id, at=tombstone.time("at") or LONG_AGO, extra=tombstone.extra())


def _settings(top: Fields) -> Settings | None:
    if top.missing("settings") or top.get("settings") is None:
        return None
    settings = Fields(top.get("settings"), lambda: "settings")
    plain = Settings()
    day_start = settings.text("day_start", plain.day_start)
    week_start = settings.text("week_start", plain.week_start)
    try:
        parse_day_start(day_start)
    except InputRefused:
        raise settings.refusal("day_start", day_start, "a time of day as HH:MM, such as 04:00") from None
    if week_start not in WEEKDAYS:
        raise settings.refusal("week_start", week_start, WEEKDAYS)
    return Settings(
        partner_name=settings.text("partner_name"),
        pronouns=settings.text("pronouns", plain.pronouns),
        day_start=day_start,
        week_start=week_start,
        extra=settings.extra(),
    )
