"""Every key has one meaning; keys can be rebound by the ids of actions, which the configuration knows."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from textual.binding import Binding

import companion.tui
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.configuration import ACTIONS, Configuration
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.key_table import KEY_TABLE, NOT_NOW, meaning_of, same_meaning
from companion.tui.pane import Pane
from companion.tui.widgets.key_hints import KeyHints
from companion.tui.widgets.navigation import Navigation

# Panes that still have a key of their own for what has another one in the table.
NOT_YET: set[tuple[str, str]] = {
    ("EntryView", "space"),
    ("AnswerScroll", "space"),
}


def own_bindings() -> Iterator[tuple[type[Any], Binding]]:
    """Every binding that a pane, a sheet, a widget or the app has, one key each."""
    for module in pkgutil.walk_packages(companion.tui.__path__, "companion.tui."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if kind.__module__ == module.name:
                for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", [])):
                    yield kind, binding


def test_a_key_means_the_same_wherever_it_does_something() -> None:
    second = {
        (kind.__name__, binding.key): binding.action
        for kind, binding in own_bindings()
        if not same_meaning(binding.key, binding.action)
    }
    assert {place: action for place, action in second.items() if place not in NOT_YET} == {}
    assert set(second) >= NOT_YET, "struck off once it is so no more"


def test_the_table_names_each_key_once_and_says_it_in_words() -> None:
    names = [name for key in KEY_TABLE for name in key.keys.split(",")]
    assert len(names) == len(set(names))
    for key in KEY_TABLE:
        assert key.meaning and key.tooltip and key.actions
        assert key.nowhere == "" or (key.nowhere.endswith(".") and len(key.nowhere) < 50)
    assert meaning_of("j") is not None and meaning_of("j") is meaning_of("down")
    assert not same_meaning("d", "days") and same_meaning("d", "screen.delete")


def test_the_configuration_names_every_action_there_is() -> None:
    assert sorted(ACTIONS) == sorted({binding.id for _, binding in own_bindings() if binding.id})


async def test_a_rebound_key_does_what_the_old_one_did(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"])
        app = CompanionApp(journal, configuration=Configuration(keys={"app.week": "w"}))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("w")
            await pilot.pause()
            assert app.current_mode == "week"


async def test_a_key_that_goes_nowhere_says_why_until_the_next_one(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal, pane="library")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        hints = app.screen.query_one(KeyHints)
        assert hints.render().plain.startswith("Nothing is chosen here to be edited.  ")
        await pilot.press("down")
        assert "Nothing" not in hints.render().plain and "/ Find" in hints.render().plain
        await pilot.press("slash", "e")
        assert "Nothing" not in hints.render().plain


@pytest.mark.parametrize("pane", [name.lower() for name in Navigation.PANES])
async def test_why_a_key_goes_nowhere_is_read_in_full_and_leads_to_another_pane(
    demo_journal: Journal, pane: str
) -> None:
    app = CompanionApp(demo_journal, pane=pane)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Pane)
        for key in KEY_TABLE:
            words = screen.why_not(key.keys.partition(",")[0])
            assert screen.NAME not in words and (words == "") is (key.nowhere == "")
            screen.say_why(words)
            assert f"{words} " in screen.query_one(KeyHints).render().plain
        if pane == "today":
            await pilot.press("r")
            assert screen.query_one(KeyHints).why == "This is asked after you log their step back."
        if pane == "reflections":
            await pilot.press("plus")
            assert screen.query_one(KeyHints).why == NOT_NOW


async def test_digits_belong_to_the_form_while_it_is_open(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        for _field in range(14):
            await pilot.press("9", "3", "6", "tab")
            assert app.current_mode == "today" and app.screen.has_class("-writing")
        await pilot.press("escape", "6")
        await pilot.pause()
        assert app.current_mode == "library"
        demo_journal.drafts.drop("moment")
