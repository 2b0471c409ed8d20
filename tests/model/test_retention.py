"""Which backups stay."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from companion.model.retention import RetentionPolicy, select_kept

times = st.lists(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    min_size=1,
    max_size=60,
)
keeps = st.builds(RetentionPolicy, st.integers(0, 9), st.integers(0, 5), st.integers(0, 13))


def test_a_year_of_days_leaves_seven_days_four_weeks_and_twelve_months() -> None:
    first = datetime(2025, 1, 1, 20, tzinfo=UTC)
    every = [first + timedelta(days=day) for day in range(365)]
    kept = sorted(select_kept(every, RetentionPolicy()), reverse=True)
    assert [f"{at:%m-%d}" for at in kept] == [
        "12-31", "12-30", "12-29", "12-28", "12-27", "12-26", "12-25",  # days
        "12-21", "12-14",  # weeks: those of 28 and 31 December are among the days
        "11-30", "10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-28", "01-31",
    ]  # fmt: skip


def test_weeks_of_the_same_number_in_two_years_are_two_weeks() -> None:
    every = [datetime(2024, 3, 6, tzinfo=UTC), datetime(2025, 3, 5, tzinfo=UTC)]
    assert {at.isocalendar().week for at in every} == {10}
    assert select_kept(every, RetentionPolicy(daily=0, weekly=2, monthly=0)) == set(every)
    # The days around a new year are of one week, though of two years.
    around = [datetime(2024, 12, 30, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)]
    assert select_kept(around, RetentionPolicy(daily=0, weekly=2, monthly=0)) == {around[1]}


@given(times, keeps)
def test_the_newest_stays_and_each_period_keeps_its_last(
    every: list[datetime], keep: RetentionPolicy
) -> None:
    kept = select_kept(every, keep)
    assert kept <= set(every) and max(every) in kept
    assert len(kept) <= max(1, sum(keep))
    for count, form in ((keep.daily, "%Y-%m-%d"), (keep.weekly, "%G-%V"), (keep.monthly, "%Y-%m")):
        periods = sorted({at.strftime(form) for at in every}, reverse=True)[:count]
        for period in periods:
            assert max(at for at in every if at.strftime(form) == period) in kept


@given(times, keeps)
def test_letting_go_day_by_day_leaves_what_letting_go_at_once_does(
    every: list[datetime], keep: RetentionPolicy
) -> None:
    kept: set[datetime] = set()
    for at in sorted(every):
        kept = select_kept({*kept, at}, keep)
    assert kept == select_kept(every, keep)
