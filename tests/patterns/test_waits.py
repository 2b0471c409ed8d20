"""How soon responses came: waits laid out and compared by hand, and what the comparison makes of chance."""

import random

import pytest
from scipy import stats

from companion.patterns import waits
from companion.patterns.waits import Wait
from tests.patterns.test_order import DAY, HOUR, R, T, laid_out

OTHER = "ordinary_moment"


def wait(hours: float, came: bool, day: int, part: int = 4) -> Wait:
    return Wait(int(hours * HOUR), came, part, (0, day))


def of(code: str, *moments: tuple[float, float, str], **more: float) -> list[Wait]:
    """The waits after ``code``, where closeness is the pattern's own trigger."""
    diary = laid_out(*moments, **more)  # type: ignore[arg-type]
    openings = [diary.at[i] for i in diary.counted([T])]
    spans = diary.spans(diary.counted([code]))
    return waits.waits(diary, 0, diary.counted([R]), spans, openings, DAY)


# Waits


def test_a_wait_ends_with_the_first_response() -> None:
    assert of(T, (10, 13, T), (10, 15, R), (10, 16, R)) == [wait(2, True, 10)]


@pytest.mark.parametrize(
    ("logged", "as_of", "hours"),
    [
        (20, 1000, 24),  # a day, at most
        (11, 1000, 11),  # to midnight, since the day after it has no entry
        (20, 10 + 16 / 24, 3),  # as far as it is by now
    ],
)
def test_a_wait_without_a_response_lasts_as_long_as_it_can_be_followed(
    logged: int, as_of: float, hours: float
) -> None:
    assert of(T, (10, 13, T), logged=logged, as_of=as_of) == [wait(hours, False, 10)]


def test_a_wait_ends_before_the_next_bout_of_the_pattern() -> None:
    """What follows closeness would count for what came before the closeness as well."""
    moments = [(10.0, 9.0, OTHER), (10.0, 12.0, T), (10.0, 14.0, R)]
    assert of(OTHER, *moments) == [Wait(3 * HOUR - 1, False, 3, (0, 10))]
    assert of(T, *moments) == [wait(2, True, 10)]


def test_another_trigger_ends_no_wait() -> None:
    assert of(T, (10, 12, T), (10, 13, OTHER), (10, 14, R)) == [wait(2, True, 10)]


# Compared


def test_waits_are_compared_by_hand() -> None:
    """Scores (came or not, less what was to be expected by then): own 25, 19, -11, others 9, -21, -21 of 30.

    Expected: 1/6 at the first response, 1/5 more at the second, 1/3 more at the fourth. Own sum 33/30, the
    squares 2.3, so the variance 3 * 3 / 6 / 5 * 2.3 = 0.69; 4 degrees of freedom.
    """
    own = [wait(1, True, 1), wait(2, True, 2), wait(3, False, 3)]
    others = [wait(4, True, 4), wait(5, False, 5), wait(5, False, 6)]
    assert waits.sooner(own, others) == pytest.approx(stats.t.sf(1.1 / 0.69**0.5, 4), rel=1e-9)


@pytest.mark.parametrize(
    ("hours", "worth"),
    [(6, 1), (6.1, 5 / 6), (12, 5 / 6), (12.1, 2 / 3), (18, 2 / 3), (18.1, 0.5), (24, 0.5)],
)
def test_a_later_response_counts_less(hours: float, worth: float) -> None:
    """After two own bouts one response at once, after two others one ``hours`` later, by hand.

    Expected: 1/4 at the first response, a third of ``worth`` more at the second.
    """
    own = [wait(1, True, 1), wait(24, False, 2)]
    others = [wait(hours, True, 3), wait(24, False, 4)]
    both = 1 / 4 + worth / 3
    scores = [3 / 4, -both, worth - both, -both]
    variance = sum(score**2 for score in scores) / 3
    assert waits.sooner(own, others) == pytest.approx(
        stats.t.sf((scores[0] + scores[1]) / variance**0.5, 2), rel=1e-9
    )


def test_bouts_of_one_day_are_not_several() -> None:
    """Three bouts followed by one and the same response are as one."""
    others = [wait(10, False, n) for n in range(2, 10)]
    once = waits.sooner([wait(2, True, 1)], others)
    thrice = waits.sooner([wait(2, True, 1)] * 3, others)
    assert thrice > 0.8 * once


def test_the_values_of_two_groups_by_hand() -> None:
    """Own 4, 4, 4 against 0, 0, 0, 4: mean 16/7.

    Sum of own 12, expected 3 * 16/7 = 48/7, above by 36/7. Sum of squares about the mean: 4 * (12/7)^2 + 3 *
    (16/7)^2 = 192/7. Variance 3 * 4 / 7 / 6 * 192 / 7 = 384/49. So t = (36/7) / sqrt(384/49) = 1.8371, with 5
    degrees of freedom.
    """
    own, others = [(1, 4.0)] * 3, [(1, 0.0)] * 3 + [(1, 4.0)]
    assert waits.more_than(own, others) == pytest.approx(stats.t.sf(36 / 384**0.5, 5), rel=1e-9)


def test_what_stands_in_other_strata_is_nothing_to_compare_with() -> None:
    assert waits.more_than([(1, 4.0)] * 9, [(2, 0.0)] * 9) == 1
    assert waits.more_than([(1, 4.0)] * 9, []) == 1
    assert waits.more_than([(1, 0.0)] * 9, [(1, 0.0)] * 9) == 1


def test_where_nothing_differs_p_is_rarely_small() -> None:
    """Against a simulation: 20 own against 40, followed for unequal times, some of them on one day."""
    rng = random.Random(3)

    def drawn(many: int) -> list[Wait]:
        found = []
        for n in range(many):
            comes, known = rng.expovariate(1 / 30), rng.uniform(4, 24)
            found.append(wait(min(comes, known), comes <= known, n * 4 // 5, rng.randrange(2)))
        return found

    p_values = [waits.sooner(drawn(20), drawn(40)) for _ in range(2000)]
    for level in (0.2, 0.05, 0.01):
        share = sum(p <= level for p in p_values) / len(p_values)
        assert 0.5 * level <= share <= 1.5 * level, level
