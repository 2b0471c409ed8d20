"""The exact tests, intervals and the correction agree with scipy, on tables nobody picked."""

import random
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from companion.patterns import exact
from tests.conftest import examples

counts = st.integers(0, 30)
tables = st.tuples(counts, counts, counts, counts).map(lambda t: (t[0], t[0] + t[1], t[2], t[2] + t[3]))
chances = st.floats(0.02, 0.98)


@examples(30)
@given(st.integers(0, 60), st.integers(0, 60), chances)
def test_binomial_tail(least: int, n: int, chance: float) -> None:
    assert exact.binomial_tail(least, n, chance) == pytest.approx(
        stats.binom.sf(least - 1, n, chance), abs=1e-10
    )


@examples(30)
@given(tables)
def test_fisher_one_sided(table: exact.Table) -> None:
    k, n, k0, n0 = table
    expected = stats.fisher_exact([[k, n - k], [k0, n0 - k0]], "greater")[1]
    assert exact.fisher_greater(*table) == pytest.approx(expected, abs=1e-9)


@examples(30)
@given(tables)
def test_fisher_two_sided(table: exact.Table) -> None:
    k, n, k0, n0 = table
    expected = stats.fisher_exact([[k, n - k], [k0, n0 - k0]])[1]
    assert exact.fisher_two_sided(*table) == pytest.approx(expected, abs=1e-9)


@examples(30)
@given(tables.filter(lambda t: t[1] and t[3]))
def test_mid_p(table: exact.Table) -> None:
    k, n, k0, n0 = table
    law = stats.hypergeom(n + n0, k + k0, n)
    assert exact.mid_p_greater(*table) == pytest.approx(law.sf(k) + law.pmf(k) / 2, abs=1e-9)


@pytest.mark.parametrize("table", [(642, 11104, 86, 1759), (463, 8474, 148, 2356)])
def test_the_lowest_count_is_too_unlikely_for_a_number(table: exact.Table) -> None:
    k, n, k0, n0 = table
    law = stats.hypergeom(n + n0, k + k0, n)
    assert law.pmf(max(0, k + k0 - n0)) < 1e-300
    assert exact.fisher_two_sided(*table) == pytest.approx(
        stats.fisher_exact([[k, n - k], [k0, n0 - k0]])[1], rel=1e-6
    )
    assert exact.fisher_greater(*table) == pytest.approx(law.sf(k - 1), rel=1e-6)
    assert exact.mid_p_greater(*table) == pytest.approx(law.sf(k) + law.pmf(k) / 2, rel=1e-6)


@examples(60)
@given(st.lists(st.floats(0.0001, 1), max_size=12), st.sampled_from([0.005, 0.03, 0.2]))
def test_the_largest_p_that_is_found_beside_others(others: list[float], q: float) -> None:
    largest = exact.largest_found(others, q)
    assert exact.benjamini_hochberg([largest, *others])[0] <= q * (1 + 1e-9)
    assert exact.benjamini_hochberg([largest * (1 + 1e-6), *others])[0] > q


def test_what_tells_nothing_has_no_smallest_p_to_reach() -> None:
    assert exact.stratified_test([]) == exact.stratified_test([(0, 4, 0, 4), (1, 2, 0, 0)]) == (1.0, 1.0)
    assert exact.signed_score_test([]) == exact.signed_score_test([0, 0]) == (1.0, 1.0)
    assert exact.signed_score_test([0, 3]) == (0.5, 0.5)
    assert exact.mid_p_greater(0, 0, 1, 2) == exact.fisher_two_sided(1, 2, 0, 0) == 1.0


@pytest.mark.parametrize("table", [(330, 1100, 270, 1100), (270, 1100, 330, 1100), (260, 600, 820, 2200)])
def test_large_tables_are_as_good_as_normal(table: exact.Table) -> None:
    k, n, k0, n0 = table
    law = stats.hypergeom(n + n0, k + k0, n)
    assert law.var() > exact.NORMAL_ABOVE_VARIANCE
    away = k - law.mean()
    two_sided, mid = exact.fisher_two_sided(*table), exact.mid_p_greater(*table)
    assert two_sided == pytest.approx(2 * stats.norm.sf((abs(away) - 0.5) / law.std()))
    assert mid == pytest.approx(stats.norm.sf(away / law.std()))
    # That is near what counting them out gives.
    assert two_sided == pytest.approx(stats.fisher_exact([[k, n - k], [k0, n0 - k0]])[1], rel=0.05)
    assert mid == pytest.approx(law.sf(k) + law.pmf(k) / 2, rel=0.05)


def test_of_two_equal_large_shares_neither_is_larger() -> None:
    assert exact.fisher_two_sided(330, 1100, 330, 1100) == 1.0
    assert exact.mid_p_greater(330, 1100, 330, 1100) == 0.5


@examples(30)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 4).filter(any), min_size=1, max_size=3))
def test_strata_are_summed_over_every_way_the_responses_could_have_fallen(
    cells: list[tuple[int, ...]],
) -> None:
    strata = [(a, a + b, c, c + d) for a, b, c, d in cells]
    laws = [stats.hypergeom(n + n0, k + k0, n) for k, n, k0, n0 in strata]
    seen = sum(k for k, _, _, _ in strata)
    p = 0.0
    for ways in product(*[range(n + 1) for _, n, _, _ in strata]):
        if sum(ways) >= seen:
            chance = 1.0
            for law, x in zip(laws, ways, strict=True):
                chance *= law.pmf(x)
            p += chance
    assert exact.stratified_test(strata)[0] == pytest.approx(p, abs=1e-9)


def test_many_strata_come_close_to_mantel_and_haenszel() -> None:
    rng = random.Random(1)
    strata = [(rng.randint(2, 9), 15, rng.randint(2, 9), 20) for _ in range(60)]
    p, least = exact.stratified_test(strata)
    mean = sum(15 * (k + k0) / 35 for k, _, k0, _ in strata)
    variance = sum(15 * 20 * (k + k0) * (35 - k - k0) / (35 * 35 * 34) for k, _, k0, _ in strata)
    seen = sum(k for k, _, _, _ in strata)
    assert variance > exact.NORMAL_ABOVE_VARIANCE
    assert p == pytest.approx(stats.norm.sf((seen - 0.5 - mean) / variance**0.5))
    assert least == 0


@examples(30)
@given(st.lists(st.integers(-12, 12), max_size=12))
def test_signed_scores_against_every_way_to_give_signs(scores: list[int]) -> None:
    sizes = [abs(s) for s in scores if s]
    positive = sum(s for s in scores if s > 0)
    reached = [
        sum(size for size, plus in zip(sizes, signs, strict=True) if plus)
        for signs in product((0, 1), repeat=len(sizes))
    ]
    expected = sum(total >= positive for total in reached) / len(reached)
    assert exact.signed_score_test(scores)[0] == pytest.approx(expected if sizes else 1.0)


def test_equal_scores_are_a_sign_test() -> None:
    assert exact.signed_score_test([1] * 9 + [-1] * 3)[0] == pytest.approx(
        stats.binomtest(9, 12, alternative="greater").pvalue
    )


def test_many_scores_run_smoothly_into_the_normal() -> None:
    rng = random.Random(3)
    scores = [
        rng.choice((-1, -1, -1, 1, 1, 1, 1)) * rng.randint(1, 12) for _ in range(exact.NORMAL_ABOVE_SIGNS)
    ]
    just_below = exact.signed_score_test(scores)[0]
    just_above = exact.signed_score_test([*scores, 1])[0]
    assert 0.001 < just_below < 0.2
    assert just_above == pytest.approx(just_below, rel=0.15)


def test_up_to_so_many_scores_every_sign_is_counted_out() -> None:
    n = exact.NORMAL_ABOVE_SIGNS
    expected = stats.binomtest(90, n, alternative="greater").pvalue
    assert exact.signed_score_test([1] * 90 + [-1] * (n - 90))[0] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("positive", [101, 108, 113, 118])
def test_above_so_many_scores_the_normal_keeps_its_continuity_correction(positive: int) -> None:
    """200 equal scores are a sign test. Without the correction these come out 6 to 17 % too small."""
    n = 200
    assert n > exact.NORMAL_ABOVE_SIGNS
    p, least = exact.signed_score_test([1] * positive + [-1] * (n - positive))
    expected = stats.binomtest(positive, n, alternative="greater").pvalue
    assert p == pytest.approx(expected, rel=0.02)
    assert least == 0


def test_of_one_kind_alone_there_is_one_run_and_of_nothing_none() -> None:
    assert exact.runs_distribution(3, 0) == exact.runs_distribution(0, 3) == [0, 1, 0, 0]
    assert exact.runs_distribution(0, 0) == [1]


@examples(30)
@given(st.integers(0, 6), st.integers(0, 6))
def test_runs_against_every_order(m: int, n: int) -> None:
    orders = [order for order in product((0, 1), repeat=m + n) if sum(order) == m]
    found = exact.runs_distribution(m, n)
    for runs, chance in enumerate(found):
        with_so_many = sum(
            (1 + sum(a != b for a, b in pairwise(order)) if order else 0) == runs for order in orders
        )
        assert chance == pytest.approx(with_so_many / len(orders))


@examples(30)
@given(tables)
def test_newcombe_interval(table: exact.Table) -> None:
    k, n, k0, n0 = table
    found = exact.newcombe_interval(*table)
    if not n or not n0:
        assert found is None
        return
    one, other = (
        stats.binomtest(x, of).proportion_ci(confidence_level=0.9, method="wilson")
        for x, of in ((k, n), (k0, n0))
    )
    p, p0 = k / n, k0 / n0
    assert found is not None
    assert found[0] == pytest.approx(p - p0 - ((p - one.low) ** 2 + (other.high - p0) ** 2) ** 0.5, abs=1e-9)
    assert found[1] == pytest.approx(p - p0 + ((one.high - p) ** 2 + (p0 - other.low) ** 2) ** 0.5, abs=1e-9)


@examples(30)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=25))
def test_benjamini_hochberg(p_values: list[float]) -> None:
    assert exact.benjamini_hochberg(p_values) == pytest.approx(list(stats.false_discovery_control(p_values)))


@examples(30)
@given(st.integers(0, 25), st.integers(0, 25), st.floats(0.1, 0.9))
def test_e_value_is_the_mean_likelihood_ratio_of_all_larger_chances(b: int, c: int, p0: float) -> None:
    null = p0**b * (1 - p0) ** c
    area = integrate.quad(lambda p: p**b * (1 - p) ** c / null, p0, 1)[0]
    assert exact.e_value(b, c, p0) == pytest.approx(area / (1 - p0), rel=1e-6)


def test_evidence_too_small_for_a_number_is_none() -> None:
    assert exact.e_value(0, 5000) == 0.0


@examples(30)
@given(st.integers(0, 30), st.integers(0, 30), st.floats(0.2, 20), st.floats(0.2, 20))
def test_beta_binomial_tail(least: int, n: int, a: float, b: float) -> None:
    expected = stats.betabinom.sf(least - 1, n, a, b)
    assert exact.beta_binomial_tail(least, n, a, b) == pytest.approx(expected, abs=1e-9)


margins = st.tuples(st.integers(0, 12), st.integers(1, 9), st.integers(1, 9)).filter(
    lambda one: one[0] <= one[1] + one[2]
)


@examples(50)
@given(st.lists(margins, max_size=8), margins)
def test_a_sum_over_strata_is_the_same_whether_those_before_are_remembered(
    first: list[exact.Margins], last: exact.Margins
) -> None:
    for some in (first, [*first, last], [last, *first]):
        assert exact._summed(tuple(some)) == exact._summed_anew(some)


def test_very_many_strata_are_summed_in_one_go() -> None:
    tables = [(1, 2, 1, 2)] * (exact.FEW_STRATA + 1)
    before = exact._summed.cache_info().currsize
    p, least = exact.stratified_test(tables)
    assert exact._summed.cache_info().currsize == before
    assert 0.5 < p < 0.6 and 0 < least < 1e-40
