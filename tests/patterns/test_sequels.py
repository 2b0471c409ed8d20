"""What came afterwards: counted for each act of one's own beside the others, told where there is enough."""

import random
from collections import Counter
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from companion.model.events import CodedEvent
from companion.model.records import Sequel
from companion.patterns.sequels import MERGE, After, SequelCount, count_sequels
from tests.conftest import DEEP, examples
from tests.patterns.events import DAY, HOUR, LATE, seen


def said(closer: int | None, about_it: str | None = None, day: float = 0) -> Sequel:
    return Sequel(at=datetime.fromtimestamp(day * DAY, UTC), closer=closer, about_it=about_it)


def counted(
    *rows: tuple[str, int | None], person: str = "default", about_it: str | None = None
) -> dict[str, SequelCount]:
    """A moment a day with these acts, and how it was afterwards."""
    events = [
        seen(number, 20, acts, f"m{number}")._replace(person=person) for number, (acts, _) in enumerate(rows)
    ]
    sequels = {f"m{number}": said(closer, about_it) for number, (_, closer) in enumerate(rows)}
    return {one.act: one for one in count_sequels(events, sequels, as_of=LATE)}


PRESSED = [("R:pursued", 1)] * 2 + [("R:pursued", 0)] + [("R:pursued", -1)] * 4
ASKED = [("R:asked_directly", 1)] * 5 + [("R:asked_directly", 0)] * 2 + [("R:asked_directly", -1)]


def test_each_act_is_counted_beside_the_others_with_both_numbers() -> None:
    found = counted(*PRESSED, *ASKED, about_it="sorry")
    assert found["pursued"].here == After(2, 1, 4)
    assert found["pursued"].others == found["asked_directly"].here == After(5, 2, 1)
    assert found["pursued"].about_it == {"sorry": 7}
    assert found["pursued"].enough and found["pursued"].needed is None
    assert found["pursued"].closer == ("m0", "m1") and found["pursued"].further == ("m3", "m4", "m5", "m6")
    assert found["pursued"].state == "early_sign"  # 2 of 7 beside 5 of 8 could be chance
    written = found["pursued"].to_json()
    assert (written["n"], written["n0"], written["here"]) == (7, 8, {"closer": 2, "same": 1, "further": 4})


def test_a_difference_that_is_hardly_chance_is_told_as_one() -> None:
    clear = [("R:pursued", -1)] * 14 + [("R:asked_directly", 1)] * 14
    mixed = [row for pair in zip(clear[:14], clear[14:], strict=True) for row in pair]
    found = counted(*mixed)
    assert found["pursued"].state == found["asked_directly"].state == "holds_up"
    assert found["pursued"].q is not None and found["pursued"].q < 0.01


def test_a_good_month_and_a_bad_one_alone_are_no_difference() -> None:
    """Pressing in a bad month, asking in a good one: within the month there is nothing to compare."""
    rows = [("R:pursued", -1)] * 28 + [("R:asked_directly", 1)] * 28
    assert counted(*rows)["pursued"].q == 1.0


def test_until_there_are_six_of_each_it_says_how_far_it_is() -> None:
    found = counted(*PRESSED, *ASKED[:2])
    assert (found["pursued"].state, found["pursued"].needed, found["pursued"].q) == (
        "counting",
        "2 of 6",
        None,
    )
    found = counted(*PRESSED[:5], *ASKED)
    assert (found["pursued"].needed, found["asked_directly"].needed) == ("5 of 6", "5 of 6")


def test_a_blank_is_no_other_act_and_an_answer_that_there_was_none_is() -> None:
    found = counted(
        *PRESSED, *[("slow_reply", 1)] * 9, *[("R:none_of_these", 1)] * 3, ("R:asked_directly", None)
    )
    assert set(found) == {"pursued"}
    assert found["pursued"].others == After(closer=3)


def test_nothing_of_quiet_mode_is_counted() -> None:
    rows = [
        ("R:pursued felt_afraid", -1), ("R:pursued PB:pb_threatening", 1), ("R:pursued R:self_protected", 1),
        ("R:pursued U:self_protected", 1),
    ]  # fmt: skip
    assert counted(*rows) == {}


def test_two_people_never_mix() -> None:
    here = [seen(n, 20, "R:pursued", f"a{n}")._replace(person="Kim") for n in range(6)]
    there = [seen(n + 6, 20, "R:asked_directly", f"b{n}") for n in range(6)]
    sequels = {event.id: said(1) for event in (*here, *there)}
    found = {(one.person, one.act): one for one in count_sequels([*here, *there], sequels, as_of=LATE)}
    assert found["Kim", "pursued"].here == After(closer=6)
    assert found["Kim", "pursued"].others == found["default", "asked_directly"].others == After()
    assert not any(one.enough for one in found.values())


def test_moments_within_two_hours_count_once_as_the_last_of_them_says() -> None:
    events = [
        seen(0, 20, "R:pursued", "a"), seen(0, 22, "R:withdrew", "b"), seen(1, 0.1, "R:repaired", "c"),
    ]  # fmt: skip
    sequels = {"a": said(-1, "sorry"), "b": said(1, None), "c": said(None, "relieved")}
    found = {one.act: one for one in count_sequels(events, sequels, as_of=LATE)}
    assert found["pursued"].here == found["withdrew"].here == After(closer=1)
    assert found["pursued"].about_it == {"sorry": 1}
    assert found["pursued"].closer == ("a", "b")
    assert found["repaired"].here == After() and found["repaired"].about_it == {"relieved": 1}


def test_what_is_still_to_come_is_not_looked_at() -> None:
    events = [seen(day, 20, "R:pursued", f"m{day}") for day in (1, 2)]
    sequels = {"m1": said(1), "m2": said(1)}
    (found,) = count_sequels(events, sequels, as_of=2 * DAY)
    assert found.here == After(closer=1)


acts = st.frozensets(
    st.sampled_from(
        ["R:pursued", "R:asked_directly", "R:withdrew", "R:none_of_these", "slow_reply", "felt_afraid"]
    ),
    max_size=3,
)
rows = st.lists(
    st.tuples(
        st.integers(0, 30), st.integers(0, 23), acts, st.sampled_from(["default", "Kim"]),
        st.sampled_from([None, (1, None), (0, "sorry"), (-1, "relieved"), (None, "unknown")]),
    ),
    max_size=30,
)  # fmt: skip


@examples(60)
@given(rows)
def test_the_counts_are_those_of_a_plain_count(
    found: list[tuple[int, int, frozenset[str], str, tuple[int | None, str | None] | None]],
) -> None:
    """Against a count that goes over all pairs and knows nothing of sorting or merging as it goes."""
    events = [
        CodedEvent(day * DAY + hour * HOUR, 0, f"{number:02}", codes, person)
        for number, (day, hour, codes, person, _) in enumerate(found)
    ]
    answers = {f"{number:02}": said(*row[4]) for number, row in enumerate(found) if row[4] is not None}
    used = [
        event
        for event in sorted(events, key=lambda event: (event.at, event.id))
        if event.id in answers
        and "felt_afraid" not in event.codes
        and any(code.startswith("R:") for code in event.codes)
    ]
    plain: Counter[tuple[str, str, bool, int]] = Counter()
    for person in ("default", "Kim"):
        own = [event for event in used if event.person == person]
        begins = [n for n, event in enumerate(own) if n == 0 or event.at - own[n - 1].at > MERGE]
        for low, high in zip(begins, [*begins[1:], len(own)], strict=False):
            group = own[low:high]
            closer = [answers[event.id].closer for event in group if answers[event.id].closer is not None]
            done = {c[2:] for event in group for c in event.codes if c.startswith("R:")} - {"none_of_these"}
            if closer:
                for act in ("pursued", "asked_directly", "withdrew"):
                    plain[person, act, act in done, closer[-1] or 0] += 1
    counts = count_sequels(events, answers, as_of=LATE)
    for one in counts:
        for here, after in ((True, one.here), (False, one.others)):
            assert after == tuple(plain[one.person, one.act, here, closer] for closer in (1, 0, -1))
    assert list(counts) == list(count_sequels(list(reversed(events)), answers, as_of=LATE))


def made_up(seed: int, *, pressing: float = 0.45) -> tuple[list[CodedEvent], dict[str, Sequel]]:
    """Half a year, a moment of distance on half of the days; ``pressing``: how often it is closer then."""
    chance, events, sequels = random.Random(seed), [], {}
    for day in range(182):
        if chance.random() < 0.5:
            names = ["pursued", "withdrew", "asked_directly", "repaired", "criticised", "stayed_present"]
            act = chance.choices(names, [5, 4, 3, 3, 2, 2])[0]
            events.append(seen(day, 20, f"disagreement R:{act}", f"{day}"))
            if chance.random() < 0.8:
                rate = pressing if act == "pursued" else 0.45
                sequels[f"{day}"] = said(1 if chance.random() < rate else chance.choice([0, -1]))
    return events, sequels


def told_ever(seed: int, every: int, **how: float) -> bool:
    """Whether some act is told as more than chance when the diary is looked at again and again."""
    events, sequels = made_up(seed, **how)
    return any(
        one.state == "holds_up"
        for week in range(26, 1, -every)
        for one in count_sequels(events, sequels, as_of=week * 7 * DAY)
    )


def test_where_nothing_differs_hardly_ever_is_anything_told() -> None:
    """In a few hundred diaries, looked at again through half a year; what is planted is found."""
    number, every = (1000, 1) if DEEP else (200, 12)
    assert sum(told_ever(seed, every) for seed in range(number)) <= 0.05 * number
    assert sum(told_ever(seed, 12, pressing=0.02) for seed in range(20)) >= 10
