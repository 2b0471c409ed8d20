"""Text made safe to show, and filled with a name and pronouns."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.errors import InputRefused
from companion.model.records import Settings
from companion.model.text import checked_pronouns, fill, fill_counts, one_line, shown

ANYTHING = st.text(st.characters(), max_size=60)
"""Any text at all, halves of surrogate pairs included."""

SAM = Settings(partner_name="Sam", pronouns="they")


@pytest.mark.parametrize(
    ("stored", "on_screen"),
    [
        ("a quiet evening", "a quiet evening"),
        ("first line\n\tsecond", "first line\n\tsecond"),
        ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),
        ("bell\x07 null\x00 del\x7f csi\x9b", "bell� null� del� csi�"),
        ("right\u202eover\u202c \u2066isolate\u2069", "right�over� �isolate�"),
        ("back\rward", "back�ward"),
        ("half \ud83d of a pair", "half � of a pair"),
        ("🧡 שלום 日本", "🧡 שלום 日本"),
    ],
)
def test_what_a_terminal_could_obey_is_replaced(stored: str, on_screen: str) -> None:
    assert shown(stored) == on_screen


@given(ANYTHING)
def test_shown_text_fits_into_a_file_and_holds_no_controls(text: str) -> None:
    safe = shown(text)
    safe.encode("utf-8")
    assert {c for c in safe if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}
    assert len(safe) == len(text)
    assert shown(safe) == safe


@given(ANYTHING)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert "\t" not in line
    assert one_line(line) == line


@given(ANYTHING)
def test_what_is_kept_and_what_is_replaced_goes_by_the_character_alone(text: str) -> None:
    assert shown(text) == "".join(map(shown, text))


def test_lines_and_tabs_fold_into_single_spaces() -> None:
    assert one_line("kitchen\r\n\n\tlate\u2028again\n") == "kitchen late again"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(), "Did your partner say what they felt, and did you hear them and their worry?"),
        (SAM, "Did Sam say what they felt, and did you hear them and their worry?"),
        (
            Settings(partner_name="Kim", pronouns="she"),
            "Did Kim say what she felt, and did you hear her and her worry?",
        ),
        (
            Settings(partner_name="Kim", pronouns="he/him"),
            "Did Kim say what he felt, and did you hear him and his worry?",
        ),
        (
            Settings(partner_name="Kim", pronouns="xe/xem/xyr"),
            "Did Kim say what xe felt, and did you hear xem and xyr worry?",
        ),
        (
            Settings(partner_name="Kim", pronouns="ze/hir"),
            "Did Kim say what ze felt, and did you hear hir and hir worry?",
        ),
        (
            Settings(partner_name="Kim", pronouns="none"),
            "Did Kim say what Kim felt, and did you hear Kim and Kim's worry?",
        ),
        (
            Settings(pronouns=""),
            "Did your partner say what they felt, and did you hear them and their worry?",
        ),
    ],
)
def test_names_and_pronouns(settings: Settings, expected: str) -> None:
    text = "Did {partner} say what {they} felt, and did you hear {them} and {their} worry?"
    assert fill(text, settings) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{partner} asked for space", "Your partner asked for space"),
        (
            "It was late. {they} had gone. Then {partner} rang.",
            "It was late. They had gone. Then your partner rang.",
        ),
        ("“{partner} seemed quiet”", "“Your partner seemed quiet”"),
        ("For one:\n- {their} words\n\n1. {them}", "For one:\n- Their words\n\n1. Them"),
        ("e.g. for {partner}, {they} said", "e.g. for your partner, they said"),
        ("Late: {they} slept. “{They}”, 1. {them}", "Late: they slept. “{They}”, 1. Them"),
        ("One more thing\n{they} said", "One more thing\nThey said"),
    ],
)
def test_what_opens_a_sentence_gets_a_capital(text: str, expected: str) -> None:
    assert fill(text, Settings()) == expected


def test_a_name_stays_as_it_was_written() -> None:
    assert fill("{partner} rang. {they} laughed.", Settings(partner_name="bell", pronouns="none")) == (
        "bell rang. bell laughed."
    )


def test_a_name_is_never_a_placeholder_nor_an_escape() -> None:
    tricky = Settings(partner_name="{they}\n\x1b[2J{k}")
    assert fill("{partner} and {k}", tricky) == "{they} �[2J{k} and {k}"


@given(ANYTHING.filter(lambda text: not any(w in text for w in ("{partner}", "{they}", "{them}", "{their}"))))
def test_all_other_braces_are_left_alone(text: str) -> None:
    assert fill(text, SAM) == text


def test_counts_go_in_before_the_name() -> None:
    wording = "After quiet from {partner}: {k} of {n}; other moments {k0} of {n0}. {x}"
    with_counts = fill_counts(wording, k=3, n=12, k0=0, n0=40)
    named = fill(with_counts, Settings(partner_name="{k}"))
    assert named == "After quiet from {k}: 3 of 12; other moments 0 of 40. {x}"


@pytest.mark.parametrize(
    ("pronouns", "sentence"),
    [
        ("they", "They are late; it was their day, ask them."),
        ("she", "She is late; it was her day, ask her."),
        ("he", "He is late; it was his day, ask him."),
        ("none", "Kim is late; it was Kim's day, ask Kim."),
        ("xe/xem/xyr", "Xe are late; it was xyr day, ask xem."),
        ("xe/xem/xyr/is", "Xe is late; it was xyr day, ask xem."),
    ],
)
def test_a_sentence_is_right_with_every_choice_of_pronouns(pronouns: str, sentence: str) -> None:
    settings = Settings(partner_name="Kim", pronouns=checked_pronouns(pronouns))
    assert fill("{they} {are} late; it was {their} day, ask {them}.", settings) == sentence


@pytest.mark.parametrize("given", ["She", " he ", "XE/Xem/xyr", "xe/ xem/xyr/are"])
def test_pronouns_are_kept_in_one_spelling(given: str) -> None:
    kept = checked_pronouns(given)
    assert kept == "".join(given.lower().split())
    assert checked_pronouns(kept) == kept


@pytest.mark.parametrize(
    "given", ["", "it", "xe", "xe/xem", "xe//xyr", "xe/xem/xyr/am", "a/b/c/are/d", "1/2/3"]
)
def test_pronouns_that_fit_no_sentence_are_refused_with_what_is_allowed(given: str) -> None:
    with pytest.raises(InputRefused, match=r"pronouns: .*they, she, he, none.*xe/xem/xyr"):
        checked_pronouns(given)
