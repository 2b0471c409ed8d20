"""What simpler ways of looking would have said of the same diaries: the yardsticks of patterns_bench.py.

Every one of them gets the counts that Companion shows, within the window (k of n, k0 of n0) and in the same
moment, or the bare sequence of what was noted; and waits for as many bouts as Companion does.
"""

from collections.abc import Sequence
from math import comb, exp, lgamma, log, sqrt

from companion.model.events import CodedEvent
from companion.model.vocabulary import Pattern
from companion.patterns import Finding

METHODS = ("Fisher", "Fisher + BH", "lag 1", "beta-binomial")


def fisher(k: int, n: int, k0: int, n0: int) -> float:
    """Chance of k or more of the responses among the n, all margins given (one-sided)."""
    both = k + k0
    ways = sum(comb(n, x) * comb(n0, both - x) for x in range(k, min(n, both) + 1))
    return ways / comb(n + n0, both)


def step_up(p_values: Sequence[float], level: float) -> list[bool]:
    """Which of the hypotheses Benjamini and Hochberg's procedure rejects at ``level``."""
    ranked = sorted(p_values)
    many = len(ranked)
    passing = [p for rank, p in enumerate(ranked, 1) if p <= level * rank / many]
    return [bool(passing) and p <= passing[-1] for p in p_values]


def adjusted_residual(both: int, first: int, second: int, total: int) -> float:
    """z of a cell of a 2 x 2 table: its count, its row's and its column's total, and that of all."""
    expected = first * second / total if total else 0.0
    variance = expected * (1 - first / total) * (1 - second / total) if total else 0.0
    return (both - expected) / sqrt(variance) if variance > 0 else 0.0


def steps(entries: Sequence[CodedEvent]) -> list[frozenset[str]]:
    """The diary as a bare sequence: what happened in an entry, and then what the person did in it."""
    found = []
    for entry in sorted(entries):
        own = frozenset(code for code in entry.codes if code.startswith("R:"))
        found += [part for part in (entry.codes - own, own) if part]
    return found


def lag_one(pattern: Pattern, sequence: Sequence[frozenset[str]]) -> float:
    """Adjusted residual of "an antecedent, and a response in the very next step"."""
    given = [not part.isdisjoint(pattern.antecedents) for part in sequence[:-1]]
    target = [not part.isdisjoint(pattern.responses) for part in sequence[1:]]
    both = sum(a and b for a, b in zip(given, target, strict=True))
    return adjusted_residual(both, sum(given), sum(target), len(given))


def chance_higher(k: int, n: int, k0: int, n0: int) -> float:
    """Chance that the share behind k of n is above that behind k0 of n0, from flat priors on both."""
    a0, b0, b = k0 + 1, n0 - k0 + 1, n - k + 1
    return min(
        1.0,
        sum(
            exp(_log_beta(a0 + i, b + b0) - log(b + i) - _log_beta(1 + i, b) - _log_beta(a0, b0))
            for i in range(k + 1)
        ),
    )


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def told(
    patterns: Sequence[Pattern], entries: Sequence[CodedEvent], findings: Sequence[Finding]
) -> list[tuple[bool, ...]]:
    """For every pattern, which of METHODS would call it real: p < .05, q < .05, z > 1.96, P > .99."""
    sequence = steps(entries)
    tables = [_tables(finding) for finding in findings]
    p_values = [[fisher(*one) for one in some] for some in tables]
    passed = iter(step_up([p for some in p_values for p in some], 0.05))
    corrected = [[next(passed) for _ in some] for some in p_values]
    return [
        (
            any(p < 0.05 for p in ps),
            any(after),
            bool(some) and lag_one(pattern, sequence) > 1.96,
            any(chance_higher(*one) > 0.99 for one in some),
        )
        for pattern, some, ps, after in zip(patterns, tables, p_values, corrected, strict=True)
    ]


def _tables(finding: Finding) -> list[tuple[int, int, int, int]]:
    """Within the window and in the same moment: (k, n, k0, n0); none while there is too little."""
    if finding.state == "counting":
        return []
    found = [(finding.k, finding.n, finding.k0, finding.n0)]
    if finding.window_hours and finding.same_moment_elsewhere:
        found.append((finding.same_moment, finding.n, *finding.same_moment_elsewhere))
    return found
