"""An entry as plain text: to print it on the command line, and to carry it elsewhere."""

import textwrap
from collections.abc import Callable, Iterable
from typing import NamedTuple

from companion.model.clock import local_day
from companion.model.date_format import DATE_FORMATS, day_words
from companion.model.entry_facts import Fact, entry_facts, story_facts
from companion.model.records import Entry, Settings, Story, noun_of, written_text
from companion.model.text import one_line, shown
from companion.model.vocabulary import Vocabulary
from companion.review.grammar import small_first, upper_first, wish

Row = tuple[str, str]
"""The word before a fact, and what the fact says."""

_MARGIN = "  "


def _as_it_is(text: str) -> str:
    return text


class EntryWords(NamedTuple):
    """What an entry is told with.

    ``zone``: the IANA name of the one that goes without saying. ``date_format``: one of DATE_FORMATS.
    ``bold`` and ``dim``: how the heading and the words before facts are set off.
    """

    vocabulary: Vocabulary
    settings: Settings
    zone: str | None = None
    date_format: str = DATE_FORMATS[0]
    bold: Callable[[str], str] = _as_it_is
    dim: Callable[[str], str] = _as_it_is

    def heading_and_rows(self, entry: Entry) -> tuple[str, list[Row]]:
        """What heads an entry (what happened, or the question), and a row for each other fact."""
        facts = entry_facts(entry, self.vocabulary, self.settings, self.zone)
        head = next((fact for fact in facts if fact.kind in ("triggers", "partner_acts", "prompt")), None)
        words = f"A {noun_of(entry)}" if head is None else upper_first(self._said(head))
        rows = [(fact.heading, self._said(fact)) for fact in facts if fact is not head]
        return f"{'★ ' if entry.starred else ''}{words}", rows

    def _said(self, fact: Fact) -> str:
        """A fact as it goes on within a line: labels begin small, a wish with "to"."""
        if fact.kind == "urges":
            known = self.vocabulary.responses
            return ", ".join(f"to {wish(known.get(value.code), value.text)}" for value in fact.values)
        if fact.kind == "prompt":
            return fact.words()
        name = one_line(self.settings.partner_name)
        return ", ".join(
            small_first(value.words, value.code, name) if value.code else value.words for value in fact.values
        )

    def lines(
        self,
        entry: Entry,
        width: int,
        *,
        whole: bool = False,
        text: str | None = None,
        stories: Iterable[Story] = (),
        after_heading: str = "",
    ) -> list[str]:
        """An entry in lines of at most ``width`` columns, two of them a margin.

        Its text is cut to two lines unless ``whole``, which also adds the ``stories`` told of it; ``text`` is
        another piece to show in its place. ``after_heading`` ends the first line.
        """
        stamp = f"{_MARGIN}{entry.occurred_at:%H:%M}  "
        indent = " " * len(stamp)
        heading, rows = self.heading_and_rows(entry)
        beside = f"  {after_heading}" if after_heading else ""
        first, *more = textwrap.wrap(heading, width - len(stamp) - 10) or [""]
        lines = [stamp + self.bold(first) + beside]
        lines += [indent + self.bold(line) for line in more]
        lines += self.row_lines(rows, indent, width)
        text = shown(written_text(entry) if text is None else text).strip()
        if whole and text:
            lines += ["", *(indent + line for line in text.splitlines())]
        elif text:
            lines += textwrap.wrap(
                one_line(text),
                width,
                initial_indent=indent,
                subsequent_indent=indent,
                max_lines=2,
                placeholder=" …",
            )
        if whole:
            for story in stories:
                lines += ["", *self.story_lines(story, indent, width)]
        return lines

    def story_lines(self, story: Story, indent: str, width: int) -> list[str]:
        """All that was said of a worry, a fact in a row."""
        facts = story_facts(story, self.date_format)
        return self.row_lines([(fact.heading, fact.words()) for fact in facts], indent, width)

    def row_lines(self, rows: list[Row], indent: str, width: int) -> list[str]:
        """The rows as two columns."""
        gutter = max((len(heading) for heading, _ in rows), default=0)
        lines = []
        for heading, words in rows:
            first, *more = textwrap.wrap(words, width - len(indent) - gutter - 2) or [""]
            lines.append(f"{indent}{self.dim(f'{heading:<{gutter}}')}  {first}")
            lines += [f"{indent}{' ' * gutter}  {line}" for line in more]
        return lines

    def whole_text(self, entry: Entry, stories: Iterable[Story] = (), width: int = 80) -> str:
        """An entry with its day and all that was said of it, to be carried elsewhere."""
        day = day_words(local_day(entry.occurred_at, self.settings.day_start), self.date_format)
        lines = self.lines(entry, width, whole=True, stories=stories)
        return "\n".join([day, "", *(line.removeprefix(_MARGIN).rstrip() for line in lines)]) + "\n"
