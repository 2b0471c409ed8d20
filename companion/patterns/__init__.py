"""Patterns: moments in, findings out. Pure, deterministic, and with the standard library alone."""

from companion.patterns.engine import find_patterns
from companion.patterns.findings import Finding
from companion.patterns.lag_sequential import LagSequential, lag_sequential

__all__ = ["Finding", "LagSequential", "find_patterns", "lag_sequential"]
