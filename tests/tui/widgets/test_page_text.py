"""A page's text as one widget: what Markdown says stands there, set in where it wraps."""

import pytest

from companion.model.vocabulary import load_vocabulary
from companion.tui.widgets.page_text import PageText


def drawn(source: str, width: int = 30) -> list[str]:
    return [line.plain.rstrip() for line in PageText(source).visual.laid_out(width).split("\n")]


def test_paragraphs_lists_quotations_and_headings() -> None:
    source = "# One\n\nTwo **three**\nfour.\n\n- five six seven eight nine ten eleven\n- twelve\n\n> said"
    source += "\n\n1. a step that does not fit into one line\n2. b"
    assert drawn(source) == [
        "One", "", "Two three four.", "",
        "• five six seven eight nine", "  ten eleven", "• twelve", "",
        "▌ said", "", "1. a step that does not fit", "   into one line", "2. b",
    ]  # fmt: skip


def test_marks_are_styles_and_code_stays_as_it_is() -> None:
    content = PageText("a **b** *c* `--d`").visual.laid_out(30)
    assert content.plain == "a b c --d"
    assert {(content.plain[span.start : span.end], str(span.style)) for span in content.spans} == {
        ("b", "bold"), ("c", "italic"), ("--d", "$warning"),
    }  # fmt: skip


@pytest.mark.parametrize("width", [20, 76])
def test_every_page_of_the_program_is_drawn_whole(width: int) -> None:
    for card in load_vocabulary().cards.values():
        words = card.body.replace("*", "").replace("> ", "").replace("- ", "").replace("`", "").split()
        shown = " ".join(drawn(card.body, width)).replace("• ", "").replace("▌ ", "").split()
        assert "".join(shown) == "".join(words), card.id
