"""Styles in plain words come out as Textual reads them, and all others are left to it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.markup import STYLES, parse_style
from textual.style import Style
from textual.theme import BUILTIN_THEMES, Theme

import companion.tui
from companion.tui import themes
from companion.tui.plain_styles import plain_style
from companion.tui.rules import ParsedOnce
from companion.tui.themes import variables_for
from tests.conftest import examples

THEMES = pytest.mark.parametrize(
    "theme", [*themes.OWN, *BUILTIN_THEMES.values()], ids=lambda theme: f"{theme.name}-{theme.dark}"
)


def variables(theme: Theme) -> dict[str, str]:
    return variables_for(theme, {**theme.to_color_system().generate(), **theme.variables}, no_color=False)


def written() -> Iterator[str]:
    """The styles in words that stand in the panes' own code."""
    assert companion.tui.__file__
    for file in Path(companion.tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.fullmatch(r"\$[a-z-]+|[a-z$ -]*\$[a-z-]+[a-z$ -]*", text):
                yield text


@THEMES
def test_each_style_of_the_panes_is_as_textual_reads_it(theme: Theme) -> None:
    values = variables(theme)
    known = {each for each in written() if all(word[1:] in values for word in each.split() if "$" in word)}
    assert {"$soft", "$closeness bold", "$background on $closeness bold"} <= known or theme not in themes.OWN
    for words in known:
        found = plain_style(words, values)
        assert found == parse_style(words, values) or (found is None and theme not in themes.OWN), words


@examples(200)
@given(
    st.lists(
        st.sampled_from(
            ["$a", "$b", "$c", "$d", "$none", "on", "not", "auto", "50%", "red", "#fff", "", *sorted(STYLES)]
        ),
        max_size=5,
    ).map(" ".join)
)
def test_what_is_more_than_plain_is_left_to_textual(words: str) -> None:
    values = {"a": "#010203", "b": "ansi_yellow", "c": "auto 87%", "d": "#0a0b0c 40%"}
    found = plain_style(words, values)
    if found is not None:
        assert found == parse_style(words, values)
    else:
        plain = {"$a", "$b", "not", *STYLES} | ({"on"} if words.count("on") == 1 else set())
        assert {*words.split()} - plain or len(re.findall(r"\$[ab]", words)) > 1


def test_a_style_is_read_again_in_another_theme() -> None:
    sheet = ParsedOnce(variables={"mood": "#010203"})
    for color in (Color(1, 2, 3), Color(4, 5, 6)):
        sheet.set_variables({"mood": color.hex})
        assert sheet.parse_style("$mood bold") == Style(foreground=color, bold=True)
        assert sheet.parse_style(Style(dim=True)) == Style(dim=True)
