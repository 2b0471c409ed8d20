"""What is left out of an export: the names it knows, or the person's own words."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from companion.exchange.writers import dayone_json, html_page, jrnl_text, left_out, markdown_days, org_days
from companion.model.records import (
    Contents,
    EveningAnswer,
    Experiment,
    Feeling,
    Moment,
    PatternAnswer,
    Reflection,
    Sequel,
    Settings,
    Story,
    Try,
)
from companion.model.vocabulary import load_vocabulary

AT = datetime(2026, 3, 1, 20, 40, tzinfo=UTC)
TIMES = {"occurred_at": AT, "recorded_at": AT, "updated_at": AT}
SAID = "xyzzy with Robin, robin’s and Kim"
"""Own words with a word to look for, and the names of two people in them."""

WHOLE = Contents(
    moments=(
        Moment(
            id="m1",
            **TIMES,
            triggers=("affection_received", f"xyzzy trigger Robin {SAID}"),
            partner_acts=("pb_warm", "xyzzy act Robin"),
            feelings=(Feeling(mood="anxious", intensity=7), Feeling(mood="xyzzy mood Robin")),
            urges=("withdrew", "xyzzy urge Robin"),
            responses=("pursued", "xyzzy response Robin"),
            body=f"xyzzy body {SAID}",
            ending=f"xyzzy ending {SAID}",
            closeness=2,
            tags=(f"xyzzy tag {SAID}",),
            note=f"xyzzy note {SAID}",
            starred=True,
            sequel=Sequel(at=AT, closer=1, note=f"xyzzy sequel {SAID}"),
            extra={"source": "Robin xyzzy"},
        ),
        Moment(id="m2", **TIMES, triggers=("disagreement",), person="Kim"),
    ),
    reflections=(
        Reflection(
            id="r1",
            **TIMES,
            prompt="xyzzy prompt Robin",
            leaning="xyzzy Robin",
            feelings=(Feeling(mood="calm"),),
            text=f"xyzzy text {SAID}",
        ),
    ),
    stories=(Story(id="s", feared=f"xyzzy fear {SAID}", learned=f"xyzzy learned {SAID}"),),
    experiments=(
        Experiment(
            id="e",
            started_at=AT,
            if_then=f"xyzzy if {SAID}",
            tries=(Try(at=AT, did=True, note=f"xyzzy {SAID}"),),
        ),
    ),
    checks=(
        EveningAnswer(id="c", day=date(2026, 3, 1), pattern="my_xyzzy_Robin", recorded_at=AT, updated_at=AT),
    ),
    look_backs=({"id": "l", "held": [f"xyzzy {SAID}", {"deep": "xyzzy Robin"}]},),
    pattern_answers=(
        PatternAnswer(pattern="withdraw_after_affection", answer="only_with", detail="Kim", at=AT),
        PatternAnswer(pattern="withdraw_after_affection", answer="not_me", detail=f"xyzzy {SAID}", at=AT),
    ),
    settings=Settings(partner_name="Robin"),
)
VOCABULARY = load_vocabulary()
WRITERS = [markdown_days, html_page, org_days, dayone_json, jrnl_text]


def words_of(contents: Contents, vocabulary: object, writer: object) -> str:
    if writer is dayone_json:  # its text is packed
        data = dayone_json.written(contents, vocabulary)[""]  # type: ignore[arg-type]
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read("Journal.json").decode()
    return b"\n".join(writer.written(contents, vocabulary).values()).decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.NAME)
def test_no_known_name_is_left(writer: object) -> None:
    whole = words_of(WHOLE, VOCABULARY, writer)
    assert "Robin" in whole and "Kim" in whole
    text = words_of(*left_out.without_names(WHOLE, VOCABULARY), writer)
    assert "robin" not in text.lower() and "kim" not in text.lower()
    assert "xyzzy note xyzzy with [name], [name]’s and [name]" in text.replace("\\", "")


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.NAME)
def test_no_word_of_ones_own_is_left_and_what_was_picked_is(writer: object) -> None:
    assert "xyzzy" in words_of(WHOLE, VOCABULARY, writer)
    text = words_of(*left_out.without_notes(WHOLE, VOCABULARY), writer)
    assert "xyzzy" not in text.lower()
    for words in ("Affection came my way", "Was warm", "Anxious 7", "close", "We disagreed", "Calm"):
        assert words in text
    assert "Kim" in text  # whom it was with is a name, and no note


def test_a_name_within_a_word_is_no_name() -> None:
    moment = replace(WHOLE.moments[0], note="Robinson and KIM")
    contents, _ = left_out.without_names(replace(WHOLE, moments=(moment, WHOLE.moments[1])), VOCABULARY)
    assert contents.moments[0].note == "Robinson and [name]"


def test_both_can_be_left_out() -> None:
    text = words_of(*left_out.without_notes(*left_out.without_names(WHOLE, VOCABULARY)), html_page)
    assert "xyzzy" not in text and "Kim" not in text and "[name]" in text


def test_without_known_names_every_word_stays() -> None:
    nameless = replace(WHOLE, settings=None, moments=WHOLE.moments[:1])
    contents, _ = left_out.without_names(nameless, VOCABULARY)
    assert contents.moments[0].note == WHOLE.moments[0].note
