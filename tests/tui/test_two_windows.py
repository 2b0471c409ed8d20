"""The same journal open twice: each window sees what the other did, and loses nothing by it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Moment, Reflection
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from companion.tui.lock_triggers import LOOK_EVERY
from companion.tui.screens.entry import EditScreen
from companion.tui.widgets.text_fields import WritingArea
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until

BEGINS_AND_WAITS = """
import sys, time
from pathlib import Path
from companion.journal import open_journal
from companion.system.paths import Places

journal = open_journal(Places(data=Path(sys.argv[1]), config=Path(sys.argv[1])))
journal.drafts.keep("moment", {"note": "begun before the kill"})
print("begun", flush=True)
time.sleep(600)
"""


@pytest.fixture
def two(places: Places, clock: Clock) -> Iterator[tuple[Journal, Journal]]:
    with open_journal(places, clock=clock) as here, open_journal(places, clock=clock) as there:
        here.log(when=clock.now() - timedelta(hours=1), triggers=["ordinary_moment"])
        yield here, there


def words_on(app: CompanionApp) -> str:
    return " ".join(text_of(app).replace("│", " ").split())


# What the other window wrote


async def test_another_window_s_entry_is_there_when_its_pane_is_gone_to_again(
    two: tuple[Journal, Journal],
) -> None:
    here, there = two
    app = CompanionApp(here)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("3", "1")
        await pilot.pause()
        there.log(triggers=["slow_reply"])
        for pane in "31":
            await pilot.press(pane)
            await pilot.pause()
            assert here.vocabulary.triggers["slow_reply"].label in text_of(app)


async def test_what_another_window_does_is_in_sight_at_its_next_look_in_whichever_pane(
    two: tuple[Journal, Journal],
) -> None:
    here, there = two
    assert LOOK_EVERY <= 1  # two seconds at most, with all that there is to draw
    app = CompanionApp(here)
    async with app.run_test(size=(80, 24)) as pilot:
        for pane in "13":
            await pilot.press(pane)
            logged = there.log(note=f"seen in pane {pane}")
            await until(lambda pane=pane: f"seen in pane {pane}" in text_of(app), pilot)
            there.entries.amend(replace(logged, note=f"other words in {pane}"))
            await until(lambda pane=pane: f"other words in {pane}" in text_of(app), pilot)
            there.entries.delete(logged.id)
            await until(lambda: "other words" not in text_of(app), pilot)


@pytest.mark.parametrize("pane", ["1", "3"])
@pytest.mark.parametrize("key", ["d", "asterisk"])
async def test_an_entry_that_was_deleted_elsewhere_is_said_to_be_gone(
    two: tuple[Journal, Journal], pane: str, key: str
) -> None:
    here, there = two
    app = CompanionApp(here)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(pane)
        await pilot.pause()
        there.entries.delete(here.timeline.latest()[0].id)
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()
        shown = text_of(app)
        assert "That no longer exists." in " ".join(shown.split())
        assert here.vocabulary.triggers["ordinary_moment"].label not in shown
        assert app.is_running


# Drafts


async def test_each_window_has_its_own_draft_through_saving_locking_and_leaving(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as there:
        there.log(note="written before")
        there.drafts.keep("moment", {"note": "begun there"})
        app = CompanionApp(open_journal(places, clock=clock), opener=JournalOpener(places, clock))
        async with app.run_test(size=(80, 24)) as pilot:
            assert "You have a draft" not in text_of(app)  # what is begun there is not offered here
            await pilot.press("n", "1")
            app.screen.query_one(WritingArea).focus()
            await type_in(pilot, "begun here")
            there.drafts.keep("moment", {"note": "begun there, and gone on with"})
            await pilot.press("f9")
            await until(lambda: app.put_away, pilot)
            # Locked, the window is still there: nobody takes from it, and nobody wipes it out by saving.
            there.drafts.drop("moment")
            assert there.drafts.get("moment") is None
            there.drafts.keep("moment", {"note": "the next one begun there"})
            await pilot.press("x", "enter")
            await until(lambda: not app.locked and app.screen is not app.locked_screen, pilot)
            assert app.screen.query_one(WritingArea).text == "begun here"
            await pilot.press("ctrl+l")
            await pilot.pause()
            assert "begun here" in [
                entry.note for entry in there.timeline.latest() if isinstance(entry, Moment)
            ]
            assert there.drafts.get("moment") == {"note": "the next one begun there"}
            await pilot.press("n", "1")
        app.close_journal()
        assert there.drafts.get("moment") == {"note": "the next one begun there"}
        there.drafts.drop("moment")
        left = there.drafts.get("moment")  # that window has ended: what it left is offered to the next
        assert left is not None and len(left["triggers"]) == 1
        there.drafts.drop("moment")
        assert there.drafts.get("moment") is None
    assert not list(places.data.glob("window-*"))


async def test_a_killed_window_s_draft_is_offered_to_one_window_and_before_that_to_none(
    two: tuple[Journal, Journal], places: Places
) -> None:
    here, there = two
    command = [sys.executable, "-c", BEGINS_AND_WAITS, str(places.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "begun\n"
        assert here.drafts.get("moment") is None
        other.kill()
    app = CompanionApp(here)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "You have a draft" in text_of(app)
        assert there.drafts.get("moment") is None
        await pilot.press("n")
        await pilot.pause()
        assert app.screen.query_one(WritingArea).text == "begun before the kill"
        await pilot.press("ctrl+l")
        await pilot.pause()
    newest = here.timeline.latest()[0]
    assert isinstance(newest, Moment) and newest.note == "begun before the kill"
    assert here.drafts.get("moment") is None and there.drafts.get("moment") is None


def test_a_draft_of_before_windows_were_told_apart_is_offered_once(two: tuple[Journal, Journal]) -> None:
    here, there = two
    with here._store.writing(changes_meaning=False):
        here._store._link.put("drafts", {"name": "moment", "body": '{"note":"from before"}'})
    assert here.drafts.get("moment") == {"note": "from before"}
    assert there.drafts.get("moment") is None


# Two edits of one entry


async def test_two_edits_of_one_entry_are_noticed_at_saving_and_both_texts_are_shown(
    two: tuple[Journal, Journal],
) -> None:
    here, there = two
    kept = here.log(note="as it was", tags=["visit"], triggers=["slow_reply"])
    app = CompanionApp(here, pane="reflections")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await until(lambda: isinstance(app.screen, EditScreen), pilot)
        app.screen.query_one(WritingArea).focus()
        await pilot.press("end")
        await type_in(pilot, " here")
        there.entries.amend(replace(kept, note="as it was there", starred=True, tags=("kitchen",)))
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert isinstance(app.screen, EditScreen)
        assert "what both wrote is kept" in words_on(app)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, EditScreen)
        entry = there.timeline.entry(kept.id)
        assert isinstance(entry, Moment)
        assert entry.note == "as it was there\n\n· · ·\n\nas it was here"
        assert entry.starred and entry.tags == ("kitchen",) and entry.triggers == kept.triggers
        assert here.drafts.get(f"edit:{kept.id}") is None
        # The next change is of both texts, and no second copy of either comes of it.
        later = there.entries.amend(replace(entry, note="one text"), opened=entry)
        assert later.note == "one text" and later == here.timeline.entry(kept.id)
        await pilot.press("u", "u")
        await pilot.pause()
        back = here.timeline.entry(kept.id)
        assert isinstance(back, Moment) and back.note == "as it was there"


def test_what_only_one_of_two_edits_changed_is_as_that_one_has_it(two: tuple[Journal, Journal]) -> None:
    here, there = two
    opened = here.log(note="words", body="tight chest", ending="slept", closeness=1)
    there.entries.amend(replace(opened, closeness=-2, body="warm face", ending="slept badly"), opened=opened)
    both = here.entries.amend(replace(opened, note="other words", body="cold hands"), opened=opened)
    assert (both.note, both.closeness, both.ending) == ("other words", -2, "slept badly")
    assert both.body == "warm face · cold hands"
    same = there.entries.amend(replace(opened, note="other words"), opened=opened)
    assert same.note == "other words"


async def test_an_edit_that_a_kill_interrupted_still_knows_what_it_was_an_edit_of(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        kept = journal.entries.reflect(text="as it was")
        journal.drafts.keep(f"edit:{kept.id}", {"text": "as it was before the kill"}, opened=kept)
    with open_journal(places, clock=clock) as journal:
        journal.entries.amend(replace(kept, text="as it was meanwhile"))
        app = CompanionApp(journal, pane="reflections")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("e")
            await until(lambda: isinstance(app.screen, EditScreen), pilot)
            await pilot.press("ctrl+l")
            await pilot.pause()
            assert "what both wrote is kept" in words_on(app)
        entry = journal.timeline.entry(kept.id)
        assert isinstance(entry, Reflection)
        assert entry.text == "as it was meanwhile\n\n· · ·\n\nas it was before the kill"


async def test_an_entry_deleted_elsewhere_keeps_the_edit(two: tuple[Journal, Journal]) -> None:
    here, there = two
    kept = here.log(note="as it was")
    app = CompanionApp(here, pane="reflections")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("e")
        await until(lambda: isinstance(app.screen, EditScreen), pilot)
        app.screen.query_one(WritingArea).focus()
        await pilot.press("end")
        await type_in(pilot, " here")
        there.entries.delete(kept.id)
        await pilot.press("escape")
        await pilot.pause()
        assert "deleted in another window" in words_on(app)
        await pilot.press("ctrl+l")
        await until(lambda: "deleted in another window; with your" in words_on(app), pilot)
        assert there.entries.undo() is not None  # the deletion: it is back already, and stays as it is
    entry = there.timeline.entry(kept.id)
    assert isinstance(entry, Moment) and entry.note == "as it was here"
    assert kept.id not in [tombstone.id for tombstone in there.merging.contents().deleted]


async def test_an_edit_that_is_let_go_of_after_the_deletion_leaves_no_byte(
    two: tuple[Journal, Journal], places: Places
) -> None:
    here, there = two
    kept = here.log(note="xylophone")
    app = CompanionApp(here, pane="reflections")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await until(lambda: isinstance(app.screen, EditScreen), pilot)
        app.screen.query_one(WritingArea).focus()
        await type_in(pilot, "x")
        there.entries.delete(kept.id)
        await pilot.press("escape", "escape")
        await until(lambda: not isinstance(app.screen, EditScreen), pilot)
        assert here.drafts.get(f"edit:{kept.id}") is None
    here.close()
    there.close()
    assert b"xylophone" not in places.journal.read_bytes()
