"""The facts of an entry in lines: a separator stands between two facts of one line, and nowhere else."""

import pytest
from textual.content import Content

from companion.tui.widgets.told_entry import flowing

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
