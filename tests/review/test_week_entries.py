"""What was logged, in sentences: what stands there, what does not, and the moments behind every number."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from companion.model.records import NO_ACT, Settings
from companion.review.week_parts import Line
from tests.review.diary import (
    MONDAY,
    VOCABULARY,
    at,
    full_entries,
    moment,
    reflection,
    week,
)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def ids(lines: tuple[Line, ...], start: str) -> tuple[str, ...]:
    """The ids behind the line that starts so."""
    return next(line.ids for line in lines if line.text.startswith(start))


def test_a_full_week_is_counted_and_its_empty_days_are_named() -> None:
    found = week(full_entries())
    assert texts(found.overview) == [
        "You logged 6 moments and wrote 1 reflection, on 4 days.",
        "“Affection came my way” came up most (3 times), then “A slow reply, or none” (twice).",
        "It felt close in 3 moments and distant in 2.",
        "No entries on Tuesday, Thursday and Saturday.",
    ]
    assert (found.moments, found.reflections, found.entries) == (6, 1, 7)
    assert ids(found.overview, "You logged") == ("m1", "m2", "r1", "m3", "m4", "m5", "m6")
    assert ids(found.overview, "“Affection") == ("m1", "m2", "m3", "m4", "m5")


def test_in_quiet_mode_how_close_it_was_is_not_told() -> None:
    assert not [text for text in texts(week(full_entries(), quiet=True).overview) if "close" in text]


def test_one_of_each_is_one_and_not_many() -> None:
    found = week(
        [moment("m", at(0), "slow_reply", closeness=-1), reflection("r", at(0), "so")], now=at(0, "23:00")
    )
    assert texts(found.overview)[:2] == [
        "You logged 1 moment and wrote 1 reflection, on 1 day.",
        "It felt distant in 1 moment.",
    ]


def test_a_week_of_reflections_alone() -> None:
    found = week([reflection("r", at(day), "so") for day in range(7)])
    assert texts(found.overview) == ["You wrote 7 reflections, on 7 days."]


def test_an_unfinished_week_says_so_and_names_only_days_that_are_over() -> None:
    found = week([moment("m", at(0), "slow_reply")], now=at(2, "12:00"))
    assert not found.finished
    assert texts(found.overview)[1:] == [
        "No entries on Tuesday.",
        "The week runs until Sunday; this is what it holds so far.",
    ]


def test_the_last_day_of_the_week_is_not_over_but_is_the_last() -> None:
    entries = [moment(str(day), at(day), "slow_reply") for day in range(6)]
    found = week(entries, now=at(6, "23:00"))
    assert not found.finished
    assert not any("No entries" in text or "runs until" in text for text in texts(found.overview))


def test_days_before_the_first_entry_ever_are_not_named() -> None:
    found = week([moment("m", at(3), "slow_reply")], first_ever=MONDAY + timedelta(days=3))
    assert texts(found.overview)[-1] == "No entries on Friday, Saturday and Sunday."


def test_after_midnight_still_belongs_to_the_evening_unless_the_day_starts_then() -> None:
    late = [moment("m", at(5, "01:30"), "slow_reply", closeness=1)]
    assert [day.moments for day in week(late).days] == [0, 0, 0, 0, 1, 0, 0]
    early_day = Settings(day_start="00:00")
    assert [day.moments for day in week(late, settings=early_day).days] == [0, 0, 0, 0, 0, 1, 0]


def test_an_empty_week_reads_kindly() -> None:
    found = week()
    assert texts(found.overview) == ["No entries this week."]
    assert texts(found.went_well) == ["Nothing has to go here. It was your week all the same."]
    assert (found.feelings, found.urges, found.patterns, found.stories) == ((), (), (), ())
    assert (found.experiment, found.suggestion, found.waiting, found.stepping_back) == ((), None, None, "")


def test_coming_back_after_sixty_days_reads_like_coming_back_after_one() -> None:
    entries = [moment("m", at(6), "slow_reply")]
    recent = [moment("e", at(-2), "slow_reply")]
    after_one, after_many = week(entries, earlier=recent), week(entries, earlier=[])
    assert after_one.overview == after_many.overview


def test_a_new_journal_teaches_the_next_step() -> None:
    found = week(first_ever=None, now=at(3))
    assert len(found.overview) == 1
    assert "ten seconds" in found.overview[0].text


def test_feelings_named_most_the_strongest_and_what_is_new() -> None:
    earlier = [moment("e", at(-5), "slow_reply", "anxious tender calm content")]
    found = week(full_entries(), earlier=earlier)
    assert texts(found.feelings) == [
        "You felt tender and anxious most often (twice each).",
        "The strongest feeling was “anxious”, 8 out of 10, on Friday afternoon.",
        "Not named in the four weeks before: overwhelmed, grateful and loved.",
    ]
    assert ids(found.feelings, "The strongest feeling") == ("m4",)
    assert ids(found.feelings, "You felt tender") == ("m1", "m2", "m3", "m4")


@pytest.mark.parametrize(
    ("feelings", "said"),
    [
        (["tender"], "You felt tender once."),
        (["tender calm"], "You felt tender and calm, once each."),
        (["tender", "tender"], "You felt tender most often (twice)."),
        (["tender", "tender calm", "tender calm sad"],
         "You felt tender most often (3 times), then calm (2)."),
        (["sad", "tender calm", "calm tender sad", "calm tender"],
         "You felt tender and calm most often (3 times each), then sad (2)."),
        (["zesty"], "You felt zesty once."),
    ],
)  # fmt: skip
def test_the_feelings_named_most_in_every_number(feelings: list[str], said: str) -> None:
    entries = [moment(str(n), at(n), "slow_reply", words) for n, words in enumerate(feelings)]
    assert texts(week(entries).feelings)[0] == said


def test_days_for_the_charts_hold_means_and_gaps() -> None:
    days = week(full_entries()).days
    assert [day.day for day in days] == [MONDAY + timedelta(days=n) for n in range(7)]
    assert [day.moments for day in days] == [2, 0, 1, 0, 2, 0, 1]
    assert [day.reflections for day in days] == [0, 0, 1, 0, 0, 0, 0]
    assert [day.closeness for day in days] == [0.5, None, 1.0, None, 0.5, None, None]
    monday = [VOCABULARY.moods[mood] for mood in ("tender", "overwhelmed", "anxious")]
    assert days[0].valence == pytest.approx(sum(mood.valence for mood in monday) / 3)
    assert days[0].energy == pytest.approx(sum(mood.energy for mood in monday) / 3)
    assert days[1].valence is None and days[1].energy is None


def test_a_wider_scale_from_elsewhere_ends_where_ours_does_in_drawings() -> None:
    both = [moment("m", at(0), "slow_reply", closeness=-8), moment("n", at(0), "deep_talk", closeness=2)]
    day = week(both).days[0]
    assert (day.closeness, day.level) == (-3.0, -0.5)


def test_the_strongest_feeling_of_a_day_is_the_first_of_the_strongest() -> None:
    days = week(full_entries()).days
    assert days[0].strongest == ("overwhelmed", 7, VOCABULARY.moods["overwhelmed"].valence)
    assert days[2].strongest is not None and days[2].strongest[:2] == ("calm", 4)
    assert days[6].strongest is not None and days[6].strongest[:2] == ("content", None)
    assert days[1].strongest is None
    assert week([moment("m", at(0), feelings="zesty")]).days[0].strongest == ("zesty", None, 0.0)


def test_a_day_knows_its_entries_and_the_four_weeks_before_are_there() -> None:
    earlier = [moment("e", at(-28), closeness=2), moment("f", at(-1), closeness=-1)]
    found = week(full_entries(), earlier=earlier)
    assert found.days[0].ids == ("m1", "m2") and found.days[1].ids == ()
    assert len(found.before) == 28
    assert [day.level for day in found.before if day.level is not None] == [2.0, -1.0]
    assert (found.before[0].day, found.before[0].level) == (MONDAY - timedelta(days=28), 2.0)
    assert (found.before[-1].day, found.before[-1].level) == (MONDAY - timedelta(days=1), -1.0)


@pytest.mark.parametrize(
    ("did", "said"),
    [
        (0, "You wanted to pull away 3 times, and did not."),
        (1, "You wanted to pull away 3 times, and did once."),
        (2, "You wanted to pull away 3 times, and did twice."),
        (3, "You wanted to pull away 3 times, and did every time."),
    ],
)
def test_urges_beside_acts(did: int, said: str) -> None:
    entries = [
        moment(str(n), at(n), "affection_received", urges="withdrew", responses="withdrew" if n < did else "")
        for n in range(3)
    ]
    found = week(entries)
    assert texts(found.urges) == [said]
    assert found.urges[0].ids == ("0", "1", "2")


def test_a_single_urge_and_an_urge_of_ones_own() -> None:
    entries = [
        moment("a", at(0), urges="withdrew", responses="withdrew"),
        moment("b", at(1), urges="went_sailing self_protected none_or_other"),
    ]
    assert texts(week(entries).urges) == [
        "You wanted to pull away once, and did.",
        "You noted the urge “went_sailing” once, and did not.",
    ]


def test_that_nothing_of_the_kind_was_done_is_told_as_no_act() -> None:
    blank = [moment(str(n), at(n), "affection_received", urges="withdrew") for n in range(3)]
    answered = [replace(one, responses=(NO_ACT,)) for one in blank]
    assert week(answered) == week(blank)


def test_what_went_well_in_a_full_week() -> None:
    found = week(full_entries(), settings=Settings(partner_name="Kim"))
    assert texts(found.went_well) == [
        "Twice, you felt the urge and did something else: you steadied yourself and stayed with it.",
        "You let it in twice.",
        "Kim was warm 3 times and listened once.",
    ]
    assert found.went_well[0].ids == ("m2", "m3")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"responses": "named_need i_statement"},
            "You said what you needed once and said how you felt once.",
        ),
        ({"partner_acts": "pb_reassured"}, "Your partner reassured you once."),
        ({"feelings": "calm"}, "Calm was among the feelings you named."),
        ({"feelings": "sad", "note": "a hard day"}, "You put it into words once."),
        ({"feelings": "sad"}, "You paused to notice once."),
    ],
)
def test_there_is_one_thing_that_went_well_in_every_week(fields: dict[str, Any], said: str) -> None:
    found = week([moment("m", at(0), "slow_reply", **fields)])
    assert texts(found.went_well) == [said]
    assert found.went_well[0].ids == ("m",)
