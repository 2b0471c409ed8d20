"""Keys can be rebound by the ids of actions, and the configuration knows all of them."""

import importlib
import inspect
import pkgutil

import companion.tui
from companion.journal import open_journal
from companion.model.clock import Clock
from companion.system.configuration import ACTIONS, Configuration
from companion.system.paths import Places
from companion.tui.app import CompanionApp


def test_the_configuration_names_every_action_there_is() -> None:
    found = set()
    for module in pkgutil.walk_packages(companion.tui.__path__, "companion.tui."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            own = kind.__dict__.get("BINDINGS", []) if kind.__module__.startswith("companion.") else []
            found |= {binding.id for binding in own if binding.id}
    assert sorted(ACTIONS) == sorted(found)


async def test_a_rebound_key_does_what_the_old_one_did(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"])
        app = CompanionApp(journal, configuration=Configuration(keys={"app.week": "w"}))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("w")
            await pilot.pause()
            assert app.current_mode == "week"
