"""What typed letters find in a picker: labels first, then everyday words, forgiving a slip."""

import pytest

from companion.model.vocabulary import load_vocabulary
from companion.tui.widgets.picker import Choice, Picker, WordAdder

WORDS = load_vocabulary()
TRIGGERS = [Choice(row.id, row.label, row.help, row.group, also=row.also) for row in WORDS.triggers.values()]


def found(typed: str, choices: list[Choice] = TRIGGERS, adder: WordAdder | None = None) -> list[str]:
    picker = Picker("What happened", lambda: choices, word_adder=adder)
    picker.filter = typed
    return [choice.id for choice in picker.matches()]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("affection", "affection_received"),  # its label
        ("hug", "affection_received"),
        ("kiss", "affection_received"),
        ("left on r", "slow_reply"),
        ("fou", "disagreement"),  # fought
        ("hugging", "affection_received"),  # another form
        ("huged", "affection_received"),  # a slip
        ("complimnt", "compliment_received"),
        ("argumnet", "disagreement"),
        ("jelous", "jealous_moment"),
    ],
)
def test_everyday_words_and_slips_find_a_row(typed: str, first: str) -> None:
    assert found(typed)[0] == first


def test_labels_come_before_everyday_words_and_those_before_help() -> None:
    choices = [
        Choice("helped", "One", "talk, among others"),
        Choice("everyday", "Two", also=("talked", "talk of the town")),
        Choice("named", "A talk"),
        Choice("begun", "Talk about it"),
    ]
    assert found("talk", choices) == ["begun", "named", "everyday", "helped"]


def test_slips_are_forgiven_only_where_nothing_else_fits_and_not_in_few_letters() -> None:
    choices = [Choice("hug", "Hugged"), Choice("huge", "Huged ones")]
    assert found("huged", choices) == ["huge"]
    assert found("xug", choices) == []
    assert found("hgu", choices) == []


def test_words_of_ones_own_can_be_added_below_what_nearly_fits() -> None:
    adder = WordAdder(lambda words: [Choice("+", f"Add “{words}”")], lambda words, id: "")
    assert found("complimnt", TRIGGERS, adder) == ["compliment_received", "+"]
    assert found("zzzzz", TRIGGERS, adder) == ["+"]


def test_everyday_words_are_never_shown() -> None:
    picker = Picker("What happened", lambda: TRIGGERS)
    picker.filter = "hug"
    shown = " ".join(row.plain for row in picker.open_rows(120)[1:])
    assert "Affection came my way" in shown
    assert "kiss" not in shown and "cuddle" not in shown
