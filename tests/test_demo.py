"""The made-up diary: believable on any day it ends, and what the patterns say of it they say by counting."""

import re
import stat
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from companion.demo import DAYS, ONE_SITTING, SETTINGS, WATCHED, demo_contents, throw_away
from companion.journal import open_journal
from companion.model.clock import Clock, fixed_clock, local_day
from companion.model.date_format import MONTHS
from companion.model.records import (
    BELIEF,
    LEANINGS,
    NO_ACT,
    QUIET_CODES,
    Contents,
    Entry,
    Moment,
    evening_answer_id,
)
from companion.model.validation import check_entry
from companion.model.vocabulary import load_vocabulary
from companion.patterns import find_patterns
from companion.patterns.findings import Finding
from companion.patterns.measures import count_measures
from tests.coded_events import coded_event_of
from tests.conftest import SUNDAY_EVENING, ZONE

WORDS = load_vocabulary()
BERLIN = ZoneInfo(ZONE)

ENDS = [
    *(SUNDAY_EVENING + timedelta(days=n) for n in range(7)),  # every day of the week
    datetime(2025, 11, 26, 7, 30, tzinfo=BERLIN),  # clocks went back on the way; ends in the morning
    datetime(2026, 4, 19, 22, 5, tzinfo=BERLIN),  # clocks went forward on the way
    datetime(2027, 1, 9, 1, 15, tzinfo=BERLIN),  # the evening before still goes on
    datetime(2026, 9, 3, 19, 0, tzinfo=ZoneInfo("America/St_Johns")),
    datetime(2024, 3, 1, 23, 59, 59, tzinfo=timezone(timedelta(hours=13))),
    datetime(2026, 7, 14, 4, 2, tzinfo=UTC),  # the day is two minutes old
]


@cache
def diary(end: datetime) -> Contents:
    return demo_contents(WORDS, end)


def entries_of(made: Contents) -> list[Entry]:
    return [*made.moments, *made.reflections]


@cache
def findings(end: datetime) -> dict[str, Finding]:
    made = diary(end)
    events = [coded_event_of(entry) for entry in entries_of(made)]
    found = find_patterns(list(WORDS.patterns.values()), events, as_of=end, answers=made.pattern_answers)
    return {one.pattern: one for one in found}


whenever = pytest.mark.parametrize("end", ENDS, ids=lambda end: end.strftime("%a-%Y-%m-%d-%H%M"))


# Twelve weeks, up to now


@whenever
def test_it_fills_twelve_weeks_and_goes_no_further_than_now(end: datetime) -> None:
    made = diary(end)
    times = [one.occurred_at for one in entries_of(made)]
    assert max(times) <= end
    assert len(set(times)) == len(times)
    days = Counter(local_day(at) for at in times)
    today = local_day(end)
    assert min(days) == today - timedelta(days=DAYS - 1)
    assert days[today] == 3
    assert 46 <= len(days) <= 56  # four or five of seven
    noted = [*(one.at for one in made.pattern_answers), *(one.at for one in made.experiments[0].tries)]
    noted += [one.closed_at for one in made.stories if one.closed_at]
    assert max(noted) <= end


@whenever
def test_entries_lie_in_waking_hours_of_the_place(end: datetime) -> None:
    made = diary(end)
    before_today = [
        one.occurred_at for one in entries_of(made) if local_day(one.occurred_at) < local_day(end)
    ]
    assert all(at.hour >= 7 for at in before_today)
    assert {at.utcoffset() for at in before_today} <= {
        (end.tzinfo or UTC).utcoffset(at.replace(tzinfo=None)) for at in before_today
    }


def test_the_same_end_gives_the_same_diary_and_ids_do_not_change_with_it() -> None:
    again = demo_contents(load_vocabulary(), SUNDAY_EVENING)
    assert again == diary(SUNDAY_EVENING)
    assert [one.id for one in diary(ENDS[1]).moments] == [one.id for one in again.moments]
    ids = [*(one.id for one in entries_of(again)), *(one.id for one in again.stories)]
    assert len(set(ids)) == len(ids)


def test_the_zone_is_that_of_the_place() -> None:
    assert {one.zone for one in diary(SUNDAY_EVENING).moments} == {ZONE}
    assert {one.zone for one in demo_contents(WORDS, ENDS[0].astimezone(UTC), ZONE).moments} == {ZONE}
    assert {one.zone for one in diary(ENDS[-2]).moments} == {None}
    with pytest.raises(ValueError, match="offset"):
        demo_contents(WORDS, datetime(2026, 3, 1, 21, 40))


# A person wrote it


def test_it_is_about_this_much() -> None:
    made = diary(SUNDAY_EVENING)
    assert 115 <= len(made.moments) <= 140
    assert 28 <= len(made.reflections) <= 35
    assert 3 <= sum(one.starred for one in made.moments) <= 8
    busy = Counter(local_day(one.occurred_at) for one in made.moments)
    assert sum(n >= 3 for n in busy.values()) >= 8  # evenings with one entry after another
    assert any(not one.note and not one.responses for one in made.moments)  # a ten-second log
    assert {one.closeness for one in made.moments} >= {-2, -1, 0, 1, 2, 3, None}


def test_every_word_it_uses_is_known_and_every_entry_could_have_been_typed() -> None:
    made = diary(SUNDAY_EVENING)
    for entry in entries_of(made):
        check_entry(entry)
        assert {feeling.mood for feeling in entry.feelings} <= WORDS.moods.keys()
    for moment in made.moments:
        assert WORDS.triggers.keys() >= set(moment.triggers)
        assert WORDS.partner_acts.keys() >= set(moment.partner_acts)
        assert WORDS.responses.keys() >= {*moment.responses, *moment.urges}
        assert QUIET_CODES.isdisjoint((*moment.triggers, *moment.partner_acts, *moment.responses))
    prompts = [one.prompt for one in made.reflections]
    assert WORDS.prompts.keys() >= {prompt for prompt in prompts if prompt}
    assert len(set(prompts)) > 25
    assert {one.leaning for one in made.reflections} - {None} <= set(LEANINGS)


def test_no_two_notes_are_alike_and_none_ties_itself_to_a_season_or_a_sex() -> None:
    made = diary(SUNDAY_EVENING)
    notes = [one.note for one in made.moments if one.note] + [one.text for one in made.reflections]
    openings = Counter(" ".join(note.split()[:3]) for note in notes)
    assert openings.most_common(1)[0][1] == 1
    texts = [*notes, *(one.ending for one in made.moments), *(one.body for one in made.moments)]
    texts += [one.feared + " " + one.learned for one in made.stories]
    refused = re.compile(
        r"\b(he|him|his|she|hers?|man|woman|always|never|because|should have|you are|missed|failed|"
        r"(mon|tues|wednes|thurs|fri|satur|sun)day|weekend|spring|summer|autumn|winter|snow|https?)\b",
        re.IGNORECASE,
    )
    assert [text for text in texts if refused.search(text)] == []
    months = re.compile(rf"\b({'|'.join(month for month in MONTHS if month != 'May')})\b")
    assert [text for text in texts if months.search(text)] == []


def test_threads_go_on_from_week_to_week() -> None:
    made = diary(SUNDAY_EVENING)
    first = local_day(SUNDAY_EVENING) - timedelta(days=DAYS - 1)
    for tag in ("allotment", "late shifts", "sister's move", "the island", "work"):
        weeks = {(local_day(one.occurred_at) - first).days // 7 for one in made.moments if tag in one.tags}
        assert len(weeks) >= 3, tag


def test_what_was_wanted_was_not_each_time_done() -> None:
    wanted = [one for one in diary(SUNDAY_EVENING).moments if "withdrew" in one.urges]
    did = [one for one in wanted if "withdrew" in one.responses]
    stayed = [one for one in wanted if {"stayed_present", "accepted_affection"} & set(one.responses)]
    assert len(wanted) > 12
    assert 3 <= len(did) < len(wanted) / 2
    assert len(stayed) >= 4


def test_stories_mostly_turned_out_otherwise_and_one_is_due() -> None:
    made = diary(SUNDAY_EVENING)
    moments = {one.id for one in made.moments}
    assert {one.moment for one in made.stories} <= moments
    assert all(one.belief in BELIEF for one in made.stories)
    closed = Counter(one.turned_out for one in made.stories if one.closed_at)
    assert closed["otherwise"] > closed["as_feared"] >= 1
    [still_open] = [one for one in made.stories if one.closed_at is None]
    assert still_open.ask_again_at is not None and still_open.ask_again_at <= SUNDAY_EVENING


def test_one_experiment_runs_with_three_tries() -> None:
    made = diary(SUNDAY_EVENING)
    [experiment] = made.experiments
    assert experiment.ended_at is None
    assert experiment.pattern == "withdraw_after_affection"
    assert experiment.exercise in WORDS.practices
    assert [one.did for one in experiment.tries] == [False, True, True]
    by_id = {one.id: one for one in made.moments}
    for one in experiment.tries:
        assert isinstance(by_id[one.moment or ""], Moment)
        assert experiment.started_at <= one.at


# It is written as people write


@whenever
def test_it_is_written_on_four_or_five_days_a_week_in_runs(end: datetime) -> None:
    days = sorted({(local_day(end) - local_day(at.occurred_at)).days for at in entries_of(diary(end))})
    weeks = Counter(day // 7 for day in days)
    assert len(weeks) == 12
    assert set(weeks.values()) <= {3, 4, 5, 6}
    runs = 1 + sum(b - a > 1 for a, b in pairwise(days))
    assert 3 <= len(days) / runs <= 5
    assert max(b - a for a, b in pairwise(days)) >= 4  # a few days away


@whenever
def test_some_evenings_are_told_in_one_sitting(end: datetime) -> None:
    times = [(one.occurred_at, one.recorded_at) for one in diary(end).moments]
    assert all(at == written for at, written in times)
    gaps = [b - a for (a, _), (b, _) in pairwise(times)]
    evenings = sum(
        max(one, two) < ONE_SITTING and before >= ONE_SITTING
        for before, one, two in zip(gaps, gaps[1:], gaps[2:], strict=False)
    )
    assert evenings >= 3


def test_some_moments_have_no_answer_and_some_say_that_there_was_nothing_of_the_kind() -> None:
    moments = [one for one in diary(SUNDAY_EVENING).moments if one.triggers]
    assert 8 <= sum(NO_ACT in one.responses for one in moments) <= 15
    blank = [one for one in moments if not one.responses]
    assert 30 <= len(blank) <= 60
    known = findings(SUNDAY_EVENING)["withdraw_after_affection"]
    assert known.same_entry and 1 <= known.not_answered < known.same_entry.n / 4


@whenever
def test_a_month_of_evening_checks_with_days_skipped(end: datetime) -> None:
    checks = diary(end).checks
    days = sorted({one.day for one in checks})
    assert {one.pattern for one in checks} == set(WATCHED) == set(SETTINGS.extra["watched_patterns"])
    assert len(checks) == len(WATCHED) * len(days)
    assert local_day(end) - timedelta(days=30) <= days[0]
    assert days[-1] <= local_day(end)
    assert 20 <= len(days) <= (days[-1] - days[0]).days - 3
    assert all(one.recorded_at <= end and one.id == evening_answer_id(one.day, one.pattern) for one in checks)
    assert {one.happened for one in checks} == {one.followed for one in checks} == {True, False}


# What the patterns find


@whenever
def test_pulling_back_after_closeness_holds_up(end: datetime) -> None:
    found = findings(end)["withdraw_after_affection"]
    assert found.state == "holds_up"
    assert found.answer == "fits"
    assert found.same_moment and found.afterwards
    assert found.k / found.n > 0.6 > 0.2 > found.k0 / found.n0
    assert len(found.counter_examples) >= 5


@whenever
def test_reading_the_worst_into_silence_holds_up_and_is_noted_less_of_late(end: datetime) -> None:
    """Less by far; but a dozen weeks are too few for a change that is certain two weeks in a row."""
    found = findings(end)["overread_after_silence"]
    assert found.state == "holds_up"
    assert found.earlier and found.recent
    (k, n), (k1, n1) = found.earlier, found.recent
    assert k / n - k1 / n1 > 0.3


@whenever
def test_something_that_goes_well_stands_out(end: datetime) -> None:
    good = {id for id, row in WORDS.patterns.items() if row.positive}
    assert {findings(end)[id].state for id in good} & {"holds_up", "growing"}


@whenever
def test_stressed_evenings_look_like_something_and_are_not(end: datetime) -> None:
    found = findings(end)["stress_spillover"]
    assert found.k / found.n > 2 * found.k0 / found.n0
    assert found.state in ("not_seen", "early_sign")


@whenever
def test_most_patterns_still_wait(end: datetime) -> None:
    states = Counter(one.state for one in findings(end).values())
    assert states["counting"] >= 8
    assert states["counting"] == max(states.values())
    waiting = findings(end)["repair_after_conflict"]
    assert (waiting.state, waiting.needed) == ("counting", "5 of 6")


@whenever
def test_what_is_counted_beside_the_patterns_has_enough_of_each(end: datetime) -> None:
    made = diary(end)
    events = [coded_event_of(entry) for entry in entries_of(made)]
    urges = {one.id: frozenset(one.urges) for one in made.moments if one.urges}
    also = count_measures(events, urges, made.stories, made.experiments, WORDS.patterns, as_of=end)
    assert also.urges[0].urge == "withdrew"
    assert also.urges[0].enough and 0 < also.urges[0].done < also.urges[0].wanted
    assert also.repair.enough and also.repair.own and also.repair.partner
    assert also.stories.enough and also.stories.as_feared and also.stories.still_unknown
    assert any(band.enough for band in also.stories.bands)
    assert also.experiments[0].chances == 3 and also.experiments[0].before


# The place it opens in


def test_it_is_put_into_a_place_of_its_own_that_does_not_stay(clock: Clock) -> None:
    with throw_away(clock) as there:
        assert stat.S_IMODE(there.data.stat().st_mode) == 0o700
        assert stat.S_IMODE(there.journal.stat().st_mode) == 0o600
        with open_journal(there, clock=clock) as journal:
            made = diary(SUNDAY_EVENING)
            assert journal.timeline.count() == len(made.moments) + len(made.reflections)
            assert journal.settings.partner_name == "Robin"
            assert len(journal.timeline.day(journal.today())) == 3
            assert len(journal.stories.due()) == 1
            assert not journal.quiet
            assert {one.pattern: one.state for one in journal.insight.patterns()} == {
                id: one.state for id, one in findings(SUNDAY_EVENING).items()
            }
    assert not there.data.exists()


def test_it_is_removed_when_something_goes_wrong_as_well(clock: Clock) -> None:
    with pytest.raises(RuntimeError), throw_away(clock) as there:
        raise RuntimeError
    assert not there.data.exists()


def test_without_a_folder_in_memory_it_takes_a_plain_one(
    clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.demo._MEMORY", tmp_path / "none")
    with throw_away(clock) as there:
        assert there.journal.exists()
    assert not there.data.exists()


def test_the_last_day_holds_three_entries_even_at_its_very_beginning() -> None:
    early = datetime(2026, 3, 1, 4, 0, 30, tzinfo=BERLIN)
    today = [one for one in demo_contents(WORDS, early).moments if local_day(one.occurred_at) == early.date()]
    assert len(today) == 3
    assert all(one.occurred_at <= early for one in today)


def test_its_clock_is_the_one_it_was_given(clock: Clock) -> None:
    earlier = fixed_clock(SUNDAY_EVENING - timedelta(days=400), ZONE)
    with throw_away(earlier) as there, open_journal(there, clock=earlier) as journal:
        assert journal.timeline.day(journal.today())
