"""More than one person: added, logged with, looked for, and counted apart."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from textual.widgets import Input

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Moment
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.widgets.chart_widget import Drawing
from companion.tui.widgets.picker import Picker
from tests.tui.diary import write_diary
from tests.tui.screen import text_of


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        yield journal


def latest(journal: Journal) -> Moment:
    (found,) = journal.timeline.latest(limit=1)
    assert isinstance(found, Moment)
    return found


async def test_with_whom_is_asked_once_there_is_someone_else_too(journal: Journal) -> None:
    journal.log(triggers=["slow_reply"])
    journal.change_settings(partner_name="Sam")
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert "With whom" not in text_of(app)
        await pilot.press("1", "escape")
        app.action_add_person()
        await pilot.pause()
        app.screen.query_one(Input).value = "Alex"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert "With whom" in text_of(app)
        await pilot.press("shift+tab")
        await pilot.pause()
        assert "Sam" in text_of(app) and "Alex" in text_of(app)
        await pilot.press("2", "ctrl+l")
        await pilot.pause()
        assert latest(journal).person == "Alex"
        assert "with Alex" in " ".join(text_of(app).split())
    assert [hit.entry.id for hit in journal.timeline.search("person:alex")] == [
        one.id for one in journal.timeline.latest() if isinstance(one, Moment) and one.person == "Alex"
    ]


async def test_a_moment_keeps_its_person_when_it_is_changed(journal: Journal) -> None:
    journal.log(triggers=["slow_reply"], person="Alex")
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        assert app.screen.query_one("#person", Picker).picked == ["Alex"]
        await pilot.press("2", "ctrl+l")
        await pilot.pause()
    assert latest(journal).person == "Alex"


async def test_patterns_are_counted_with_one_person_and_with_all_again(journal: Journal) -> None:
    write_diary(journal)
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        everyone = app.screen.query_one(Drawing).render()
        await pilot.press("p", "down", "enter")  # the partner, with whom there is no moment here
        await pilot.pause()
        assert "Patterns   only with your partner" in text_of(app)
        assert "worth a look" not in text_of(app)
        await pilot.press("p", "end", "enter")
        await pilot.pause()
        assert "Patterns   only with Kim" in text_of(app)
        assert str(app.screen.query_one(Drawing).render()) == str(everyone)
        await pilot.press("p", "enter")
        await pilot.pause()
        assert "with Kim" not in text_of(app)


async def test_only_with_the_partner_counts_the_partners_moments(journal: Journal, clock: Clock) -> None:
    write_diary(journal)
    journal.change_settings(partner_name="Sam")
    day = clock.now() - timedelta(days=20)
    journal.log(when=day, triggers=["affection_received"], responses=["withdrew"])
    journal.insight.answer("withdraw_after_affection", "only_with", "Sam")
    found = next(one for one in journal.insight.patterns() if one.pattern == "withdraw_after_affection")
    assert (found.answer_detail, found.n) == ("default", 1)
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.screen.show_pattern("withdraw_after_affection")  # type: ignore[attr-defined]
        await pilot.pause()
        said = "".join(part.drawn(60).plain for part in app.screen.query_one("#pattern").query(Drawing))
        assert "You said it is only true with Sam." in said
