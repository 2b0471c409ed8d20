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
    """Eight evenings: one felt otherwise, one left the wish open, one felt close, and on one it was asked."""
    moments = [
        moment(0),
        moment(2),
        moment(10),
        moment(20, felt="sad"),
        moment(30, wanted=""),
        moment(40, closeness=2),
        moment(50, did="asked_directly"),
        moment(60),
    ]
    found = loop(moments).round
    assert found.codes == ("partner_quiet", "anxious", "pursued", "pursued", "pb_withdrew", "far")
    # Of the six who wanted it one asked instead; of the five who did it one felt close.
    assert found.arrows == (Arrow(7, 8), Arrow(6, 6), Arrow(5, 6), Arrow(5, 5), Arrow(4, 5), Arrow(1, 1))
    assert found.ids == tuple(moments[n].id for n in (0, 1, 2, 7))
    assert found.of == 8
    assert found.whole


def test_a_round_that_no_moment_went_is_not_drawn() -> None:
    """Four that felt anxious and wanted it, four others that ended close: no moment holds both."""
    moments = [moment(n, other="", closeness=None) for n in range(4)]
    moments += [moment(n, felt="calm", wanted="", other="pb_warm", closeness=1) for n in range(10, 14)]
    found = loop(moments).round
    assert (found.codes, found.missing, found.held) == (
        ("partner_quiet", "anxious", "pursued", "pursued"), "other_did", 0,
    )  # fmt: skip


def test_both_ways_from_the_same_beginning() -> None:
    pressed = [moment(5 * n) for n in range(5)]
    asked = [moment(5 * n + 2, did="asked_directly", other="pb_opened_up", closeness=2) for n in range(4)]
    found = loop([*asked, *pressed])
    assert found.other_way is not None
    assert found.other_way.codes == (
        "partner_quiet", "anxious", "pursued", "asked_directly", "pb_opened_up", "close",
    )  # fmt: skip
    assert found.other_way.ids == tuple(one.id for one in asked)
    assert found.round.ids == tuple(one.id for one in pressed)
    # What was done is counted beside what else was done there.
    assert (found.round.arrows[2], found.other_way.arrows[2]) == (Arrow(5, 9), Arrow(4, 9))
    # It started like this again within three days, whichever way it went then; nothing came after the last.
    assert found.round.arrows[-1] == Arrow(4, 4)


def test_another_way_that_few_went_says_how_many() -> None:
    moments = [moment(n) for n in range(6)] + [moment(n, did="asked_directly") for n in (10, 20)]
    other = loop(moments).other_way
    assert other is not None
    assert (other.missing, other.held, len(other.ids)) == ("did", 2, 8)


def test_two_entries_of_one_evening_are_not_it_starting_again() -> None:
    moments = [one for n in range(4) for one in (moment(10 * n), moment(10 * n + 0.05))]
    assert loop(moments).round.arrows[-1] == Arrow(0, 0)


def test_the_first_step_that_is_missing_is_named() -> None:
    assert loop([]).round.missing == "happened"
    few = loop([moment(n) for n in range(3)]).round
    assert (few.missing, few.held, few.codes) == ("happened", 3, ())
    no_wish = loop([moment(n, wanted="pursued" if n < 2 else "") for n in range(6)]).round
    assert (no_wish.missing, no_wish.held) == ("wanted", 2)
    assert no_wish.codes == ("partner_quiet", "anxious")
    all_different = loop([moment(n, felt=f"feeling{n}") for n in range(6)]).round
    assert (all_different.missing, all_different.held, len(all_different.ids)) == ("felt", 6, 6)
    asked = loop([moment(n, did="asked_directly") for n in range(6)])
    assert (asked.round.missing, asked.round.held) == ("happened", 0)
    not_known = loop([moment(n, other="pb_unknown") for n in range(6)]).round
    assert (not_known.missing, not_known.held) == ("other_did", 0)


def test_two_people_never_mix_and_quiet_moments_are_in_none() -> None:
    moments = [moment(n, person="default" if n % 2 else "Kim") for n in range(8)]
    assert loop(moments).round.ids == tuple(one.id for one in moments if one.person == "default")
    assert loop(moments, "Kim").round.whole
    afraid = [moment(n, triggers="partner_quiet felt_afraid") for n in range(8)]
    assert loop(afraid).round.missing == "happened"


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
    both = loop(moments)
    for found in both:
        if found is None or not found.codes:
            continue
        alike = [dict(zip(STEPS, steps_of(one), strict=True)) | {"id": (one.id,)} for one in moments]
        alike = [row for row in alike if found.codes[0] in row["happened"]]
        assert found.of == len(alike)
        went = alike
        for place, code in enumerate(found.codes[1:], 1):
            answered = [row for row in went if row[STEPS[place]]]
            went = [row for row in answered if code in row[STEPS[place]]]
            assert found.arrows[place - 1] == (len(went), len(answered))
        kept = tuple(row["id"][0] for row in went)
        without = PROTECTIVE if found is both.other_way and len(found.codes) > 3 else set()
        assert found.ids == tuple(row["id"][0] for row in went if without.isdisjoint(row["did"]))
        assert len(found.ids) >= LEAST or len(found.codes) == 1
        assert set(found.ids) <= set(kept)
        assert found.whole == (len(found.codes) == len(STEPS))
        assert found.missing == ("" if found.whole else STEPS[len(found.codes)])
