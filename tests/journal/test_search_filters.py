"""The filters of a search by the words people type: ids, labels, everyday words, and who somebody is."""

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused
from companion.system.paths import Places


@pytest.fixture
def journal(places: Places, clock: Clock):  # type: ignore[no-untyped-def]
    with open_journal(places, clock=clock) as journal:
        journal.change_settings(partner_name="Robin")
        yield journal


def found(journal: Journal, query: str) -> set[str]:
    return {hit.entry.id for hit in journal.timeline.search(query)}


def test_a_filter_is_an_id_a_part_of_one_a_label_or_an_everyday_word(journal: Journal) -> None:
    hug = journal.log(triggers=["affection_received"], responses=["withdrew"], closeness=2).id
    quiet = journal.log(triggers=["slow_reply"], person="Sam", closeness=-1, when=journal.clock.now()).id
    for query in (
        "trigger:affection_received", "trigger:affection", "trigger:hug", 'trigger:"affection came my way"',
        'response:"pulled away"', "person:Robin", "person:partner", "closeness:>0", "-person:sam",
        "-trigger:slow_reply", "-closeness:<0",
    ):  # fmt: skip
        assert found(journal, query) == {hug}, query
    assert found(journal, "person:sam") == found(journal, "closeness:<0") == {quiet}
    assert found(journal, "on:today") == {hug, quiet} and not found(journal, "before:yesterday")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("trigger:xyzzyq", "nothing is called 'xyzzyq' for trigger:; use"),
        ("feeling:anxous", "did you mean anxious"),
        ("person:alex", "nobody is called 'alex' here; use person: with partner"),
    ],
)
def test_what_no_entry_could_have_is_refused_and_says_what_is_near(
    journal: Journal, query: str, told: str
) -> None:
    with pytest.raises(InputRefused, match=told):
        found(journal, query)


def test_a_word_of_an_import_that_the_vocabulary_does_not_have_is_found_by_itself(journal: Journal) -> None:
    id = journal.words.add("trigger", "Sunday call")
    entry = journal.log(triggers=[id]).id
    assert found(journal, "trigger:sunday") == {entry}
