"""The disk is full, and then the screen is locked: what could not be written is there again."""

from functools import partial

import pytest
from textual import events

from companion.journal import drafts, open_journal
from companion.model.clock import Clock
from companion.model.errors import NoRoom
from companion.model.records import Moment
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from companion.tui.widgets.text_fields import WritingArea
from companion.vault.encryption import change_passphrase
from tests.tui.screen import text_of
from tests.tui.waiting import until

LONG = "what was typed while nothing could be written " * 4000


@pytest.mark.parametrize("passphrase", [None, "owl 5 kettle moss"])
async def test_what_was_typed_on_a_full_disk_is_there_after_the_lock(
    passphrase: str | None, places: Places, clock: Clock
) -> None:
    journal = open_journal(places, clock=clock, passphrase=passphrase)
    journal.log(note="written before")
    app = CompanionApp(journal, opener=JournalOpener(places, clock))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("n", "1")
        link, window = journal._store._link, journal.session
        link.rows(f"PRAGMA max_page_count = {link.value('PRAGMA page_count')}")
        app.screen.query_one(WritingArea).focus()
        app.post_message(events.Paste(LONG))
        await until(lambda: "the disk is full" in " ".join(text_of(app).split()), pilot)
        await pilot.press("f9")
        await until(lambda: app.put_away, pilot)
        assert "what was typed" not in text_of(app)
        assert bool(drafts._UNWRITTEN.get(window)) == (passphrase is None)
        assert b"what was typed" not in drafts._SEALED.get(window, b"")
        await pilot.press(*(passphrase or "x"), "enter")
        await until(lambda: not app.locked and app.screen is not app.locked_screen, pilot)
        assert app.screen.query_one(WritingArea).text == LONG
        await pilot.press("ctrl+l")  # there is room by now
        await pilot.pause()
        notes = [entry.note for entry in app.journal.timeline.latest() if isinstance(entry, Moment)]
        assert LONG in notes
        assert app.journal.drafts.get("moment") is None
    app.close_journal()
    with open_journal(places, clock=clock, passphrase=passphrase) as later:
        assert later.drafts.get("moment") is None


def test_where_there_is_room_at_the_end_the_draft_is_the_next_windows(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        link = journal._store._link
        link.rows(f"PRAGMA max_page_count = {link.value('PRAGMA page_count')}")
        with pytest.raises(NoRoom):
            journal.drafts.keep("moment", {"note": LONG})
        assert journal.drafts.get("moment") == {"note": LONG}
        link.rows("PRAGMA max_page_count = 1000000")
    with open_journal(places, clock=clock) as later:
        assert later.drafts.get("moment") == {"note": LONG}


def test_what_a_locked_window_could_not_write_is_encrypted_and_opens_with_the_same_key_alone(
    places: Places, clock: Clock
) -> None:
    make_journal = partial(open_journal, places, clock=clock)
    journal = make_journal(passphrase="owl 5 kettle moss")
    link = journal._store._link
    link.rows(f"PRAGMA max_page_count = {link.value('PRAGMA page_count')}")
    with pytest.raises(NoRoom):
        journal.drafts.keep("moment", {"note": LONG})
    session = journal.session
    journal.close(keep_undo=True)
    assert not any(drafts._UNWRITTEN.values())
    change_passphrase(places, "owl 5 kettle moss", "another")  # by a command, while this window is locked
    with make_journal(passphrase="another") as journal:
        assert not journal.go_on(session)
        assert journal.drafts.get("moment") is None
        journal.close(keep_undo=True)
    assert session in drafts._SEALED  # nothing is thrown away
    drafts._SEALED.clear()
