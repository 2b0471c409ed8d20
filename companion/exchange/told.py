"""Entries as labelled words, day by day, for what is written to be read."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from companion.model.clock import local_day
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
