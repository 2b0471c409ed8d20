"""A finding as JSON."""

import json

from companion.patterns import Finding
from tests.patterns.diaries import diary_of, pattern, waking


def test_a_finding_comes_back_from_json_as_it_was() -> None:
    diary, rng = diary_of()
    for i in range(24):
        diary.add(4 * i, 20 if i % 2 else 9, "affection_received" + (" R:withdrew" if i % 2 else ""))
        diary.add(4 * i + 3, waking(rng), "ordinary_moment")
    finding = diary.look(pattern(hours=0))
    row = json.loads(json.dumps(finding.to_json()))
    assert Finding.from_json(row) == finding
    assert list(row)[:17] == [
        "id", "state", "k", "n", "k0", "n0", "window_hours", "difference", "interval", "q", "same_moment",
        "afterwards", "median_delay_hours", "moments", "counter_examples", "confounders", "left_out",
    ]  # fmt: skip
