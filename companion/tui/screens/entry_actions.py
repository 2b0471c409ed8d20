"""Where the entry in hand leads from Today and Reflections: its Library page, earlier years, one person."""

from datetime import date
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType
from textual.screen import Screen

from companion.journal import Journal
from companion.model.records import PARTNER, Entry
from companion.model.text import one_line, person_words
from companion.tui.host import host_of

if TYPE_CHECKING:
    from companion.tui.screens.reflections import ReflectionsPane

PERSON_KEY: BindingType = Binding(
    "p", "person", "With whom", show=False, tooltip="Only the moments with one person"
)


def open_library_page(screen: Screen[None], journal: Journal, entry: Entry | None) -> None:
    """Open what the Library has for an entry, or say that there is nothing."""
    from companion.tui.screens.library_page import page_of_entry

    page = page_of_entry(entry, journal) if entry is not None else None
    if page is None:
        host_of(screen).say("There is no Library page for this entry.")
    else:
        host_of(screen).open_page(page)


async def show_earlier_years(screen: Screen[None], day: date) -> None:
    """Show the entries of this date in earlier months and years, in Reflections."""
    (await _reflections(screen)).show_earlier_years(day)


def ask_for_person(screen: Screen[None], journal: Journal) -> None:
    """Ask for a person, and show the moments with them alone, in Reflections."""
    from companion.tui.screens.choose_person import ChoosePersonScreen

    people = [(one, one_line(person_words(one, journal.settings))) for one in journal.people.all()]
    if len(people) < 2:
        host_of(screen).say(f"All your moments are with {people[0][1]} so far.")
        return

    async def show(whom: str | None) -> None:
        if whom is not None:
            name = "partner" if whom == PARTNER else f'"{whom}"' if " " in whom else whom
            (await _reflections(screen)).search_for(f"person:{name}")

    screen.app.push_screen(ChoosePersonScreen("Show moments with whom?", people, another=False), show)


async def _reflections(screen: Screen[None]) -> "ReflectionsPane":
    """Reflections, gone to from wherever this is."""
    from companion.tui.screens.reflections import ReflectionsPane

    await host_of(screen).action_pane("reflections")
    pane = screen.app.screen
    assert isinstance(pane, ReflectionsPane)
    return pane
