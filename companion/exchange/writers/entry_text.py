"""Entries as labelled words, day by day, for what is written to be read."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.records import Contents, Entry, Feeling, Moment, Settings
from companion.model.text import one_line
from companion.model.vocabulary import Vocabulary


def by_day(contents: Contents) -> Iterator[tuple[date, list[Entry]]]:
    """The entries of each day that has some, by the day start of the journal."""
    start = (contents.settings or Settings()).day_start
    entries: list[Entry] = [*contents.moments, *contents.reflections]
    entries.sort(key=lambda one: (local_day(one.occurred_at, start), one.occurred_at, one.id))
    for day, some in groupby(entries, key=lambda one: local_day(one.occurred_at, start)):
        yield day, list(some)


def facts(entry: Entry, vocabulary: Vocabulary, settings: Settings) -> list[tuple[str, str]]:
    """What was picked for an entry, as (label, words); nothing for what was left open."""

    def labels(codes: tuple[str, ...]) -> str:
        return "; ".join(one_line(vocabulary.label(code, settings)) for code in codes)

    def felt(feeling: Feeling) -> str:
        label = one_line(vocabulary.label(feeling.mood, settings))
        return label if feeling.intensity is None else f"{label} {feeling.intensity}"

    found: list[tuple[str, str]] = []
    if isinstance(entry, Moment):
        found.append(("What happened", labels(entry.triggers)))
        found.append(("What the other did", labels(entry.partner_acts)))
    elif entry.prompt is not None:
        found.append(("Prompt", labels((entry.prompt,))))
    found.append(("Felt", "; ".join(felt(feeling) for feeling in entry.feelings)))
    if isinstance(entry, Moment):
        found += [
            ("In the body", one_line(entry.body)),
            ("Wanted", labels(entry.urges)),
            ("Did", labels(entry.responses)),
            ("How it ended", one_line(entry.ending)),
            ("Closeness", "" if entry.closeness is None else f"{entry.closeness:+d}"),
        ]
    found.append(("Tags", "; ".join(one_line(tag) for tag in entry.tags)))
    return [(label, words) for label, words in found if words]


def words_of(entry: Entry) -> str:
    """What the person wrote, as it stands."""
    return entry.note if isinstance(entry, Moment) else entry.text


Told = list[tuple[str, str]]


def beside(contents: Contents, vocabulary: Vocabulary) -> Iterator[tuple[str, list[tuple[str, Told]]]]:
    """What is no entry, as (title, records), each of them (heading, labelled words); no empty ones.

    Stories, experiments with their tries, look-backs, answers to patterns.
    """
    settings = contents.settings or Settings()

    def label(code: str | None) -> str:
        return "" if code is None else one_line(vocabulary.label(code, settings))

    stories = [
        _told(
            one_line(story.feared),
            ("How sure", "" if story.belief is None else f"{story.belief} %"),
            ("To be asked again", _day(story.ask_again_at)),
            ("Turned out", _TURNED_OUT.get(story.turned_out or "", story.turned_out or "")),
            ("Looked at again", _day(story.closed_at)),
            ("Learned", one_line(story.learned)),
        )
        for story in contents.stories
    ]
    experiments = [
        _told(
            one_line(one.if_then),
            ("Begun", _day(one.started_at)),
            ("Ended", _day(one.ended_at)),
            ("Pattern", label(one.pattern)),
            ("Practice", label(one.exercise)),
            *(
                (
                    _day(chance.at),
                    one_line(f"{'did it' if chance.did else 'it stayed a plan'}. {chance.note}"),
                )
                for chance in one.tries
            ),
        )
        for one in contents.experiments
    ]
    look_backs = [
        _told("A look back", *((one_line(str(name)), one_line(_value(value))) for name, value in one.items()))
        for one in contents.look_backs
    ]
    answers = [
        _told(label(one.pattern), (_day(one.at), one_line(f"{one.answer.replace('_', ' ')} {one.detail}")))
        for one in contents.pattern_answers
    ]
    found = (
        ("Stories", stories),
        ("Experiments", experiments),
        ("Look-backs", look_backs),
        ("Answers to patterns", answers),
    )
    return ((title, records) for title, records in found if records)


_TURNED_OUT = {"as_feared": "as feared", "otherwise": "otherwise", "still_unknown": "still unknown"}


def _told(heading: str, *facts: tuple[str, str]) -> tuple[str, Told]:
    return heading, [(label, words) for label, words in facts if words]


def _day(at: datetime | None) -> str:
    return "" if at is None else day_words(at.date())


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
