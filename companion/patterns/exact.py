"""Exact tests and intervals for small counts, with the standard library alone.

Probabilities are summed term by term where counts are small; where a sum has so many terms that it is as
good as normal, the normal distribution with a continuity correction takes over (each function says when).
"""

from collections.abc import Sequence
from functools import lru_cache
from math import comb, erfc, exp, lgamma, log, sqrt

Table = tuple[int, int, int, int]
"""Responses and bouts of the pattern, responses and bouts of the comparison: (k, n, k0, n0)."""

_Chances = tuple[int, Sequence[float]]
"""The lowest count, and the chances of it and of each one above it."""

Z_90 = 1.6448536269514722
"""Standard errors on either side of a 90 % interval."""

NORMAL_ABOVE_VARIANCE = 100.0
"""A sum of hypergeometric counts with a larger variance than this is taken as normal."""

TOO_SMALL = 1e-100
"""A chance of a hypergeometric count below this is taken as none."""

FEW = 60
"""Chances of how so many responses fall are remembered."""

FEW_STRATA = 60
"""Sums over so many strata, and over those that lead up to them, are remembered."""

NORMAL_ABOVE_SIGNS = 160
"""A sum of more signed scores than this is taken as normal."""


def normal_tail(z: float) -> float:
    """P(Z >= z) of a standard normal Z."""
    return erfc(z / sqrt(2)) / 2


def log_binomial(n: int, k: int) -> float:
    """Natural logarithm of n choose k."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def log_beta(a: float, b: float) -> float:
    """Natural logarithm of the beta function."""
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def binomial_tail(least: int, n: int, chance: float) -> float:
    """P(X >= least) for X of n trials with ``chance`` each, 0 < chance < 1."""
    if least <= 0:
        return 1.0
    if least > n:
        return 0.0
    up, down = log(chance), log(1 - chance)
    terms = (exp(log_binomial(n, i) + i * up + (n - i) * down) for i in range(least, n + 1))
    return min(1.0, sum(terms))


def hypergeometric(k_both: int, n: int, n0: int) -> tuple[int, Sequence[float]]:
    """Chances of how many of ``k_both`` responses fall to n of n + n0 bouts, as (lowest count, chances).

    From the likeliest count to either side: that of the lowest can be too small for a number.
    """
    # Four weeks that are over are the same at every look.
    return (_few if k_both <= FEW else _hypergeometric)(k_both, n, n0)


def _hypergeometric(k_both: int, n: int, n0: int) -> tuple[int, Sequence[float]]:
    low, high = max(0, k_both - n0), min(n, k_both)
    most = (n + 1) * (k_both + 1) // (n + n0 + 2)
    chance = exp(log_binomial(n, most) + log_binomial(n0, k_both - most) - log_binomial(n + n0, k_both))
    chances = [0.0] * (high - low + 1)
    below = above = chances[most - low] = chance
    for x in range(most, low, -1):
        below *= x * (n0 - k_both + x) / ((n - x + 1) * (k_both - x + 1))
        if below < TOO_SMALL:
            break
        chances[x - 1 - low] = below
    for x in range(most, high):
        above *= (n - x) * (k_both - x) / ((x + 1) * (n0 - k_both + x + 1))
        if above < TOO_SMALL:
            break
        chances[x + 1 - low] = above
    return low, chances


_few = lru_cache(maxsize=2048)(_hypergeometric)


def stratified_test(tables: Sequence[Table]) -> tuple[float, float]:
    """One-sided exact conditional test that responses are more common with the pattern, within strata.

    Conditions on the margins of every stratum (the exact form of Mantel and Haenszel's test). Returns (p, the
    smallest p that these margins could give); (1.0, 1.0) when no stratum tells anything.
    """
    used = [t for t in tables if t[1] and t[3] and 0 < t[0] + t[2] < t[1] + t[3]]
    observed = sum(k for k, _, _, _ in used)
    highest = sum(min(n, k + k0) for k, n, k0, _ in used)
    mean = variance = 0.0
    for k, n, k0, n0 in used:
        both, total = k + k0, n + n0
        mean += n * both / total
        variance += n * n0 * both * (total - both) / (total * total * (total - 1))
    if not used:
        return 1.0, 1.0
    if variance > NORMAL_ABOVE_VARIANCE:
        return normal_tail((observed - mean - 0.5) / sqrt(variance)), 0.0
    margins = tuple([(k + k0, n, n0) for k, n, k0, n0 in used])
    low, chances = (_summed if len(margins) <= FEW_STRATA else _summed_anew)(margins)
    return min(1.0, sum(chances[observed - low :])), min(1.0, sum(chances[highest - low :]))


Margins = tuple[int, int, int]
"""Of a table: all responses, the bouts of the pattern, and those of the comparison."""


def _summed_anew(margins: Sequence[Margins], to: _Chances = (0, (1.0,))) -> _Chances:
    """Chances of the sum of what :func:`hypergeometric` gives for each, as that gives them."""
    low, chances = to
    for each in margins:
        start, stratum = hypergeometric(*each)
        low, chances = low + start, convolve(chances, stratum)
    return low, chances


@lru_cache(maxsize=1024)
def _summed(margins: tuple[Margins, ...]) -> _Chances:
    """The same, remembered, and so for all but the last: of strata by time the latest alone change."""
    return _summed_anew(margins[-1:], _summed(margins[:-1])) if margins else (0, (1.0,))


def convolve(a: Sequence[float], b: Sequence[float]) -> list[float]:
    """Chances of the sum of two independent counts."""
    if len(a) > len(b):
        a, b = b, a
    out = [0.0] * (len(a) + len(b) - 1)
    size = len(b)
    for i, x in enumerate(a):
        if x:
            out[i : i + size] = [before + x * y for before, y in zip(out[i : i + size], b, strict=True)]
    return out


def fisher_greater(k: int, n: int, k0: int, n0: int) -> float:
    """Fisher's exact test, one-sided: the share k/n is larger than k0/n0."""
    return stratified_test([(k, n, k0, n0)])[0]


def mid_p_greater(k: int, n: int, k0: int, n0: int) -> float:
    """Fisher's one-sided p with half the weight of what was observed (mid-p); normal for large counts."""
    if not n or not n0:
        return 1.0
    if (score := _normal_score(k, n, k0, n0)) is not None:
        return normal_tail(score)
    low, chances = hypergeometric(k + k0, n, n0)
    return min(1.0, sum(chances[k - low :]) - chances[k - low] / 2)


@lru_cache(maxsize=4096)  # most tables of one look are those of the look before
def fisher_two_sided(k: int, n: int, k0: int, n0: int) -> float:
    """Fisher's exact test, two-sided by summing all tables that are no likelier than the observed one.

    Normal for large counts.
    """
    if not n or not n0:
        return 1.0
    if (score := _normal_score(k, n, k0, n0, continuity=0.5)) is not None:
        return min(1.0, 2 * normal_tail(score)) if score > 0 else 1.0
    low, chances = hypergeometric(k + k0, n, n0)
    seen = chances[k - low] * (1 + 1e-7)
    return min(1.0, sum(c for c in chances if c <= seen))


def _normal_score(k: int, n: int, k0: int, n0: int, continuity: float = 0.0) -> float | None:
    """Standard errors between k and what is expected of it; ``None`` where few enough to be counted out.

    With a ``continuity`` correction: how far away it is to either side.
    """
    both, total = k + k0, n + n0
    variance = n * n0 * both * (total - both) / (total * total * (total - 1))
    if variance <= NORMAL_ABOVE_VARIANCE:
        return None
    away = k - n * both / total
    return (abs(away) - continuity if continuity else away) / sqrt(variance)


def signed_score_test(scores: Sequence[int]) -> tuple[float, float]:
    """One-sided exact test that positive scores outweigh negative ones, every sign being a fair coin's.

    Exact for up to NORMAL_ABOVE_SIGNS scores, then normal. Returns (p, the smallest p these sizes could
    give).
    """
    sizes = [abs(s) for s in scores if s]
    if not sizes:
        return 1.0, 1.0
    positive = sum(s for s in scores if s > 0)
    if len(sizes) > NORMAL_ABOVE_SIGNS:
        variance = sum(s * s for s in sizes) / 4
        return normal_tail((positive - sum(sizes) / 2 - 0.5) / sqrt(variance)), 0.0
    # The counts of ways to reach each sum lie side by side in one long integer, `width` bits each.
    width = len(sizes) + 1
    ways = 1
    for size in sizes:
        ways += ways << (width * size)
    tail = ways >> (width * positive)
    reached = 0
    mask = (1 << width) - 1
    for _ in range(sum(sizes) - positive + 1):
        reached += tail & mask
        tail >>= width
    return reached / (1 << len(sizes)), 1 / (1 << len(sizes))


def beta_binomial_tail(least: int, n: int, a: float, b: float) -> float:
    """P(X >= least) for X of n trials whose common chance is itself spread as Beta(a, b); a, b > 0."""
    base = log_beta(a, b)
    terms = (exp(log_binomial(n, x) + log_beta(x + a, n - x + b) - base) for x in range(least, n + 1))
    return min(1.0, sum(terms)) if least > 0 else 1.0


def t_tail(t: float, degrees: float) -> float:
    """P(T >= t) of Student's distribution with so many degrees of freedom, by its incomplete beta
    function.
    """
    if t < 0:
        return 1 - t_tail(-t, degrees)
    return incomplete_beta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2


def t_quantile(share: float, degrees: float) -> float:
    """The t below which so large a share of Student's distribution lies, 0.5 <= share < 1; by halving."""
    low, high = 0.0, 1.0
    while t_tail(high, degrees) > 1 - share:
        low, high = high, 2 * high
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if t_tail(middle, degrees) > 1 - share else (low, middle)
    return (low + high) / 2


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, 0 <= x <= 1; a, b > 0 (continued fraction, after Lentz)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = exp(a * log(x) + b * log(1 - x) - log_beta(a, b)) / a
    tiny = 1e-300
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or tiny)
    value = d
    for m in range(1, 400):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        step = 1.0
        for term in (even, odd):
            d = 1 / (1 + term * d or tiny)
            c = 1 + term / c or tiny
            step = c * d
            value *= step
        if abs(step - 1) < 1e-14:
            break
    return min(1.0, front * value)


def runs_distribution(m: int, n: int) -> list[float]:
    """Chances of 0, 1, 2, ... runs when m of one kind and n of another stand in random order."""
    total = comb(m + n, m)
    chances = [0.0] * (m + n + 1)
    if not m or not n:
        chances[min(1, m + n)] = 1.0
        return chances
    for runs in range(2, m + n + 1):
        half, odd = divmod(runs, 2)
        ways = (
            comb(m - 1, half) * comb(n - 1, half - 1) + comb(m - 1, half - 1) * comb(n - 1, half)
            if odd
            else 2 * comb(m - 1, half - 1) * comb(n - 1, half - 1)
        )
        chances[runs] = ways / total
    return chances


def newcombe_interval(k: int, n: int, k0: int, n0: int, z: float = Z_90) -> tuple[float, float] | None:
    """Interval for k/n - k0/n0 from two Wilson score intervals (Newcombe 1998, method 10).

    ``z`` standard errors wide, 90 % as it stands; ``None`` where n or n0 is 0.
    """
    if not n or not n0:
        return None
    low, high = wilson_interval(k, n, z)
    low0, high0 = wilson_interval(k0, n0, z)
    p, p0 = k / n, k0 / n0
    return (
        p - p0 - sqrt((p - low) ** 2 + (high0 - p0) ** 2),
        p - p0 + sqrt((high - p) ** 2 + (p0 - low0) ** 2),
    )


def wilson_interval(k: int, n: int, z: float) -> tuple[float, float]:
    """Wilson's score interval for a share, z standard errors wide; n > 0."""
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4)
    return max(0.0, centre - half), min(1.0, centre + half)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p values (q) after Benjamini and Hochberg 1995, in the order given."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i], reverse=True)
    adjusted = [1.0] * len(p_values)
    smallest = 1.0
    for larger, i in enumerate(order):
        smallest = min(smallest, p_values[i] * len(p_values) / (len(p_values) - larger))
        adjusted[i] = smallest
    return adjusted


def largest_found(others: Sequence[float], q: float) -> float:
    """The largest p of one more test beside these others whose adjusted p would be at most ``q``."""
    tests = len(others) + 1
    ranks = range(tests, 0, -1)
    return next(
        (q * rank / tests for rank in ranks if sum(p <= q * rank / tests for p in others) >= rank - 1), 0.0
    )


def e_value(b: int, c: int, p0: float = 0.5) -> float:
    """Evidence that b of b + c is more than chance ``p0`` would give; fair however often one looks.

    The likelihood of b and c under every chance above ``p0`` alike, against that under ``p0``.
    """
    share = binomial_tail(c + 1, b + c + 1, 1 - p0)  # P(Bin(n + 1, p0) <= b) = P(Beta(b + 1, c + 1) > p0)
    if share <= 0:
        return 0.0
    log_e = log_beta(b + 1, c + 1) + log(share) - log(1 - p0) - b * log(p0) - c * log(1 - p0)
    return exp(min(log_e, 700.0))
