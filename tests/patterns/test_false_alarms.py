"""A small seeded slice of benchmarks/patterns_power.py: hardly ever a false alarm, and what is there is seen.

The bounds leave room for chance at these few diaries; the shares themselves are measured by the benchmark.
"""

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import DEEP

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "patterns_power.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("patterns_power", BENCHMARK)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


POWER = _load()
DIARIES = 24 if DEEP else 12


@pytest.mark.parametrize("name", POWER.NOTHING)
def test_hardly_ever_a_false_alarm(name: str) -> None:
    make, days = POWER.NOTHING[name]
    alarms = [POWER.false_alarm(make, random.Random(f"slice {name} {i}"), days)[0] for i in range(DIARIES)]
    # At 5 % more than 3 of 24 would come up once in 50 times; at 30 % hardly fewer.
    assert sum(alarms) <= DIARIES // 8


@pytest.mark.parametrize(
    ("name", "missed"),
    [
        ("same moment, +0.5, 12 bouts", 7 / 24),
        ("same moment, +0.5, 20 bouts", 3 / 24),
        ("afterwards, +0.5, 30 bouts", 7 / 24),
        ("afterwards, +0.6, 42 bouts", 3 / 24),
        ("afterwards, +0.5, 60 bouts", 3 / 24),
    ],
)
def test_what_is_there_is_seen(name: str, missed: float) -> None:
    make, days = POWER.PLANTED[name]
    rngs = [random.Random(f"slice {name} {i}") for i in range(DIARIES)]
    assert sum(not POWER.found(make(rng), days, rng)[0] for rng in rngs) <= missed * DIARIES
