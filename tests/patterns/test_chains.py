"""Rounds of reaching and stepping back, counted and tested."""

from math import sqrt

import pytest

from companion.model.events import CodedEvent
from companion.patterns import bouts, chains
from companion.patterns.evidence import evidence
from companion.patterns.exact import normal_tail, runs_distribution
from tests.patterns.diaries import Diary, pattern

DAY = 86_400
ROUND = pattern("R:pursued", "PB:pb_withdrew", 72, same_entry=False, shape="cycle")


def taking_turns(*stretches: str, hours: int = 24) -> tuple[float, float]:
    """The test of stretches that are parted by more than a window: "m" reaches, "y" answers."""
    events: list[CodedEvent] = []
    at = 0
    for stretch in stretches:
        for side in stretch:
            code = {"m": "R:pursued", "y": "PB:pb_withdrew", "b": "R:pursued PB:pb_withdrew"}[side]
            events.append(CodedEvent(at, at, f"{len(events):03}", frozenset(code.split())))
            at += hours * 3600
        at += 5 * DAY
    diary = bouts.Diary(events, as_of=at, day_start=0)
    return chains.alternation_test(ROUND, [diary])


def test_a_round_of_reaching_and_stepping_back() -> None:
    one = pattern(
        "R:pursued R:criticised PB:pb_pressed",
        "PB:pb_withdrew PB:pb_defensive R:withdrew R:shut_down",
        72,
        same_entry=False,
        shape="cycle",
    )
    diary = Diary(every_day=60)
    round_of_mine = [
        diary.add(5, 12, "R:pursued"),
        diary.add(5, 20, "PB:pb_withdrew"),
        diary.add(6, 12, "R:criticised"),
    ]
    round_of_theirs = [
        diary.add(20, 12, "PB:pb_pressed"),
        diary.add(20, 18, "R:shut_down"),
        diary.add(22, 12, "PB:pb_pressed"),
    ]
    diary.add(40, 12, "R:pursued")  # stepped back, but no further reach
    diary.add(40, 20, "PB:pb_withdrew")
    diary.add(50, 12, "R:pursued")  # my own stepping back is not the other's answer
    diary.add(50, 16, "R:withdrew")
    diary.add(50, 20, "R:pursued")
    finding = diary.look(one)
    assert finding.k == 2
    assert list(finding.moments) == round_of_mine + round_of_theirs
    assert finding.delays == (24.0, 48.0)


def test_too_late_for_a_round() -> None:
    one = pattern("R:pursued", "PB:pb_withdrew", 72, same_entry=False, shape="cycle")
    diary = Diary(every_day=60)
    for day, last in ((5, 12.0), (20, 12 + 1 / 60)):
        diary.add(day, 12, "R:pursued")
        diary.add(day + 1, 12, "PB:pb_withdrew")
        diary.add(day + 3, last, "R:pursued")
    assert diary.look(one).k == 1


def test_taking_turns_more_than_chance_is_seen_and_a_bad_week_alone_is_not() -> None:
    one = pattern("R:pursued", "PB:pb_withdrew", 72, same_entry=False, shape="cycle")
    turns, heaps = Diary(every_day=130), Diary(every_day=130)
    for start in range(0, 120, 12):
        for step in range(6):
            turns.add(start + step, 12, "PB:pb_withdrew" if step % 2 else "R:pursued")
            heaps.add(start + step, 12, "PB:pb_withdrew" if step in (1, 4, 5) else "R:pursued")
        for diary in (turns, heaps):
            diary.add(start + 10, 12, "ordinary_moment")
    assert turns.look(one).state == "holds_up"
    assert turns.look(one).same_moment_elsewhere is None  # a round has no same moment
    assert heaps.look(one).state == "not_seen"


@pytest.mark.parametrize(
    ("stretches", "p", "least"),
    [
        (["mym"], 1 / 3, 1 / 3),
        (["mymy"], 2 / 6, 2 / 6),  # whoever begins
        (["myym"], 4 / 6, 2 / 6),
        (["mymym"], 1 / 10, 1 / 10),
        (["mym", "mym"], 1 / 9, 1 / 9),
        (["mym", "mmy"], 5 / 9, 1 / 9),
        (["mym", "mmm"], 1 / 3, 1 / 3),  # where one side is alone nobody takes turns
        (["mm", "yy"], 1.0, 1.0),
        (["mbym"], 1 / 3, 1 / 3),  # both in one moment have no order
    ],
)
def test_turns_by_hand(stretches: list[str], p: float, least: float) -> None:
    """Of so many orders of the same moments, how many take turns as often, and as often as can be."""
    assert taking_turns(*stretches) == (pytest.approx(p), pytest.approx(least))


@pytest.mark.parametrize(("hours", "one_stretch"), [(72, True), (73, False)])
def test_what_is_more_than_a_window_apart_is_another_stretch(hours: int, one_stretch: bool) -> None:
    assert taking_turns("mym", hours=hours)[0] == pytest.approx(1 / 3 if one_stretch else 1.0)


def test_many_turns_are_as_good_as_normal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The normal distribution has the mean and the variance of the runs in a random order."""
    stretches = ["mymyym", "mmyymymy", "yym"]
    mean = variance = 0.0
    for stretch in stretches:
        chances = runs_distribution(stretch.count("m"), stretch.count("y"))
        here = sum(runs * chance for runs, chance in enumerate(chances))
        mean += here
        variance += sum((runs - here) ** 2 * chance for runs, chance in enumerate(chances))
    turns = 5 + 6 + 2
    monkeypatch.setattr(chains, "NORMAL_ABOVE_VARIANCE", variance - 1e-9)
    expected = normal_tail((turns - mean - 0.5) / sqrt(variance))
    assert taking_turns(*stretches) == (pytest.approx(expected), 0.0)
    monkeypatch.setattr(chains, "NORMAL_ABOVE_VARIANCE", variance + 1e-9)
    assert taking_turns(*stretches)[1] > 0.0


def test_other_own_acts_are_what_a_round_is_compared_with() -> None:
    diary = Diary(every_day=60)
    behind = [
        diary.add(5, 12, "R:appreciated"),
        diary.add(5, 20, "PB:pb_withdrew"),
    ]
    diary.add(6, 12, "R:pursued")  # reached again
    diary.add(20, 12, "R:appreciated PB:pb_withdrew")  # in the same moment it is no answer to it
    diary.add(21, 12, "R:pursued")
    diary.add(40, 12, "R:appreciated")
    finding = diary.look(ROUND)
    assert (finding.k0, finding.n0) == (1, 3)
    assert list(finding.comparison) == behind


def test_turns_that_could_not_show_anything_are_not_tested() -> None:
    few, many = Diary(), Diary()
    for n, diary in ((3, few), (9, many)):
        for step in range(n):
            diary.add(step, 12, "PB:pb_withdrew" if step % 2 else "R:pursued")
    for diary, tests in ((few, 0), (many, 1)):
        laid = bouts.Diary(diary.events, as_of=diary.events[-1].at + 9 * DAY, day_start=0)
        assert len(evidence(ROUND, [laid]).tests) == tests


def test_a_round_does_not_hold_up_beside_counts_that_say_the_opposite() -> None:
    """Turns were taken each time; but before each round lie more other moments with one ahead of them."""
    diary = Diary()
    for day in range(240):
        diary.add(day, 20, "ordinary_moment")
        if day % 8 == 4:
            diary.add(day, 9, "R:pursued")
            diary.add(day, 12, "PB:pb_withdrew")
            diary.add(day, 15, "R:pursued")
    found = diary.look(ROUND, days=245)
    assert (found.k, found.n, found.k0, found.n0) == (30, 60, 90, 149)
    assert found.q is not None and found.q < 1e-6
    assert found.interval is not None and found.interval[0] < 0
    assert found.state == "early_sign"
