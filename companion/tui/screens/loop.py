"""The loop on a page of its own: the ring of words, and the moments it is made of under it."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from companion.journal import Journal
from companion.model.records import PARTNER
from companion.model.text import one_line
from companion.review.loop_text import RULE, TITLE, LoopText, loop_text
from companion.tui.screens.evidence import EvidencePane, EvidencePart
from companion.tui.widgets.loop_ring import loop_ring


class LoopPane(EvidencePane):
    """Drawn anew for the width there is, and when the journal changes."""

    HELP = """
The round that your own moments most often went through, from what happened to how it ended, and, where
there is one, another way it went. At each arrow: in how many of the moments that say anything there it was
so.

**Enter** opens one of the moments below; **n** logs one. **Escape** goes back.

Two people made this round, and nobody is at fault in it.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "log", "Log a moment", id="loop.log", tooltip="Log a moment, in Today"),
    ]

    def __init__(self, journal: Journal, came_from: str, person: str = PARTNER) -> None:
        super().__init__(journal, came_from, TITLE, ())
        self._person = person

    def reload(self) -> None:
        text = self._text()
        self._parts = [EvidencePart(f"{one.heading}: its moments", one.ids) for one in text.rounds]
        self._before = self._drawn(text)
        self._after = Content.assemble(("How it is counted", "$closeness"), "\n", (RULE, "$soft"))
        super().reload()

    def _text(self) -> LoopText:
        journal = self.journal
        return loop_text(journal.insight.loop(self._person), journal.vocabulary, journal.settings)

    def _drawn(self, text: LoopText) -> Content:
        width = max(40, self.size.width - 8)
        blocks = []
        for one in text.rounds:
            blocks.append(Content.assemble((one.heading, "$closeness"), "\n\n", loop_ring(one, width)))
        for words in text.missing:
            blocks.append(Content.assemble(one_line(words), ("  n logs a moment.", "$soft")))
        return Content("\n\n").join(blocks)

    def on_resize(self) -> None:
        if self.is_current and self.is_mounted:
            self.reload()

    async def action_log(self) -> None:
        """Leave the page for the form of a moment."""
        self.dismiss()
        await self.host.begin_moment()
