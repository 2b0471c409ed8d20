"""Style rules are parsed once, and anew when their words or a variable change."""

import marshal
import pickle
import sys
from pathlib import Path

import pytest
from textual.color import Color
from textual.css import stylesheet
from textual.css.errors import UnresolvedVariableError
from textual.css.parse import parse
from textual.css.tokenize import tokenize_values

from companion.tui import kept_rules, rules
from companion.tui.kept_rules import Rule
from companion.tui.rules import ParsedOnce, TokensWhenAsked

PARSE_RULES = stylesheet.Stylesheet._parse_rules
"""Textual's own; in tests of the panes each is done once for all of them."""
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


def rules_of(sheet: ParsedOnce) -> list[Rule]:
    return [rule for rule in sheet.rules if isinstance(rule, Rule)]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where rules are kept beside the style sheets, in this test alone."""
    place = tmp_path / "__pycache__" / "rules.rules"
    monkeypatch.setattr(kept_rules, "_place", lambda: place)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(stylesheet.Stylesheet, "_parse_rules", PARSE_RULES)
    start_anew()
    return place


def start_anew() -> None:
    """As if the program was started once more."""
    rules._parsed.clear()
    rules._read.clear()


def sheet_of(css: str, colour: str = "#010203") -> ParsedOnce:
    sheet = ParsedOnce(variables={"mood": colour})
    sheet.add_source(css, PLACE)
    return sheet


def test_the_next_start_parses_nothing_and_has_the_same_rules(kept: Path, parsed: list[str]) -> None:
    css = ".one > Two:hover #three { color: $mood; margin: 1 2; width: 1fr; border: round red; }"
    sheet = sheet_of(css)
    before = [(rule.css, rule.selector_names, rule.pseudo_classes) for rule in sheet.rules]
    sheet.keep()
    start_anew()
    again = sheet_of(css)
    assert [(rule.css, rule.selector_names, rule.pseudo_classes) for rule in again.rules] == before
    assert len(parsed) == 1
    written = kept.stat().st_mtime_ns
    again.keep()  # there is nothing new
    assert kept.stat().st_mtime_ns == written


def test_other_words_another_colour_and_another_textual_are_parsed_anew(
    kept: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept_for(css: str, colour: str) -> None:
        start_anew()
        sheet = sheet_of(css, colour)
        assert colours(sheet) == [Color.parse(colour)]
        sheet.keep()

    for number, (css, colour) in enumerate(
        [
            ("A { color: $mood; }", "#010203"),
            ("B { color: $mood; }", "#010203"),
            ("B { color: $mood; }", "#040506"),
        ]
    ):
        kept_for(css, colour)
        assert len(parsed) == number + 1
    kept_for("B { color: $mood; }", "#040506")
    assert len(parsed) == 3
    monkeypatch.setattr(kept_rules, "_textual", lambda: "textual-0.1.dist-info")
    kept_for("B { color: $mood; }", "#040506")
    assert len(parsed) == 4


@pytest.mark.parametrize("data", [b"", b"nonsense", marshal.dumps(("a", "b")), pickle.dumps(1)])
def test_what_is_spoilt_is_parsed_anew(kept: Path, parsed: list[str], data: bytes) -> None:
    kept.parent.mkdir()
    kept.write_bytes(data)
    sheet = sheet_of("A { color: $mood; }")
    assert colours(sheet) == [Color(1, 2, 3)]
    sheet.keep()
    start_anew()
    assert colours(sheet_of("A { color: $mood; }")) == [Color(1, 2, 3)]
    assert len(parsed) == 1


def test_a_rule_is_read_as_far_as_it_is_asked(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    css = "A { color: $mood; } .b:hover A { color: red; } C { color: $mood; }"
    before = sheet_of(css)
    about = [(rule.ends, rule.selector_names) for rule in rules_of(before)]
    assert about == [([([], "A")], {"A"}), ([([":hover", "b"], "A")], {"A"}), ([([], "C")], {"C"})]
    before.keep()
    start_anew()
    read: list[bytes] = []
    loads = pickle.loads
    monkeypatch.setattr(kept_rules.pickle, "loads", lambda says: (read.append(says), loads(says))[1])
    again = rules_of(sheet_of(css))
    assert [(rule.ends, rule.selector_names) for rule in again] == about
    assert read == []
    assert [again[1].styles.color, again[1].styles.color, again[1].css] == [
        *[Color.parse("red")] * 2,
        rules_of(before)[1].css,
    ]
    assert len(read) == 1
    with pytest.raises(AttributeError):
        again[0].colour  # noqa: B018


def test_one_spoilt_byte_anywhere_has_all_parsed_anew(kept: Path, parsed: list[str]) -> None:
    css = "A { color: $mood; }"
    sheet = sheet_of(css)
    assert colours(sheet) == [Color(1, 2, 3)]
    sheet.keep()
    whole = kept.read_bytes()
    for place in range(0, len(whole), 7):
        kept.write_bytes(whole[:place] + bytes([whole[place] ^ 0x11]) + whole[place + 1 :])
        start_anew()
        parsed.clear()
        assert colours(sheet_of(css)) == [Color(1, 2, 3)]
        assert len(parsed) == 1


def test_the_version_of_textual_is_known() -> None:
    assert kept_rules._textual().startswith("textual-")


def test_the_tokens_of_a_variable_are_made_when_it_is_asked_for() -> None:
    values = {"mood": "#010203", "air": "$mood 50%", "never": "red"}
    tokens, all_of_them = TokensWhenAsked(values), tokenize_values(values)
    assert bool(tokens) and not TokensWhenAsked({}) and "never" in tokens and "nowhere" not in tokens
    own = tokens.copy()
    assert own["air"] == all_of_them["air"] and own.setdefault("mine", []) == []
    assert [*own.keys()] == ["mood", "air", "never", "mine"] and "mine" not in tokens
    assert dict(tokens) == {} and tokens["mood"] == all_of_them["mood"]
    with pytest.raises(KeyError):
        tokens["nowhere"]


def test_rules_with_variables_are_those_that_all_tokens_give() -> None:
    css = "$mine: $mood 10%; Label { color: $mine; background: $air; border: solid $mood; }"
    values = {"mood": "#010203", "air": "#0a0b0c 50%"}
    (lazy,) = parse("", css, PLACE, variable_tokens=TokensWhenAsked(values))
    (whole,) = parse("", css, PLACE, variable_tokens=tokenize_values(values))
    assert lazy.styles.get_rules() == whole.styles.get_rules()
    with pytest.raises(UnresolvedVariableError, match="mood"):
        list(parse("", "Label { color: $mod; }", PLACE, variable_tokens=TokensWhenAsked(values)))
