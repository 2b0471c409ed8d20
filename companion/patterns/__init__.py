"""Patterns: moments in, findings out. Pure, deterministic, and with the standard library alone."""

from companion.patterns.engine import ENGINE_VERSION, Analysis, analyse, find_patterns
from companion.patterns.findings import Finding, from_compact_json, ids_at_hand, to_compact_json
from companion.patterns.lag_sequential import LagSequential, lag_sequential
from companion.patterns.settled_past import Past

__all__ = [
    "ENGINE_VERSION",
    "Analysis",
    "Finding",
    "LagSequential",
    "Past",
    "analyse",
    "find_patterns",
    "from_compact_json",
    "ids_at_hand",
    "lag_sequential",
    "to_compact_json",
]
