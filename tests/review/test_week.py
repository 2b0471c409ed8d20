"""The whole week: what holds for all its parts."""

from datetime import date
from typing import Any

from companion.model.records import Experiment, Story, Try
from companion.review.week_parts import Week
from tests.review.diary import (
    VOCABULARY,
    at,
    finding,
    full_entries,
    full_findings,
    moment,
    week,
)


def an_experiment(*tries: Try, **fields: Any) -> Experiment:
    given = {"exercise": "ex_receive_affection", "pattern": "withdraw_after_affection", **fields}
    return Experiment(
        id="e", if_then="If a hug comes, then I count to ten", started_at=at(-3), tries=tries, **given
    )


def all_texts(found: Week) -> str:
    from companion.review import week_json, week_markdown, week_text

    return week_text(found) + week_markdown(found) + str(week_json(found))


def test_in_quiet_mode_nothing_asks_for_closeness() -> None:
    hidden = [practice for practice in VOCABULARY.practices.values() if not practice.shown_when_quiet]
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


def test_in_quiet_mode_staying_is_not_praised_nor_a_worry_put_in_doubt() -> None:
    entries = [
        moment("a", at(0), feelings="calm:4", urges="withdrew", responses="stayed_present"),
        moment("b", at(1), partner_acts="pb_warm"),
    ]
    worry = Story(id="s", feared="They will go", ask_again_at=at(0))
    stories = [worry]
    open_week = week(entries, stories=stories)
    assert len(open_week.urges) == len(open_week.stories) == 1 and len(open_week.went_well) == 3
    quiet = week(entries, stories=stories, quiet=True)
    assert quiet.urges == () == quiet.stories
    assert [line.text for line in quiet.went_well] == ["Calm was among the feelings you named."]
    assert week(entries[1:], quiet=True).went_well  # there is always one thing


def test_in_quiet_mode_no_count_about_drawing_back_stands_beside_fear() -> None:
    boundary = finding("kind_boundary_when_crowded")
    findings = [boundary if one.pattern == boundary.pattern else one for one in full_findings()]
    found = week(full_entries(), findings=findings, quiet=True)
    assert [card.pattern for card in found.patterns] == ["kind_boundary_when_crowded"]
    assert "Letting closeness in" not in all_texts(found)
    assert "Pulling back after closeness" not in all_texts(found)


def test_the_same_diary_gives_the_same_words() -> None:
    first, second = (week(full_entries(), findings=full_findings()) for _ in range(2))
    assert first == second and first.first == date(2026, 2, 23)
