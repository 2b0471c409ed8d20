"""The loop on a page of its own: the ring of words, and the moments it is made of under it."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize

from companion.journal import Journal
from companion.model.records import PARTNER
from companion.model.text import one_line, person_words, settings_about
from companion.review.library import SAFETY_BEFORE_LOOPS
from companion.review.loop_text import RULE, TITLE, LoopText, loop_text
from companion.review.ring_drawing import loop_ring
from companion.tui.drawn import content
from companion.tui.screens.evidence import EvidencePane, EvidencePart

WIDE = 100
"""Columns of the screen from which on the views are named beside the title."""
VIEWS = "[@click=screen.view]Patterns[/]   [u $foreground]The loop[/]"
"""The words for the two views, the present one underlined."""


class LoopPane(EvidencePane):
    """Drawn anew for the width there is, and when the journal changes."""

    HELP = """
The way your own moments most often went, from what happened to how close it felt, and, where there is one,
another way they went. Each arrow says how many of the moments that got this far went on the same way.

**Enter** opens one of the moments below; **n** logs one. **v** and **Esc** go back.

Which came first is not known, and the counts say nothing about why. If one of you controls or frightens the
other, a loop is the wrong picture: press **F2**.
"""
    STOPS_ABOVE: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new_moment", "Log a moment", id="pane.new", tooltip="Log a moment, in Today"),
        Binding("v", "view", "Patterns", id="loop.view", tooltip="Back to the patterns"),
    ]

    def __init__(self, journal: Journal, came_from: str, person: str = PARTNER) -> None:
        title = f"{TITLE} with {one_line(person_words(person, journal.settings))}"
        super().__init__(journal, came_from, title, ())
        self._person = person
        self._text: LoopText | None = None
        self._drawn_for = 0

    def reload(self) -> None:
        if self.journal.quiet:  # no count about pulling back belongs beside fear
            self.dismiss()
            return
        self._text = text = loop_text(
            self.journal.insight.loop(self._person),
            self.journal.vocabulary,
            settings_about(self._person, self.journal.settings),
        )
        self._parts = [EvidencePart(f"{one.heading}: the moments", one.ids) for one in text.rounds]
        self._before = self._drawn(text)
        self._after = Content.assemble(("How this is counted", "$closeness"), "\n", (RULE, "$soft"))
        self._drawn_for = self.size.width
        super().reload()
        if self.app.size.width >= WIDE:
            self.head(Content.styled(self._title_words, "bold"), Content.from_markup(VIEWS))

    def _drawn(self, text: LoopText) -> list[Content]:
        width = max(40, self.size.width - 8)
        before = Content.assemble((f"{SAFETY_BEFORE_LOOPS}  Press F2.", "$soft"), "\n")
        blocks = [before] if text.rounds else []
        for one in text.rounds:
            heading = (one_line(one.heading), "$closeness")
            blocks.append(Content.assemble(heading, "\n\n", content(loop_ring(one, width)), "\n"))
        for words in text.missing:
            blocks.append(Content.assemble(one_line(words), ("  n logs a moment.", "$soft"), "\n"))
        return blocks

    def on_resize(self, event: Resize) -> None:
        if self._text is not None and self.size.width != self._drawn_for:
            self._drawn_for = self.size.width
            self._before = self._drawn(self._text)
            self._list()

    def action_view(self) -> None:
        """On to the other view: the patterns."""
        self.dismiss()
