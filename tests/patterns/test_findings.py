"""A finding as JSON."""

import json

import pytest

from companion.patterns import Finding, from_compact_json
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


def test_a_finding_from_json_needs_its_pattern_and_its_state() -> None:
    assert Finding.from_json({"id": "p", "state": "counting"}) == Finding(pattern="p", state="counting")
    for row in ({"id": "p"}, {"state": "counting"}):
        with pytest.raises(KeyError):
            Finding.from_json(row)
    known = Finding.from_json({"id": "p", "state": "counting", "k": 1, "muted": True})
    assert (known.k, known.n, known.muted) == (1, 0, True)
    with pytest.raises(KeyError):
        from_compact_json({"ids": [], "findings": [{"id": "p", "state": "counting"}]})


def test_a_finding_of_which_no_more_is_known_counts_nothing() -> None:
    found = Finding(pattern="p", state="counting")
    numbers = (found.k, found.n, found.k0, found.n0, found.same_moment, found.afterwards, found.left_out)
    assert numbers == (0,) * 7 and not found.muted
