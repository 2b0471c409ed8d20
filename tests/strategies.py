"""Made-up records of every kind: any character, any offset, microseconds, unknown nested fields."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from companion.model.records import (
    ABOUT_IT,
    BELIEF,
    CLOSER,
    INTENSITY,
    LEANINGS,
    Contents,
    EveningAnswer,
    Experiment,
    Feeling,
    Moment,
    PatternAnswer,
    Reflection,
    Sequel,
    Settings,
    Story,
    Tombstone,
    Try,
)

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
"""Any text a file can hold: controls, NUL, escapes, bidi marks and emoji; no halves of surrogate pairs."""

texts = st.one_of(
    st.sampled_from(["", "slow reply", "Ünïcödé 日本語 🙂", "a\r\nb\u2028c", '"quoted"\\', "\x1b[31m"]),
    ANY_TEXT,
)
codes = st.one_of(
    st.sampled_from(["affection_received", "withdrew", "overwhelmed", "pb_warm", "not known here"]),
    ANY_TEXT.filter(bool),
)
zones = st.sampled_from([None, "Europe/Berlin", "Pacific/Apia", "Asia/Kathmandu", "Mars/Olympus"])


def code_lists(size: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """A few codes in the person's order, each once."""
    return st.lists(codes, max_size=size, unique=True).map(tuple)


def _offsets() -> st.SearchStrategy[timezone]:
    whole = st.sampled_from([0, 60, 120, -300, 345, -210, 840, -720]).map(
        lambda minutes: timedelta(minutes=minutes)
    )
    odd = st.integers(-14 * 3600, 14 * 3600).map(lambda seconds: timedelta(seconds=seconds))
    return st.one_of(whole, odd).map(timezone)


times = st.one_of(
    st.datetimes(datetime(1970, 1, 2), datetime(2099, 12, 30), timezones=_offsets()),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC)).map(
        lambda at: at.replace(microsecond=0)
    ),
)
"""Aware times of any offset, some of them on whole seconds."""


def extras(kind: type[Any], *also_known: str) -> st.SearchStrategy[dict[str, Any]]:
    """Fields that ``kind`` does not know: any JSON, nested. Empty most of the time, as in real files."""
    known = {field.name for field in fields(kind)} | set(also_known)
    values = st.recursive(
        st.one_of(
            st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts
        ),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(ANY_TEXT, inner, max_size=3)),
        max_leaves=6,
    )
    some = st.dictionaries(ANY_TEXT.filter(lambda key: key not in known), values, max_size=3)
    return st.one_of(st.just({}), some)


feelings = st.builds(
    Feeling,
    mood=codes,
    intensity=st.one_of(st.none(), st.sampled_from(list(INTENSITY))),
    extra=extras(Feeling),
)


def _feeling_lists() -> st.SearchStrategy[tuple[Feeling, ...]]:
    return st.lists(feelings, max_size=2, unique_by=lambda feeling: feeling.mood).map(tuple)


ids = st.one_of(st.uuids().map(str), st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=26))

sequels = st.builds(
    Sequel,
    at=times,
    closer=st.sampled_from([None, *CLOSER]),
    about_it=st.sampled_from([None, *ABOUT_IT]),
    note=texts,
    extra=extras(Sequel),
)

moments = st.builds(
    Moment,
    id=ids,
    occurred_at=times,
    zone=zones,
    recorded_at=times,
    updated_at=times,
    triggers=code_lists(),
    partner_acts=code_lists(),
    feelings=_feeling_lists(),
    body=texts,
    urges=code_lists(),
    responses=code_lists(),
    ending=texts,
    closeness=st.one_of(st.none(), st.integers(-10, 10)),
    person=st.sampled_from(["default", "someone else", "K."]),
    tags=code_lists(),
    starred=st.booleans(),
    note=texts,
    sequel=st.one_of(st.none(), sequels),
    extra=extras(Moment),
)

reflections = st.builds(
    Reflection,
    id=ids,
    occurred_at=times,
    zone=zones,
    recorded_at=times,
    updated_at=times,
    prompt=st.one_of(st.none(), codes),
    leaning=st.one_of(st.none(), st.sampled_from(LEANINGS), st.just("somewhere between")),
    feelings=_feeling_lists(),
    tags=code_lists(),
    starred=st.booleans(),
    text=texts,
    extra=extras(Reflection),
)

stories = st.builds(
    Story,
    id=ids,
    moment=st.one_of(st.none(), ids),
    feared=texts,
    belief=st.one_of(st.none(), st.sampled_from(list(BELIEF))),
    ask_again_at=st.one_of(st.none(), times),
    turned_out=st.sampled_from([None, "as_feared", "otherwise", "still_unknown"]),
    closed_at=st.one_of(st.none(), times),
    learned=texts,
    extra=extras(Story),
)

tries = st.builds(
    Try, at=times, did=st.booleans(), moment=st.one_of(st.none(), ids), note=texts, extra=extras(Try)
)

experiments = st.builds(
    Experiment,
    id=ids,
    pattern=st.one_of(st.none(), codes),
    exercise=st.one_of(st.none(), codes),
    if_then=texts,
    started_at=times,
    ended_at=st.one_of(st.none(), times),
    tries=st.lists(tries, max_size=2).map(tuple),
    extra=extras(Experiment),
)

evening_answers = st.builds(
    EveningAnswer,
    id=ids,
    day=st.dates(date(1970, 1, 2), date(2099, 12, 30)),
    pattern=codes,
    happened=st.sampled_from([True, False, None]),
    followed=st.sampled_from([True, False, None]),
    recorded_at=times,
    updated_at=times,
    extra=extras(EveningAnswer),
)

pattern_answers = st.builds(
    PatternAnswer,
    pattern=codes,
    answer=st.sampled_from(["fits", "not_me", "only_with", "some other answer"]),
    detail=texts,
    at=times,
    extra=extras(PatternAnswer),
)

tombstones = st.builds(Tombstone, id=ids, at=times, extra=extras(Tombstone))

settings = st.builds(
    Settings,
    partner_name=texts,
    pronouns=st.one_of(st.sampled_from(["they", "she", "he", "none"]), texts),
    day_start=st.sampled_from(["04:00", "00:00", "23:59"]),
    week_start=st.sampled_from(["monday", "sunday", "saturday"]),
    extra=extras(Settings),
)

look_backs = st.builds(lambda id, extra: {"id": id, **extra}, ids, extras(Tombstone))


@st.composite
def journals(draw: st.DrawFn, size: int = 3) -> Contents:
    """A whole journal of up to ``size`` records of each kind, in any order, no id twice."""
    used: set[str] = set()

    def some(strategy: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        found = draw(st.lists(strategy, max_size=size))
        kept = []
        for one in found:
            known_as = one["id"] if isinstance(one, dict) else one.id
            if known_as not in used:
                used.add(known_as)
                kept.append(one)
        return tuple(kept)

    return Contents(
        moments=some(moments),
        reflections=some(reflections),
        stories=some(stories),
        experiments=some(experiments),
        checks=some(evening_answers),
        look_backs=some(look_backs),
        pattern_answers=tuple(draw(st.lists(pattern_answers, max_size=size))),
        deleted=some(tombstones),
        settings=draw(st.one_of(st.none(), settings)),
        extra=draw(extras(Contents, "format", "version")),
    )
