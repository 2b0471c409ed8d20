"""Reading a query."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.clock import fixed_clock
from companion.model.errors import InputRefused
from companion.model.past_day import parse_past_day
from companion.model.records import Feeling, Moment
from companion.model.search_query import FILTERS, Closeness, Filter, Query, Term, parse_query, searchable_text


def test_words_phrases_and_filters_each_find_their_place() -> None:
    query = parse_query(
        'slow trigger:Affection -tag:work after:2026-01 before:2026-03-01 "slow reply" is:starred rep'
    )
    assert query.terms == (Term("slow"), Term("slow reply", exact=True), Term("rep", prefix=True))
    assert query.filters == (
        Filter("trigger", "affection"),
        Filter("tag", "work", negated=True),
        Filter("is", "starred"),
    )
    assert (query.first, query.last) == (date(2026, 1, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on:2026-03-01", date(2026, 3, 1), date(2026, 3, 1)),
        ("on:2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("on:2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("after:2025 on:2026-02 before:2026-02-10", date(2026, 2, 1), date(2026, 2, 9)),
        ("before:0001-01-01", None, date(1, 1, 1)),
    ],
)
def test_a_date_is_a_day_a_month_or_a_year(text: str, first: date | None, last: date | None) -> None:
    query = parse_query(text)
    assert (query.first, query.last) == (first, last)


def test_only_the_last_bare_word_may_be_unfinished() -> None:
    assert parse_query('one two "three" -four kind:moment').terms == (
        Term("one"),
        Term("two", prefix=True),
        Term("three", exact=True),
        Term("four", negated=True),
    )


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ('"', ()),
        ("-", (Term("-", prefix=True),)),
        ('"unclosed phrase', (Term("unclosed phrase", exact=True),)),
        ("10:30", (Term("10:30", prefix=True),)),
        ("https://example.org", (Term("https://example.org", prefix=True),)),
    ],
)
def test_odd_pieces_are_words(text: str, terms: tuple[Term, ...]) -> None:
    assert parse_query(text) == Query(terms=terms)


def test_an_id_can_be_typed_with_spaces_or_dashes() -> None:
    assert parse_query('leaning:fearful-avoidant trigger:"slow reply"').filters == (
        Filter("leaning", "fearful_avoidant"),
        Filter("trigger", "slow_reply"),
    )


def test_an_unknown_filter_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(InputRefused, match="triger") as refused:
        parse_query("triger:affection")
    assert all(f"{name}:" in str(refused.value) for name in FILTERS)


@pytest.mark.parametrize(
    "text", ["after:soon", "on:2026-13", "on:2026-02-30", "-after:2026", "is:lost", 'tag:" "']
)
def test_a_value_that_cannot_be_is_refused_naming_the_filter(text: str) -> None:
    with pytest.raises(InputRefused, match=text.removeprefix("-").split(":")[0]):
        parse_query(text)


@given(st.text(st.one_of(st.characters(), st.sampled_from('":-_ triggerafter2026'))))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        query = parse_query(text)
    except InputRefused:
        return
    assert all(term.text.strip() for term in query.terms)
    assert sum(term.prefix for term in query.terms) <= 1


def test_an_entry_is_found_by_when_it_was_and_by_ids_and_labels() -> None:
    at = datetime(2022, 10, 30, 22, 4, tzinfo=UTC)
    moment = Moment(
        id="1", occurred_at=at, recorded_at=at, updated_at=at, triggers=("affection_received", "made up"),
        feelings=(Feeling(mood="tender"),), tags=("kitchen",),
    )  # fmt: skip
    words = searchable_text(
        moment, lambda code: "Affection came my way" if code == "affection_received" else code
    )
    for piece in (
        "2022-10-30 22:04",
        "10:04 PM",
        "Affection came my way",
        "affection_received",
        "made up",
        "kitchen",
    ):
        assert piece in words


def test_a_feeling_is_a_mood_by_its_plainer_name() -> None:
    assert parse_query("feeling:Anxious").filters == (Filter("mood", "anxious"),)
    with pytest.raises(InputRefused, match="put something after feeling:, such as feeling:anxious"):
        parse_query('feeling:""')


def test_the_partner_is_known_by_name() -> None:
    for value in ("robin", "partner", "default"):
        assert parse_query(f"person:{value}", "Robin").filters == (Filter("person", "default"),)
    assert parse_query("person:sam", "Robin").filters == (Filter("person", "sam"),)
    assert parse_query("person:sam").filters == (Filter("person", "sam"),)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("closeness:2", 2, 2), ("closeness:-1", -1, -1), ("closeness:+1", 1, 1), ("closeness:>0", 1, 3),
        ("closeness:>=0", 0, 3), ("closeness:<0", -3, -1), ("closeness:<=-2", -3, -2), ("closeness:=3", 3, 3),
        ("closeness:−2", -2, -2),
    ],
)  # fmt: skip
def test_how_close_it_felt_is_a_range(text: str, least: int, most: int) -> None:
    assert parse_query(text).closeness == (Closeness(least, most),)
    assert parse_query(f"-{text}").closeness == (Closeness(least, most, negated=True),)


@pytest.mark.parametrize("text", ["closeness:4", "closeness:near", "closeness:>", 'closeness:""'])
def test_what_is_no_range_of_closeness_is_refused_with_what_is(text: str) -> None:
    with pytest.raises(InputRefused, match="use a number from -3 to 3, or >0"):
        parse_query(text)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_without_a_value_says_what_can_follow(name: str) -> None:
    with pytest.raises(InputRefused, match=f"put something after {name}:, such as {name}:"):
        parse_query(f"kitchen {name}:")


def test_days_can_be_in_words() -> None:
    now = fixed_clock(datetime(2026, 3, 18, 15, tzinfo=UTC), "UTC")

    def days(text: str) -> tuple[date | None, date | None]:
        query = parse_query(text, read_day=lambda words: parse_past_day(words, now))
        return query.first, query.last

    assert days("after:3w") == days('after:"3 weeks ago"') == (date(2026, 2, 25), None)
    assert days("on:yesterday") == days("date:yesterday") == (date(2026, 3, 17), date(2026, 3, 17))
    assert days('before:"last friday"') == (None, date(2026, 3, 12))
    assert days("on:february") == (date(2026, 2, 1), date(2026, 2, 28))
    assert days("date:2026-02") == (date(2026, 2, 1), date(2026, 2, 28))
    with pytest.raises(InputRefused, match='write 2026-03-01, 2026-03, 2026, 3w or "last friday"'):
        days("after:soonish")
