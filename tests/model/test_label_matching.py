"""Typed words against ids, labels and what is said beside them: how closely they fit, and what fits best."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.label_matching import Fit, closest_ids, comparable_label, fit_of

WRITTEN = st.text("abcxyz_- ", max_size=12)

LABELS = {
    "affection_received": "Affection came my way",
    "less_affection": "Less affection than usual",
    "slow_reply": "A reply took long",
    "pb_warm": "Was warm",
    "well_being": "Talk of well-being",
}


@pytest.mark.parametrize(
    ("words", "fit"),
    [
        ("slow_reply", Fit.WHOLE),
        ("Slow  Reply", Fit.WHOLE),
        ("a reply took LONG", Fit.WHOLE),
        ("slow", Fit.BEGINNING),
        ("a rep", Fit.BEGINNING),
        ("took lo", Fit.WORD),
        ("repl", Fit.WORD),
        ("ook", Fit.PART),
        ("unansw", Fit.EXPLANATION),
        ("answered for", Fit.SCATTERED),
        ("long slow", Fit.SCATTERED),
        ("reply never", None),
        ("", None),
        ("  ", None),
    ],
)
def test_words_fit_in_the_closest_way(words: str, fit: Fit | None) -> None:
    assert fit_of(words, "slow_reply", LABELS["slow_reply"], "unanswered for hours") is fit


def test_the_closest_way_that_finds_any_is_the_only_one() -> None:
    assert closest_ids("affection", LABELS) == ["affection_received"]  # which begins with it
    assert closest_ids("less affection", LABELS) == ["less_affection"]
    assert closest_ids("affection c", LABELS) == ["affection_received"]
    assert closest_ids("l", LABELS) == ["less_affection"]
    assert closest_ids("t", LABELS) == ["well_being"]
    assert closest_ids("ly", LABELS) == ["slow_reply"]  # only there in the middle


def test_an_act_of_the_other_is_found_without_its_prefix() -> None:
    assert closest_ids("warm", LABELS) == ["pb_warm"]
    assert fit_of("warm", "pb_warm", "Was kind") is Fit.WHOLE


def test_a_word_after_a_hyphen_is_a_word() -> None:
    assert fit_of("being", "x", "Talk of well-being") is Fit.WORD


def test_what_is_said_beside_a_label_comes_after_the_labels() -> None:
    beside = {"pb_warm": "Affection shown", "slow_reply": "Hours without a word"}
    assert closest_ids("affection", LABELS, beside) == ["affection_received"]
    assert closest_ids("hours", LABELS, beside) == ["slow_reply"]
    assert closest_ids("ours", LABELS, beside) == []


def test_scattered_words_are_for_a_list_that_can_be_seen() -> None:
    assert closest_ids("long reply", LABELS) == []
    assert fit_of("long reply", "slow_reply", LABELS["slow_reply"]) is Fit.SCATTERED


@given(WRITTEN, WRITTEN, WRITTEN)
def test_what_fits_whole_fits_however_it_is_written(id: str, label: str, beside: str) -> None:
    if comparable_label(label):
        assert fit_of(label.upper().replace(" ", "_"), id, label.upper(), beside) is Fit.WHOLE
        assert fit_of(f"  {label} ", id, label, beside) is Fit.WHOLE
