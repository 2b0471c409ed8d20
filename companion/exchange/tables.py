"""The journal as plain tables, for a spreadsheet or a database: one row a record, lists joined or apart."""

from datetime import datetime
from typing import NamedTuple

from companion.model.records import Contents, Entry, Moment

Cell = str | int | None


class Table(NamedTuple):
    """One table: its name, its columns and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def tables(contents: Contents) -> tuple[Table, ...]:
    """Moments, reflections, feelings, stories, experiments and tries; codes as they are kept, times in ISO
    8601.
    """
    entries: list[Entry] = [*contents.moments, *contents.reflections]
    return (
        Table(
            "moments",
            (
                "id", "occurred_at", "zone", "recorded_at", "updated_at", "triggers", "partner_acts", "body",
                "urges", "responses", "ending", "closeness", "person", "tags", "starred", "note",
            ),
            [
                (
                    one.id, one.occurred_at.isoformat(), one.zone, one.recorded_at.isoformat(),
                    one.updated_at.isoformat(), "; ".join(one.triggers), "; ".join(one.partner_acts),
                    one.body,
                    "; ".join(one.urges), "; ".join(one.responses), one.ending, one.closeness, one.person,
                    "; ".join(one.tags), int(one.starred), one.note,
                )
                for one in contents.moments
            ],
        ),
        Table(
            "reflections",
            (
                "id", "occurred_at", "zone", "recorded_at", "updated_at", "prompt", "leaning", "tags",
                "starred", "text",
            ),
            [
                (
                    one.id, one.occurred_at.isoformat(), one.zone, one.recorded_at.isoformat(),
                    one.updated_at.isoformat(), one.prompt, one.leaning, "; ".join(one.tags),
                    int(one.starred), one.text,
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
            ("id", "moment", "feared", "belief", "ask_again_at", "turned_out", "closed_at", "learned"),
            [
                (
                    one.id, one.moment, one.feared, one.belief,
                    _at(one.ask_again_at), one.turned_out,
                    _at(one.closed_at), one.learned,
                )
                for one in contents.stories
            ],
        ),
        Table(
            "experiments",
            ("id", "pattern", "exercise", "if_then", "started_at", "ended_at"),
            [
                (
                    one.id, one.pattern, one.exercise, one.if_then, one.started_at.isoformat(),
                    _at(one.ended_at),
                )
                for one in contents.experiments
            ],
        ),
        Table(
            "tries",
            ("experiment", "at", "did", "moment", "note"),
            [
                (one.id, chance.at.isoformat(), int(chance.did), chance.moment, chance.note)
                for one in contents.experiments
                for chance in one.tries
            ],
        ),
    )  # fmt: skip


def _at(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()
