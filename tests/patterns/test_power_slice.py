"""A seeded slice of the benchmark of the patterns: what it counts, compares with, and how steady it is.

test_false_alarms.py goes through its diaries one look at a time; here are the simpler methods on the same
diaries, the weekly looks, and the run itself. The shares are measured by the benchmark; the bounds here leave
room for chance and would be broken by an engine that tells a pattern too easily or not at all.
"""

import importlib
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from scipy import integrate, stats

from companion.patterns import lag_sequential
from tests.conftest import DEEP

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
        return importlib.import_module("patterns_bench")


@pytest.fixture(scope="module")
def naive(bench: ModuleType) -> ModuleType:
    return sys.modules["patterns_naive"]


def some_tables(count: int) -> list[tuple[int, int, int, int]]:
    rng = random.Random("tables")
    sizes = [(rng.randint(1, 40), rng.randint(1, 90)) for _ in range(count)]
    return [(rng.randint(0, n), n, rng.randint(0, n0), n0) for n, n0 in sizes]


@pytest.mark.parametrize(("k", "n", "k0", "n0"), some_tables(25))
def test_the_simpler_methods_are_what_scipy_says_they_are(
    naive: ModuleType, k: int, n: int, k0: int, n0: int
) -> None:
    rows = [[k, n - k], [k0, n0 - k0]]
    assert naive.fisher(k, n, k0, n0) == pytest.approx(
        stats.fisher_exact(rows, alternative="greater").pvalue, abs=1e-9
    )

    own, other = stats.beta(k + 1, n - k + 1), stats.beta(k0 + 1, n0 - k0 + 1)
    higher = integrate.quad(lambda share: own.pdf(share) * other.cdf(share), 0, 1, limit=200)[0]
    assert naive.chance_higher(k, n, k0, n0) == pytest.approx(higher, abs=1e-6)

    z = naive.adjusted_residual(k, n, k + k0, n + n0)
    if 0 < k + k0 < n + n0:
        assert z**2 == pytest.approx(stats.chi2_contingency(rows, correction=False).statistic)
        assert (z > 0) == (k / n > k0 / n0)
    else:
        assert z == 0


def test_step_up_rejects_what_scipy_rejects(naive: ModuleType) -> None:
    rng = random.Random("step up")
    for _ in range(50):
        p_values = [rng.random() ** 3 for _ in range(rng.randint(1, 40))]
        assert naive.step_up(p_values, 0.05) == [q <= 0.05 for q in stats.false_discovery_control(p_values)]


def test_the_residual_of_a_sequence_is_the_one_of_lag_sequential_analysis(
    bench: ModuleType, naive: ModuleType
) -> None:
    rng = random.Random("sequence")
    pattern = bench.power.PATTERNS[0]
    codes = {"a": pattern.antecedents[0], "b": pattern.responses[0], "c": "ordinary_moment"}
    sequence = "".join(rng.choice("abc") for _ in range(200))
    expected = lag_sequential(sequence)
    place = expected.labels.index("a"), expected.labels.index("b")
    found = naive.lag_one(pattern, [frozenset({codes[one]}) for one in sequence])
    assert found == pytest.approx(expected.adjusted_residuals[place[0]][place[1]])


def test_on_the_same_diaries_the_simpler_methods_cry_wolf_and_this_one_hardly_ever(
    bench: ModuleType,
) -> None:
    names = ["stressed days drive both, and are logged", "both grow more common over the months"]
    seen = [bench.once(bench.Work(name, i))[1] for name in names for i in range(12)]
    told = dict(zip(bench.EVERY_METHOD, zip(*(one.told for one in seen), strict=True), strict=True))
    assert sum(told["Companion"]) <= 3  # of 24
    assert sum(told["Fisher"]) >= 12
    assert sum(told["lag 1"]) >= 18


def test_finds_little_after_twelve_bouts_and_most_after_sixty(bench: ModuleType) -> None:
    def share(name: str) -> float:
        seen = [bench.once(bench.Work(name, i))[1] for i in range(12)]
        return float(bench.hits(seen, bench.HELD) / len(seen))

    assert share("afterwards, +0.3, 12 bouts") <= 0.5
    assert share("afterwards, +0.5, 60 bouts") >= 0.75
    assert share("same moment, +0.5, 30 bouts") >= 0.75


def test_over_26_weeks_noise_stays_noise_and_a_pattern_stays_found(bench: ModuleType) -> None:
    each = 2 if DEEP else 1
    nothing = [bench.once(bench.Work(name, i))[1] for name in bench.GROWING_NOTHING for i in range(each)]
    assert sum(one.told[bench.HELD] for one in nothing) <= len(nothing) // 4
    planted = "same moment, 60 points more often, 40 bouts in all"
    courses = [bench.once(bench.Work(planted, i))[1].weeks[0] for i in range(2 * each)]
    assert sum(states[-1] in bench.power.CONFIRMED for states in courses) >= 0.75 * len(courses)


@pytest.mark.parametrize(
    ("states", "ever", "lower", "gone", "again"),
    [
        (("counting", "early_sign", "not_seen"), False, False, True, False),
        (("early_sign", "holds_up", "growing"), True, False, False, False),
        (("holds_up", "early_sign", "early_sign"), True, True, False, False),
        (("holds_up", "early_sign", "easing"), True, True, False, True),
        (("holds_up", "not_seen", "holds_up"), True, True, True, True),
    ],
)
def test_the_course_of_a_pattern(
    bench: ModuleType, states: tuple[str, ...], ever: bool, lower: bool, gone: bool, again: bool
) -> None:
    course = bench.course(states)
    assert (course.ever, course.lower, course.again) == (ever, lower, again)
    if ever:
        assert course.gone == gone


def test_the_same_seed_gives_the_same_tables(bench: ModuleType) -> None:
    work = bench.Work("bursts of entries on one theme", 3)
    assert bench.once(work) == bench.once(work)
