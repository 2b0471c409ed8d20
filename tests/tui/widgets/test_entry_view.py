"""The text of an entry: plain words are shown plain, and look as Markdown would show them."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Markdown

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.resources import folder
from companion.system.paths import Places
from companion.tui.entry_text import EntryFormatter
from companion.tui.themes import DUSK, variables_for
from companion.tui.widgets import entry_view
from companion.tui.widgets.entry_beside import EntryBeside
from tests.tui.screen import text_of

LONG = "We sat in the kitchen until the light went, and nobody said much, and that was fine with us."
PLAIN = [
    "We talked.",
    f"{LONG} {LONG}",
    "One line.\nAnother right below it.\n\nAnd a second part, after a gap.",
    "A gap of three lines.\n\n\n\nThen more.\n",
    '10 minutes later it was over (or so I thought): 3 - 2 = 1, 50% < 60%; "well" he said... it\'s fine!',
    "Ein langer Satz – mit Strich, “so” und so.",
]
MARKED = [
    "*so* it was",
    "# A heading",
    "- one\n- two",
    "1. first",
    "> said",
    "a | b",
    "said\n  set in",
    "it was\n---",
    "R&amp;B",
]


class OneEntry(App[None]):
    def __init__(self, styles: str) -> None:
        super().__init__(css_path=[folder("styles") / "shared.tcss", folder("styles") / f"{styles}.tcss"])
        self.register_theme(DUSK)
        self.theme = "dusk"

    def get_css_variables(self) -> dict[str, str]:
        return variables_for(self.current_theme, super().get_css_variables())

    def compose(self) -> ComposeResult:
        yield EntryBeside(id="page")


async def shown(journal: Journal, text: str, styles: str = "reflections") -> tuple[str, bool]:
    """What the page of an entry with this text looks like, and whether Markdown laid it out."""
    entry = journal.log(note=text, when=datetime(2026, 3, 1, 21, tzinfo=ZoneInfo("Europe/Berlin")))
    before = journal.log(note="Before.", when=datetime(2026, 3, 1, 20, tzinfo=ZoneInfo("Europe/Berlin")))
    app = OneEntry(styles)
    async with app.run_test(size=(60, 40)) as pilot:
        view = app.query_one(EntryBeside)
        formatter = EntryFormatter(journal.vocabulary, journal.settings)
        view.show_with(entry, formatter, (), [], [before])
        await pilot.pause()
        await pilot.pause()
        return text_of(app), bool(view.query_one(Markdown).display)


@pytest.fixture
def journal(places: Places, clock: Clock) -> Journal:
    return open_journal(places, clock=clock)


@pytest.mark.parametrize("styles", ["reflections", "today"])
@pytest.mark.parametrize("text", PLAIN)
async def test_words_without_marks_look_as_markdown_would_show_them(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, text: str, styles: str
) -> None:
    plain, by_markdown = await shown(journal, text, styles)
    assert not by_markdown
    monkeypatch.setattr(entry_view, "_MARKS", re.compile(""))
    marked, by_markdown = await shown(journal, text, styles)
    assert by_markdown and plain == marked


@pytest.mark.parametrize("text", MARKED)
async def test_what_markdown_reads_as_more_than_words_is_left_to_it(journal: Journal, text: str) -> None:
    _, by_markdown = await shown(journal, text)
    assert by_markdown
