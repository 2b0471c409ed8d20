"""The week told in sentences: what stands there, what does not, and the moments behind every number."""

from datetime import date, timedelta
from typing import Any

import pytest

from companion.model.records import Experiment, Settings, Story, Try
from companion.patterns.findings import Finding
from companion.review.week_parts import Line, Week
from tests.review.diary import (
    MONDAY,
    VOCABULARY,
    at,
    finding,
    full_entries,
    full_findings,
    moment,
    reflection,
    week,
)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def ids(lines: tuple[Line, ...], start: str) -> tuple[str, ...]:
    """The ids behind the line that starts so."""
    return next(line.ids for line in lines if line.text.startswith(start))


# What the week held


def test_a_full_week_is_counted_and_its_empty_days_are_named() -> None:
    found = week(full_entries())
    assert texts(found.overview) == [
        "You logged 6 moments and wrote 1 reflection, on 4 days.",
        "“Affection came my way” stood in 3 of them, “A slow or missing reply” in 2.",
        "It felt close in 3 moments and far in 2.",
        "Nothing was logged on Tuesday, Thursday and Saturday.",
    ]
    assert (found.moments, found.reflections, found.entries) == (6, 1, 7)
    assert ids(found.overview, "You logged") == ("m1", "m2", "r1", "m3", "m4", "m5", "m6")
    assert ids(found.overview, "“Affection") == ("m1", "m2", "m3", "m4", "m5")


def test_one_of_each_is_one_and_not_many() -> None:
    found = week(
        [moment("m", at(0), "slow_reply", closeness=-1), reflection("r", at(0), "so")], now=at(0, "23:00")
    )
    assert texts(found.overview)[:2] == [
        "You logged 1 moment and wrote 1 reflection, on 1 day.",
        "It felt far in 1 moment.",
    ]


def test_a_week_of_reflections_alone() -> None:
    found = week([reflection("r", at(day), "so") for day in range(7)])
    assert texts(found.overview) == ["You wrote 7 reflections, on 7 days."]


def test_an_unfinished_week_says_so_and_names_only_days_that_are_over() -> None:
    found = week([moment("m", at(0), "slow_reply")], now=at(2, "12:00"))
    assert not found.finished
    assert texts(found.overview)[1:] == [
        "Nothing was logged on Tuesday.",
        "The week runs until Sunday; this is what it held so far.",
    ]


def test_the_last_day_of_the_week_is_not_over_but_is_the_last() -> None:
    entries = [moment(str(day), at(day), "slow_reply") for day in range(6)]
    found = week(entries, now=at(6, "23:00"))
    assert not found.finished
    assert not any("Nothing was logged" in text or "runs until" in text for text in texts(found.overview))


def test_days_before_the_first_entry_ever_are_not_named() -> None:
    found = week([moment("m", at(3), "slow_reply")], first_ever=MONDAY + timedelta(days=3))
    assert texts(found.overview)[-1] == "Nothing was logged on Friday, Saturday and Sunday."


def test_after_midnight_still_belongs_to_the_evening_unless_the_day_starts_then() -> None:
    late = [moment("m", at(5, "01:30"), "slow_reply", closeness=1)]
    assert [day.moments for day in week(late).days] == [0, 0, 0, 0, 1, 0, 0]
    early_day = Settings(day_start="00:00")
    assert [day.moments for day in week(late, settings=early_day).days] == [0, 0, 0, 0, 0, 1, 0]


# A page with little on it


def test_an_empty_week_reads_kindly() -> None:
    found = week()
    assert texts(found.overview) == ["Nothing was logged this week."]
    assert texts(found.went_well) == ["Nothing needs to stand here. The week was yours all the same."]
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


# Feelings, urges


def test_feelings_named_most_the_strongest_and_what_is_new() -> None:
    earlier = [moment("e", at(-5), "slow_reply", "anxious tender calm content")]
    found = week(full_entries(), earlier=earlier)
    assert texts(found.feelings) == [
        "Tender and anxious were named most, 2 times each.",
        "The strongest was anxious, 8 of 10, on Friday afternoon.",
        "New beside the four weeks before: overwhelmed, grateful and loved.",
    ]
    assert ids(found.feelings, "The strongest") == ("m4",)
    assert ids(found.feelings, "Tender") == ("m1", "m2", "m3", "m4")


@pytest.mark.parametrize(
    ("feelings", "said"),
    [
        (["tender"], "Tender was named, once."),
        (["tender calm"], "Tender and calm were named, once each."),
        (["tender", "tender"], "Tender was named most, 2 times."),
        (["tender", "tender calm", "tender calm sad"], "Tender was named most, 3 times, then calm (2)."),
        (["sad", "tender calm", "calm tender sad", "calm tender"],
         "Tender and calm were named most, 3 times each, then sad (2)."),
        (["zesty"], "Zesty was named, once."),
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


def test_a_wider_scale_from_elsewhere_is_kept() -> None:
    assert week(full_entries()).scale == 3
    assert week([moment("m", at(0), "slow_reply", closeness=-8)]).scale == 10


@pytest.mark.parametrize(
    ("did", "said"),
    [
        (0, "You wanted to pull away 3 times, and did not."),
        (1, "You wanted to pull away 3 times, and did once."),
        (2, "You wanted to pull away 3 times, and did 2 times."),
        (3, "You wanted to pull away 3 times, and did each time."),
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
        "You wanted to “went_sailing” once, and did not.",
    ]


# What went well


def test_what_went_well_in_a_full_week() -> None:
    found = week(full_entries(), settings=Settings(partner_name="Kim"))
    assert texts(found.went_well) == [
        "2 times the urge was there and you chose otherwise: you steadied yourself and stayed with it.",
        "You let it in 2 times.",
        "Kim was warm 3 times and listened once.",
    ]
    assert found.went_well[0].ids == ("m2", "m3")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"responses": "named_need i_statement"}, 'You said what you needed once and spoke from "I" once.'),
        ({"partner_acts": "pb_reassured"}, "Your partner reassured you once."),
        ({"feelings": "calm"}, "Calm was among the feelings you named."),
        ({"feelings": "sad", "note": "a hard day"}, "You found words for it once."),
        ({"feelings": "sad"}, "You stopped to notice once."),
    ],
)
def test_there_is_one_thing_that_went_well_in_every_week(fields: dict[str, Any], said: str) -> None:
    found = week([moment("m", at(0), "slow_reply", **fields)])
    assert texts(found.went_well) == [said]
    assert found.went_well[0].ids == ("m",)


# Patterns


def test_three_patterns_at_most_with_their_states_in_words() -> None:
    found = week(full_entries(), findings=full_findings())
    assert [(card.pattern, card.state, card.state_words) for card in found.patterns] == [
        ("withdraw_after_affection", "holds_up", "6 of 8, and 4 of 21 in other moments"),
        ("reach_out_after_closeness", "growing", "3 of 9, and 6 of 7 in the last eight weeks"),
        ("stress_spillover", "easing", "8 of 10, and 3 of 9 in the last eight weeks"),
    ]
    assert found.patterns[0].line == Line(
        "In 6 of 8 logged moments of closeness, you then noted pulling back. In other moments: 4 of 21.",
        ("m1",),
    )
    assert found.waiting is not None
    assert found.waiting.text == (
        "1 more has something to tell under Patterns. 14 patterns still need more moments; the nearest has"
        " 5 of the 6 needed so far. 1 shows no difference so far."
    )


def test_a_good_pattern_keeps_a_place_where_there_is_one() -> None:
    strong = [
        "withdraw_after_affection",
        "fight_after_closeness",
        "kindness_brushed_off",
        "test_after_uncertainty",
    ]
    findings = [*map(finding, strong), finding("ask_after_uncertainty", "early_sign", difference=0.1)]
    assert [card.pattern for card in week(findings=findings).patterns] == [
        *strong[:2],
        "ask_after_uncertainty",
    ]
    assert [card.pattern for card in week(findings=findings[:4]).patterns] == strong[:3]


def test_what_was_answered_with_not_me_is_not_brought_up() -> None:
    findings = [finding("withdraw_after_affection", answer="not_me", muted=True), finding("stress_spillover")]
    assert [card.pattern for card in week(findings=findings).patterns] == ["stress_spillover"]


def test_a_pattern_that_the_catalogue_does_not_know_is_passed_over() -> None:
    assert week(findings=[finding("from_a_newer_version")]).patterns == ()


def test_beside_distance_stands_that_stepping_back_can_be_right() -> None:
    assert week(findings=[finding("withdraw_after_affection")]).stepping_back == VOCABULARY.stepping_back
    assert week(findings=[finding("stress_spillover")]).stepping_back == ""


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([Finding(pattern="stress_spillover", state="counting", needed="5 of 6", needed_what="bouts")],
         "1 pattern still needs more moments: 5 of the 6 needed so far."),
        ([Finding(pattern="stress_spillover", state="counting", needed="0 of 6", needed_what="bouts")],
         "1 pattern still needs more moments."),
        ([Finding(pattern="stress_spillover", state="not_seen")], "1 pattern shows no difference so far."),
        ([Finding(pattern=id, state="not_seen") for id in ("stress_spillover", "worth_then_leave")],
         "2 patterns show no difference so far."),
    ],
)  # fmt: skip
def test_the_ones_that_wait_are_told_in_one_line(findings: list[Finding], said: str) -> None:
    waiting = week(findings=findings).waiting
    assert waiting is not None and waiting.text == said


# Stories, the experiment, the suggestion


def test_a_story_that_is_due_is_asked_about_with_its_moment() -> None:
    story = Story(id="s", moment="m4", feared="it is over", belief=80, ask_again_at=at(6, "12:00"))
    found = week(full_entries(), stories=[story])
    assert found.stories == (
        Line(
            "You noted a fear on Friday: “it is over”, and were 80 % sure. How did it turn out?", ("s", "m4")
        ),
    )


def test_a_full_stop_in_the_own_words_does_not_stand_in_the_middle_of_the_sentence() -> None:
    story = Story(id="s", feared="It is over. ", belief=80, ask_again_at=at(6, "12:00"))
    assert texts(week(full_entries(), stories=[story]).stories) == [
        "You noted a fear: “It is over”, and were 80 % sure. How did it turn out?"
    ]


def test_a_story_that_is_not_due_yet_is_left_alone() -> None:
    soon = Story(id="s", feared="it is over", ask_again_at=at(9))
    undated = Story(id="t", feared="it is over")
    assert week(stories=[soon, undated]).stories == ()
    assert week(stories=[soon], first=MONDAY + timedelta(days=7), now=at(10)).stories == (
        Line("You noted a fear: “it is over”. How did it turn out?", ("s",)),
    )


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (["otherwise"], "1 feared story was looked at again; it turned out otherwise."),
        (["as_feared"], "1 feared story was looked at again."),
        (
            ["otherwise", "as_feared", "otherwise"],
            "3 feared stories were looked at again; 2 turned out otherwise.",
        ),
    ],
)
def test_stories_closed_in_the_week_are_counted(ends: list[str], said: str) -> None:
    stories = [
        Story(id=str(n), feared="x", turned_out=end, ask_again_at=at(0), closed_at=at(3))
        for n, end in enumerate(ends)
    ]
    assert texts(week(stories=stories).stories) == [said]
    assert week(stories=stories, first=MONDAY + timedelta(days=7)).stories == ()


def an_experiment(*tries: Try, **fields: Any) -> Experiment:
    given = {"exercise": "ex_receive_affection", "pattern": "withdraw_after_affection", **fields}
    return Experiment(
        id="e", if_then="If a hug comes, then I count to ten", started_at=at(-3), tries=tries, **given
    )


@pytest.mark.parametrize(
    ("tries", "said"),
    [
        ([], "No chance for it was noted this week."),
        ([True], "1 chance was noted, and you did it."),
        ([False], "1 chance was noted, and it stayed a plan."),
        ([True, False, True], "3 chances were noted, and you did it 2 times."),
    ],
)
def test_the_experiment_with_its_tries(tries: list[bool], said: str) -> None:
    outside = Try(at=at(-2), did=True, moment="before")
    found = week(
        experiments=[
            an_experiment(outside, *(Try(at=at(n), did=did, moment=f"m{n}") for n, did in enumerate(tries)))
        ]
    )
    assert texts(found.experiment) == [f"You set out to try: “If a hug comes, then I count to ten”. {said}"]
    assert found.experiment[0].ids == ("e", *(f"m{n}" for n in range(len(tries))))


def test_an_experiment_that_ended_before_or_begins_after_is_not_of_this_week() -> None:
    assert week(experiments=[an_experiment(ended_at=at(-1))]).experiment == ()
    assert len(week(experiments=[an_experiment(ended_at=at(0))]).experiment) == 1
    assert week(experiments=[an_experiment()], first=MONDAY - timedelta(days=14)).experiment == ()


def test_one_suggestion_that_belongs_to_a_pattern_shown() -> None:
    found = week(findings=[finding("withdraw_after_affection")])
    assert found.suggestion is not None
    assert (found.suggestion.practice, found.suggestion.pattern) == (
        "ex_receive_affection",
        "withdraw_after_affection",
    )
    assert found.suggestion.steps


def test_what_is_being_tried_already_is_not_suggested_again() -> None:
    findings = [finding("withdraw_after_affection"), finding("stress_spillover")]
    found = week(findings=findings, experiments=[an_experiment()])
    assert found.suggestion is not None and found.suggestion.practice == "ex_is_it_about_me"
    assert week(findings=findings[:1], experiments=[an_experiment()]).suggestion is None


# Quiet mode


def all_texts(found: Week) -> str:
    from companion.review import to_json, to_markdown, to_text

    return to_text(found) + to_markdown(found) + str(to_json(found))


def test_in_quiet_mode_nothing_asks_for_closeness() -> None:
    hidden = [practice for practice in VOCABULARY.practices.values() if practice.hidden_when_quiet]
    assert len(hidden) >= 11
    for pattern in VOCABULARY.patterns:
        for practice in hidden:
            experiment = an_experiment(exercise=practice.id)
            found = week(full_entries(), findings=[finding(pattern)], experiments=[experiment], quiet=True)
            told = all_texts(found)
            assert found.experiment == ()
            assert "count to ten" not in told
            for each in hidden:
                assert each.id not in told and each.label not in told


def test_in_quiet_mode_no_count_about_drawing_back_stands_beside_fear() -> None:
    found = week(full_entries(), findings=full_findings(), quiet=True)
    assert [card.pattern for card in found.patterns] == ["reach_out_after_closeness"]
    assert "Pulling back after closeness" not in all_texts(found)


def test_the_same_diary_gives_the_same_words() -> None:
    first, second = (week(full_entries(), findings=full_findings()) for _ in range(2))
    assert first == second and first.first == date(2026, 2, 23)
