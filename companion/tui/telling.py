"""An entry told in a few lines, for lists and for reading."""

from datetime import date, datetime

from textual.content import Content

from companion.model.dates import DATE_FORMATS, day_words
from companion.model.records import Entry, Feeling, Moment, Settings
from companion.model.text import fill, one_line
from companion.model.vocabulary import Vocabulary
from companion.tui.widgets.scale import WORDS

SIGNS = {"protective": ("‹ ", "$distance"), "secure": ("› ", "$closeness")}
"""The sign and colour that go with a response: drawing back, coming nearer."""


class Teller:
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
        return one_line(fill(self.vocabulary.label(code), self.settings))

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
            words = self.labels(entry.triggers) or self.labels(entry.partner_acts) or "A moment"
            return star + Content.styled(words, "bold")
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
                            f"{entry.closeness:+d} {WORDS.get(entry.closeness, '')}".strip(), colour
                        ),
                    )
                )
            if entry.ending:
                rows.append(("ended", Content(one_line(entry.ending))))
        else:
            if entry.feelings:
                rows.append(("felt", Content(self.feelings(entry.feelings))))
            if entry.leaning:
                rows.append(("leaning", Content(one_line(entry.leaning.replace("_", "-")))))
        if entry.tags:
            rows.append(("tags", Content(", ".join(one_line(tag) for tag in entry.tags))))
        return rows

    def summary(self, entry: Entry, *, with_day: bool = False, note_width: int = 160) -> Content:
        """An entry in two to four lines, for a list."""
        stamp = short_day(entry.occurred_at) + " " if with_day else ""
        time = f"{stamp}{entry.occurred_at:%H:%M}"
        indent = " " * (len(time) + 2)
        lines = [Content.assemble((time, "$soft"), "  ", self.heading(entry))]
        facts = [
            Content.assemble((f"{what} ", "$soft"), value)
            for what, value in self.facts(entry)
            if what != "tags"
        ]
        if facts:
            lines.append(indent + Content("   ").join(facts))
        text = one_line(entry.note if isinstance(entry, Moment) else entry.text).strip()
        if text:
            short = text if len(text) <= note_width else text[: note_width - 1].rstrip() + "…"
            lines.append(Content.assemble(indent, (short, "$soft italic")))
        return Content("\n").join(lines)


def short_day(at: datetime) -> str:
    """``Sun 1 Mar 2026``."""
    return f"{at:%a} {at.day} {at:%b %Y}"


def long_day(at: datetime) -> str:
    """``Sunday 1 March 2026``."""
    return f"{at:%A} {at.day} {at:%B %Y}"
