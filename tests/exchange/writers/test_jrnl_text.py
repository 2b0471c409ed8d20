"""jrnl's text: read back by the reader of jrnl, entry by entry, whatever a person wrote."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from companion.exchange.writers import jrnl_text
from companion.model.records import Contents, Reflection
from tests.conftest import examples
from tests.exchange.importing import entries, plan
from tests.exchange.writers.journal import NOTE, VOCABULARY, contents

AT = datetime(2026, 3, 1, 21, 40, tzinfo=timezone(timedelta(hours=1)))
ONE = Reflection(id="a", occurred_at=AT, recorded_at=AT, updated_at=AT)
OTHER = replace(ONE, id="b", occurred_at=AT + timedelta(minutes=5), text="the next one")


def test_an_entry_is_a_line_with_its_date_and_its_words() -> None:
    entry = replace(ONE, text="A walk.\n\nHome.", starred=True, tags=("Long walk", "sister's move"))
    assert jrnl_text.written(Contents(reflections=(entry,)), VOCABULARY)[""].decode() == (
        "[2026-03-01 21:40] Reflection *\nTags: Long walk; sister's move\n\nA walk.\n\nHome.\n\n"
        "@long_walk @sister_s_move\n\n"
    )


def test_what_is_written_is_read_back() -> None:
    read = entries(plan("journal.txt", jrnl_text.written(contents(), VOCABULARY)[""]))
    assert [entry["occurred_at"][:16] for entry in read] == ["2026-02-10T10:00", "2026-02-20T10:00"]
    assert NOTE in read[1]["text"]
    assert read[0]["starred"] is True and "long_walk" in read[0]["tags"]


@examples(40)
@given(
    st.lists(st.sampled_from(["[2020-01-01 10:00] no", "[1] foot", "[x] ", "a *", "", " ", "word"])).map(
        "\n".join
    )
)
def test_no_line_begins_another_entry(text: str) -> None:
    data = jrnl_text.written(Contents(reflections=(replace(ONE, text=text), OTHER)), VOCABULARY)[""]
    read = entries(plan("journal.txt", data))
    assert [entry["occurred_at"][11:16] for entry in read] == ["21:40", "21:45"]
    assert read[0]["text"].split() == ["Reflection", *text.split()]
    assert not read[0].get("starred")
