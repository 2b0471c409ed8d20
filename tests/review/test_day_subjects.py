"""The days that "on days with ..." asks about, and what can be asked."""

from datetime import date

import pytest

from companion.model.events import NotedEntry
from companion.model.records import Settings
from companion.patterns.day_comparison import DayRecord
from companion.review.day_subjects import NEVER, NOT_WHILE_QUIET, DaySubject, day_records, day_subjects
from tests.review.diary import VOCABULARY

FOUR = 4 * 3600
LAST = date(1970, 1, 31)
CALM, LONELY = (VOCABULARY.moods[id].valence / 0.8 for id in ("calm", "lonely"))


def noted(
    day: int,
    codes: str = "",
    moods: str = "",
    closeness: int | None = None,
    *,
    hour: int = 20,
    person: str | None = "default",
    tags: tuple[str, ...] = (),
) -> NotedEntry:
    """An entry on the n-th day of 1970, 0 for the first of January."""
    wall = day * 86_400 + hour * 3600
    return NotedEntry(wall, person, tuple(codes.split()), tuple(moods.split()), tags, closeness)


def records(*entries: NotedEntry, person: str | None = None) -> list[DayRecord]:
    return day_records(entries, VOCABULARY, day_start=FOUR, until=LAST, person=person)


def subjects(days: list[DayRecord], *, quiet: bool = False, name: str = "") -> dict[str, DaySubject]:
    found = day_subjects(days, ["default", "Kim"], VOCABULARY, Settings(partner_name=name), quiet=quiet)
    return {one.id: one for one in found}


def test_a_day_counts_once_with_the_means_of_what_was_noted() -> None:
    (day,) = records(
        noted(3, "quality_time R:listened_validated", "calm", 3, tags=("kitchen",)),
        noted(3, "outside_stress", "calm lonely", -2, person="Kim"),
        noted(3, person=None, moods="lonely", tags=("late",)),
        noted(3, "ordinary_moment"),
    )
    assert day.closeness == 0.5
    assert day.feeling == pytest.approx((2 * CALM + 2 * LONELY) / 4)
    assert day.feeling_without == {"F:calm": pytest.approx(LONELY), "F:lonely": pytest.approx(CALM)}
    assert {"quality_time", "R:listened_validated", "F:calm", "#kitchen", "#late"} <= set(day.codes)
    assert {"person:default", "person:Kim"} <= set(day.codes)


def test_the_night_belongs_to_the_day_before_and_later_days_are_not_looked_at() -> None:
    days = records(noted(4, "quality_time", hour=3), noted(4, "deep_talk", hour=4), noted(31, "deep_talk"))
    assert [(day.day, "quality_time" in day.codes) for day in days] == [(3, True), (4, False)]


@pytest.mark.parametrize(
    "code", ["felt_afraid", "PB:pb_controlling", "PB:pb_threatening", "R:self_protected"]
)
def test_moments_of_fear_are_in_no_day(code: str) -> None:
    days = records(noted(1, f"quality_time {code}", "calm", 3), noted(2, code), noted(2, "deep_talk", "", 1))
    assert [(day.day, day.closeness, day.feeling) for day in days] == [(2, 1.0, None)]


def test_of_one_person_there_are_only_the_moments_with_them() -> None:
    entries = (noted(1, "deep_talk", "", 3), noted(1, "hug", "", -1, person="Kim"), noted(2, person=None))
    assert [(day.day, day.closeness) for day in records(*entries, person="Kim")] == [(1, -1.0)]


def test_everything_that_was_noted_can_be_asked_about_and_the_words_of_the_program() -> None:
    found = subjects(
        records(noted(1, "quality_time kayaking R:withdrew PB:pb_warm", "calm", tags=("kitchen",)))
    )
    kinds = {id: (found[id].label, found[id].kind, found[id].days) for id in ("kayaking", "#kitchen", "Kim")}
    assert kinds == {
        "kayaking": ("kayaking", "what happened", 1),
        "#kitchen": ("#kitchen", "a tag", 1),
        "Kim": ("Kim", "with whom", 0),
    }
    assert (found["withdrew"].code, found["calm"].code, found["pb_warm"].code) == (
        "R:withdrew", "F:calm", "PB:pb_warm",
    )  # fmt: skip
    assert found["pb_warm"].words == "“your partner: was warm”"
    assert found["calm"].words == "“calm”" and found["quality_time"].words == "“Close time together”"
    assert found["deep_talk"].days == 0


def test_what_can_be_compared_best_comes_first() -> None:
    days = records(
        *(noted(n, "ordinary_moment deep_talk" if n % 2 else "ordinary_moment") for n in range(12)),
        noted(1, "quality_time"),
    )
    first, second = list(subjects(days))[:2]
    # An ordinary moment and the partner are on every day: there is no other day to compare these with.
    assert (first, second) == ("deep_talk", "quality_time")


def test_an_id_that_two_things_share_is_told_apart() -> None:
    found = subjects(records(noted(1, "calm kayaking R:kayaking", tags=("calm",))))
    assert (found["calm"].code, found["trigger:calm"].code, found["#calm"].code) == (
        "F:calm",
        "calm",
        "#calm",
    )
    assert (found["kayaking"].code, found["trigger:kayaking"].code) == ("R:kayaking", "kayaking")


def test_fear_is_never_asked_about_and_in_quiet_mode_nothing_of_closeness_or_distance() -> None:
    days = records(noted(1, "quality_time", "calm", tags=("kitchen",)))
    found = subjects(days)
    for id in ("felt_afraid", "pb_controlling", "pb_threatening", "self_protected"):
        assert found[id].held_back == NEVER
    assert not found["quality_time"].held_back
    quiet = subjects(days, quiet=True)
    for id in ("quality_time", "partner_quiet", "withdrew", "reached_out", "pb_warm", "default", "Kim"):
        assert quiet[id].held_back == NOT_WHILE_QUIET, id
    for id in ("outside_stress", "ordinary_moment", "boundary_kind", "calm", "#kitchen"):
        assert quiet[id].held_back == "", id
