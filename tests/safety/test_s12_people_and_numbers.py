"""S-12: a list of the person's own people, inside the journal, on the safety and crisis pages."""

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from tests.cli.conftest import Run
from tests.tui.screen import text_of


async def test_s12_the_list_is_written_on_the_crisis_page_and_stands_there(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"])
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 40)) as pilot:
            await pilot.press("f3", "e")
            await pilot.pause()
            await pilot.press(*"Ada", "space", *"[b]", "enter", *"doctor")
            await pilot.press("escape")
            await pilot.pause()
            assert journal.people.support_contacts == ("Ada [b]", "doctor")
            assert "Ada [b]" in text_of(app)
            await pilot.press("escape", "f2")
            await pilot.pause()
            app.screen.query_one("#sheet").scroll_end(animate=False)
            await pilot.pause()
            assert "doctor" in text_of(app)


async def test_s12_too_long_a_list_is_said_and_stays_in_sight(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"])
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 40)) as pilot:
            await pilot.press("f3", "e")
            await pilot.pause()
            for letter in "abcdefg":
                await pilot.press(letter, "enter")
            await pilot.press("escape")
            await pilot.pause()
            assert "7 lines are too many; use up to 6" in " ".join(text_of(app).replace("│", " ").split())
            assert journal.people.support_contacts == ()


def test_s12_it_travels_with_the_journal_and_nothing_else_is_lost(
    places: Places, clock: Clock, run: Run
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.people.keep_support_contacts(["Ada, next door", "  ", "the clinic"])
        with pytest.raises(InputRefused, match="up to 6"):
            journal.people.keep_support_contacts(map(str, range(7)))
        assert journal.people.support_contacts == ("Ada, next door", "the clinic")
        journal.change_settings(partner_name="Robin")
        assert journal.people.support_contacts == ("Ada, next door", "the clinic")
    assert '"my_people_and_numbers"' in run("export", "--format", "json").out
    with open_journal(places, clock=clock) as journal:
        journal.people.keep_support_contacts([])
        assert journal.people.support_contacts == ()
        assert journal.settings.partner_name == "Robin"
