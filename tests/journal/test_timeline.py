"""This day in earlier years and months, days in numbers, the nearest day, and names in a search."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from companion.journal import open_journal, timeline
from companion.model.clock import Clock
from companion.model.records import Feeling
from companion.system.paths import Places
from tests.conftest import examples


def dates_with(day: date, months: list[tuple[int, int]]) -> list[date]:
    """The day of the month of ``day`` in those (year, month) that have one."""
    found = []
    for year, month in months:
        try:
            found.append(date(year, month, day.day))
        except ValueError:  # 29 February, or the 31st
            continue
    return found


@examples(40)
@given(st.dates(date(1970, 1, 1), date(2100, 12, 31)), st.integers(0, 12))
def test_this_date_in_earlier_years_and_months_newest_first(day: date, years: int) -> None:
    first = day.year - years
    assert timeline._in_earlier_years(day, first) == dates_with(
        day, [(year, day.month) for year in range(day.year - 1, first - 1, -1)]
    )
    index = day.year * 12 + day.month - 1
    assert timeline._in_earlier_months(day) == dates_with(
        day, [((index - back) // 12, (index - back) % 12 + 1) for back in range(1, 13)]
    )


def test_where_a_month_or_year_lacks_the_day_it_is_passed_over() -> None:
    assert timeline._in_earlier_years(date(2024, 2, 29), 2015) == [date(2020, 2, 29), date(2016, 2, 29)]
    found = timeline._in_earlier_months(date(2026, 3, 31))
    assert found[:2] == [date(2026, 1, 31), date(2025, 12, 31)] and found[-1] == date(2025, 3, 31)
    assert len(found) == 7


def test_days_in_numbers_go_by_the_persons_own_day(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        today, now = journal.today(), clock.now()
        yesterday = today - timedelta(days=1)
        journal.log(
            triggers=["affection_received"],
            closeness=2,
            feelings=[Feeling(mood="loved", intensity=5)],
            when=now.replace(hour=9),
        )
        journal.log(responses=["pulled_away"], closeness=-1, when=now.replace(hour=22) - timedelta(days=1))
        journal.log(
            triggers=["ordinary_moment"], when=now.replace(hour=2)
        )  # a night belongs to the day before it
        days = journal.timeline.day_summaries(yesterday, today)
        assert list(days) == [yesterday, today]
        assert (days[yesterday].entries, days[yesterday].closeness) == (2, -1)
        assert set(days[yesterday].codes) == {"R:pulled_away", "ordinary_moment"}
        assert (days[today].closeness, days[today].feelings) == (2, ("loved",))
        assert journal.timeline.day_summaries(today, today) == {today: days[today]}


def test_the_nearest_day_is_the_earlier_of_two_and_however_far(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        today = journal.today()
        assert journal.timeline.nearest_day(today) is None
        for days in (4, 10, 3_000):
            journal.log(triggers=["ordinary_moment"], when=clock.now() - timedelta(days=days))

        def back(days: int) -> int:
            nearest = journal.timeline.nearest_day(today - timedelta(days=days))
            assert nearest is not None
            return (today - nearest).days

        assert [back(days) for days in (0, 4, 6, 7, 8, 700, 2_000, 9_000)] == [
            4,
            4,
            4,
            10,
            10,
            10,
            3_000,
            3_000,
        ]


def test_a_search_knows_feelings_and_the_partner_by_name(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.change_settings(partner_name="Jo Ann")
        felt = journal.log(feelings=[Feeling(mood="anxious", intensity=5)])
        other = journal.log(triggers=["deep_talk"], person="Sam")
        journal.log(triggers=["deep_talk_avoided"])

        def found(query: str) -> list[str]:
            return [hit.entry.id for hit in journal.timeline.search(query)]

        assert found("feeling:anxious") == found("mood:anx") == [felt.id]
        assert found("person:sam") == [other.id]
        assert felt.id in found('person:"Jo Ann"') and other.id not in found("person:partner")
        assert found("trigger:deep_talk") == [other.id]  # the one it names, not the one it is a part of
