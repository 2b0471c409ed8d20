"""Findings are kept for an engine and a catalogue of patterns, whatever the dates of the program's files."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import companion.patterns
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.vocabulary import Vocabulary, load_vocabulary
from companion.system.paths import Places


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A number for each time that findings were worked out."""
    times: list[int] = []
    real = companion.patterns.analyse
    monkeypatch.setattr(companion.patterns, "analyse", lambda *a, **k: times.append(1) or real(*a, **k))
    return times


def read_again(places: Places, clock: Clock, vocabulary: Vocabulary | None = None) -> None:
    with open_journal(places, clock=clock, vocabulary=vocabulary) as journal:
        if not journal.timeline.count():
            journal.log(triggers=["affection_received"])
        journal.insight.patterns()
        assert not journal.insight.stale()


def test_a_program_installed_anew_works_nothing_out_anew(
    places: Places, clock: Clock, worked_out: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_again(places, clock)
    real = Path.stat

    def touched(path: Path, **how: bool) -> os.stat_result:
        found = list(real(path, **how))
        if path.suffix == ".py":
            found[6], found[8] = found[6] + 1, found[8] + 99  # size and date
        return os.stat_result(found)

    monkeypatch.setattr(Path, "stat", touched)
    read_again(places, clock)
    assert len(worked_out) == 1


def test_another_engine_works_everything_out_anew(
    places: Places, clock: Clock, worked_out: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_again(places, clock)
    monkeypatch.setattr(companion.patterns, "ENGINE_VERSION", companion.patterns.ENGINE_VERSION + 1)
    read_again(places, clock)
    read_again(places, clock)
    assert len(worked_out) == 2


def test_another_catalogue_of_patterns_works_everything_out_anew(
    places: Places, clock: Clock, worked_out: list[int]
) -> None:
    read_again(places, clock)
    changed = load_vocabulary()
    first = next(iter(changed.patterns))
    changed.patterns[first] = replace(changed.patterns[first], window_hours=7)
    read_again(places, clock, changed)
    read_again(places, clock, changed)
    assert len(worked_out) == 2


def test_the_past_that_has_settled_is_of_one_engine_too(
    places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def key(journal: Journal) -> str:
        return journal.insight._past_key(journal.settings, [])

    with open_journal(places, clock=clock) as journal:
        before = key(journal)
        assert key(journal) == before
        monkeypatch.setattr(companion.patterns, "ENGINE_VERSION", 99)
        assert key(journal) != before


def test_what_is_held_in_memory_is_never_older_than_the_journal(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal, journal.fork() as other:
        for days_ago, logging in ((3, journal), (1, other)):
            when = clock.now() - timedelta(days=days_ago)
            before = journal.insight.patterns()
            assert journal.insight.patterns() is before and other.insight.patterns() is before
            urges = [count.wanted for count in journal.insight.measures().urges]
            logging.log(when=when, triggers=["affection_received"], urges=["withdrew"])
            assert journal.insight.patterns() is not before
            after = [count.wanted for count in journal.insight.measures().urges]
            assert sum(after) == sum(urges) + 1
            assert after == [count.wanted for count in other.insight.measures().urges]
        journal.entries.delete(journal.timeline.latest()[0].id)
        assert sum(count.wanted for count in journal.insight.measures().urges) == 1
