"""Entries as labelled words, day by day, for the exports that are written to be read."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from companion.exchange.writers.entries import Entries, held
from companion.model.date_format import day_words
from companion.model.entry_facts import entry_facts, story_facts
from companion.model.records import Contents, Entry, Experiment, Extra, PatternAnswer, Settings, Story
from companion.model.text import fill, one_line
from companion.model.vocabulary import Vocabulary

Row = tuple[str, str]
"""A label and the words that go with it, each on one line and safe to show."""


class Record(NamedTuple):
    """What is no entry, to be read: a heading and its rows."""

    heading: str
    rows: list[Row]


def by_day(contents: Contents, entries: Entries | None = None) -> Iterator[tuple[date, list[Entry]]]:
    """The entries of each day that has some, by the day start of the journal.

    ``entries``: those to be written, where they are not held in ``contents``.
    """
    return (entries or held(contents)).by_day((contents.settings or Settings()).day_start)


def row_maker(
    contents: Contents, vocabulary: Vocabulary, entries: Entries | None = None
) -> Callable[[Entry], list[Row]]:
    """A function that gives the rows of an entry: all that was filled in but its time, star and text.

    The time zone that most entries have goes without saying. ``entries``: as for :func:`by_day`.
    """
    settings = contents.settings or Settings()
    zones = Counter(filter(None, (entries or held(contents)).zones()))
    home_zone = max(zones, key=lambda zone: zones[zone], default=None)

    def rows(entry: Entry) -> list[Row]:
        facts = entry_facts(entry, vocabulary, settings, home_zone)
        return [(fact.title, fact.words("; ")) for fact in facts]

    return rows


def other_records(contents: Contents, vocabulary: Vocabulary) -> Iterator[tuple[str, list[Record]]]:
    """What is no entry, as (title, records): worries, experiments with their tries, evening checks,
    monthly reviews, answers to patterns. Titles without a record are left out.
    """
    settings = contents.settings or Settings()

    def label(code: str | None) -> str:
        return "" if code is None else one_line(vocabulary.label(code, settings))

    groups = (
        ("Worries", [_story(story) for story in contents.stories]),
        ("Experiments", [_experiment(experiment, label) for experiment in contents.experiments]),
        ("Evening checks", _evening_checks(contents, vocabulary)),
        ("Monthly reviews", [_look_back(look_back) for look_back in contents.look_backs]),
        ("Answers to patterns", [_answer(answer, label) for answer in contents.pattern_answers]),
    )
    return ((title, records) for title, records in groups if records)


def _story(story: Story) -> Record:
    facts = story_facts(story)
    return Record(
        one_line(story.feared), [(fact.title, fact.words()) for fact in facts if fact.kind != "feared"]
    )


def _experiment(experiment: Experiment, label: Callable[[str | None], str]) -> Record:
    rows = [
        ("Started", _day(experiment.started_at)),
        ("Ended", _day(experiment.ended_at)),
        ("Pattern", label(experiment.pattern)),
        ("Practice", label(experiment.exercise)),
    ]
    rows += [
        (_day(chance.at), one_line(f"{'tried it' if chance.did else 'not this time'}. {chance.note}"))
        for chance in experiment.tries
    ]
    return Record(one_line(experiment.if_then), [row for row in rows if row[1]])


def _evening_checks(contents: Contents, vocabulary: Vocabulary) -> list[Record]:
    """A watched pattern each, with a short line a day: ``"closeness: yes; pulling back: no"``."""
    settings = contents.settings or Settings()
    words = {True: "yes", False: "no", None: "not known"}
    days: dict[str, list[Row]] = {}
    for answer in sorted(contents.checks, key=lambda answer: (answer.pattern, answer.day)):
        row = vocabulary.patterns.get(answer.pattern)
        happened = fill(row.happened, settings) if row and row.happened else "happened"
        followed = fill(row.followed, settings) if row and row.followed else "followed"
        line = one_line(f"{happened}: {words[answer.happened]}; {followed}: {words[answer.followed]}")
        days.setdefault(answer.pattern, []).append((day_words(answer.day), line))
    return [Record(one_line(vocabulary.label(id, settings)), rows) for id, rows in days.items()]


def _look_back(look_back: Extra) -> Record:
    rows = [(one_line(str(name)), one_line(_value(value))) for name, value in look_back.items()]
    return Record("A monthly review", [row for row in rows if row[1]])


def _answer(answer: PatternAnswer, label: Callable[[str | None], str]) -> Record:
    words = one_line(f"{answer.answer.replace('_', ' ')} {answer.detail}")
    return Record(label(answer.pattern), [(_day(answer.at), words)] if words else [])


def _day(at: datetime | None) -> str:
    return "" if at is None else day_words(at.date())


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
