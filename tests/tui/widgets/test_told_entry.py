"""The facts of an entry in lines: a separator stands between two facts of one line, and nowhere else."""

import pytest
from textual.content import Content
from textual.css.styles import RulesMap

from companion.tui.widgets.told_entry import ToldEntry, flowing, wrapped

FACTS = [
    Content(words)
    for words in ("Robin was warm", "felt loved 6, playful 5", "wanted ‹ to pull away", "did › stay with it")
]


@pytest.mark.parametrize("room", range(12, 90))
def test_no_line_of_facts_begins_or_ends_with_the_separator(room: int) -> None:
    lines = [line.plain for line in flowing(FACTS, room)]
    assert not [line for line in lines if line.strip().startswith("·") or line.strip().endswith("·")]
    assert " ".join(lines).replace(" · ", " ").split() == " ".join(fact.plain for fact in FACTS).split()
    assert max(map(len, lines)) <= room


def test_facts_that_fit_share_a_line() -> None:
    assert [line.plain for line in flowing(FACTS, 45)] == [
        "Robin was warm · felt loved 6, playful 5",
        "wanted ‹ to pull away · did › stay with it",
    ]


WORDS = [
    "", " ", "a", "two words", "ends with spaces   ", "  begins with them", "a\nline break", "a\ttab",
    "wörter 時間 と emoji 🙂", "e\u0301 combined\u0301 marks\u0301", "averylongwordthatfitsnowhereatall" * 2,
    "several words that take up more than a single line of the narrower places there are",
]  # fmt: skip


@pytest.mark.parametrize("room", [12, 13, 20, 40, 76])
@pytest.mark.parametrize("words", WORDS)
def test_what_fits_on_a_line_is_wrapped_as_everything_else(words: str, room: int) -> None:
    content = Content.assemble((words, "bold"))
    assert [(line.plain, line.spans) for line in wrapped(content, room)] == [
        (line.plain, line.spans) for line in content.wrap(room)
    ]


@pytest.mark.parametrize("width", [10, 19, 25, 60, 76, 120])
@pytest.mark.parametrize("words", WORDS)
def test_an_entry_is_as_high_as_it_is_drawn(words: str, width: int) -> None:
    for title in (Content("Robin was warm"), Content(words)):
        told = ToldEntry(Content("21:40"), title, Content(" close +2 "), FACTS, words)
        height = told.laid_out(width).get_height(RulesMap(), width)
        assert told.get_height(RulesMap(), width) == height
