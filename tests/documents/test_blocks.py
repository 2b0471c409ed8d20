"""A document of blocks as text, Markdown and HTML."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from companion.documents.blocks import Block, to_html, to_markdown, to_text

PAGE = [
    Block("title", "A *title*"),
    Block("heading", "First"),
    Block("subheading", "10:40 <b>"),
    Block("fact", "Anxious 7", "Felt"),
    Block("fact", "K.", "With [whom]"),
    Block("words", "one\n# two"),
    Block("item", "a"),
    Block("item", "b"),
    Block("text", "Some words."),
    Block("quiet", "A remark."),
]


def test_as_markdown_lists_stay_together_and_texts_are_no_markup() -> None:
    assert to_markdown(PAGE) == (
        "# A \\*title\\*\n\n## First\n\n### 10:40 \\<b\\>\n\n- Felt: Anxious 7\n- With \\[whom\\]: K.\n\n"
        "> one\n> # two\n\n- a\n- b\n\nSome words.\n\n*A remark.*\n"
    )


def test_as_html_lists_stay_together_and_everything_is_escaped() -> None:
    page = to_html(PAGE, title="<t>")
    assert "<title>&lt;t&gt;</title>" in page and "<b>" not in page
    assert page.count("<ul>") == page.count("<dl>") == 1
    assert '<dt>Felt</dt><dd dir="auto">Anxious 7</dd>\n<dt>With [whom]</dt>' in page


def test_as_text_titles_are_underlined_and_own_words_set_in() -> None:
    lines = to_text(PAGE).splitlines()
    assert lines[:2] == ["  A *title*", "  ========="]
    assert "  Felt: Anxious 7" in lines and "    # two" in lines and "  - a" in lines


@given(text=st.text("ab \n\t<&\x1b", max_size=120), width=st.integers(30, 100))
def test_text_keeps_to_its_width_and_every_form_keeps_the_words(text: str, width: int) -> None:
    blocks = [Block("words", f"x{text}z")]
    letters = re.sub(r"\s", "", f"x{text}z".replace("\x1b", "\ufffd"))
    told = to_text(blocks, width)
    assert max(map(len, told.splitlines())) <= min(width, 76)
    assert re.sub(r"\s", "", told) == letters
    quoted = "".join(line.removeprefix("> ") for line in to_markdown(blocks).splitlines())
    assert re.sub(r"\s", "", quoted) == letters
    (words,) = re.findall(r'<div class="text" dir="auto">(.*?)</div>', to_html(blocks), re.DOTALL)
    assert re.sub(r"\s", "", html.unescape(words)) == letters
