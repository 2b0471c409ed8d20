"""This day in earlier years and months."""

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
