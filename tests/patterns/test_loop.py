"""The loop: what most often stood together, counted as a person would with a pencil."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from companion.model.records import Feeling, Moment
from companion.patterns.loop import LEAST, STEPS, Arrow, Loop, find_loop, steps_of
from tests.conftest import examples

START = datetime(2026, 1, 5, 20, tzinfo=UTC)
PROTECTIVE, SECURE = {"pursued", "withdrew"}, {"asked_directly", "gave_room"}
BEGINNINGS = {"partner_quiet", "slow_reply"}


def moment(
    day: float,
    triggers: str = "partner_quiet",
    felt: str = "anxious",
    wanted: str = "pursued",
    did: str = "pursued",
    other: str = "pb_withdrew",
    closeness: int | None = -1,
    person: str = "default",
) -> Moment:
    at = START + timedelta(days=day)
    return Moment(
        id=f"{day:06.2f}{person}{did}",
        occurred_at=at,
        recorded_at=at,
        updated_at=at,
        triggers=tuple(triggers.split()),
        feelings=tuple(Feeling(mood=word) for word in felt.split()),
        urges=tuple(wanted.split()),
        responses=tuple(did.split()),
        partner_acts=tuple(other.split()),
        closeness=closeness,
        person=person,
    )


def loop(moments: Sequence[Moment], person: str = "default", days: float = 400) -> Loop:
    as_of = int((START + timedelta(days=days)).timestamp())
    return find_loop(
        moments,
        as_of=as_of,
        protective=PROTECTIVE,
        secure=SECURE,
        beginnings=BEGINNINGS,
        person=person,
    )


def test_a_round_with_the_counts_at_each_arrow() -> None:
    """Six evenings, of which one felt otherwise, one left the wish open, and one ended as it began."""
    moments = [
        moment(0),
        moment(2),
        moment(10),
        moment(20, felt="sad"),
        moment(30, wanted=""),
        moment(40, closeness=0),
    ]
    found = loop(moments).round
    assert found.codes == ("partner_quiet", "anxious", "pursued", "pursued", "pb_withdrew", "further")
    assert found.arrows == (Arrow(5, 6), Arrow(4, 4), Arrow(5, 5), Arrow(6, 6), Arrow(5, 6), Arrow(1, 6))
    assert found.ids == tuple(one.id for one in moments)
    assert found.whole


def test_both_ways_from_the_same_beginning() -> None:
    pressed = [moment(5 * n) for n in range(5)]
    asked = [
        moment(5 * n + 2, did="asked_directly", other="pb_opened_up", closeness=2, wanted="pursued")
        for n in range(4)
    ]
    found = loop([*asked, *pressed])
    assert found.other_way is not None
    assert found.other_way.codes == (
        "partner_quiet", "anxious", "pursued", "asked_directly", "pb_opened_up", "closer",
    )  # fmt: skip
    assert found.other_way.ids == tuple(one.id for one in asked)
    assert found.round.ids == tuple(one.id for one in pressed)
    # The same once more within three days, whichever way it went then.
    assert found.round.arrows[-1] == Arrow(4, 5)


def test_the_first_step_that_is_missing_is_named() -> None:
    assert loop([]).round.missing == "happened"
    few = loop([moment(n) for n in range(3)]).round
    assert (few.missing, few.held, few.codes) == ("happened", 3, ())
    no_wish = loop([moment(n, wanted="pursued" if n < 2 else "") for n in range(6)]).round
    assert (no_wish.missing, no_wish.held) == ("wanted", 2)
    assert no_wish.codes == ("partner_quiet", "anxious")
    all_different = loop([moment(n, felt=f"feeling{n}") for n in range(6)]).round
    assert (all_different.missing, all_different.held) == ("felt", 6)
    not_known = loop([moment(n, other="pb_unknown") for n in range(6)]).round
    assert (not_known.missing, not_known.held) == ("other_did", 0)


def test_two_people_never_mix_and_quiet_moments_are_in_none() -> None:
    moments = [moment(n, person="default" if n % 2 else "Kim") for n in range(8)]
    assert loop(moments).round.ids == tuple(one.id for one in moments if one.person == "default")
    assert loop(moments, "Kim").round.whole
    afraid = [moment(n, triggers="partner_quiet felt_afraid") for n in range(8)]
    assert loop(afraid).round.missing == "happened"


def test_the_last_three_days_do_not_say_yet_whether_it_came_again() -> None:
    found = loop([moment(n) for n in range(10)], days=9.5)
    assert found.round.arrows[-1] == Arrow(7, 7)


def test_what_is_dated_later_than_now_is_not_looked_at() -> None:
    assert loop([moment(n) for n in range(10)], days=2.5).round.held == 3


small = st.sampled_from(["", "a", "b"])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["partner_quiet", "slow_reply", "ordinary_moment"]),
            st.sampled_from(["", "a", "b", "a b"]),
            small,
            st.sampled_from(["pursued", "withdrew", "asked_directly", "pursued gave_room", ""]),
            small,
            st.sampled_from([None, -2, 0, 3]),
        ),
        max_size=40,
    )
)
@examples(60)
def test_every_arrow_is_what_a_pencil_counts(rows: list[tuple[str, str, str, str, str, int | None]]) -> None:
    moments = [moment(n, *row) for n, row in enumerate(rows)]
    for found, acts in zip(loop(moments), (PROTECTIVE, SECURE), strict=True):
        if found is None:
            continue
        behind = [one for one in moments if one.id in set(found.ids)]
        assert all(found.codes[0] in one.triggers for one in behind if found.codes)
        held = [dict(zip(STEPS, steps_of(one, acts), strict=True)) for one in behind]
        for place, arrow in enumerate(found.arrows[: len(found.codes) - 1]):
            a, b = STEPS[place], STEPS[place + 1]
            answered = [row for row in held if found.codes[place] in row[a] and row[b]]
            assert arrow == (sum(found.codes[place + 1] in row[b] for row in answered), len(answered))
            assert arrow.k >= LEAST
        assert found.whole == (len(found.codes) == len(STEPS))
        assert found.missing == ("" if found.whole else STEPS[len(found.codes)])
