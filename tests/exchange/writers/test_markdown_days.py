"""Markdown, a file a day: the words of a person are a quotation, and end with it whatever they hold."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from companion.exchange.parsing.markdown_tags import as_markdown_tag
from companion.exchange.writers import markdown_days
from companion.model.records import Contents, Reflection
from tests.exchange.importing import plan
from tests.exchange.writers.journal import VOCABULARY, contents
from tests.strategies import ANY_TEXT


def test_text_breaks_out_of_no_quotation() -> None:
    day = markdown_days.written(contents(), VOCABULARY)["2026-02-20.md"].decode()
    assert day.startswith("---\ndate: 2026-02-20\nentries: 1\n---\n")
    assert "\n> =1+1\n> ---\n> ```\n> <script>" in day


def test_front_matter_holds_the_tags_of_the_day() -> None:
    day = markdown_days.written(contents(), VOCABULARY)["2026-02-10.md"].decode()
    assert '\ntags: ["Long-walk"]\ntags-as-written: ["Long walk"]\n' in day.partition("---\n\n")[0]
    assert "(starred)" in day


@pytest.mark.parametrize(
    ("tag", "held"),
    [
        ("late shifts", "late-shifts"),
        ("rain", "rain"),
        ("später/spät_er", "später/spät_er"),
        ("2024", "_2024"),
        ("a, b & c!", "a-b-c"),
        ("東京 散歩", "東京-散歩"),
        ("!?", ""),
    ],
)
def test_a_tag_is_one_that_obsidian_can_hold_and_is_read_back_as_it_was(tag: str, held: str) -> None:
    assert as_markdown_tag(tag) == held
    at = datetime(2026, 3, 1, 21, 0, tzinfo=UTC)
    note = Reflection(id="r", occurred_at=at, recorded_at=at, updated_at=at, text="Rain", tags=(tag, "tea"))
    files = markdown_days.written(Contents(reflections=(note,)), VOCABULARY)
    (read,) = plan("vault", files).contents.reflections
    assert sorted(read.tags) == sorted([tag, "tea"])
    assert not held or json.dumps(held, ensure_ascii=False) in files["2026-03-01.md"].decode().split("\n")[3]


@example(tags=["PB_CONTROLLING", "WITHDREW"])
@given(
    st.lists(
        ANY_TEXT.map(str.strip).filter(lambda tag: tag.strip("# ") == tag != ""), unique=True, min_size=1
    )
)
def test_tags_of_any_kind_are_read_back(tags: list[str]) -> None:
    at = datetime(2026, 3, 1, 21, 0, tzinfo=UTC)
    note = Reflection(id="r", occurred_at=at, recorded_at=at, updated_at=at, text="Rain", tags=tuple(tags))
    read_back = plan("vault", markdown_days.written(Contents(reflections=(note,)), VOCABULARY)).contents
    # A tag that is the name of an act makes it a moment with that act.
    (read,) = (*read_back.reflections, *read_back.moments)
    assert set(tags) <= set(read.tags)


def test_what_is_no_entry_has_files_of_its_own() -> None:
    files = markdown_days.written(contents(), VOCABULARY)
    assert "they are leaving" in files["stories.md"].decode()
    assert "it was warm" in files["experiments.md"].decode()
    assert {"look-backs.md", "answers-to-patterns.md"} <= set(files)
