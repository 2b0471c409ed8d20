"""People who write on some days, leave blanks, have two people in their diary: what is counted of them."""

import json
import random
from datetime import timedelta

import pytest

from companion.model.events import CodedEvent
from companion.patterns import Finding
from tests.patterns.diaries import START, Diary, noted, pattern, waking

SEEN = ("early_sign", "holds_up")


def on_days(days: list[int], share: float = 0.7, base: float = 0.1) -> Diary:
    """Closeness and something ordinary on each of these days, with pulling back so often in the entry
    itself.
    """
    rng, diary = random.Random(8), Diary()
    for day in days:
        diary.add(day, rng.uniform(9, 12), noted(rng, "ordinary_moment", base))
        diary.add(day, rng.uniform(15, 22), noted(rng, "affection_received", share))
    return diary


@pytest.mark.parametrize(
    "days", [list(range(0, 158, 2)), list(range(6, 182, 7))], ids=["every other day", "Sundays"]
)
def test_the_same_entry_needs_no_day_after_it(days: list[int]) -> None:
    finding = on_days(days).look(days=185)
    assert finding.state == "holds_up"
    assert finding.evidence == ("same_moment",)
    assert finding.same_entry is not None
    assert (finding.same_entry.n, finding.same_entry.n0) == (len(days), len(days))
    assert finding.n == 0  # none could be followed for two days
    assert finding.left_out == finding.not_followed == len(days)


def test_a_waiting_pattern_needs_six_occasions_and_six_others_whether_they_could_be_followed_or_not() -> None:
    finding = on_days(list(range(0, 10, 2))).look(days=185)
    assert (finding.state, finding.needed_what, finding.needed) == ("counting", "bouts", "5 of 6")
    assert finding.not_followed == 5
    assert on_days(list(range(0, 18, 3))).look(days=185).needed is None


def test_where_only_what_comes_later_counts_a_bout_has_to_be_followed() -> None:
    diary = on_days(list(range(0, 158, 2)))
    finding = diary.look(pattern(same_entry=False), days=185)
    assert (finding.state, finding.needed) == ("counting", "0 of 6")
    assert finding.same_entry is None


# A blank is not a no


def filled_in(close: float, others: float) -> Finding:
    """What was done is noted so often in entries of closeness, and in others; pulling back is a third of
    it.
    """
    rng, diary = random.Random(9), Diary(every_day=125)
    for day in range(120):
        for codes, share in (("affection_received", close), ("ordinary_moment", others)):
            answer = ""
            if rng.random() < share:
                answer = " R:withdrew" if rng.random() < 1 / 3 else " R:stayed_present"
            diary.add(day, waking(rng), codes + answer)
    return diary.look(pattern(hours=0), days=130)


def test_more_filled_in_is_not_more_done() -> None:
    finding = filled_in(0.9, 0.2)
    assert finding.same_entry is not None
    assert finding.same_entry.k > 3 * finding.same_entry.k0
    assert finding.state == "not_seen"
    assert "answered" in finding.confounders
    assert 0 < finding.not_answered < 30


def test_who_only_ever_notes_the_one_answer_means_no_by_a_blank() -> None:
    diary = on_days(list(range(120)))
    assert diary.look(pattern(hours=0), days=130).state == "holds_up"


# Two people


def with_two(other: str) -> Finding:
    rng, diary = random.Random(10), Diary(every_day=165)
    for i in range(40):
        hour = rng.uniform(9, 17)
        diary.add(4 * i, hour, "affection_received", person="Kim")
        if i % 4:
            diary.add(4 * i, hour + rng.uniform(1, 4), "R:withdrew", person=other)
        diary.add(4 * i + 2, waking(rng), "ordinary_moment", person="Kim" if i % 2 else "default")
    return diary.look(days=165)


def test_a_response_belongs_to_what_happened_with_the_same_person() -> None:
    same, crossed = with_two("Kim"), with_two("default")
    assert same.state == "holds_up" and same.k == 30
    assert crossed.state == "not_seen" and crossed.k == 0
    assert same.n == crossed.n == 40


def test_bouts_of_two_people_are_two() -> None:
    diary = Diary(every_day=20)
    diary.add(5, 12, "affection_received R:withdrew", person="Kim")
    diary.add(5, 13, "affection_received", person="Sam")
    finding = diary.look()
    assert (finding.k, finding.n) == (1, 2)


# What is shown is what was tested


def test_what_comes_afterwards_is_shown_as_after_and_before() -> None:
    rng, diary = random.Random(11), Diary(every_day=165)
    for i in range(40):
        hour = rng.uniform(9, 15)
        diary.add(4 * i, hour, "affection_received")
        if i % 4:
            diary.add(4 * i, hour + rng.uniform(1, 4), "R:withdrew")
        diary.add(4 * i + 2, waking(rng), "ordinary_moment")
    finding = diary.look(days=165)
    assert finding.evidence == ("afterwards",)
    assert finding.after is not None
    k, n, before_k, before_n, hours = finding.after
    assert (k, before_k, before_n, hours) == (30, 0, n, 24)
    assert finding.told_of == ("afterwards", (k, n, before_k, before_n))
    assert finding.difference == round(k / n, 4)
    assert finding.delays_hours is not None and len(finding.delays_hours.after) == 30
    row = json.loads(json.dumps(finding.to_json()))
    assert row["afterwards"] == {"k": 30, "n": n, "before_k": 0, "before_n": n, "hours": 24}
    assert row["same_entry"] == {"k": 0, "n": 40, "k0": 0, "n0": row["same_entry"]["n0"]}
    assert len(row["delays_hours"]["after"]) == 30
    assert row["not_followed"] == row["left_out"]
    assert Finding.from_json(row) == finding


@pytest.mark.parametrize("seed", range(12))
def test_nothing_holds_up_beside_an_interval_that_spans_zero(seed: int) -> None:
    rng = random.Random(seed)
    diary = Diary()
    for day in range(120):
        if rng.random() < 0.7:
            diary.add(day, waking(rng), noted(rng, "ordinary_moment", 0.2))
        if rng.random() < 0.3:
            hour = waking(rng)
            diary.add(day, hour, noted(rng, "affection_received", 0.3))
            if rng.random() < 0.3:
                diary.add(day, hour + rng.uniform(1, 30), "R:withdrew")
    for weeks in range(4, 17, 3):
        finding = diary.look(days=7 * weeks)
        if finding.state in ("holds_up", "growing"):
            assert finding.interval is not None and finding.interval[0] > 0


# Feelings and urges


def felt(with_response: int, without: int) -> Finding:
    """Of ten that count so many overwhelmed, and of ten that do not."""
    rng, diary = random.Random(12), Diary(every_day=125)
    for i in range(20):
        counts, nth = i % 2 == 0, i // 2
        overwhelmed = nth < (with_response if counts else without)
        codes = "affection_received U:withdrew" + (" R:withdrew" if counts else "")
        diary.add(6 * i, rng.uniform(18, 22), codes + (" F:overwhelmed" if overwhelmed else ""))
        diary.add(6 * i + 3, waking(rng), "ordinary_moment F:calm")
    return diary.look(pattern(hours=0), days=130)


def test_a_feeling_can_be_what_differed() -> None:
    [contrast] = felt(9, 1).differed
    assert contrast == ("F:overwhelmed", (9, 10), (1, 10))
    assert felt(6, 5).differed == ()


def test_a_feeling_alone_is_no_trigger() -> None:
    diary = Diary(every_day=20)
    diary.add(5, 12, "F:lonely U:reached_out")
    assert diary.look().n0 == 0


# A change is told late


def falling(weeks_after: int) -> str:
    """Twenty weeks at nine of ten, three times a week, then none at all."""
    rng, diary = random.Random(13), Diary(every_day=7 * 30)
    for day in range(7 * (20 + weeks_after)):
        diary.add(day, rng.uniform(8, 11), noted(rng, "ordinary_moment", 0.05))
        if day % 7 in (1, 3, 5):
            diary.add(day, rng.uniform(18, 21), noted(rng, "affection_received", 0.9 if day < 140 else 0))
    return diary.look(pattern(hours=0), days=7 * (20 + weeks_after)).state


def test_a_change_is_told_when_it_was_there_a_week_ago_as_well() -> None:
    states = [falling(weeks) for weeks in range(9)]
    assert states[0] == "holds_up" and states[8] == "easing"
    first = states.index("easing")
    # Large and certain a week before it is first told: the share of eight weeks falls by an eighth each week.
    assert 3 <= first <= 6
    assert set(states[first:]) == {"easing"}


# Written later


def test_a_story_told_in_one_sitting_is_no_order_and_the_same_by_hand_is() -> None:
    def told(by_hand: bool) -> str:
        rng = random.Random(14)
        start = int(START.timestamp())
        rows = [
            CodedEvent(t := start + d * 86_400, t, f"l{d}", frozenset(), recorded_at=t) for d in range(165)
        ]
        for i in range(80):
            written = start + i * 2 * 86_400 + 75_600
            happened, done = (written - 36_000, written - 28_800) if by_hand else (written, written + 60)
            what = "affection_received" if i % 2 else "ordinary_moment"
            rows.append(CodedEvent(happened, happened, f"t{i}", frozenset({what}), recorded_at=written))
            if what != "ordinary_moment" and rng.random() < 0.8:
                rows.append(
                    CodedEvent(done, done, f"r{i}", frozenset({"R:withdrew"}), recorded_at=written + 60)
                )
        diary = Diary()
        diary.events = rows
        return diary.look(days=165).state

    assert told(by_hand=False) == "not_seen"
    assert told(by_hand=True) == "holds_up"


def test_what_was_not_known_then_changes_nothing() -> None:
    diary = on_days(list(range(0, 158, 2)))
    at_once = diary.look(days=100)
    until = (START + timedelta(days=100)).timestamp()
    diary.events = [event for event in diary.events if event.at <= until]
    assert diary.look(days=100) == at_once
