"""The facts of an entry with their colours, and an entry in a few lines as lists show it."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from textual.content import Content

from companion.model.date_format import DATE_FORMATS, day_and_time, day_words
from companion.model.entry_facts import Fact, Value, closeness_words, entry_facts
from companion.model.records import NO_ACT, Entry, Moment, Settings, noun_of, written_text
from companion.model.text import fill, one_line, shown
from companion.model.vocabulary import Vocabulary
from companion.review.closeness_steps import chip, colour_of, step_of
from companion.review.grammar import lower_first, small_first, upper_first, wish
from companion.tui.widgets.told_entry import ToldEntry

Snippet = tuple[tuple[str, bool], ...]
"""Stretches of plain text, each with whether it matched what was looked for."""

IN_BRIEF = ("feelings", "urges", "responses", "leaning")
"""The kinds of fact that a list of many days has room for; the page of an entry has them all."""

SIGNS = {"protective": ("‹ ", "$distance"), "secure": ("› ", "$closeness")}
"""The sign and colour that go with a response: drawing back, coming nearer."""

_HEADS = ("triggers", "partner_acts", "prompt")
"""The kinds of fact that head an entry, the first one that it has."""

_OWN_WORDS = ("body", "ending")
"""The kinds of fact that a person writes, and does not pick."""

_CLOSENESS_STYLES = {"-": "$distance", "+": "$closeness"}


class Row(NamedTuple):
    """A fact as it is shown: its kind, the word before it and what it says."""

    kind: str
    heading: str
    words: Content


class EntryFormatter:
    """Entries in the words of one vocabulary and one journal's settings.

    ``date_format``: one of DATE_FORMATS. ``home_zone``: the IANA name of the zone that goes without saying.
    ``quiet``: lists show nothing of closeness.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        settings: Settings,
        date_format: str = DATE_FORMATS[0],
        home_zone: str | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        self.vocabulary = vocabulary
        self.settings = settings
        self.date_format = date_format
        self.home_zone = home_zone
        self.quiet = quiet
        self._latest: tuple[Entry, tuple[Fact, ...]] | None = None

    def day(self, day: date) -> str:
        """``Sunday 1 March 2026``, in the form the person chose."""
        return day_words(day, self.date_format)

    def day_and_time(self, at: datetime) -> str:
        """``Sunday 1 March 2026, 21:40``; what is of the small hours belongs to the evening before."""
        return day_and_time(at, self.settings.day_start, self.date_format, year=True)

    def label(self, code: str) -> str:
        """The words for a code; an unknown code as it stands. Safe to show."""
        return one_line(self.vocabulary.label(code, self.settings))

    def labels(self, codes: Iterable[str]) -> str:
        """The words for some codes, in their order."""
        return ", ".join(self.label(code) for code in codes)

    def heading(self, entry: Entry) -> Content:
        """The first line: what happened, or which question was answered."""
        star = Content.styled("* ", "$closeness bold") if entry.starred else Content("")
        head = self._head(entry)
        if head is not None and head.kind == "partner_acts":
            return star + Content.styled(upper_first(_acts_of_the_other(head)), "bold")
        if head is not None:
            return star + Content.styled(head.words(), "bold italic" if head.kind == "prompt" else "bold")
        title = own_title(entry)[0] if isinstance(entry, Moment) else ""
        words = one_line(title) or f"A {noun_of(entry)}"
        return star + Content.styled(words, "bold")

    def rows(self, entry: Entry) -> list[Row]:
        """Every fact of an entry but the one in its heading, in reading order."""
        head = self._head(entry)
        return [
            Row(fact.kind, fact.heading, self._styled(fact))
            for fact in self._facts(entry)
            if fact is not head
        ]

    def facts(self, entry: Entry, kinds: Iterable[str] | None = None) -> list[Content]:
        """Every fact for the line below a title, or those of some ``kinds``: "wanted ‹ to pull away".

        Without the one in its heading, and without how close it was, which stands beside that.
        """
        head = self._head(entry)
        return [
            self._in_a_line(fact)
            for fact in self._facts(entry)
            if fact is not head and fact.kind != "closeness" and (kinds is None or fact.kind in kinds)
        ]

    def chip(self, entry: Entry) -> Content | None:
        """How close it was, as a cell of its colour with its words; ``None`` where that is not shown."""
        if self.quiet or not isinstance(entry, Moment) or entry.closeness is None:
            return None
        step = step_of(entry.closeness)
        return Content.assemble(chip(step), " ", (closeness_words(entry.closeness), colour_of(step)))

    def _head(self, entry: Entry) -> Fact | None:
        """The fact that heads an entry, where one does."""
        return next((fact for fact in self._facts(entry) if fact.kind in _HEADS), None)

    def _in_a_line(self, fact: Fact) -> Content:
        if fact.kind == "feelings":
            return Content.styled(
                f"felt {', '.join(small_first(one.words, one.code) for one in fact.values)}", "$soft"
            )
        if fact.kind == "partner_acts":
            return Content.styled(_acts_of_the_other(fact), "$soft")
        if fact.kind == "urges":
            acts = Content(", ").join(self._signed(one.code, f"to {self._wish(one)}") for one in fact.values)
            return Content.assemble(("wanted ", "$soft"), acts)
        if fact.kind == "responses":
            return Content(", ").join(
                self._signed(one.code, f"did {self._done(one)}" if one.code == NO_ACT else self._done(one))
                for one in fact.values
            )
        if fact.kind in _OWN_WORDS:
            return Content.assemble((f"{fact.heading} ", "$soft"), fact.words())
        return Content.styled(f"{fact.heading} {fact.words()}", "$soft")

    def _wish(self, act: Value) -> str:
        return one_line(fill(wish(self.vocabulary.responses.get(act.code), act.text), self.settings))

    def _done(self, act: Value) -> str:
        """What a person did, in the past: "pulled away"."""
        row = self.vocabulary.responses.get(act.code)
        if act.code == NO_ACT:
            return lower_first(act.text)
        return (
            one_line(fill(row.done, self.settings)) if row and row.done else small_first(act.text, act.code)
        )

    def _signed(self, code: str, words: str) -> Content:
        """An act with the sign of its direction in colour."""
        row = self.vocabulary.responses.get(code)
        sign, style = SIGNS.get(row.kind if row else "", ("", ""))
        return Content.assemble((sign, style), (words, "$soft"))

    def _facts(self, entry: Entry) -> tuple[Fact, ...]:
        """The facts of an entry; worked out once for its heading and its rows."""
        if self._latest is None or self._latest[0] is not entry:
            facts = entry_facts(entry, self.vocabulary, self.settings, self.home_zone)
            self._latest = entry, facts
        return self._latest[1]

    def _styled(self, fact: Fact) -> Content:
        """What a fact says, as it goes on after the word before it: "loved 6", "to pull away", "stayed".

        Acts have the sign of their direction, closeness the colour of its own.
        """
        if fact.kind == "urges":
            return Content(", ").join(self._act(one.code, f"to {self._wish(one)}") for one in fact.values)
        if fact.kind == "responses":
            return Content(", ").join(self._act(one.code, self._done(one)) for one in fact.values)
        if fact.kind in ("triggers", "partner_acts", "feelings"):
            words = (lower_first(one.words) if one.code else one.words for one in fact.values)
            return Content(", ".join(words))
        if fact.kind == "closeness":
            return Content.styled(fact.words(), _CLOSENESS_STYLES.get(fact.words()[:1], ""))
        return Content(fact.words())

    def _act(self, code: str, words: str) -> Content:
        row = self.vocabulary.responses.get(code)
        sign, style = SIGNS.get(row.kind if row else "", ("", ""))
        return Content.styled(sign + words, style)


def entry_summary(
    entry: Entry,
    formatter: EntryFormatter,
    snippet: Snippet = (),
    note_width: int = 110,
    *,
    brief: bool = True,
    most_lines: int | None = None,
) -> ToldEntry:
    """An entry in a few lines to the right of its time: its heading, its facts, and what was written.

    ``brief`` leaves out what a list of many days has no room for, and shows ``note_width`` characters of the
    text, on one line. Else the text keeps its lines, ``most_lines`` of them (``None``: all). Of an entry
    found by a search: its heading, and ``snippet``, the text that matched.
    """
    time, title = Content.styled(f"{entry.occurred_at:%H:%M}", "$soft"), formatter.heading(entry)
    if any(matched for _, matched in snippet):
        return ToldEntry(time, title, formatter.chip(entry), (), snippet_content(snippet))
    text = own_title(entry)[1] if isinstance(entry, Moment) else written_text(entry)
    if brief:
        line = one_line(text[: note_width * 4])
        text = line if len(line) <= note_width else (line[:note_width].rpartition(" ")[0] or line) + " …"
    facts = formatter.facts(entry, IN_BRIEF if brief else None)
    return ToldEntry(time, title, formatter.chip(entry), facts, text, most_lines=most_lines)


def titled(entry: Entry, formatter: EntryFormatter) -> ToldEntry:
    """An entry by its time and title alone."""
    return ToldEntry(Content.styled(f"{entry.occurred_at:%H:%M}", "$soft"), formatter.heading(entry))


def own_title(moment: Moment) -> tuple[str, str]:
    """The title that heads a moment with nothing picked, and its note without it; as imports bring them."""
    first, _, rest = moment.note.partition("\n")
    if moment.triggers or moment.partner_acts or not first.startswith("#"):
        return "", moment.note
    return first.lstrip("#").strip(), rest.strip()


def _acts_of_the_other(fact: Fact) -> str:
    """What the other did, as a line has it: "Robin was warm"."""
    return f"{fact.heading} {', '.join(small_first(act.text, act.code) for act in fact.values)}"


def snippet_content(snippet: Snippet) -> Content:
    """A piece of text with what was looked for set off, by weight and underline as well as by colour."""
    return Content.assemble(
        *(
            (shown(re.sub(r"\s+", " ", words)), "$closeness bold underline" if matched else "$soft")
            for words, matched in snippet
        )
    )
