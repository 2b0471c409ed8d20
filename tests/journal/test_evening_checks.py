"""The evening check behind the faces: what is watched, when it is offered, what an answer does."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from companion.exchange import journal_json
from companion.journal import Journal, open_journal
from companion.model.errors import InputRefused, NothingFound
from companion.model.vocabulary import load_vocabulary
from companion.system.paths import Places
from tests.conftest import SUNDAY_EVENING, Hands

PULLING_BACK, ARGUING, STRESS = "withdraw_after_affection", "fight_after_closeness", "stress_spillover"
MENDING, KIND_LIMIT = "repair_after_conflict", "kind_boundary_when_crowded"
SUNDAY = date(2026, 3, 1)


@pytest.fixture
def journal(places: Places, hands: Hands) -> Iterator[Journal]:
    with open_journal(places, clock=hands.clock) as opened:
        yield opened


def answers(journal: Journal) -> list[tuple[date, str, bool | None, bool | None]]:
    return [(one.day, one.pattern, one.happened, one.followed) for one in journal.evening_checks.all()]


def test_where_nothing_is_watched_a_start_reads_no_catalogue(places: Places, hands: Hands) -> None:
    words = load_vocabulary()
    with open_journal(places, clock=hands.clock, vocabulary=words) as journal:
        assert not journal.evening_checks.due() and not journal.evening_checks.rows()
        assert "patterns" not in vars(words)
        journal.evening_checks.watch(STRESS)
        assert journal.evening_checks.due() and "patterns" in vars(words)


def test_up_to_three_patterns_are_watched_in_the_order_they_were_chosen(journal: Journal) -> None:
    checks = journal.evening_checks
    assert checks.watched() == ()
    for pattern in (STRESS, PULLING_BACK, ARGUING, PULLING_BACK):
        checks.watch(pattern)
    assert checks.watched() == (STRESS, PULLING_BACK, ARGUING)
    with pytest.raises(
        InputRefused, match=f"watch: '{MENDING}' is one more than the 3 you can watch; watched: {STRESS}"
    ):
        checks.watch(MENDING)
    checks.unwatch(STRESS)
    checks.watch(MENDING)
    assert checks.watched() == (PULLING_BACK, ARGUING, MENDING)
    with pytest.raises(InputRefused, match="watch: 'nonsense' is not a pattern; use withdraw_after"):
        checks.watch("nonsense")
    with pytest.raises(InputRefused, match=f"unwatch: '{STRESS}' is not watched; watched: {PULLING_BACK}"):
        checks.unwatch(STRESS)


def test_a_pattern_that_only_another_device_knows_is_passed_over_and_stays(journal: Journal) -> None:
    journal._context.keep_with_settings({"watched_patterns": ["my_own_one", PULLING_BACK, 4]})
    assert journal.evening_checks.watched() == (PULLING_BACK,)
    journal.evening_checks.watch(ARGUING)
    assert journal.settings.extra["watched_patterns"] == [PULLING_BACK, ARGUING, "my_own_one"]


def test_a_row_asks_in_the_words_of_the_pattern(journal: Journal) -> None:
    journal.change_settings(partner_name="Robin")
    for pattern in (PULLING_BACK, "partner_steps_back_after_pressure"):
        journal.evening_checks.watch(pattern)
    assert [(row.title, row.happened, row.followed, row.answer) for row in journal.evening_checks.rows()] == [
        ("Pulling back after closeness", "closeness", "pulling back", None),
        ("A step back after you pressed", "pressing or fault-finding", "Robin stepping back", None),
    ]


def test_a_pattern_of_ones_own_asks_by_its_labels(journal: Journal) -> None:
    row = {"antecedents": ["slow_reply"], "responses": ["R:pursued"]}
    own = journal.words.add("pattern", "Slow replies and me", **row)
    journal.evening_checks.watch(own)
    (asked,) = journal.evening_checks.rows()
    assert (asked.happened, asked.followed) == (
        f"“{journal.vocabulary.label('slow_reply')}”",
        f"“{journal.vocabulary.label('pursued')}”",
    )


def undone(journal: Journal) -> str:
    found = journal.entries.undo()
    assert found is not None
    return found.words


def test_an_answer_can_be_given_changed_undone_and_taken_back(journal: Journal, hands: Hands) -> None:
    checks = journal.evening_checks
    checks.watch(PULLING_BACK)
    checks.answer(SUNDAY, PULLING_BACK, True, None)
    hands.at += timedelta(minutes=1)
    changed = checks.answer(SUNDAY, PULLING_BACK, True, False)
    assert changed is not None and changed.updated_at == hands.at
    assert answers(journal) == [(SUNDAY, PULLING_BACK, True, False)]
    assert undone(journal) == "Undone: the change to the answer of 1 March."
    assert answers(journal) == [(SUNDAY, PULLING_BACK, True, None)]
    assert checks.all()[0].updated_at > changed.updated_at  # so that it counts on other devices too
    checks.take_back(SUNDAY, PULLING_BACK)
    assert answers(journal) == []
    (grave,) = journal.merging.contents().deleted
    assert grave.id == changed.id
    assert undone(journal) == "Undone: the answer of 1 March is back."
    assert answers(journal) == [(SUNDAY, PULLING_BACK, True, None)]
    assert journal.merging.contents().deleted == ()
    assert undone(journal) == "Undone: the answer of 1 March."
    assert answers(journal) == []
    assert journal.merging.contents().deleted[0].id == changed.id
    assert undone(journal) == "Undone: what the evening check asks about."
    assert checks.watched() == ()
    assert journal.entries.undo() is None
    checks.watch(PULLING_BACK)
    with pytest.raises(NothingFound):
        checks.take_back(SUNDAY - timedelta(days=1), PULLING_BACK)


def test_where_nothing_is_known_there_is_no_answer(journal: Journal) -> None:
    checks = journal.evening_checks
    checks.watch(PULLING_BACK)
    assert checks.answer(SUNDAY, PULLING_BACK, None, None) is None
    checks.answer(SUNDAY, PULLING_BACK, True, True)
    assert checks.answer(SUNDAY, PULLING_BACK, None, None) is None
    assert answers(journal) == []


def test_the_same_answer_again_changes_nothing(journal: Journal, hands: Hands) -> None:
    journal.evening_checks.watch(PULLING_BACK)
    first = journal.evening_checks.answer(SUNDAY, PULLING_BACK, True, True)
    hands.at += timedelta(minutes=1)
    assert journal.evening_checks.answer(SUNDAY, PULLING_BACK, True, True) == first
    assert undone(journal) == "Undone: the answer of 1 March."
    assert undone(journal) == "Undone: what the evening check asks about."
    assert journal.entries.undo() is None


def test_an_answer_given_again_in_the_second_it_was_taken_back_in_counts_elsewhere(journal: Journal) -> None:
    checks = journal.evening_checks
    checks.watch(PULLING_BACK)
    checks.answer(SUNDAY, PULLING_BACK, True, True)
    checks.take_back(SUNDAY, PULLING_BACK)
    taken_back = journal.merging.contents()
    checks.answer(SUNDAY, PULLING_BACK, False, None)
    journal.merging.merge(taken_back)
    assert answers(journal) == [(SUNDAY, PULLING_BACK, False, None)]


def test_an_answer_from_elsewhere_with_another_id_is_changed_and_not_doubled(
    journal: Journal, hands: Hands
) -> None:
    theirs = {"id": "theirs", "day": "2026-03-01", "pattern": PULLING_BACK, "happened": False, "moon": "half"}
    file = {"format": "companion-journal", "version": 1, "checks": [theirs]}
    journal.merging.import_contents(journal_json.loads(json.dumps(file)))
    journal.evening_checks.watch(PULLING_BACK)
    journal.evening_checks.answer(SUNDAY, PULLING_BACK, True, False)
    (answer,) = journal.evening_checks.all()
    assert (answer.id, answer.happened, answer.extra) == ("theirs", True, {"moon": "half"})
    journal.evening_checks.take_back(SUNDAY, PULLING_BACK)
    assert answers(journal) == []


@pytest.mark.parametrize("back", [-1, 8])
def test_only_today_and_the_week_before_can_be_answered_for(journal: Journal, back: int) -> None:
    checks = journal.evening_checks
    checks.watch(PULLING_BACK)
    for day in checks.days():
        checks.answer(day, PULLING_BACK, True, True)
    assert checks.days()[0] == date(2026, 2, 22) and checks.days()[-1] == SUNDAY
    with pytest.raises(
        InputRefused, match=r"day: .* is not open to answers; use a day from 2026-02-22 to 2026"
    ):
        checks.answer(SUNDAY - timedelta(days=back), PULLING_BACK, True, True)
    with pytest.raises(InputRefused, match=f"pattern: '{STRESS}' is not watched; watched: {PULLING_BACK}"):
        checks.answer(SUNDAY, STRESS, True, True)


def test_after_midnight_it_is_still_the_evening_before(journal: Journal, hands: Hands) -> None:
    hands.at = datetime(2026, 3, 2, 1, 30, tzinfo=SUNDAY_EVENING.tzinfo)
    assert journal.evening_checks.days()[-1] == SUNDAY


@pytest.mark.parametrize(
    ("hour", "minute", "due"),
    [(17, 59, False), (18, 0, True), (23, 59, True), (27, 59, True), (28, 0, False)],
)
def test_it_is_offered_from_six_until_the_day_ends(
    journal: Journal, hands: Hands, hour: int, minute: int, due: bool
) -> None:
    hands.at = datetime(2026, 3, 1, tzinfo=SUNDAY_EVENING.tzinfo) + timedelta(hours=hour, minutes=minute)
    assert not journal.evening_checks.due()  # nothing is watched
    journal.evening_checks.watch(PULLING_BACK)
    assert journal.evening_checks.due() is due


def test_it_is_not_offered_once_all_is_answered_or_it_was_skipped(journal: Journal, hands: Hands) -> None:
    checks = journal.evening_checks
    checks.watch(PULLING_BACK)
    checks.watch(ARGUING)
    checks.answer(SUNDAY, PULLING_BACK, False, None)
    assert checks.due()
    checks.answer(SUNDAY, ARGUING, None, True)
    assert not checks.due()
    checks.take_back(SUNDAY, ARGUING)
    assert checks.due()
    before = journal.revision
    checks.skip()
    assert not checks.due()
    assert journal.revision == before  # it is counted nowhere
    hands.at += timedelta(days=1)
    assert checks.due()
    assert "skip" not in repr(journal.merging.contents())


def test_in_quiet_mode_only_what_asks_for_no_closeness_is_asked_and_told(journal: Journal) -> None:
    checks = journal.evening_checks
    for pattern in (PULLING_BACK, KIND_LIMIT, "reach_out_after_closeness"):
        checks.watch(pattern)
        checks.answer(SUNDAY, pattern, True, True)
    journal.set_quiet(True)
    assert [row.pattern for row in checks.rows()] == [KIND_LIMIT]
    assert [count.pattern for count in journal.insight.checks()] == [KIND_LIMIT]
    assert len(checks.watched()) == 3
    with pytest.raises(
        InputRefused, match=f"pattern: '{PULLING_BACK}' is not watched; watched: {KIND_LIMIT}"
    ):
        checks.answer(SUNDAY, PULLING_BACK, False, False)
    checks.unwatch(KIND_LIMIT)
    assert not checks.due()
    journal.set_quiet(False)
    assert len(answers(journal)) == 3


def test_no_distancing_pattern_and_none_about_closeness_is_asked_when_quiet(journal: Journal) -> None:
    rows = journal.vocabulary.patterns
    asked = {id for id in rows if journal.vocabulary.asked_when_quiet(id)}
    assert asked == {KIND_LIMIT}
    assert not any(rows[id].distancing for id in asked)
    assert not journal.vocabulary.asked_when_quiet("nonsense")


def test_the_counts_are_of_evenings_up_to_a_day(journal: Journal, hands: Hands) -> None:
    checks = journal.evening_checks
    checks.watch(PULLING_BACK)
    for number in range(20):
        happened = number % 2 == 0
        checks.answer(journal.today(), PULLING_BACK, happened, happened and number % 4 == 0)
        hands.at += timedelta(days=1)
    (count,) = journal.insight.checks()
    assert (count.k, count.n, count.k0, count.n0, count.days) == (5, 10, 0, 10, 20)
    (count,) = journal.insight.checks(SUNDAY + timedelta(days=3))
    assert (count.n, count.n0, count.state, count.needed) == (2, 2, "counting", "2 of 6")


def test_answers_are_as_the_file_of_another_device_has_them(
    journal: Journal, tmp_path_factory: pytest.TempPathFactory, hands: Hands
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    clock = hands.clock
    with open_journal(Places(data=elsewhere, config=elsewhere), clock=clock) as other:
        for here, followed in ((journal, True), (other, False)):
            here.evening_checks.watch(PULLING_BACK)
            here.evening_checks.answer(SUNDAY, PULLING_BACK, True, followed)
            hands.at += timedelta(minutes=1)
        there = other.merging.contents()
        journal.merging.merge(there)
        other.merging.merge(journal.merging.contents())
        assert answers(journal) == answers(other) == [(SUNDAY, PULLING_BACK, True, False)]
        other.evening_checks.take_back(SUNDAY, PULLING_BACK)
        journal.merging.merge(other.merging.contents())
        assert answers(journal) == []
