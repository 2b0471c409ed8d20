"""How fast the store is with twenty years in it: 73,000 entries of 80 words, in a folder of its own.

    python benchmarks/store.py [entries]

Prints each reading in milliseconds (best of several) and as a ratio to a floor measured in the same run: one
row by its id through the bare driver, a hundred times over.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from companion.journal import Journal, open_journal
from companion.model.clock import fixed_clock
from companion.model.records import Contents, Feeling, Moment, Reflection
from companion.model.vocabulary import Vocabulary, load_vocabulary
from companion.system.paths import Places

END = datetime(2026, 3, 1, 21, 40, tzinfo=timezone(timedelta(hours=1)))
PER_DAY = 10
COMMON = [
    "the",
    "and",
    "to",
    "i",
    "a",
    "of",
    "that",
    "was",
    "in",
    "it",
    "we",
    "they",
    "them",
    "then",
    "there",
]
COMMON += [
    "this",
    "my",
    "you",
    "home",
    "slow",
    "with",
    "but",
    "had",
    "when",
    "talk",
    "felt",
    "reply",
    "these",
]
QUERIES = (
    "the",
    "the and",
    "th",
    "t",
    "slow repl",
    '"slow reply"',
    "nothingofthekind",
    "💔",
    "trigger:affection",
    "trigger:affection response:withdrew",
    "trigger:affection response:withdrew the",
    "act:pb_warm act:pb_controlling act:pb_threatening",
    "-tag:work",
    "the -tag:work",
    "mood:a -tag:work after:2010 before:2011 the",
    "is:starred",
    "is:starred kind:reflection",
    "on:2012-05",
)


def twenty_years(count: int, words: Vocabulary) -> Contents:
    """A made-up journal of ``count`` entries up to END, the same each time; a tenth of them reflections."""
    draw = random.Random(1)
    lexicon = [
        *COMMON,
        *(f"{draw.choice('bcdfghklmnprstvwz')}{draw.choice('aeiou')}{n:x}" for n in range(20_000)),
    ]
    weights = [1 / (rank + 3) for rank in range(len(lexicon))]
    pool = draw.choices(lexicon, weights, k=400_000)
    triggers, responses, acts = list(words.triggers), list(words.responses), list(words.partner_acts)
    moods, prompts = list(words.moods), list(words.prompts)
    moments, reflections = [], []
    for number in range(count):
        at = END - timedelta(minutes=(count - number) * 1440 / PER_DAY + draw.randrange(100))
        start = draw.randrange(len(pool) - 80)
        shared: dict[str, Any] = {
            "occurred_at": at,
            "recorded_at": at,
            "updated_at": at,
            "feelings": tuple(
                Feeling(mood=mood, intensity=draw.randrange(11)) for mood in draw.sample(moods, 2)
            ),
            "tags": tuple(draw.sample(["work", "kitchen", "weekend", "family"], draw.randrange(3))),
            "starred": draw.random() < 0.02,
        }
        text = " ".join(pool[start : start + 80])
        if number % 10 == 9:
            reflections.append(
                Reflection(
                    id=f"reflection-{number:08}",
                    prompt=draw.choice(prompts),
                    leaning="secure",
                    text=text,
                    **shared,
                )
            )
            continue
        moments.append(
            Moment(
                id=f"moment-{number:08}",
                triggers=tuple(draw.sample(triggers, draw.randrange(1, 3))),
                responses=tuple(draw.sample(responses, draw.randrange(3))),
                partner_acts=tuple(draw.sample(acts, draw.randrange(2))),
                urges=tuple(draw.sample(responses, draw.randrange(2))),
                body="tight chest",
                ending="we talked",
                closeness=draw.randrange(-3, 4),
                note=text,
                **shared,
            )
        )
    return Contents(moments=tuple(moments), reflections=tuple(reflections))


def best(work: Callable[[], object], times: int = 7) -> float:
    """The shortest of several runs, in milliseconds."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return min(found) * 1000


def floor(path: Path, id: str) -> float:
    """A hundred reads of one row by its id through the bare driver, in milliseconds."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path))
    try:
        return best(
            lambda: [
                connection.execute("SELECT at FROM entries WHERE id = ?", [id]).fetchone() for _ in range(100)
            ]
        )
    finally:
        connection.close()


def readings(journal: Journal) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    today = journal.today()

    def search(query: str) -> Callable[[], object]:
        return lambda: journal.timeline.search(query)

    def after_a_log(work: Callable[[], object]) -> Callable[[], object]:
        def log_and_work() -> object:
            journal.log(triggers=["ordinary_moment"])
            return work()

        return log_and_work

    return {
        "today's entries": lambda: journal.timeline.day(today),
        "five weeks of entries": lambda: journal.timeline.between(today - timedelta(days=34), today),
        "timeline, first 50": journal.timeline.latest,
        "a year of days": lambda: journal.timeline.days_logged(today - timedelta(days=365), today),
        "on this day": lambda: journal.timeline.on_this_day(today),
        "recent codes": lambda: journal.timeline.recent_codes("trigger"),
        "count": journal.timeline.count,
        "coded events, all": journal._store.entries.events,
        "a draft kept": lambda: journal.drafts.keep("moment", {"note": "a few words"}),
        "a moment logged": lambda: journal.log(triggers=["affection_received"], note="a few words"),
        **{f"search {query}": search(query) for query in QUERIES},
        "all patterns, something new logged": after_a_log(lambda: journal.insight.patterns()),
        "all patterns, known already": journal.insight.patterns,
        "the week, something new logged": after_a_log(lambda: journal.insight.week()),
        "the week, patterns known already": journal.insight.week,
    }


def main(count: int) -> None:
    words = load_vocabulary()
    with tempfile.TemporaryDirectory() as folder:
        places = Places(data=Path(folder) / "journal", config=Path(folder))
        with open_journal(places, clock=fixed_clock(END.astimezone(UTC)), vocabulary=words) as journal:
            contents = twenty_years(count, words)
            begin = time.perf_counter()
            journal.merging.import_contents(contents)
            del contents
            print(f"{'taking it all in':<60}{(time.perf_counter() - begin) * 1000:>12.1f} ms")
            print(f"{'size':<60}{places.journal.stat().st_size / 1e6:>12.1f} MB")
            unit = floor(places.journal, journal.timeline.latest(limit=1)[0].id)
            print(f"{'floor: a hundred rows by id':<60}{unit:>12.2f} ms{1:>10.1f}")
            for name, work in readings(journal).items():
                took = best(work)
                print(f"{name:<60}{took:>12.2f} ms{took / unit:>10.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 73_000)
