"""Order symmetry: gaps worked by hand, and what the order of two kinds of moments shows and does not."""

from tests.patterns.diaries import diary_of, waking


def test_closeness_at_the_weekend_and_distance_on_mondays_is_kept_from_holding_up() -> None:
    diary, rng = diary_of(140)
    for week in range(20):
        diary.add(7 * week + 6, waking(rng), "affection_received")  # Sundays
        diary.add(7 * week + 7, waking(rng), "R:withdrew")
        for day in (1, 2, 3, 4):
            diary.add(7 * week + day, waking(rng), "ordinary_moment")
    finding = diary.look()
    assert finding.state == "early_sign"
    assert finding.confounders == ("weekday",)


def test_delays_tell_where_a_wide_window_would_not() -> None:
    """Pulling back is noted within two days of nearly everything, yet most of all hours after closeness."""
    diary, rng = diary_of(160)
    for day in range(160):
        if rng.random() < 0.5:
            diary.add(day, waking(rng), "R:withdrew")
        diary.add(day, waking(rng), "ordinary_moment")
    for i in range(38):
        hour = waking(rng)
        diary.add(4 * i, hour, "affection_received")
        diary.add(4 * i, hour + rng.uniform(2, 5), "R:withdrew" if i % 4 else "")
    finding = diary.look(days=160)
    assert finding.state == "holds_up"
    assert finding.evidence == ("afterwards",)
