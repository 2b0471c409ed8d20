"""The journal as plain tables, for a spreadsheet or a database: one row a record, lists joined or apart."""

import json
from datetime import datetime
from typing import NamedTuple

from companion.model.records import Contents, Entry, Extra, Moment

Cell = str | int | None


class Table(NamedTuple):
    """One table: its name, its columns and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def tables(contents: Contents) -> tuple[Table, ...]:
    """Entries, feelings, stories, experiments, tries, answers to patterns and look-backs; codes as they are
    kept, times in ISO 8601.
    """
    entries: list[Entry] = [*contents.moments, *contents.reflections]
    return (
        Table(
            "moments",
            (
                "id", "occurred_at", "zone", "recorded_at", "updated_at", "triggers", "partner_acts", "body",
                "urges", "responses", "ending", "closeness", "person", "tags", "starred", "note", "extra",
            ),
            [
                (
                    one.id, one.occurred_at.isoformat(), one.zone, one.recorded_at.isoformat(),
                    one.updated_at.isoformat(), "; ".join(one.triggers), "; ".join(one.partner_acts),
                    one.body,
                    "; ".join(one.urges), "; ".join(one.responses), one.ending, one.closeness, one.person,
                    "; ".join(one.tags), int(one.starred), one.note, _extra(one.extra),
                )
                for one in contents.moments
            ],
        ),
        Table(
            "reflections",
            (
                "id", "occurred_at", "zone", "recorded_at", "updated_at", "prompt", "leaning", "tags",
                "starred", "text", "extra",
            ),
            [
                (
                    one.id, one.occurred_at.isoformat(), one.zone, one.recorded_at.isoformat(),
                    one.updated_at.isoformat(), one.prompt, one.leaning, "; ".join(one.tags),
                    int(one.starred), one.text, _extra(one.extra),
                )
                for one in contents.reflections
            ],
        ),
        Table(
            "feelings",
            ("entry", "kind", "occurred_at", "mood", "intensity"),
            [
                (
                    one.id, "moment" if isinstance(one, Moment) else "reflection",
                    one.occurred_at.isoformat(), felt.mood, felt.intensity,
                )
                for one in entries
                for felt in one.feelings
            ],
        ),
        Table(
            "stories",
            (
                "id", "moment", "feared", "belief", "ask_again_at", "turned_out", "closed_at", "learned",
                "extra",
            ),
            [
                (
                    one.id, one.moment, one.feared, one.belief,
                    _at(one.ask_again_at), one.turned_out,
                    _at(one.closed_at), one.learned, _extra(one.extra),
                )
                for one in contents.stories
            ],
        ),
        Table(
            "experiments",
            ("id", "pattern", "exercise", "if_then", "started_at", "ended_at", "extra"),
            [
                (
                    one.id, one.pattern, one.exercise, one.if_then, one.started_at.isoformat(),
                    _at(one.ended_at), _extra(one.extra),
                )
                for one in contents.experiments
            ],
        ),
        Table(
            "tries",
            ("experiment", "at", "did", "moment", "note", "extra"),
            [
                (
                    one.id, chance.at.isoformat(), int(chance.did), chance.moment, chance.note,
                    _extra(chance.extra),
                )
                for one in contents.experiments
                for chance in one.tries
            ],
        ),
        Table(
            "pattern_answers",
            ("pattern", "answer", "detail", "at", "extra"),
            [
                (one.pattern, one.answer, one.detail, one.at.isoformat(), _extra(one.extra))
                for one in contents.pattern_answers
            ],
        ),
        Table(
            "look_backs",
            ("look_back", "field", "value"),
            [
                (str(one.get("id", number)), name, value if isinstance(value, str) else _json(value))
                for number, one in enumerate(contents.look_backs, 1)
                for name, value in one.items()
            ],
        ),
    )  # fmt: skip


def _extra(extra: Extra) -> str:
    """What the record holds beside the columns, as JSON; empty where that is nothing."""
    return _json(dict(extra)) if extra else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _at(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()
