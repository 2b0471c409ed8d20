"""After a change of class or focus all looks as it would if every widget had got its styles anew."""

from collections.abc import Iterator
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widgets import Input, OptionList, Static

from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.lean_drawing import LeanApp
from tests.tui.screen import sizes

EVENING = {
    "today": (
        "n",
        *"hug",
        "enter",
        "tab",
        "tab",
        "x",
        "escape",
        "ctrl+p",
        *"exp",
        "escape",
        "down",
        "e",
        "escape",
    ),
    "mood": ("tab", "down", "enter", "tab", "tab", "a", "escape"),
    "reflections": (
        "down",
        "enter",
        "escape",
        "v",
        "down",
        "v",
        "tab",
        "v",
        "slash",
        *"late",
        "down",
        "escape",
        "escape",
    ),
    "week": ("left", "enter", "escape", "tab", "down"),
    "patterns": ("down", "enter", "w", "escape", "escape"),
    "library": ("down", "enter", "escape", "slash", *"safe", "escape", "escape"),
}
"""Keys that open and close much in each pane."""
EVERYWHERE = ("question_mark", "escape", "comma", "down", "tab", "escape", "f2", "escape", "ctrl+p", "escape")


@pytest.mark.parametrize("size", sizes((100, 30), (60, 20), deep=(200, 50)))
async def test_whatever_is_pressed_all_of_it_looks_as_its_rules_say(
    demo_journal: Journal, size: tuple[int, int]
) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for pane, keys in EVENING.items():
            await app.action_pane(pane)
            await pilot.pause()
            for key in (*keys, *EVERYWHERE):
                await pilot.press(key)
                await pilot.pause()
                assert [*otherwise(app)] == [], (pane, key)
        for theme in ("paper", "dusk"):
            app.theme = theme
            await pilot.pause()
            assert [*otherwise(app)] == [], theme


def otherwise(app: App[Any]) -> Iterator[str]:
    """The widgets in sight whose styles, or those of a part of them, change when they get them anew."""
    for node in app.screen.walk_children(with_self=True):
        before = rules_of(node)
        Stylesheet.apply(app.stylesheet, node)
        if rules_of(node) != before:
            yield f"{node}: {unlike(before, rules_of(node))}"


def unlike(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    return [
        (part, name, before.get(part, {}).get(name), rules.get(name))
        for part, rules in after.items()
        for name in {*rules, *before.get(part, {})}
        if before.get(part, {}).get(name) != rules.get(name)
    ]


def rules_of(node: DOMNode) -> dict[str, Any]:
    parts = {name: {**part.base._rules} for name, part in node._component_styles.items()}
    return {"": {**node.styles.base._rules}, **parts}


class Small(LeanApp):
    """A box with a line and a list in it, and rules that reach from one to the other."""

    CSS = """
    Static { color: #010101; }
    #box.-open Static { color: #020202; }
    #box:focus-within { color: #060606; }
    #box:focus-within > .said { background: #030303; }
    #box.-open OptionList > .option-list--option { color: #040404; }
    #other .-later { color: #050505; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rules.set_variables(self.get_css_variables())

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static("one", classes="said")
            yield Static("two")
            yield OptionList("a row", id="list")
            yield Input(id="line")
        with Vertical(id="other"):
            yield Static("three")


@pytest.fixture
def styled(monkeypatch: pytest.MonkeyPatch) -> list[DOMNode]:
    """Every widget that got its styles since it was last cleared."""
    seen: list[DOMNode] = []
    apply = Stylesheet.apply

    def noted(sheet: Stylesheet, node: DOMNode, **given: Any) -> None:
        if type(node) is not DOMNode:
            seen.append(node)
        apply(sheet, node, **given)

    monkeypatch.setattr(Stylesheet, "apply", noted)
    return seen


async def test_a_class_touches_those_alone_that_a_rule_with_it_is_about(styled: list[DOMNode]) -> None:
    app = Small()
    async with app.run_test() as pilot:
        await pilot.pause()
        one, two, three = app.query(Static)
        styled.clear()
        app.query_one("#box").add_class("-open")
        assert {*styled} == {one, two, app.query_one("#list")}
        assert one.styles.color.hex == two.styles.color.hex == "#020202"
        assert three.styles.color.hex == "#010101"
        styled.clear()
        app.query_one("#other").add_class("-roomy")
        assert styled == []
        three.add_class("-later")
        assert styled == [three] and three.styles.color.hex == "#050505"
        three.remove_class("-later")
        assert styled == [three, three] and three.styles.color.hex == "#010101"


async def test_a_change_that_was_kept_back_counts_at_the_next_one(styled: list[DOMNode]) -> None:
    app = Small()
    async with app.run_test() as pilot:
        await pilot.pause()
        one, box = app.query(Static)[0], app.query_one("#box")
        box.add_class("-open", update=False)
        assert one.styles.color.hex == "#010101"
        one.add_class("-new")
        assert one.styles.color.hex == "#020202", "what is above it has changed too"
        styled.clear()
        box.add_class("-other")
        assert app.query(Static)[1] in styled
        styled.clear()
        box.add_class("-third")
        assert styled == []


async def test_what_has_the_focus_within_it_is_told_by_what_stands_beside(styled: list[DOMNode]) -> None:
    app = Small()
    async with app.run_test() as pilot:
        app.set_focus(None)
        await pilot.pause()
        said = app.query(Static)[0]
        assert said.styles.background.a == 0
        app.query_one("#line").focus()
        await pilot.pause()
        assert said.styles.background.hex == "#030303"
        app.set_focus(None)
        await pilot.pause()
        assert said.styles.background.a == 0
