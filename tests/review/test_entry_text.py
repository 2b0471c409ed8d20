"""An entry as plain text, to print and to carry elsewhere."""

from companion.model.records import Settings, Story
from companion.review.entry_text import EntryWords
from tests.review.diary import VOCABULARY, at, moment, reflection

WORDS = EntryWords(VOCABULARY, Settings(partner_name="Robin"))
MOMENT = moment(
    "m1",
    at(2, "22:04"),
    "affection_received",
    "loved:7 safe:6",
    urges="withdrew",
    responses="accepted_affection",
    closeness=3,
    note="Put the plates down.\nCounted to three.",
)


def test_a_moment_to_carry_has_its_day_its_facts_and_all_its_words() -> None:
    story = Story(id="s", moment="m1", feared="They will leave.", belief=60)
    assert WORDS.whole_text(MOMENT, [story]) == (
        "Wednesday 25 February 2026\n"
        "\n"
        "22:04  Affection came my way\n"
        "       felt       loved 7, safe 6\n"
        "       wanted     to pull away\n"
        "       did        let it in\n"
        "       closeness  +3 very close\n"
        "\n"
        "       Put the plates down.\n"
        "       Counted to three.\n"
        "\n"
        "       feared    They will leave.\n"
        "       how sure  60%\n"
    )


def test_in_a_list_its_words_are_cut_and_its_id_ends_the_first_line() -> None:
    lines = WORDS.lines(MOMENT, 60, after_heading="3f2a91c4")
    assert lines[0] == "  22:04  Affection came my way  3f2a91c4"
    assert lines[-1] == "         Put the plates down. Counted to three."
    long = moment("m2", at(3), "ordinary_moment", note="word " * 100)
    assert WORDS.lines(long, 60)[-1].endswith(" …") and len(WORDS.lines(long, 60)) == 3
    assert max(map(len, WORDS.lines(long, 60))) <= 60


def test_a_reflection_is_headed_by_its_question_and_hostile_text_stays_text() -> None:
    text = WORDS.whole_text(reflection("r", at(1), "\x1b[31mred", prompt="pr_sec_eve_1"))
    assert "\x1b" not in text and "?" in text.splitlines()[2]
    plain = WORDS.whole_text(reflection("r", at(1), "Only this."))
    assert plain.splitlines()[2:] == ["20:00  A reflection", "", "       Only this."]


def test_headings_and_labels_can_be_set_off() -> None:
    loud = WORDS._replace(bold=str.upper, dim=lambda words: f"<{words}>")
    lines = loud.lines(MOMENT, 80)
    assert "AFFECTION CAME MY WAY" in lines[0] and "<felt     >" in lines[1]
