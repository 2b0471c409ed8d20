"""What a week offers to look at: patterns, stories, the experiment, one suggestion."""

from datetime import timedelta
from typing import Any

import pytest

from companion.model.records import Experiment, Story, Try
from companion.patterns.findings import Finding
from companion.review.week_parts import Line
from tests.review.diary import (
    MONDAY,
    VOCABULARY,
    at,
    finding,
    full_entries,
    full_findings,
    week,
)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_three_patterns_at_most_with_their_states_in_words() -> None:
    found = week(full_entries(), findings=full_findings())
    assert [(card.pattern, card.state, card.state_words) for card in found.patterns] == [
        ("withdraw_after_affection", "holds_up", "6 of 8 (other times 4 of 21)"),
        ("reach_out_after_closeness", "growing", "3 of 9 before, 6 of 7 in the last eight weeks"),
        ("stress_spillover", "easing", "8 of 10 before, 3 of 9 in the last eight weeks"),
    ]
    assert found.patterns[0].line == Line(
        "You noted pulling back in or after 6 of 8 close moments. At other times: 4 of 21.",
        ("m1",),
    )
    assert found.waiting is not None
    assert found.waiting.text == (
        "1 more is worth a look in Patterns. 21 patterns need more moments; the closest has"
        " 5 of the 6 needed. 1 shows no difference so far."
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
         "1 pattern needs more moments: 5 of the 6 needed."),
        ([Finding(pattern="stress_spillover", state="counting", needed="0 of 6", needed_what="bouts")],
         "1 pattern needs more moments."),
        ([Finding(pattern="stress_spillover", state="not_seen")], "1 pattern shows no difference so far."),
        ([Finding(pattern=id, state="not_seen") for id in ("stress_spillover", "worth_then_leave")],
         "2 patterns show no difference so far."),
    ],
)  # fmt: skip
def test_the_ones_that_wait_are_told_in_one_line(findings: list[Finding], said: str) -> None:
    waiting = week(findings=findings).waiting
    assert waiting is not None and waiting.text == said


def test_a_story_that_is_due_is_asked_about_with_its_moment() -> None:
    story = Story(id="s", moment="m4", feared="it is over", belief=80, ask_again_at=at(6, "12:00"))
    found = week(full_entries(), stories=[story])
    assert found.stories == (
        Line(
            "You noted a worry on Friday: “it is over”, and were 80% sure. How did it turn out?", ("s", "m4")
        ),
    )


def test_a_full_stop_in_the_own_words_does_not_stand_in_the_middle_of_the_sentence() -> None:
    story = Story(id="s", feared="It is over. ", belief=80, ask_again_at=at(6, "12:00"))
    assert texts(week(full_entries(), stories=[story]).stories) == [
        "You noted a worry: “It is over”, and were 80% sure. How did it turn out?"
    ]


def test_a_story_that_is_not_due_yet_is_left_alone() -> None:
    soon = Story(id="s", feared="it is over", ask_again_at=at(9))
    undated = Story(id="t", feared="it is over")
    assert week(stories=[soon, undated]).stories == ()
    assert week(stories=[soon], first=MONDAY + timedelta(days=7), now=at(10)).stories == (
        Line("You noted a worry: “it is over”. How did it turn out?", ("s",)),
    )


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (["otherwise"], "You checked a worry; it turned out differently."),
        (["as_feared"], "You checked a worry; it came true."),
        (["still_unknown"], "You checked a worry; it is still unknown."),
        (["as_feared", "still_unknown"], "You checked two worries."),
        (["otherwise", "otherwise"], "You checked two worries; both turned out differently."),
        (["otherwise"] * 4, "You checked four worries; all turned out differently."),
        (
            ["otherwise", "as_feared", "otherwise"],
            "You checked three worries; two turned out differently.",
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
        ([], "It did not come up this week."),
        ([True], "It came up once, and you tried it."),
        ([False], "It came up once; not this time."),
        ([False, False], "It came up twice, and you did not try it."),
        ([True, True], "It came up twice, and you tried it both times."),
        ([True] * 3, "It came up 3 times, and you tried it every time."),
        ([True, False, True], "It came up 3 times, and you tried it twice."),
    ],
)
def test_the_experiment_with_its_tries(tries: list[bool], said: str) -> None:
    outside = Try(at=at(-2), did=True, moment="before")
    found = week(
        experiments=[
            an_experiment(outside, *(Try(at=at(n), did=did, moment=f"m{n}") for n, did in enumerate(tries)))
        ]
    )
    assert texts(found.experiment) == [f"“If a hug comes, then I count to ten”. {said}"]
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
