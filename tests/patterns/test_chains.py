"""Rounds of reaching and stepping back, counted and tested."""

from tests.patterns.diaries import Diary, pattern


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
    assert heaps.look(one).state == "not_seen"
