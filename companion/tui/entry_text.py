"""An entry told in a few lines, for lists and for reading."""

import re
from datetime import date

from textual.content import Content

from companion.model.date_format import DATE_FORMATS, day_words
from companion.model.records import PARTNER, Entry, Feeling, Moment, Settings
from companion.model.text import fill, one_line, shown
from companion.model.vocabulary import Vocabulary
from companion.tui.widgets.hanging_indent import HangingIndent, Words
from companion.tui.widgets.scale import WORDS

Snippet = tuple[tuple[str, bool], ...]
"""Stretches of plain text, each with whether it matched what was looked for."""

IN_BRIEF = ("felt", "wanted", "did", "leaning")
"""The facts that a list of many days tells; the page tells them all."""

_INDENT = len("21:40  ")

SIGNS = {"protective": ("‹ ", "$distance"), "secure": ("› ", "$closeness")}
"""The sign and colour that go with a response: drawing back, coming nearer."""


class EntryFormatter:
    """Tells entries in the words of one vocabulary and one journal's settings."""

    def __init__(
        self, vocabulary: Vocabulary, settings: Settings, date_format: str = DATE_FORMATS[0]
    ) -> None:
        self.vocabulary = vocabulary
        self.settings = settings
        self.date_format = date_format

    def day(self, day: date) -> str:
        """``Sunday 1 March 2026``, in the form the person chose."""
        return day_words(day, self.date_format)

    def label(self, code: str) -> str:
        """The words for a code; an unknown code as it stands. Safe to show."""
        return one_line(self.vocabulary.label(code, self.settings))

    def labels(self, codes: tuple[str, ...]) -> str:
        return ", ".join(self.label(code) for code in codes)

    def feelings(self, feelings: tuple[Feeling, ...]) -> str:
        return ", ".join(
            self.label(each.mood) + ("" if each.intensity is None else f" {each.intensity}")
            for each in feelings
        )

    def acts(self, codes: tuple[str, ...]) -> Content:
        """Responses, each with the sign of its direction."""
        parts: list[Content] = []
        for code in codes:
            row = self.vocabulary.responses.get(code)
            sign, style = SIGNS.get(row.kind if row else "", ("", ""))
            parts.append(Content.styled(sign + self.label(code), style))
        return Content(", ").join(parts)

    def heading(self, entry: Entry) -> Content:
        """The first line: what happened, or which question was answered."""
        star = Content.styled("★ ", "$closeness") if entry.starred else Content("")
        if isinstance(entry, Moment):
            title = own_title(entry)[0]
            words = self.labels(entry.triggers) or self.labels(entry.partner_acts) or title or "A moment"
            return star + Content.styled(one_line(words), "bold")
        prompt = self.vocabulary.prompts.get(entry.prompt or "")
        words = fill(prompt.text, self.settings) if prompt else "A reflection"
        return star + Content.styled(one_line(words), "bold italic" if prompt else "bold")

    def facts(self, entry: Entry) -> list[tuple[str, Content]]:
        """(what, value) for every part that was given, in the order in which a moment goes."""
        rows: list[tuple[str, Content]] = []
        if isinstance(entry, Moment):
            if entry.partner_acts and entry.triggers:
                rows.append(
                    (
                        one_line(self.settings.partner_name) or "the other",
                        Content(self.labels(entry.partner_acts)),
                    )
                )
            if entry.feelings:
                rows.append(("felt", Content(self.feelings(entry.feelings))))
            if entry.body:
                rows.append(("in the body", Content(one_line(entry.body))))
            if entry.urges:
                rows.append(("wanted", self.acts(entry.urges)))
            if entry.responses:
                rows.append(("did", self.acts(entry.responses)))
            if entry.closeness is not None:
                colour = "$distance" if entry.closeness < 0 else "$closeness" if entry.closeness > 0 else ""
                rows.append(
                    (
                        "closeness",
                        Content.styled(
                            f"{entry.closeness:+d} {WORDS.get(entry.closeness, '')}".removeprefix(
                                "+0 "
                            ).strip(),
                            colour,
                        ),
                    )
                )
            if entry.ending:
                rows.append(("ended", Content(one_line(entry.ending))))
            if entry.person != PARTNER:
                rows.append(("with", Content(one_line(entry.person))))
        else:
            if entry.feelings:
                rows.append(("felt", Content(self.feelings(entry.feelings))))
            if entry.leaning:
                rows.append(("leaning", Content(one_line(entry.leaning.replace("_", "-")))))
        if entry.tags:
            rows.append(("tags", Content(", ".join(one_line(tag) for tag in entry.tags))))
        return rows


def told(
    entry: Entry,
    formatter: EntryFormatter,
    snippet: Snippet = (),
    note_width: int = 110,
    *,
    brief: bool = True,
) -> HangingIndent:
    """An entry in a few lines beside its time: what happened, the facts, the beginning of its text.

    ``brief`` leaves out what a list of many days has no room for.
    Of a found entry: what happened, and the piece that was found.
    """
    rows: list[tuple[Words, Words | list[Content]]] = []
    rows.append((Content.styled(f"{entry.occurred_at:%H:%M}", "$soft"), formatter.heading(entry)))
    if any(matched for _, matched in snippet):
        rows.append(("", found(snippet)))
        return HangingIndent(rows, _INDENT)
    pieces = [
        Content.assemble((f"{what} ", "$soft"), value)
        for what, value in formatter.facts(entry)
        if what in IN_BRIEF or not (brief or what == "tags")
    ]
    if pieces:
        rows.append(("", pieces))
    text = one_line((own_title(entry)[1] if isinstance(entry, Moment) else entry.text)[: note_width * 4])
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


def found(snippet: Snippet) -> Content:
    """A piece of text with what was looked for set off, by weight and underline as well as by colour."""
    return Content.assemble(
        *(
            (shown(re.sub(r"\s+", " ", words)), "$closeness bold underline" if matched else "$soft")
            for words, matched in snippet
        )
    )
