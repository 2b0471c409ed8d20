"""Made-up diaries as people write them: some days and not others, an evening in one sitting, blanks.

``PLANTED``: people who write on some of their days and in whose lives pulling back follows closeness.
``NOTHING``: every kind of diary in which nothing does, and which fooled one method or another. ``STEADY`` and
``SAME_THROUGHOUT`` are for what is told beside a pattern. Each makes the log of 26 weeks;
patterns_people_bench.py looks at it week by week. Seeded: the same random generator gives the same diary.
"""

import random
from collections.abc import Callable, Sequence
from functools import partial
from math import exp
from typing import NamedTuple

import patterns_power as power
from patterns_power import (
    CLOSE,
    DAY,
    EVERYDAY,
    GUARDED,
    HOUR,
    OTHERS,
    RESPONSES,
    START,
    one_moment,
    poisson,
    waking,
)

from companion.model.events import CodedEvent

DAYS = 7 * power.WEEKS
MINUTE = 60
SECURE = ["R:stayed_present", "R:listened_validated", "R:accepted_affection", "R:self_soothed"]
PULLING_BACK = "R:withdrew"
CLOSENESS = ["affection_received", "quality_time", "deep_talk"]


class Row(NamedTuple):
    """One entry: when (seconds since the start), its codes, with whom, and when it was written (then)."""

    at: float
    codes: list[str]
    person: str = "default"
    written: float | None = None


Rows = list[Row]


def coded(rows: Sequence[Row], days: int = DAYS) -> list[CodedEvent]:
    """The rows as the engine sees them."""
    start = int(START.timestamp())
    return [
        CodedEvent(
            start + int(at),
            start + int(at),
            f"{i:05}",
            frozenset(codes),
            person,
            start + int(at if written is None else written),
        )
        for i, (at, codes, person, written) in enumerate(rows)
        if 0 <= at < days * DAY
    ]


def writing_days(rng: random.Random, share: float, days: int = DAYS, run: float | None = None) -> set[int]:
    """Days on which something is written: runs of ``run`` days or so, ``share`` of all."""
    mean_run = run or (4.5 if share < 0.8 else 15.0)
    stop, begin = 1 / mean_run, share / (1 - share) / mean_run
    found, writes = set(), rng.random() < share
    for day in range(days):
        if writes:
            found.add(day)
        writes = rng.random() >= stop if writes else rng.random() < begin
    return found


def kept(rows: Sequence[Row], days: set[int], rng: random.Random) -> Rows:
    """The rows of these days, with an evening reflection on the empty ones and on half of the others."""
    here = [row for row in rows if int(row.at // DAY) in days]
    full = {int(row.at // DAY) for row in here}
    return [
        *here,
        *(
            Row(day * DAY + rng.uniform(20, 23) * HOUR, [])
            for day in sorted(days)
            if day not in full or rng.random() < 0.5
        ),
    ]


def plain(log: power.Log) -> Rows:
    return [Row(at, codes) for at, codes in log]


# People in whose lives it is so


def follower(
    rng: random.Random,
    delay: Callable[[random.Random], float] | None,
    writes: float,
    days_of: Callable[[random.Random], set[int]] | None = None,
    often: float = 0.6,
    base: float = 0.15,
    weekly: float = 2.5,
) -> Rows:
    """Pulling back follows closeness with a chance of ``often``, and other things with one of ``base``.

    ``delay``: draws the hours until it; ``None``: it is in the same entry. ``weekly``: logged moments of
    closeness. Where it does not follow, half of the entries hold another answer.
    """
    days = days_of(rng) if days_of else writing_days(rng, writes)
    share = len(days) / DAYS
    rows: Rows = []

    def moment(at: float, triggers: list[str], chance: float) -> None:
        follows = rng.random() < chance
        if follows and delay is None:
            triggers.append(PULLING_BACK)
        elif rng.random() < 0.5:
            triggers.append(rng.choice(SECURE))
        rows.append(Row(at, triggers))
        if follows and delay is not None:
            rows.append(Row(at + delay(rng) * HOUR, [PULLING_BACK]))

    for day in range(DAYS):
        for _ in range(poisson(rng, 1.2)):
            moment(day * DAY + waking(rng), [rng.choice(OTHERS)], base)
        for _ in range(poisson(rng, weekly / 7 / share)):
            moment(day * DAY + waking(rng), [rng.choice(CLOSENESS)], often)
    return kept(rows, days, rng)


def two_hours(rng: random.Random) -> float:
    return rng.gammavariate(4, 2 / 4)


def ten_hours(rng: random.Random) -> float:
    return rng.gammavariate(9, 10 / 9)


def next_day(rng: random.Random) -> float:
    return rng.uniform(20, 47)


def every_other_day(rng: random.Random) -> set[int]:
    return set(range(rng.randrange(2), DAYS, 2))


def three_days_a_week(rng: random.Random) -> set[int]:
    return {7 * week + day for week in range(power.WEEKS) for day in rng.sample(range(7), 3)}


def sundays(rng: random.Random) -> set[int]:
    return set(range(3, DAYS, 7))  # the start is a Thursday


class User(NamedTuple):
    """Somebody in whose life pulling back follows closeness, and by which week it should be seen."""

    make: Callable[[random.Random], Rows]
    week: int = 12


PLANTED = {
    "same entry": User(partial(follower, delay=None, writes=0.6)),
    "two hours later": User(partial(follower, delay=two_hours, writes=0.6)),
    "ten hours later": User(partial(follower, delay=ten_hours, writes=0.6)),
    "next day": User(partial(follower, delay=next_day, writes=0.6), 26),
    "writes on 90 %: same entry": User(partial(follower, delay=None, writes=0.9)),
    "writes on 90 %: two hours later": User(partial(follower, delay=two_hours, writes=0.9)),
    "writes on 90 %: ten hours later": User(partial(follower, delay=ten_hours, writes=0.9)),
    "writes on 90 %: next day": User(partial(follower, delay=next_day, writes=0.9), 26),
    "every other day: same entry": User(
        partial(follower, delay=None, writes=0.5, days_of=every_other_day, often=0.7, base=0.1)
    ),
    "three days a week: same entry": User(
        partial(follower, delay=None, writes=0.43, days_of=three_days_a_week, often=0.7, base=0.1)
    ),
    "Sundays only: same entry": User(
        partial(follower, delay=None, writes=0.14, days_of=sundays, often=0.7, base=0.1, weekly=0.7),
        26,
    ),
}


# Diaries in which nothing is so


def growing(make: Callable[..., power.Log], rng: random.Random) -> Rows:
    """A kind of the first round as a diary of 26 weeks, with its days away."""
    empty = power.away(rng, DAYS)
    rows = [row for row in plain(make(rng, DAYS)) if row.at // DAY not in empty]
    days = sorted(set(range(DAYS)) - empty)
    return [*rows, *(Row(d * DAY + rng.uniform(20, 23) * HOUR, []) for d in days if rng.random() < 0.8)]


def background(rng: random.Random, a_day: float = 1.2) -> Rows:
    return plain(power.independent(rng, DAYS, a_day))


def weekday_evening(rng: random.Random) -> Rows:
    """Every Tuesday evening something close, and something guarded later on."""
    rows = background(rng, 0.8)
    for day in range(5, DAYS, 7):
        if rng.random() < 0.75:
            rows.append(Row(day * DAY + rng.gauss(19, 0.7) * HOUR, [rng.choice(CLOSE)]))
        if rng.random() < 0.75:
            rows.append(Row(day * DAY + rng.gauss(21.5, 0.7) * HOUR, [rng.choice(GUARDED)]))
    return kept(rows, writing_days(rng, 0.85), rng)


def fortnight(rng: random.Random) -> Rows:
    """Every second weekend is spent together: both closeness and guardedness come with it."""
    rows = background(rng, 0.8)
    for day in range(DAYS):
        if day % 14 in (1, 2, 3):
            for _ in range(poisson(rng, 1.0)):
                rows.append(Row(day * DAY + waking(rng), [rng.choice(CLOSE)]))
            for _ in range(poisson(rng, 1.0)):
                rows.append(Row(day * DAY + waking(rng), [rng.choice(GUARDED)]))
    return kept(rows, writing_days(rng, 0.85), rng)


def sitting(rng: random.Random, day: int, moments: Sequence[list[str]], minutes: float = 1.5) -> Rows:
    """These moments written down in one evening, one after the other, each with the time of writing."""
    at = day * DAY + rng.uniform(19.5, 22.5) * HOUR
    rows = []
    for codes in moments:
        rows.append(Row(at, codes))
        at += rng.uniform(0.4, 2 * minutes - 0.4) * MINUTE
    return rows


def evening_batch(rng: random.Random, *, story: bool, share: float, at_noon: bool = False) -> Rows:
    """A day's moments and answers, written in one evening: as they come to mind, or told as a story.

    A story tells what happened first and what was done then; on ``share`` of the days, else it is one entry
    at its time. ``at_noon``: all are given the same time by hand.
    """
    rows: Rows = []
    for day in sorted(writing_days(rng, 0.75)):
        told = rng.random() < share
        close = rng.random() < 0.35
        happened = [[rng.choice(CLOSENESS if close else EVERYDAY)] for _ in range(1 + poisson(rng, 0.6))]
        done = [[an_answer(rng, common=True)] for _ in range(poisson(rng, 1.2))]
        if not told:
            rows += [Row(day * DAY + waking(rng), codes) for codes in happened + done]
            continue
        moments = happened + done
        if not story:
            rng.shuffle(moments)
        here = sitting(rng, day, moments)
        rows += [row._replace(at=(day + 0.5) * DAY, written=row.at) for row in here] if at_noon else here
    return rows


def round_hours(rng: random.Random) -> Rows:
    """What happened is given a round hour by hand in the evening; what was done has the time of writing."""
    rows: Rows = []
    for day in sorted(writing_days(rng, 0.7)):
        evening = day * DAY + rng.uniform(20, 22.5) * HOUR
        for _ in range(1 + poisson(rng, 0.6)):
            hour = rng.choice((8, 9, 12, 13, 15, 17, 18, 19))
            triggers = CLOSENESS if rng.random() < 0.3 else EVERYDAY
            rows.append(Row(day * DAY + hour * HOUR, [rng.choice(triggers)], written=evening))
            evening += rng.uniform(0.5, 3) * MINUTE
        for _ in range(poisson(rng, 0.8)):
            rows.append(Row(evening, [an_answer(rng, common=True)]))
            evening += rng.uniform(0.5, 3) * MINUTE
    return rows


def an_answer(rng: random.Random, common: bool) -> str:
    """Any response; with ``common`` a third of all are pulling back."""
    return PULLING_BACK if common and rng.random() < 1 / 3 else rng.choice(RESPONSES)


def follow_ups(rng: random.Random, *, common: bool) -> Rows:
    """Two in five of all that happened is followed up hours later, since the program asks."""
    rows: Rows = []
    for day in range(DAYS):
        for _ in range(poisson(rng, 1.3)):
            at = day * DAY + waking(rng)
            triggers = CLOSENESS if rng.random() < 0.15 else EVERYDAY
            rows.append(Row(at, [rng.choice(triggers)]))
            if rng.random() < 0.4:
                rows.append(Row(at + rng.uniform(1, 6) * HOUR, [an_answer(rng, common)]))
    return kept(rows, writing_days(rng, 0.85), rng)


def unequal_filling(rng: random.Random, *, common: bool) -> Rows:
    """What was done is filled in for 85 % of close moments and 30 % of others; the answers are alike."""
    rows: Rows = []
    for day in range(DAYS):
        for _ in range(poisson(rng, 1.4)):
            close = rng.random() < 0.35
            codes = [rng.choice(CLOSENESS if close else EVERYDAY)]
            if rng.random() < (0.85 if close else 0.3):
                codes.append(an_answer(rng, common))
            rows.append(Row(day * DAY + waking(rng), codes))
    return kept(rows, writing_days(rng, 0.85), rng)


def moody(rng: random.Random) -> Rows:
    """A mood that lasts some days; the worse it is, the more is written. What is written hangs on chance."""
    rows: Rows = []
    mood = 0.0
    for day in range(DAYS):
        mood = 0.8 * mood + rng.gauss(0, 0.6)
        if rng.random() > 1 / (1 + exp(-0.5 + 1.5 * mood)):
            continue
        for _ in range(1 + poisson(rng, 0.8 * exp(-0.5 * mood))):
            rows.append(Row(day * DAY + waking(rng), one_moment(rng, EVERYDAY, RESPONSES, 0.5)))
        if rng.random() < 0.4:
            rows.append(Row(day * DAY + waking(rng), [rng.choice(RESPONSES)]))
    return rows


def after_fights(rng: random.Random) -> Rows:
    """For three days after an argument much more is written, of every kind."""
    rows: Rows = []
    since = 99
    for day in range(DAYS):
        since += 1
        if rng.random() < 0.12:
            rows.append(Row(day * DAY + rng.uniform(17, 23) * HOUR, ["disagreement", "raised_voices"]))
            since = 0
        for _ in range(poisson(rng, 2.5 if since < 3 else 0.6)):
            rows.append(Row(day * DAY + waking(rng), one_moment(rng, EVERYDAY, RESPONSES, 0.4)))
        if rng.random() < (0.6 if since < 3 else 0.15):
            rows.append(Row(day * DAY + waking(rng), [rng.choice(RESPONSES)]))
    return kept(rows, writing_days(rng, 0.85), rng)


def new_love(rng: random.Random) -> Rows:
    """A break-up after twelve weeks, three weeks of little, and then somebody new: all of it close."""
    rows: Rows = []
    for day in range(DAYS):
        if day < 84:
            triggers, answers, a_day = EVERYDAY, GUARDED, 1.2
        elif day < 105:
            triggers, answers, a_day = EVERYDAY, GUARDED, 0.3
        else:
            triggers, answers, a_day = CLOSE, SECURE, 1.8
        for _ in range(poisson(rng, a_day)):
            rows.append(Row(day * DAY + waking(rng), one_moment(rng, triggers, answers, 0.5)))
        if rng.random() < 0.2 * a_day:
            rows.append(Row(day * DAY + waking(rng), [rng.choice(answers)]))
    return kept(rows, writing_days(rng, 0.8), rng)


def heavy_tailed(rng: random.Random) -> Rows:
    """Most days hold little, some very much."""
    rows: Rows = []
    for day in range(DAYS):
        for _ in range(min(25, int(0.5 * rng.paretovariate(1.2)))):
            alone = rng.random() < 0.25
            codes = [rng.choice(RESPONSES)] if alone else one_moment(rng, EVERYDAY, RESPONSES, 0.4)
            rows.append(Row(day * DAY + waking(rng), codes))
    return kept(rows, writing_days(rng, 0.8), rng)


def together(rng: random.Random) -> Rows:
    """Some answers always come in one entry: pulling back, shutting down and keeping busy."""
    packs = [GUARDED[:3], GUARDED[3:5], ["R:withdrew", "R:shut_down", "R:kept_busy"], SECURE[:2], SECURE[2:]]
    rows: Rows = []
    for day in range(DAYS):
        for _ in range(poisson(rng, 1.3)):
            codes = rng.sample(EVERYDAY, 1)
            if rng.random() < 0.45:
                codes += rng.choice(packs)
            rows.append(Row(day * DAY + waking(rng), codes))
        if rng.random() < 0.25:
            rows.append(Row(day * DAY + waking(rng), list(rng.choice(packs))))
    return kept(rows, writing_days(rng, 0.85), rng)


def tied(rng: random.Random) -> Rows:
    """Times are rounded to the morning, noon and evening, so that many are the same."""
    hours = (9, 13, 20)
    return [
        row._replace(at=row.at // DAY * DAY + min(hours, key=lambda h: abs(h - row.at % DAY / HOUR)) * HOUR)
        for row in kept(background(rng, 1.6), writing_days(rng, 0.85), rng)
    ]


def two_people(rng: random.Random, *, crossed: bool) -> Rows:
    """Two people in one diary: all mixed; or closeness with one, and pulling back from the other then."""
    if not crossed:
        rows = [row._replace(person=rng.choice(("default", "Kim"))) for row in background(rng, 1.6)]
        return kept(rows, writing_days(rng, 0.85), rng)
    rows = []
    for day in range(DAYS):
        for _ in range(poisson(rng, 0.8)):
            rows.append(Row(day * DAY + waking(rng), [rng.choice(OTHERS)], rng.choice(("default", "Kim"))))
        if rng.random() < 0.36:
            at = day * DAY + waking(rng)
            rows.append(Row(at, [rng.choice(CLOSENESS)], "Kim"))
            if rng.random() < 0.6:
                rows.append(Row(at + two_hours(rng) * HOUR, [PULLING_BACK]))
        if rng.random() < 0.1:
            rows.append(Row(day * DAY + waking(rng), [PULLING_BACK], rng.choice(("default", "Kim"))))
    return kept(rows, writing_days(rng, 0.85), rng)


def on_sundays(rng: random.Random, *, looking_back: bool) -> Rows:
    """All is written on Sundays: as of now, or with the times of the week, from memory, by hand."""
    rows: Rows = []
    for week in range(power.WEEKS):
        sunday = 7 * week + 3
        now = sunday * DAY + rng.uniform(17, 20) * HOUR
        for _ in range(3 + poisson(rng, 4)):
            alone = rng.random() < 0.3
            codes = [rng.choice(RESPONSES)] if alone else one_moment(rng, EVERYDAY, RESPONSES, 0.4)
            at = now
            if looking_back:
                at = (sunday - rng.randrange(7)) * DAY + rng.choice((9, 13, 18, 20, 21)) * HOUR
            rows.append(Row(at, codes, written=now))
            now += rng.uniform(1, 6) * MINUTE
    return rows


def silence_after(rng: random.Random) -> Rows:
    """After something guarded nothing is written for one to three days."""
    rows: Rows = []
    silent_until = 0.0
    for row in sorted(background(rng, 1.6), key=lambda row: row.at):
        if row.at < silent_until:
            continue
        rows.append(row)
        if not set(GUARDED).isdisjoint(row.codes) and rng.random() < 0.6:
            silent_until = (row.at // DAY + rng.randint(1, 3)) * DAY
    return rows


def phases(rng: random.Random) -> Rows:
    """Bad phases of four to twelve days bring both closeness and guardedness; nobody logs them."""
    rows: Rows = []
    day, bad = 0, False
    while day < DAYS:
        end = day + rng.randint(4, 12)
        for here in range(day, min(end, DAYS)):
            for _ in range(poisson(rng, 1.0 if bad else 0.25)):
                rows.append(Row(here * DAY + waking(rng), [rng.choice(CLOSE)]))
            for _ in range(poisson(rng, 0.8 if bad else 0.15)):
                rows.append(Row(here * DAY + waking(rng), [rng.choice(GUARDED)]))
            for _ in range(poisson(rng, 0.8)):
                rows.append(Row(here * DAY + waking(rng), one_moment(rng, EVERYDAY, RESPONSES, 0.2)))
        day, bad = end, not bad
    return kept(rows, writing_days(rng, 0.85), rng)


def logged_when_it_happened(rng: random.Random) -> Rows:
    """Closeness is logged mainly when pulling back came as well, hours before or after."""
    rows: Rows = background(rng, 0.8)
    for day in range(DAYS):
        at = day * DAY + waking(rng)
        close = rng.random() < 0.5
        pulled = rng.random() < 0.25
        if pulled:
            rows.append(Row(day * DAY + waking(rng), [PULLING_BACK]))
        if close and rng.random() < (0.95 if pulled else 0.2):
            rows.append(Row(at, [rng.choice(CLOSENESS)]))
    return kept(rows, writing_days(rng, 0.85), rng)


FIRST_ROUND = {
    "everything independent": power.independent,
    "sparse, a moment every other day": power.sparse,
    "stressed days drive both, and are logged": power.stress,
    "stressed days drive both, unlogged": power.stress_unlogged,
    "one rhythm of the day drives both": power.rhythm,
    "the response comes before": power.reversed_order,
    "the response is in half of all moments": power.half_of_all,
    "both grow more common over the months": power.drift,
    "bursts of entries on one theme": power.bursts,
}

NOTHING: dict[str, Callable[[random.Random], Rows]] = {
    **{name: partial(growing, make) for name, make in FIRST_ROUND.items()},
    "a rhythm of the week": partial(growing, power.weekly_rhythm),
    "a rhythm of a weekday evening": weekday_evening,
    "a rhythm of a fortnight": fortnight,
    "an evening in one sitting, in random order": partial(evening_batch, story=False, share=1.0),
    "a story on half of the days": partial(evening_batch, story=True, share=0.5),
    "a story on all days": partial(evening_batch, story=True, share=1.0),
    "all set to noon": partial(evening_batch, story=True, share=1.0, at_noon=True),
    "round hours, and answers in the evening": round_hours,
    "followed up by habit, answers rare": partial(follow_ups, common=False),
    "followed up by habit, answers common": partial(follow_ups, common=True),
    "filled in unequally, answers rare": partial(unequal_filling, common=False),
    "filled in unequally, answers common": partial(unequal_filling, common=True),
    "written by mood": moody,
    "more written after fights": after_fights,
    "a break-up and a new love": new_love,
    "activity with a heavy tail": heavy_tailed,
    "answers that come together": together,
    "tied times": tied,
    "two people, mixed": partial(two_people, crossed=False),
    "two people, crossed": partial(two_people, crossed=True),
    "on Sundays, as of now": partial(on_sundays, looking_back=False),
    "on Sundays, looking back": partial(on_sundays, looking_back=True),
    "silence after a response": silence_after,
}

LIMITS: dict[str, Callable[[random.Random], Rows]] = {
    "good and bad phases, unlogged": phases,
    "closeness logged mainly with pulling back": logged_when_it_happened,
}
"""Kinds that fool the engine more often than others; docs/patterns.md says how often."""
