"""``u`` takes back the last thing that was done, whatever it was and in whichever pane."""

from dataclasses import replace

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from tests.tui.screen import text_of

PANES = ["today", "reflections"]


@pytest.mark.parametrize("pane", PANES)
async def test_after_a_deletion_and_a_star_u_takes_back_the_star_first(
    pane: str, places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["slow_reply"])
        journal.log(triggers=["ordinary_moment"])
        app = CompanionApp(journal, pane=pane)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("d", "asterisk")
            (left,) = journal.timeline.latest()
            assert left.starred
            await pilot.press("u")
            (same,) = journal.timeline.latest()
            assert (same.id, same.starred) == (left.id, False)
            assert "* " not in text_of(app)
            await pilot.press("u")
            assert [entry.starred for entry in journal.timeline.latest()] == [False, False]
            await pilot.press("u")
            assert journal.timeline.count() == 1  # the moment that was logged last
            await pilot.press("u", "u")
            assert journal.timeline.count() == 0
            await pilot.press("U", "U", "U", "U", "U")
            assert [entry.id for entry in journal.timeline.latest()] == [left.id]
            assert journal.timeline.latest()[0].starred


@pytest.mark.parametrize("pane", PANES)
async def test_a_star_taken_away_is_brought_back(pane: str, places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["slow_reply"], starred=True)
        app = CompanionApp(journal, pane=pane)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press("asterisk")
            assert not journal.timeline.latest()[0].starred
            assert "Star removed." in text_of(app)
            await pilot.press("u")
            assert journal.timeline.latest()[0].starred


async def test_an_import_made_on_the_command_line_is_told_of_and_not_taken_back_by_a_key(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as elsewhere:
        elsewhere.log(triggers=["slow_reply"])
        contents = elsewhere.merging.contents()
    moment = replace(contents.moments[0], id="imported")
    with open_journal(places, clock=clock) as elsewhere:
        elsewhere.merging.import_contents(replace(contents, moments=(moment,)))
        with open_journal(places, clock=clock) as journal:
            app = CompanionApp(journal)
            async with app.run_test(size=(100, 24), notifications=True) as pilot:
                await pilot.press("u")
                await pilot.pause()
                assert "An import was the last change" in " ".join(text_of(app).split())
                assert journal.timeline.count() == 2
                journal.entries.delete("imported")
                await pilot.press("u")
                await pilot.pause()
                assert journal.timeline.count() == 2
        assert elsewhere.entries.undo() is not None  # its own
        assert elsewhere.timeline.count() == 1
