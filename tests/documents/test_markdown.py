"""Text that stays text in Markdown."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from companion.documents.markdown import escape_markdown

SIGNS = "*_`#[]()<>~|\\!&;{}$%^="


@given(st.text("ab1 " + SIGNS, max_size=20).map(lambda text: f"a{text}z"))
def test_a_reader_of_markdown_sees_the_text_as_it_was_written(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parseInline(escape_markdown(text))
    inline = tokens[0].children or []
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline) == text


def test_signs_of_formulas_highlights_and_comments_are_escaped_too() -> None:
    assert escape_markdown("$a$ ==b== %%c%% ^d") == r"\$a\$ \=\=b\=\= \%\%c\%\% \^d"
    assert escape_markdown("plain words, (and) 1 - 2.") == "plain words, (and) 1 - 2."
