"""What differed between the bouts that were followed by a response and the others."""

from tests.patterns.diaries import diary_of, pattern


def test_what_differed_is_told() -> None:
    diary, rng = diary_of()
    for i in range(24):
        evening = i % 2
        hour = rng.uniform(19, 22) if evening else rng.uniform(8, 11)
        reach = " PB:pb_opened_up" if i < 8 else ""
        diary.add(4 * i, hour, f"affection_received{reach}" + (" R:withdrew" if evening else ""))
    finding = diary.look(pattern(hours=0))
    assert [contrast.what for contrast in finding.differed] == ["evening", "morning"]
    assert finding.differed[0].with_response == (12, 12)
    assert finding.differed[0].without == (0, 12)
