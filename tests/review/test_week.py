"""The whole week: what holds for all its parts."""

from datetime import date
from typing import Any

from companion.model.records import Experiment, Try
from companion.review.week_parts import Week
from tests.review.diary import (
    VOCABULARY,
    at,
    finding,
    full_entries,
    full_findings,
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


def test_in_quiet_mode_no_count_about_drawing_back_stands_beside_fear() -> None:
    found = week(full_entries(), findings=full_findings(), quiet=True)
    assert [card.pattern for card in found.patterns] == ["reach_out_after_closeness"]
    assert "Pulling back after closeness" not in all_texts(found)


def test_the_same_diary_gives_the_same_words() -> None:
    first, second = (week(full_entries(), findings=full_findings()) for _ in range(2))
    assert first == second and first.first == date(2026, 2, 23)
