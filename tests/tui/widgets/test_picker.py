"""What typed letters find in a picker: labels first, then everyday words, forgiving a slip."""

import pytest

from companion.model.label_matching import shared_words
from companion.model.vocabulary import everyday_words, load_vocabulary
from companion.tui.widgets.choice import Choice, WordAdder
from companion.tui.widgets.picker import OWN_WORDS, Picker
from tests.model.everyday import everyday_queries

WORDS = load_vocabulary()


def choices_of(kind: str) -> list[Choice]:
    rows = getattr(WORDS, "acts" if kind == "response" else f"{kind}s").values()
    shared = shared_words(WORDS.ambiguous(kind))
    return [
        Choice(
            row.id,
            row.label,
            getattr(row, "help", ""),
            getattr(row, "group", ""),
            also=everyday_words(row),
            shared=shared.get(row.id, ()),
        )
        for row in rows
        if not row.deprecated
    ]


TRIGGERS = choices_of("trigger")


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
    assert found("complimnt", TRIGGERS, adder) == ["compliment_received", "less_affection", "+"]
    assert found("zzzzz", TRIGGERS, adder) == ["+"]


def test_what_people_type_finds_a_right_row_among_the_first_three() -> None:
    choices = {kind: choices_of(kind) for kind in ("trigger", "response", "partner_act", "mood")}
    queries = everyday_queries()
    assert len(queries) > 200
    missed = {
        (query.kind, query.typed): found(query.typed, choices[query.kind])[:3]
        for query in queries
        if query.wanted.isdisjoint(found(query.typed, choices[query.kind])[:3])
    }
    assert missed == {}


def test_a_sentence_that_says_a_row_offers_it_and_can_be_kept_all_the_same() -> None:
    picker = Picker("What happened", lambda: TRIGGERS, takes_words=True)
    picker.filter = "she left me on read"
    assert [choice.id for choice in picker.matches()] == ["slow_reply", OWN_WORDS]
    assert picker.sentence == "she left me on read"
    picker.filter = "left on read"  # as it is known: it is no sentence to keep
    assert picker.matches()[0].id == "slow_reply"
    assert picker.sentence == ""
    picker.filter = "the kettle sang at 7"
    assert picker.matches()[0].id == OWN_WORDS


def test_everyday_words_are_never_shown() -> None:
    picker = Picker("What happened", lambda: TRIGGERS)
    picker.filter = "hug"
    shown = " ".join(row.plain for row in picker.open_rows(120)[1:])
    assert "Affection came my way" in shown
    assert "kiss" not in shown and "cuddle" not in shown
