"""What a tag means: a sheet that asks, and notes it in all entries with the tag once it is saved."""

from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from companion.journal import Journal
from companion.model.errors import InputRefused
from companion.model.text import fill, one_line
from companion.tui.sheet import Sheet
from companion.tui.widgets.choice import Choice
from companion.tui.widgets.picker import Picker

_KINDS = {
    "trigger": "what happened",
    "response": "what you did",
    "partner_act": "what they did",
    "mood": "a feeling",
}
_ROWS = 5
_NEW, _NOTHING = "new:", "nothing"


class TagMeaningScreen(Sheet):
    """The likely words come first; a word of one's own can be made of the tag, or it stays a tag."""

    HELP = """
What a tag means. Pick what its entries should count as, or turn it into a word of your own; **ctrl+l** saves.
It is noted in every entry with the tag, so that patterns count it, and the tag stays. Nothing is guessed:
until you say so, it is a tag and nothing more. **u** undoes all of it.
"""

    def __init__(self, journal: Journal, tag: str) -> None:
        super().__init__(journal, f"tag:{tag}")
        self._tag = journal.tags.tag(tag)

    def fields(self) -> ComposeResult:
        tag = one_line(self._tag.tag)
        uses = "1 entry is" if self._tag.uses == 1 else f"{self._tag.uses} entries are"
        yield Static(Content.styled(f"{uses} tagged “{tag}”", "bold"), classes="story-title")
        yield Static(
            "Count them as something? Patterns then count it. The tag stays.",
            classes="soft",
            id="about",
        )
        yield Picker("It means", self._choices, single=True, rows=_ROWS, id="means")

    def _choices(self) -> list[Choice]:
        vocabulary, settings = self.journal.vocabulary, self.journal.settings
        rows: dict[str, Choice] = {}
        tables: dict[str, Any] = {
            "trigger": vocabulary.triggers, "response": vocabulary.acts,
            "partner_act": vocabulary.partner_acts, "mood": vocabulary.moods,
        }  # fmt: skip
        for kind, table in tables.items():
            for row in table.values():
                if not row.deprecated and getattr(row, "group", "") != "safety":
                    code = f"{kind}:{row.id}"
                    rows[code] = Choice(code, fill(row.label, settings), aside=_KINDS[kind], also=row.also)
        first = [rows[code] for code in self._tag.near if code in rows]
        tag = one_line(self._tag.tag)
        made = [
            Choice(f"{_NEW}trigger", f"“{tag}”, as what happened", aside="a word of your own"),
            Choice(f"{_NEW}response", f"“{tag}”, as what you did", aside="a word of your own"),
            Choice(_NOTHING, "Nothing more: it stays a tag"),
        ]
        return [*first, *made, *(row for row in rows.values() if row not in first)]

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    def state(self) -> dict[str, Any]:
        return {"means": list(self.query_one(Picker).picked)}

    def restore(self, state: dict[str, Any]) -> None:
        said = [self._tag.means] if self._tag.means else []
        self.query_one(Picker).set_picked(state.get("means", said))

    def keep(self) -> None:
        means = next(iter(self.query_one(Picker).picked), "")
        if not means:
            raise InputRefused("Pick what it means, or press Esc.")
        tags, tag = self.journal.tags, self._tag.tag
        if means == _NOTHING:
            tags.leave(tag)
        elif means.startswith(_NEW):
            tags.give_new_meaning(tag, means.removeprefix(_NEW))
        else:
            tags.give_meaning(tag, means)
