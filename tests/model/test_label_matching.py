"""Typed words against ids, labels, everyday words and what is said beside: what they find, in which order."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.label_matching import MOST_NEAR, Candidate, Fit, LabelIndex, label_index, shared_words
from companion.model.typed_words import comparable_label
from companion.model.vocabulary import everyday_words, load_vocabulary

WRITTEN = st.text("abcxyz_- ", max_size=12)
VOCABULARY = load_vocabulary()

LABELS = {
    "affection_received": "Affection came my way",
    "less_affection": "Less affection than usual",
    "slow_reply": "A reply took long",
    "pb_warm": "Was warm",
    "well_being": "Talk of well-being",
}


def index(also: dict[str, tuple[str, ...]] | None = None, beside: dict[str, str] | None = None) -> LabelIndex:
    return LabelIndex(
        Candidate(id, label, (beside or {}).get(id, ""), (also or {}).get(id, ()))
        for id, label in LABELS.items()
    )


def fit(words: str, *also: str, beside: str = "", label: str = "A reply took long") -> Fit | None:
    """How words fit one row."""
    found = LabelIndex([Candidate("slow_reply", label, beside, also)]).matches(words)
    return found[0].fit if found else None


def closest(words: str, found: LabelIndex) -> list[str]:
    return [match.id for match in found.closest(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("slow_reply", Fit.WHOLE),
        ("Slow  Reply", Fit.WHOLE),
        ("a reply took LONG", Fit.WHOLE),
        ("slow", Fit.BEGINNING),
        ("a rep", Fit.BEGINNING),
        ("took lo", Fit.WORD),
        ("repl", Fit.WORD),
        ("the replies took so long", Fit.FORM),
        ("long slow", Fit.FORM),
        ("left on read", Fit.EVERYDAY),
        ("he left me on read", Fit.EVERYDAY),
        ("doesn’t answer", Fit.EVERYDAY),
        ("not answering", Fit.EVERYDAY),  # another form of it
        ("on read", Fit.EVERYDAY_WORD),
        ("answ", Fit.EVERYDAY_WORD),
        ("ook", Fit.PART),
        ("hours wi", Fit.EXPLANATION),
        ("word long", Fit.SCATTERED),
        ("anwser", Fit.SLIP),
        ("replly", Fit.SLIP),
        ("rlpye", None),  # not one slip alone
        ("rpl", None),  # too short to be forgiven
        ("", None),
        ("  ", None),
        ("?!", None),
    ],
)
def test_words_fit_in_the_closest_way(words: str, expected: Fit | None) -> None:
    assert fit(words, "left on read", "didn't answer", beside="Hours without a word") is expected


def test_letters_that_fold_meet() -> None:
    assert fit("CAFE", label="Café") is fit("café", label="Cafe") is Fit.WHOLE
    assert fit("cafe\u0301", label="Café") is Fit.WHOLE  # composed and decomposed
    assert fit("slodki", label="Słodki") is fit("ёж", label="Еж") is Fit.WHOLE
    assert fit("its ok", "it’s ok") is Fit.EVERYDAY


def test_the_closest_way_that_finds_any_is_the_only_one() -> None:
    labels = index()
    assert closest("affection", labels) == ["affection_received"]  # which begins with it
    assert closest("less affection", labels) == ["less_affection"]
    assert closest("affection c", labels) == ["affection_received"]
    assert closest("l", labels) == ["less_affection"]
    assert closest("t", labels) == ["well_being"]
    assert closest("ly", labels) == ["slow_reply"]  # only there in the middle


def test_an_act_of_the_other_is_found_without_its_prefix() -> None:
    assert closest("warm", index()) == ["pb_warm"]


def test_a_word_after_a_hyphen_is_a_word() -> None:
    assert index().matches("being")[0] == ("well_being", Fit.WORD, 0.0)


def test_labels_come_before_everyday_words_and_those_before_what_is_said_beside() -> None:
    found = index({"pb_warm": ("affectionate", "affection")}, {"slow_reply": "Affection late"})
    assert [match.id for match in found.matches("affection")] == [
        "affection_received",
        "less_affection",
        "pb_warm",
        "slow_reply",
    ]


def test_what_nearly_fits_is_asked_about_and_never_taken() -> None:
    found = index(beside={"slow_reply": "Hours without a word"})
    for words in ("afection", "hours", "a reply that nobody saw"):
        assert found.closest(words) == []
        assert found.matches(words)
    assert found.matches("zebra") == []


def test_a_word_of_several_offers_them_in_their_order_and_a_label_itself_does_not() -> None:
    shared = shared_words({"fight": ("c", "a"), "close": ("c", "a")})
    rows = [Candidate(id, label, "", (), shared.get(id, ())) for id, label in
            {"a": "Argued", "b": "Had a fight", "c": "Close"}.items()]  # fmt: skip
    found = LabelIndex(rows)
    for words in ("fight", "we fought", "fighting!"):
        assert [match.id for match in found.matches(words)] == ["c", "a", "b"]
        assert [match.id for match in found.closest(words)] == ["c", "a"]
    assert [match.id for match in found.closest("close")] == ["c"]


@given(WRITTEN, WRITTEN, WRITTEN)
def test_what_fits_whole_fits_however_it_is_written(id: str, label: str, beside: str) -> None:
    found = LabelIndex([Candidate(id, label.upper(), beside)])
    if comparable_label(label):
        assert found.matches(label.upper().replace(" ", "_"))[0].fit is Fit.WHOLE
        assert found.matches(f"  {label} ")[0].fit is Fit.WHOLE


@given(st.text(max_size=40))
def test_any_words_will_do_and_few_only_nearly_fit(words: str) -> None:
    found = vocabulary_index("trigger").matches(words)
    assert len({match.id for match in found}) == len(found)
    assert sum(match.fit.is_near for match in found) <= MOST_NEAR


# The words of the program


def vocabulary_index(kind: str) -> LabelIndex:
    rows = getattr(VOCABULARY, "acts" if kind == "response" else f"{kind}s").values()
    shared = shared_words(VOCABULARY.ambiguous(kind))
    return label_index(
        tuple(
            Candidate(
                row.id, row.label, getattr(row, "help", ""), everyday_words(row), shared.get(row.id, ())
            )
            for row in rows
            if not row.deprecated
        )
    )


@pytest.mark.parametrize("kind", ["trigger", "response", "partner_act", "mood"])
def test_every_word_of_several_offers_its_rows_in_order(kind: str) -> None:
    found = vocabulary_index(kind)
    words = VOCABULARY.ambiguous(kind)
    assert words
    for word, ids in words.items():
        offered = [match.id for match in found.matches(word)]
        if found.matches(word)[0].fit is not Fit.WHOLE:
            assert offered[: len(ids)] == list(ids), word
            assert [match.id for match in found.closest(word)] == list(ids), word
        assert set(offered) >= set(ids), word


def test_a_key_costs_a_few_milliseconds() -> None:
    found = vocabulary_index("mood")
    typed = "she was so mad at me for no raeson"
    before = time.process_time()
    for end in range(1, len(typed) + 1):
        found.matches(typed[:end])
    assert (time.process_time() - before) / len(typed) < 0.01
