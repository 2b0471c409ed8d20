"""The facts of an entry with their colours, and an entry in a few lines as lists show it."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from textual.content import Content

from companion.model.date_format import DATE_FORMATS, day_words
from companion.model.entry_facts import Fact, Value, entry_facts
from companion.model.records import Entry, Moment, Settings, noun_of, written_text
from companion.model.text import one_line, shown
from companion.model.vocabulary import Vocabulary
from companion.tui.widgets.hanging_indent import HangingIndent, Words

Snippet = tuple[tuple[str, bool], ...]
"""Stretches of plain text, each with whether it matched what was looked for."""

IN_BRIEF = ("feelings", "urges", "responses", "leaning")
"""The kinds of fact that a list of many days has room for; the page of an entry has them all."""

_INDENT = len("21:40  ")

SIGNS = {"protective": ("‹ ", "$distance"), "secure": ("› ", "$closeness")}
"""The sign and colour that go with a response: drawing back, coming nearer."""

_HEADS = ("triggers", "partner_acts", "prompt")
"""The kinds of fact that head an entry, the first one that it has."""

_CLOSENESS_STYLES = {"-": "$distance", "+": "$closeness"}


class Row(NamedTuple):
    """A fact as it is shown: its kind, the word before it and what it says."""

    kind: str
    heading: str
    words: Content


class EntryFormatter:
    """Entries in the words of one vocabulary and one journal's settings.

    ``date_format``: one of DATE_FORMATS. ``home_zone``: the IANA name of the zone that goes without saying.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        settings: Settings,
        date_format: str = DATE_FORMATS[0],
        home_zone: str | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.settings = settings
        self.date_format = date_format
        self.home_zone = home_zone
        self._latest: tuple[Entry, tuple[Fact, ...]] | None = None

    def day(self, day: date) -> str:
        """``Sunday 1 March 2026``, in the form the person chose."""
        return day_words(day, self.date_format)

    def label(self, code: str) -> str:
        """The words for a code; an unknown code as it stands. Safe to show."""
        return one_line(self.vocabulary.label(code, self.settings))

    def labels(self, codes: Iterable[str]) -> str:
        """The words for some codes, in their order."""
        return ", ".join(self.label(code) for code in codes)

    def heading(self, entry: Entry) -> Content:
        """The first line: what happened, or which question was answered."""
        star = Content.styled("★ ", "$closeness") if entry.starred else Content("")
        head = next((fact for fact in self._facts(entry) if fact.kind in _HEADS), None)
        if head is not None:
            return star + Content.styled(head.words(), "bold italic" if head.kind == "prompt" else "bold")
        title = own_title(entry)[0] if isinstance(entry, Moment) else ""
        words = one_line(title) or f"A {noun_of(entry)}"
        return star + Content.styled(words, "bold")

    def rows(self, entry: Entry) -> list[Row]:
        """Every fact of an entry but the one in its heading, in reading order."""
        facts = self._facts(entry)
        head = next((fact for fact in facts if fact.kind in _HEADS), None)
        return [Row(fact.kind, fact.heading, self._styled(fact)) for fact in facts if fact is not head]

    def _facts(self, entry: Entry) -> tuple[Fact, ...]:
        """The facts of an entry; worked out once for its heading and its rows."""
        if self._latest is None or self._latest[0] is not entry:
            facts = entry_facts(entry, self.vocabulary, self.settings, self.home_zone)
            self._latest = entry, facts
        return self._latest[1]

    def _styled(self, fact: Fact) -> Content:
        """What a fact says; acts with the sign of their direction, closeness in the colour of its own."""
        if fact.kind in ("urges", "responses"):
            return Content(", ").join(self._act(value) for value in fact.values)
        if fact.kind == "closeness":
            return Content.styled(fact.words(), _CLOSENESS_STYLES.get(fact.words()[:1], ""))
        return Content(fact.words())

    def _act(self, act: Value) -> Content:
        row = self.vocabulary.responses.get(act.code)
        sign, style = SIGNS.get(row.kind if row else "", ("", ""))
        return Content.styled(sign + act.text, style)


def entry_summary(
    entry: Entry,
    formatter: EntryFormatter,
    snippet: Snippet = (),
    note_width: int = 110,
    *,
    brief: bool = True,
) -> HangingIndent:
    """An entry in a few lines to the right of its time: its heading, its facts, the beginning of its text.

    ``brief`` leaves out what a list of many days has no room for. ``note_width``: characters of the text that
    are shown at most. Of an entry found by a search: its heading, and ``snippet``, the text that matched.
    """
    rows: list[tuple[Words, Words | list[Content]]] = []
    rows.append((Content.styled(f"{entry.occurred_at:%H:%M}", "$soft"), formatter.heading(entry)))
    if any(matched for _, matched in snippet):
        rows.append(("", snippet_content(snippet)))
        return HangingIndent(rows, _INDENT)
    pieces = [
        Content.assemble((f"{row.heading} ", "$soft"), row.words)
        for row in formatter.rows(entry)
        if row.kind in IN_BRIEF or not (brief or row.kind == "tags")
    ]
    if pieces:
        rows.append(("", pieces))
    text = one_line(
        (own_title(entry)[1] if isinstance(entry, Moment) else written_text(entry))[: note_width * 4]
    )
    if text:
        short = text if len(text) <= note_width else text[:note_width].rpartition(" ")[0] or text[:note_width]
        short += "" if short == text else " …"
        rows.append(("", Content.styled(short, "$soft italic")))
    return HangingIndent(rows, _INDENT)


def own_title(moment: Moment) -> tuple[str, str]:
    """The title that heads a moment with nothing picked, and its note without it; as imports bring them."""
    first, _, rest = moment.note.partition("\n")
    if moment.triggers or moment.partner_acts or not first.startswith("#"):
        return "", moment.note
    return first.lstrip("#").strip(), rest.strip()


def snippet_content(snippet: Snippet) -> Content:
    """A piece of text with what was looked for set off, by weight and underline as well as by colour."""
    return Content.assemble(
        *(
            (shown(re.sub(r"\s+", " ", words)), "$closeness bold underline" if matched else "$soft")
            for words, matched in snippet
        )
    )
