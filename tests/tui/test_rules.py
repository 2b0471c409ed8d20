"""Style rules are parsed once, and anew when their words or a variable change."""

import pytest
from textual.color import Color
from textual.css import stylesheet
from textual.css.parse import parse

from companion.tui.rules import ParsedOnce

PLACE = ("once.tcss", "")


def colours(sheet: ParsedOnce) -> list[Color]:
    return [rule.styles.color for rule in sheet.rules]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was parsed, each time it was."""
    seen: list[str] = []

    def noted(scope: str, css: str, *given: object, **named: object) -> object:
        seen.append(css)
        return parse(scope, css, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(stylesheet, "parse", noted)
    return seen


def test_rules_that_come_in_later_leave_those_before_alone(parsed: list[str]) -> None:
    sheet = ParsedOnce(variables={"mood": "#010203"})
    sheet.add_source("One { color: $mood; }", PLACE)
    assert colours(sheet) == [Color(1, 2, 3)]
    sheet.add_source("Two { color: #040506; }", ("two.tcss", ""))
    sheet.set_variables({"mood": "#010203"})
    sheet.reparse()
    assert colours(sheet) == [Color(1, 2, 3), Color(4, 5, 6)]
    assert parsed == ["One { color: $mood; }", "Two { color: #040506; }"]


def test_another_colour_or_other_words_are_never_those_of_before(parsed: list[str]) -> None:
    sheet = ParsedOnce(variables={"mood": "#0a0b0c"})
    sheet.add_source("Three { color: $mood; }", PLACE)
    assert colours(sheet) == [Color(10, 11, 12)]
    sheet.set_variables({"mood": "#0d0e0f"})
    sheet.reparse()
    assert colours(sheet) == [Color(13, 14, 15)]
    sheet.add_source("Three { color: #111213; }", PLACE)
    sheet.reparse()
    assert colours(sheet) == [Color(17, 18, 19)]
    assert len(parsed) == 3
