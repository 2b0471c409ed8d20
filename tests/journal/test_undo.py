"""One list for everything a person did: each thing undone, and redone, whatever it was."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from companion.exchange import journal_json
from companion.journal import Journal, open_journal
from companion.journal.undo import SETTING_NAMES
from companion.model.clock import Clock
from companion.model.records import Feeling, Moment, Settings
from companion.system.configuration import Configuration, load_configuration
from companion.system.paths import Places
from tests.conftest import Hands

PULLING_BACK = "withdraw_after_affection"


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        yield journal


def undo(journal: Journal) -> str:
    found = journal.entries.undo()
    return "" if found is None else found.words


def redo(journal: Journal) -> str:
    found = journal.entries.redo()
    return "" if found is None else found.words


def moment(journal: Journal) -> Moment:
    (entry,) = journal.timeline.latest()
    assert isinstance(entry, Moment)
    return entry


def story(journal: Journal) -> None:
    journal.stories.tell(feared="they are tired of me")


def attempt(journal: Journal) -> None:
    journal.experiments.start(if_then="If it is loud, then I wait.")
    journal.experiments.add_try(journal.experiments.all()[0].id, True)


THINGS: dict[str, tuple[Callable[[Journal], object], str]] = {
    "log": (lambda j: j.log(triggers=["silence"], note="words"), "the moment of 21:40."),
    "reflect": (lambda j: j.entries.reflect(text="words"), "the reflection of 21:40."),
    "mood": (lambda j: j.entries.reflect(feelings=[Feeling(mood="content")]), "the mood of 21:40."),
    "edit": (
        lambda j: j.entries.amend(replace(moment(j), note="other")), "the change to the moment of 21:40."
    ),
    "star": (lambda j: j.entries.star(moment(j).id), "the star of 21:40."),
    "delete": (lambda j: j.entries.delete(moment(j).id), "the moment of 21:40 is back."),
    "answer": (lambda j: j.insight.answer(PULLING_BACK, "not_me"), "your answer to a pattern."),
    "story": (story, "the worry you noted."),
    "attempt": (attempt, "the note that it came up."),
    "put away": (
        lambda j: j.prompts.dismiss("pr_any_wee_3"), "hiding a question; it may be asked again."
    ),
    "pin": (lambda j: j.prompts.pin("pr_any_wee_3"), "the pin of a question."),
    "watch": (lambda j: j.evening_checks.watch(PULLING_BACK), "what the evening check asks about."),
    "look-back": (lambda j: j.look_backs.want(True), "turning the monthly review on or off."),
    "name": (
        lambda j: j.change_settings(partner_name="Robin", pronouns="she"),
        "your partner's name and the pronouns.",
    ),
    "pronouns": (lambda j: j.change_settings(pronouns="she"), "the pronouns."),
    "person": (lambda j: j.people.add("Sam"), "the person you added."),
    "own pattern": (
        lambda j: j.words.add("pattern", "Quiet after", antecedents=["slow_reply"], responses=["R:withdrew"]),
        "the pattern you wrote.",
    ),
    "own question": (lambda j: j.words.add("prompt", "What was easy?"), "the question you wrote."),
    "own practice": (
        lambda j: j.words.add("practice", "Tea first", steps=["Boil it"], if_then="If it stings, then tea."),
        "the practice you wrote.",
    ),
    "own word": (lambda j: j.words.add("mood", "Fizzy", angle=60), "the word you added."),
    "quiet": (lambda j: j.set_quiet(True), "turning quiet mode on or off."),
    "outside help": (lambda j: j.insight.decline_help(), "leaving out the word on help."),
}  # fmt: skip


def says(journal: Journal) -> str:
    """All that the journal holds, without the times of its last changes, and whether it is quiet."""
    whole = journal.merging.contents()
    entries = sorted((*whole.moments, *whole.reflections), key=lambda one: one.id)
    same = [replace(entry, updated_at=entry.recorded_at, extra={}) for entry in entries]
    rest = replace(whole, moments=(), reflections=(), deleted=())
    return f"{same}{journal_json.dumps(rest)}{journal.quiet}"


@pytest.mark.parametrize("what", THINGS)
def test_everything_is_undone_and_redone_and_undone_again(what: str, journal: Journal) -> None:
    do, words = THINGS[what]
    if what in ("edit", "star", "delete"):
        journal.log(triggers=["slow_reply"])
    elif what == "attempt":
        journal.experiments.start(if_then="If it is loud, then I wait.")
        journal.experiments.add_try(journal.experiments.all()[0].id, True)
        do = lambda j: j.experiments.add_try(j.experiments.all()[0].id, True)  # noqa: E731
    before = says(journal)
    do(journal)
    after = says(journal)
    assert after != before
    for _time in range(2):
        assert undo(journal) == f"Undone: {words}"
        assert says(journal) == before
        assert redo(journal).startswith("Redone: ")
        assert says(journal) == after
    assert redo(journal) == ""


def test_the_latest_goes_first_through_all_of_it_and_all_the_way_back(journal: Journal) -> None:
    states = [says(journal)]
    journal.log(triggers=["slow_reply"])
    for do, _ in THINGS.values():
        if len(journal.timeline.latest()) == 1:
            do(journal)
        else:  # two entries: those that need the only one
            journal.entries.star(journal.timeline.latest()[0].id)
        states.append(says(journal))
    done = []
    while words := undo(journal):
        done.append(words)
    assert len(done) >= len(THINGS) and says(journal) == states[0]
    while redo(journal):
        pass
    assert says(journal) == states[-1]


def test_what_is_done_anew_leaves_nothing_to_redo(journal: Journal) -> None:
    journal.log(triggers=["slow_reply"])
    undo(journal)
    journal.set_quiet(True)
    assert redo(journal) == ""
    assert undo(journal) == "Undone: turning quiet mode on or off." and undo(journal) == ""


def test_a_moment_of_another_day_is_named_by_its_day(journal: Journal, clock: Clock) -> None:
    journal.log(when=clock.now() - timedelta(days=3), triggers=["slow_reply"])
    found = journal.entries.undo()
    assert found is not None and found.words == "Undone: the moment of 26 February, 21:40."
    assert found.taken_out is not None and found.taken_out.triggers == ("slow_reply",)  # type: ignore[union-attr]
    back = journal.entries.redo()
    assert back is not None and back.words == "Redone: the moment of 26 February, 21:40 is back."


def test_another_device_lets_go_of_a_log_that_was_undone_and_takes_it_again(
    places: Places, hands: Hands, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    there = Places(data=folder, config=folder)
    with (
        open_journal(places, clock=hands.clock) as journal,
        open_journal(there, clock=hands.clock) as elsewhere,
    ):
        journal.log(triggers=["slow_reply"])
        elsewhere.merging.merge(journal.merging.contents())
        for step, count in ((undo, 0), (redo, 1)):
            hands.at += timedelta(minutes=1)
            step(journal)
            elsewhere.merging.merge(journal.merging.contents())
            assert elsewhere.timeline.count() == count


def test_a_setting_of_the_program_is_put_back_in_its_file(journal: Journal) -> None:
    file = journal.places.config_file
    assert journal.change_configuration("theme", "paper").theme == "paper"
    found = journal.entries.undo()
    assert found is not None and found.configuration and found.words == "Undone: the theme."
    assert load_configuration(file).theme == "dusk"
    redo(journal)
    assert load_configuration(file).theme == "paper"
    file.write_text('theme = "nord"\n')  # changed since, by hand
    assert undo(journal) == "Nothing was undone: it was changed again since."
    assert load_configuration(file).theme == "nord"


def test_words_that_were_undone_are_gone_at_the_end(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["slow_reply"], note="xylophone")
        undo(journal)
    for file in places.data.iterdir():
        assert b"xylophone" not in file.read_bytes(), file.name


def test_every_setting_says_which_it_was_when_it_is_undone() -> None:
    of_journal = {field.name for field in fields(Settings)} - {"extra"}
    assert set(SETTING_NAMES) == of_journal | {field.name for field in fields(Configuration)}


def test_what_the_first_steps_set_is_not_on_the_list(journal: Journal) -> None:
    journal.end_first_steps("Robin", "she")
    assert undo(journal) == ""
    assert (journal.settings.partner_name, journal.settings.pronouns) == ("Robin", "she")
    journal.change_settings(pronouns="they")
    assert undo(journal) == "Undone: the pronouns." and undo(journal) == ""
    assert journal.settings.partner_name == "Robin"


def test_a_star_a_star_taken_away_and_a_change_are_told_apart_in_one_line(
    journal: Journal, clock: Clock
) -> None:
    said = []
    id = journal.entries.reflect(when=clock.now() - timedelta(days=100), text="words").id
    for _time in range(2):
        journal.entries.star(id)
    said += [undo(journal), redo(journal), undo(journal), undo(journal), redo(journal)]
    (entry,) = journal.timeline.latest()
    journal.entries.amend(replace(entry, tags=("walk",)))
    said += [undo(journal), redo(journal)]
    assert said == [
        "Undone: the star of 21 November, 21:40 is back.",
        "Redone: the star of 21 November, 21:40 is gone.",
        "Undone: the star of 21 November, 21:40 is back.",
        "Undone: the star of 21 November, 21:40.",
        "Redone: the star of 21 November, 21:40.",
        "Undone: the change to the reflection of 21 November, 21:40.",
        "Redone: the change to the reflection of 21 November, 21:40.",
    ]
    assert max(map(len, said)) < 70


def test_a_word_of_ones_own_is_known_no_more_once_it_is_undone_and_known_again_after(
    journal: Journal,
) -> None:
    first, second = journal.words.add("trigger", "The bell"), journal.words.add("trigger", "The bell again")
    undo(journal)
    assert first in journal.vocabulary.triggers and second not in journal.vocabulary.triggers
    assert undo(journal) == "Undone: the word you added."
    assert first not in journal.vocabulary.triggers and journal.words.count("trigger") == 0
    assert redo(journal) == "Redone: the word you added." and first in journal.vocabulary.triggers


USES: dict[str, Callable[[Journal, str], object]] = {
    "a draft": lambda j, id: j.drafts.keep("moment", {"triggers": [id]}),
    "a reflection": lambda j, id: j.entries.reflect(prompt=id, text="words"),
    "a moment": lambda j, id: j.log(triggers=[id]),
    "a pattern": lambda j, id: j.words.add("pattern", "After", antecedents=[id], responses=["R:withdrew"]),
}


@pytest.mark.parametrize("use", USES)
def test_a_word_that_is_in_use_stays(use: str, places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        id = journal.words.add("trigger", "The bell")
        with open_journal(places, clock=clock) as elsewhere:
            USES[use](elsewhere, id)
            elsewhere.entries.forget_undo()  # so that the word is the latest to undo
            assert undo(journal) == "That word is in use; nothing was undone."
            assert id in journal.vocabulary.triggers
            assert undo(journal) == "" and redo(journal) == ""


def test_another_word_that_begins_as_it_does_is_no_use_of_it(journal: Journal) -> None:
    journal.words.add("trigger", "The bell")
    with open_journal(journal.places, clock=journal.clock) as elsewhere:
        elsewhere.log(triggers=["my_the_bell_again"])
        elsewhere.entries.forget_undo()
        assert undo(journal) == "Undone: the word you added."
