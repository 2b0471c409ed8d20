"""Words changed, retired and deleted: the person's own and the program's, and tags that get a meaning."""

from dataclasses import replace
from datetime import timedelta

import pytest

from companion.exchange import journal_json
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused, NothingFound
from companion.model.records import NO_ACT, Feeling, Moment
from companion.system.paths import Places


@pytest.fixture
def journal(places: Places, clock: Clock) -> Journal:
    return open_journal(places, clock=clock)


def said(journal: Journal) -> str:
    undone = journal.entries.undo()
    assert undone is not None
    return undone.words


def test_a_word_of_ones_own_is_renamed_retired_and_deleted_and_each_is_undone(journal: Journal) -> None:
    id = journal.words.add("trigger", "Sunday call")
    moment = journal.log(triggers=[id])
    journal.words.change("trigger", id, "Call on Sunday", help="With my sister")
    assert journal.vocabulary.triggers[id].help == "With my sister"
    assert journal.words.listed() == [journal.words.word("trigger", id)]
    assert journal.words.word("trigger", id)[:4] == ("trigger", id, "Call on Sunday", 1)
    assert [hit.entry.id for hit in journal.timeline.search('"call on sunday"')] == [moment.id]

    journal.words.retire("trigger", id)
    assert journal.vocabulary.triggers[id].deprecated and journal.words.listed()[0].retired
    with pytest.raises(InputRefused, match="used by 1 entry; it can be retired"):
        journal.words.delete("trigger", id)
    assert said(journal).startswith("Undone: retiring a word")
    assert said(journal) == "Undone: the change to a word."
    assert journal.vocabulary.label(id) == "Sunday call"
    assert journal.timeline.search('"call on sunday"') == []
    redone = journal.entries.redo()
    assert redone is not None and journal.vocabulary.label(id) == "Call on Sunday"

    journal.entries.delete(moment.id)
    journal.words.delete("trigger", id)
    assert journal.words.listed() == [] and id not in journal.vocabulary.triggers
    assert said(journal) == "Undone: the word you deleted; it is back."
    assert id in journal.vocabulary.triggers


def test_the_programs_words_get_a_label_of_ones_own_and_are_retired(
    journal: Journal, places: Places, clock: Clock
) -> None:
    moment = journal.log(triggers=["affection_received"], responses=["withdrew"])
    usual = journal.vocabulary.label("affection_received")
    journal.words.change("trigger", "affection_received", "A hug or a kind word")
    journal.words.change("response", "withdrew", "Went quiet")
    row = journal.vocabulary.triggers["affection_received"]
    assert (row.label, usual in row.also) == ("A hug or a kind word", True)
    assert journal.vocabulary.responses["withdrew"].done == ""  # sentences go by the new label
    assert [hit.entry.id for hit in journal.timeline.search('"a hug or a kind word"')] == [moment.id]
    word = journal.words.word("trigger", "affection_received")
    assert (word.own, word.usual, word.uses) == (False, usual, 1)
    journal.words.retire("mood", "tender")
    assert journal.words.word("mood", "tender").retired
    assert [each.id for each in journal.words.listed()] == ["affection_received", "withdrew", "tender"]
    assert journal.words.count("trigger") == 0  # none is of one's own

    journal.close()
    with open_journal(places, clock=clock) as journal:
        assert journal.vocabulary.label("R:withdrew") == "Went quiet"
        journal.words.change("response", "withdrew", "")
        assert journal.vocabulary.responses["withdrew"].done == "pulled away"
        journal.words.retire("mood", "tender", retired=False)
        assert not journal.vocabulary.moods["tender"].deprecated
        assert [each.id for each in journal.words.listed()] == ["affection_received"]


def test_what_belongs_to_safety_stays_and_the_programs_words_are_not_deleted(journal: Journal) -> None:
    with pytest.raises(InputRefused, match="this one stays, since it opens the Safety page"):
        journal.words.retire("trigger", "felt_afraid")
    with pytest.raises(InputRefused, match="it can be retired, not deleted"):
        journal.words.delete("trigger", "slow_reply")
    with pytest.raises(InputRefused, match="cannot be retired"):
        journal.words.retire("prompt", next(iter(journal.vocabulary.prompts)))
    with pytest.raises(InputRefused, match="there is no trigger with the id 'nothing_of_it'"):
        journal.words.change("trigger", "nothing_of_it", "A word")
    with pytest.raises(InputRefused, match="201 characters are too many"):
        journal.words.change("trigger", "slow_reply", "x" * 201)


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("pattern", " ", "Name: enter a few words"),
        ("pattern", "x" * 201, "Name: 201 characters are too many; use up to 200"),
        ("prompt", "", "Question: enter a few words"),
        ("prompt", "Why do I always hide?", "Question: “always” can sting"),
        ("trigger", "x" * 201, "Label: 201 characters are too many"),
    ],
)
def test_what_is_refused_is_named_as_its_field_is_on_the_sheet(
    journal: Journal, kind: str, words: str, said: str
) -> None:
    sides = {"antecedents": ["affection_received"], "responses": ["R:withdrew"]} if kind == "pattern" else {}
    with pytest.raises(InputRefused) as refused:
        journal.words.add(kind, words, **sides)
    assert str(refused.value).startswith(said)


def test_a_word_added_while_it_is_used_is_not_undone_but_a_label_is(journal: Journal) -> None:
    journal.words.change("trigger", "slow_reply", "No answer")
    journal.log(triggers=["slow_reply"], when=journal.clock.now() - timedelta(days=2))
    said(journal)
    journal.log(triggers=["slow_reply"])
    journal.entries.undo()
    assert said(journal) == "Undone: the change to a word."
    assert journal.vocabulary.label("slow_reply") == "A slow reply, or none"


def test_changed_words_travel_with_an_export_and_a_merge(
    journal: Journal, clock: Clock, places: Places
) -> None:
    journal.words.change("trigger", "slow_reply", "No answer")
    journal.words.retire("mood", "tender")
    text = journal_json.dumps(journal.merging.contents())
    there = replace(places, data=places.data.parent / "other", config=places.data.parent / "other")
    with open_journal(there, clock=clock) as other:
        other.log(triggers=["ordinary_moment"])
        other.merging.import_contents(journal_json.loads(text.encode()))
        assert other.vocabulary.label("slow_reply") == "No answer"
        assert other.vocabulary.moods["tender"].deprecated
        said(other)
        assert other.vocabulary.label("slow_reply") == "A slow reply, or none"


# tags


@pytest.fixture
def tagged(journal: Journal) -> Journal:
    for days in range(4):
        journal.log(
            when=journal.clock.now() - timedelta(days=days, hours=1),
            tags=["date night"],
            responses=[NO_ACT] if days == 1 else [],
        )
    journal.entries.reflect(text="So it was.", tags=["date night"])
    journal.log(tags=["kitchen"])
    return journal


def test_a_tag_gets_a_meaning_which_patterns_count_and_all_of_it_is_undone(tagged: Journal) -> None:
    (tag,) = tagged.tags.unmatched()
    assert tag[:4] == ("date night", 5, "", 0)
    before = tagged.merging.contents()
    assert tagged.tags.give_meaning("date night", "trigger:quality_time") == 4
    moments = [entry for entry in tagged.timeline.latest(limit=9) if isinstance(entry, Moment)]
    assert [entry.triggers for entry in moments if entry.tags == ("date night",)] == [("quality_time",)] * 4
    assert tagged.tags.unmatched() == []
    assert [each[:4] for each in tagged.tags.given()] == [("date night", 5, "trigger:quality_time", 0)]
    tagged.log(tags=["date night"], when=tagged.clock.now() - timedelta(days=9))
    assert tagged.tags.tag("date night").waiting == 1
    tagged.entries.undo()
    assert said(tagged) == "Undone: the meaning of a tag. Entries: 4 as before."
    assert tagged.merging.contents().moments == before.moments
    assert len(tagged.tags.unmatched()) == 1


def test_a_tag_becomes_a_word_of_ones_own_in_one_change(tagged: Journal) -> None:
    id = tagged.tags.give_new_meaning("date night", "trigger")
    assert id == "my_date_night" and tagged.words.word("trigger", id).uses == 4
    said(tagged)
    assert tagged.words.listed() == [] and id not in tagged.vocabulary.triggers


def test_a_tag_can_be_a_feeling_a_response_or_stay_a_tag(tagged: Journal) -> None:
    assert tagged.tags.give_meaning("date night", "mood:tender") == 5  # in the reflection too
    entry = tagged.timeline.latest(limit=9)[-1]
    assert entry.feelings == (Feeling(mood="tender"),)
    said(tagged)
    assert tagged.tags.give_meaning("date night", "response:withdrew") == 4
    said(tagged)
    tagged.tags.leave("date night")
    assert tagged.tags.unmatched() == [] and tagged.tags.given()[0].means == "nothing"
    said(tagged)
    assert len(tagged.tags.unmatched()) == 1


@pytest.mark.parametrize(
    "code",
    [
        "trigger:nothing_of_it",
        "quality_time",
        "prompt:pr_any_eve_1",
        "trigger:felt_afraid",
        "response:none_of_these",
    ],
)
def test_a_meaning_there_is_not_is_refused_and_nothing_is_noted(tagged: Journal, code: str) -> None:
    before = tagged.revision
    with pytest.raises(InputRefused, match="meaning: "):
        tagged.tags.give_meaning("date night", code)
    with pytest.raises(NothingFound):
        tagged.tags.give_meaning("nobody wrote it", "trigger:quality_time")
    assert tagged.revision == before and not tagged.quiet
