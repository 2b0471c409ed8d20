"""Where what is in hand in Today and Reflections leads: a Library page, one person, a week."""

from collections.abc import Awaitable, Callable
from datetime import date

from textual.binding import Binding, BindingType
from textual.screen import Screen

from companion.journal import Journal
from companion.model.records import PARTNER, Entry
from companion.model.text import one_line, person_words
from companion.tui.host import host_of

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


def ask_for_person(
    screen: Screen[None], journal: Journal, search: Callable[[str], Awaitable[None] | None]
) -> None:
    """Ask for a person, and ``search`` for the moments with them alone; where there is one person, say so."""
    from companion.tui.screens.choose_person import ChoosePersonScreen

    people = [(one, one_line(person_words(one, journal.settings))) for one in journal.people.all()]
    if len(people) < 2:
        host_of(screen).say(f"All your moments are with {people[0][1]} so far.")
        return

    async def show(whom: str | None) -> None:
        if whom is not None:
            name = "partner" if whom == PARTNER else f'"{whom}"' if " " in whom else whom
            if (searching := search(f"person:{name}")) is not None:
                await searching

    screen.app.push_screen(ChoosePersonScreen("Show moments with whom?", people, another=False), show)


async def show_week_of(screen: Screen[None], journal: Journal, day: date) -> None:
    """Show the week that a day is in, in Week."""
    from companion.model.clock import week_of
    from companion.tui.screens.week import WeekPane

    start = journal.settings.week_start
    ago = (week_of(journal.today(), start) - week_of(day, start)).days // 7
    await host_of(screen).action_pane("week")
    pane = screen.app.screen
    assert isinstance(pane, WeekPane)
    pane.go_to(ago)
