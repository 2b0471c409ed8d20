"""The same moment against moments like it: what else could be behind a difference is named."""

from companion.patterns.exact import fisher_greater
from tests.patterns.diaries import diary_of, noted, pattern, waking


def test_stressed_days_that_drive_both_are_named_and_not_believed() -> None:
    diary, rng = diary_of()
    for day in range(110):
        stressed = day % 4 == 0
        if stressed:
            diary.add(day, 9, "outside_stress")
        share = 0.8 if stressed else 0.1
        for _ in range(2):
            codes = (
                "asked_about_feelings" if rng.random() < (0.5 if stressed else 0.05) else "ordinary_moment"
            )
            diary.add(day, rng.uniform(12, 22), noted(rng, codes, share))
    finding = diary.look(pattern("asked_about_feelings", hours=0))
    # What a naive eye would believe.
    assert fisher_greater(finding.k, finding.n, finding.k0, finding.n0) < 0.001
    assert finding.state == "not_seen"
    assert finding.confounders == ("stress",)


def test_stress_noted_in_the_very_moments_leaves_no_stressed_day_to_compare() -> None:
    diary, rng = diary_of()
    for i in range(20):
        stress = " outside_stress" if i % 4 == 0 else ""
        diary.add(5 * i, waking(rng), noted(rng, f"affection_received{stress}", 0.9))
        diary.add(5 * i + 2, waking(rng), "slow_reply")
    assert diary.look(pattern(hours=0), days=112).confounders == ()


def test_an_hour_that_drives_both_is_named_and_not_believed() -> None:
    diary, rng = diary_of()
    for day in range(110):
        diary.add(day, rng.uniform(8, 12), noted(rng, "ordinary_moment", 0.05))
        evening = "affection_received" if rng.random() < 0.4 else "ordinary_moment"
        diary.add(day, rng.uniform(19, 22), noted(rng, evening, 0.6))
    finding = diary.look(pattern(hours=0))
    assert fisher_greater(finding.k, finding.n, finding.k0, finding.n0) < 0.001
    assert finding.state == "not_seen"
    assert finding.confounders == ("hour",)


def test_one_person_who_brings_both_is_named_and_not_believed() -> None:
    diary, rng = diary_of()
    for day in range(110):
        codes = "affection_received" if rng.random() < 0.5 else "ordinary_moment"
        diary.add(day, waking(rng), noted(rng, codes, 0.6), person="A")
        codes = "affection_received" if rng.random() < 0.05 else "ordinary_moment"
        diary.add(day, waking(rng), noted(rng, codes, 0.05), person="B")
    finding = diary.look(pattern(hours=0))
    assert fisher_greater(finding.k, finding.n, finding.k0, finding.n0) < 0.01
    assert finding.state == "not_seen"
    assert finding.confounders == ("person",)
