"""The journal as plain tables, for a spreadsheet or a database: one row a record, lists joined or apart."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from companion.exchange.writers.entries import Entries, held
from companion.model.records import Contents, Entry, Extra, Moment, Reflection

Cell = str | int | None


class Table(NamedTuple):
    """One table: its name, its columns and its rows, to be read once."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


def tables(contents: Contents) -> tuple[Table, ...]:
    """What :func:`tables_in_turn` gives of a whole journal, with all rows at hand."""
    return tuple(table._replace(rows=list(table.rows)) for table in tables_in_turn(contents, held(contents)))


def tables_in_turn(contents: Contents, entries: Entries) -> Iterator[Table]:
    """Entries, feelings, stories, experiments, tries, answers to patterns and look-backs, and evening checks
    and what was said afterwards of moments where there are any; codes as they are kept, times in ISO 8601,
    yes and no as 1 and 0.

    ``entries``: those of the journal, which ``contents`` need not hold. The rows of each table are to be read
    before the next one: entries are read once, and what other tables have of them is put aside.
    """
    feelings: list[tuple[Cell, ...]] = []
    sequels: list[tuple[Cell, ...]] = []
    yield Table("moments", _MOMENT, (_moment(one, feelings, sequels) for one in entries.moments()))
    yield Table("reflections", _REFLECTION, (_reflection(one, feelings) for one in entries.reflections()))
    yield Table("feelings", ("entry", "kind", "occurred_at", "mood", "intensity"), feelings)
    yield from _other_tables(contents)
    if sequels:
        yield Table("sequels", ("moment", "at", "closer", "about_it", "note", "extra"), sequels)


_MOMENT = (
    "id", "occurred_at", "zone", "recorded_at", "updated_at", "triggers", "partner_acts", "body", "urges",
    "responses", "ending", "closeness", "person", "tags", "starred", "note", "extra",
)  # fmt: skip
_REFLECTION = (
    "id", "occurred_at", "zone", "recorded_at", "updated_at", "prompt", "leaning", "tags", "starred", "text",
    "extra",
)  # fmt: skip


def _moment(
    moment: Moment, feelings: list[tuple[Cell, ...]], sequels: list[tuple[Cell, ...]]
) -> tuple[Cell, ...]:
    feelings += _feelings(moment)
    if (said := moment.sequel) is not None and said.says_something:
        sequels.append(
            (moment.id, said.at.isoformat(), said.closer, said.about_it, said.note, _extra(said.extra))
        )
    return (
        moment.id, moment.occurred_at.isoformat(), moment.zone, moment.recorded_at.isoformat(),
        moment.updated_at.isoformat(), "; ".join(moment.triggers), "; ".join(moment.partner_acts),
        moment.body, "; ".join(moment.urges), "; ".join(moment.responses), moment.ending, moment.closeness,
        moment.person, "; ".join(moment.tags), int(moment.starred), moment.note, _extra(moment.extra),
    )  # fmt: skip


def _reflection(reflection: Reflection, feelings: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    feelings += _feelings(reflection)
    return (
        reflection.id, reflection.occurred_at.isoformat(), reflection.zone,
        reflection.recorded_at.isoformat(), reflection.updated_at.isoformat(), reflection.prompt,
        reflection.leaning, "; ".join(reflection.tags), int(reflection.starred), reflection.text,
        _extra(reflection.extra),
    )  # fmt: skip


def _feelings(entry: Entry) -> Iterator[tuple[Cell, ...]]:
    kind = "moment" if isinstance(entry, Moment) else "reflection"
    for felt in entry.feelings:
        yield entry.id, kind, entry.occurred_at.isoformat(), felt.mood, felt.intensity


def _other_tables(contents: Contents) -> tuple[Table, ...]:
    checks = Table(
        "checks",
        ("id", "day", "pattern", "happened", "followed", "recorded_at", "updated_at", "extra"),
        [
            (
                answer.id, answer.day.isoformat(), answer.pattern,
                _bit(answer.happened), _bit(answer.followed),
                answer.recorded_at.isoformat(), answer.updated_at.isoformat(), _extra(answer.extra),
            )
            for answer in contents.checks
        ],
    )  # fmt: skip
    return (
        Table(
            "stories",
            (
                "id", "moment", "feared", "belief", "ask_again_at", "turned_out", "closed_at", "learned",
                "extra",
            ),
            [
                (
                    story.id, story.moment, story.feared, story.belief,
                    _at(story.ask_again_at), story.turned_out,
                    _at(story.closed_at), story.learned, _extra(story.extra),
                )
                for story in contents.stories
            ],
        ),
        Table(
            "experiments",
            ("id", "pattern", "exercise", "if_then", "started_at", "ended_at", "extra"),
            [
                (
                    experiment.id, experiment.pattern, experiment.exercise, experiment.if_then,
                    experiment.started_at.isoformat(), _at(experiment.ended_at), _extra(experiment.extra),
                )
                for experiment in contents.experiments
            ],
        ),
        Table(
            "tries",
            ("experiment", "at", "did", "moment", "note", "extra"),
            [
                (
                    experiment.id, chance.at.isoformat(), int(chance.did), chance.moment, chance.note,
                    _extra(chance.extra),
                )
                for experiment in contents.experiments
                for chance in experiment.tries
            ],
        ),
        Table(
            "pattern_answers",
            ("pattern", "answer", "detail", "at", "extra"),
            [
                (answer.pattern, answer.answer, answer.detail, answer.at.isoformat(), _extra(answer.extra))
                for answer in contents.pattern_answers
            ],
        ),
        Table(
            "look_backs",
            ("look_back", "field", "value"),
            [
                (str(look_back.get("id", number)), name, value if isinstance(value, str) else _json(value))
                for number, look_back in enumerate(contents.look_backs, 1)
                for name, value in look_back.items()
            ],
        ),
        *([checks] if contents.checks else []),
    )  # fmt: skip


def _extra(extra: Extra) -> str:
    """What the record holds beside the columns, as JSON; empty where that is nothing."""
    return _json(dict(extra)) if extra else ""


def _bit(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _at(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()
