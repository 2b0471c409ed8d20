"""Keys that come faster than they can be acted on: each does what it would do alone."""

from collections.abc import Iterable

from textual import events
from textual.pilot import Pilot

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Feeling, Moment, Reflection
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.entry import EditScreen


async def at_once(pilot: Pilot[str], *keys: str | Iterable[str]) -> None:
    """All of these keys before the first one is acted on, as from a slow line; a list is letters."""
    app = pilot.app
    for each in keys:
        letters = (each,) if isinstance(each, str) else each
        for key in letters:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
    app.post_message(events.Paste(""))
    assert isinstance(app, CompanionApp)
    for _ in range(200):
        await pilot.pause()
        if not app.keys_waiting:
            return
    raise AssertionError("the keys do not come to an end")


async def test_a_moment_logged_in_one_burst(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"])
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await at_once(pilot, "n", "2", "ctrl+l")
            assert (app.current_mode, journal.timeline.count()) == ("today", 2)
            keys = ["n", list("affec"), "enter", "tab", "tab", list("calm"), "enter", "7"]
            line, note = "q?/[12]", "de5u?q"
            await at_once(
                pilot, *keys, "tab", "tab", "tab", "tab", list(line), "tab", "tab", list(note), "ctrl+l"
            )
            kept = journal.timeline.latest(limit=1)[0]
            assert isinstance(kept, Moment)
            assert kept.triggers == ("affection_received",)
            assert kept.feelings == (Feeling(mood="calm", intensity=7),)
            assert (kept.ending, kept.note) == (line, note)
            assert journal.timeline.count() == 3
            assert journal.drafts.get("moment") is None
            assert "-writing" not in app.screen.classes


async def test_keys_after_a_pane_or_a_page_was_asked_for_go_to_it(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        _two_entries(journal)
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await at_once(pilot, "2", "tab", list("q12?[/"), "ctrl+l", "3", "e", list("x4"))
            assert journal.timeline.count() == 3
            assert app.current_mode == "reflections"
            assert isinstance(app.screen, EditScreen)
            kept = journal.timeline.latest(limit=1)[0]
            assert isinstance(kept, Reflection)
            assert kept.text == "q12?[/"
            draft = journal.drafts.get(f"edit:{kept.id}")
            assert draft is not None
            assert draft["text"] == "q12?[/x4"


async def test_a_search_in_one_burst(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        _two_entries(journal)
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await at_once(pilot, "3", "slash", list("dusk"), "enter", "d")
            assert [entry.triggers for entry in journal.timeline.latest() if isinstance(entry, Moment)] == [
                ("slow_reply",)
            ]


def _two_entries(journal: Journal) -> None:
    journal.log(triggers=["ordinary_moment"], note="a walk at dusk")
    journal.log(triggers=["slow_reply"])
