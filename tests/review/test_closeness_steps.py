"""How close a day was: steps, signs, and what quiet mode keeps back."""

from datetime import date

import pytest

from companion.model.day_summary import DaySummary
from companion.model.events import NotedEntry
from companion.review.closeness_steps import chip, day_cell, day_sign, step_of


def _day(*closeness: int | None) -> DaySummary:
    return DaySummary.of(
        date(2026, 3, 1), [NotedEntry(0, "default", (), (), (), points) for points in closeness]
    )


@pytest.mark.parametrize(
    ("closeness", "step"),
    [(0.4, 0), (0.5, 1), (-0.5, -1), (1.5, 2), (-2.6, -3), (3.0, 3), (8.0, 3), (-9.0, -3)],
)
def test_the_step_is_the_nearest_with_halves_away_from_the_middle(closeness: float, step: int) -> None:
    assert step_of(closeness) == step


def test_a_day_is_the_mean_of_what_was_rated() -> None:
    assert _day(3, None, 0).closeness == 1.5
    assert _day(None).closeness is None
    assert _day(10, 2).closeness == 2.5  # a wider scale, brought in, ends where ours does


def test_a_day_shows_its_step_or_that_it_was_logged_or_nothing() -> None:
    assert [day_sign(day) for day in (_day(3), _day(1), _day(0), _day(-1), _day(-2), _day(None), None)] == [
        *"»›·‹«o "
    ]


def test_in_quiet_mode_no_day_says_how_close_it_was() -> None:
    assert {day_sign(day, quiet=True) for day in (_day(3), _day(-3), _day(None))} == {"o"}
    assert day_cell(" 1 ", _day(3), quiet=True) == day_cell(" 1 ", _day(-3), quiet=True)


def test_a_cell_under_the_cursor_has_ground_and_ink_exchanged() -> None:
    assert chip(2) == (" » ", "$ink-close-2 on $step-close-2")
    assert chip(-1, chosen=True) == (" ‹ ", "bold $step-far-1 on $ink-far-1")
