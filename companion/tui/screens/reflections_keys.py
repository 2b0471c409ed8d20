"""The keys of Reflections, and its page of help."""

from textual.binding import Binding

from companion.tui.pane import WORRY_TOOLTIP
from companion.tui.screens.entry_actions import PERSON_KEY

HELP = """
All your entries, in three views; **v** shows the next one.

**Entries** has the newest first. **Enter** opens one, **e** edits it, **d** deletes it and **u** undoes that.
**w** shows only those with a feeling or with something that happened, **p** those with one person; **Esc**
shows all of them again.

**Year** (**c** from anywhere) has a month in each row and how close each day was. Arrows move, **Enter** goes
into the day, **[** and **]** go to another year. **Lines** shows closeness, feelings and what you did, week
by week; arrows move, **Enter** opens the week, **-** and **+** change between a year and twelve weeks.

**g** goes to a date: `3 weeks ago`, `3w`, `12 Feb`. **y** shows this date in earlier months and years.

**/** searches. An entry is found when it has all your words; the last word can be unfinished. Add filters:
`trigger:affection` `response:withdrew` `feeling:anxious` `tag:work` `after:2026-01` `before:2026-03-15`
`is:starred`. Put a phrase in quotes, and a minus in front to exclude: `-tag:work`.

**i** opens the Library pages that go with an entry. **s** notes a *worry*: what you feared a moment meant,
and how sure you were. Later it asks how it turned out. **C** copies the entry as text.
"""


def _key(
    key: str, action: str, word: str, id: str, tooltip: str, *, display: str = "", show: bool = False
) -> Binding:
    return Binding(
        key,
        action,
        word,
        show=show,
        id=f"reflections.{id}",
        tooltip=tooltip,
        key_display=display or None,
    )


KEYS = (
    _key("right,l", "read", "Read", "read", "Open this entry", display="enter", show=True),
    Binding("slash", "find", "Search", key_display="/", id="pane.find", tooltip="Search all entries"),
    _key("v", "view", "Next view", "view", "Entries, Year or Lines", show=True),
    _key("w", "only_with", "Only with", "only", "Only entries with a feeling or what happened", show=True),
    _key("e", "edit", "Edit", "edit", "Edit this entry", show=True),
    Binding("escape", "back", "Back", id="pane.back", tooltip="Go back one step"),
    _key("d,delete", "delete", "Delete", "delete", "Delete this entry; u undoes it"),
    _key("s", "story", "Worry", "story", WORRY_TOOLTIP),
    _key("y", "on_this_day", "In earlier years", "on_this_day", "This date in earlier months and years"),
    _key("i", "library_page", "About it", "page", "Library pages for this entry"),
    PERSON_KEY,
    _key("asterisk", "star", "Star", "star", "Add or remove a star"),
    _key("C", "copy", "Copy this entry as text", "copy", "Put it on the clipboard of your terminal"),
    _key("left_square_bracket", "earlier", "Earlier day", "earlier", "To the day before"),
    _key("right_square_bracket", "later", "Later day", "later", "To the day after"),
    _key("t", "today", "Newest", "today", "To the newest entry"),
    _key("left,h", "back", "Back", "back", "Go back one step"),
)
