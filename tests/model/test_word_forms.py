"""Forms of English words, and slips of the hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.word_forms import base_forms, one_slip_apart


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("hug", "hug"), ("hugs", "hug"), ("hugged", "hug"), ("hugging", "hug"),
        ("argue", "argue"), ("argued", "argue"), ("arguing", "argue"), ("argueing", "argue"),
        ("fought", "fight"), ("fighting", "fight"), ("cried", "cry"), ("cries", "cry"), ("crying", "cry"),
        ("cared", "care"), ("caring", "care"), ("kisses", "kiss"), ("kissed", "kiss"), ("called", "call"),
        ("ignored", "ignore"), ("opened", "open"), ("texted", "text"), ("nagged", "nag"),
        ("apologized", "apologise"), ("criticizing", "criticise"), ("withdrew", "withdraw"),
    ],
)  # fmt: skip
def test_a_form_leads_to_its_word(typed: str, base: str) -> None:
    assert base in base_forms(typed)


@pytest.mark.parametrize(
    ("typed", "other"),
    [("huge", "hug"), ("cared", "car"), ("hoped", "hop"), ("bed", "b"), ("kiss", "kis"), ("thing", "th")],
)
def test_what_only_looks_like_a_form_does_not(typed: str, other: str) -> None:
    assert other not in base_forms(typed)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("anxios", "anxious", True), ("anxiouss", "anxious", True), ("axnious", "anxious", True),
        ("anxioua", "anxious", True), ("anxious", "anxious", False), ("anxos", "anxious", False),
        ("hug", "gush", False), ("", "a", True), ("ab", "ba", True), ("abc", "cab", False),
    ],
)  # fmt: skip
def test_one_slip_is_a_letter_more_less_other_or_exchanged(one: str, other: str, near: bool) -> None:
    assert one_slip_apart(one, other) is near
    assert one_slip_apart(other, one) is near


@given(st.text("abc", min_size=1, max_size=6), st.integers(0, 5), st.sampled_from("abcd"))
def test_every_slip_is_seen(word: str, at: int, letter: str) -> None:
    at %= len(word)
    for slip in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
    ):
        assert slip == word or one_slip_apart(word, slip)
