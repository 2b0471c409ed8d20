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
    """Entries, feelings, stories, experiments, tries, answers to patterns and look-backs, and evening checks
    and what was said afterwards of moments where there are any; codes as they are kept, times in ISO 8601,
    yes and no as 1 and 0.
    """
    entries: list[Entry] = [*contents.moments, *contents.reflections]
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
    sequels = Table(
        "sequels",
        ("moment", "at", "closer", "about_it", "note", "extra"),
        [
            (moment.id, said.at.isoformat(), said.closer, said.about_it, said.note, _extra(said.extra))
            for moment in contents.moments
            if (said := moment.sequel) is not None and said.says_something
        ],
    )
    return (
        Table(
            "moments",
            (
                "id", "occurred_at", "zone", "recorded_at", "updated_at", "triggers", "partner_acts", "body",
                "urges", "responses", "ending", "closeness", "person", "tags", "starred", "note", "extra",
            ),
            [
                (
                    moment.id, moment.occurred_at.isoformat(), moment.zone, moment.recorded_at.isoformat(),
                    moment.updated_at.isoformat(), "; ".join(moment.triggers), "; ".join(moment.partner_acts),
                    moment.body,
                    "; ".join(moment.urges), "; ".join(moment.responses), moment.ending, moment.closeness,
                    moment.person, "; ".join(moment.tags), int(moment.starred), moment.note,
                    _extra(moment.extra),
                )
                for moment in contents.moments
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
                    reflection.id, reflection.occurred_at.isoformat(), reflection.zone,
                    reflection.recorded_at.isoformat(), reflection.updated_at.isoformat(),
                    reflection.prompt, reflection.leaning, "; ".join(reflection.tags),
                    int(reflection.starred), reflection.text, _extra(reflection.extra),
                )
                for reflection in contents.reflections
            ],
        ),
        Table(
            "feelings",
            ("entry", "kind", "occurred_at", "mood", "intensity"),
            [
                (
                    entry.id, "moment" if isinstance(entry, Moment) else "reflection",
                    entry.occurred_at.isoformat(), felt.mood, felt.intensity,
                )
                for entry in entries
                for felt in entry.feelings
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
        *([sequels] if sequels.rows else []),
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
