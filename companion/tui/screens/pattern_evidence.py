"""All occasions of a pattern: a block each, what followed under it, then how the others went."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.records import Entry
from companion.model.text import one_line, settings_about
from companion.patterns.findings import Finding
from companion.patterns.occasions import Occasion, Occasions
from companion.review import finding_text
from companion.review.drawing import TOGETHER, hung
from companion.review.grammar import counted, times_first
from companion.review.occasion_text import OccasionText
from companion.review.pattern_drawing import LATER, MOST, NO_ANSWER, sign_of
from companion.review.pattern_page import PatternPage
from companion.review.text_charts import DOT, HOLLOW
from companion.tui.drawn import content
from companion.tui.entry_text import EntryFormatter
from companion.tui.screens.evidence import EvidencePane, whole_entry
from companion.tui.screens.pattern_answers import PatternAnswers
from companion.tui.widgets.row_list import RowList

TEXT_WIDTH = 90
"""Cells a block takes at most."""


class _Part(NamedTuple):
    """A heading, words under it, and the occasions it stands for, in the order of time."""

    heading: str
    occasions: Sequence[Occasion]
    words: str = ""
    left_out: bool = False


class PatternEvidencePane(PatternAnswers, EvidencePane):
    """The occasions that count, those that went differently and how they differed, and the other moments.

    ``person``: with whom alone they are counted. ``as_of``: as it was at the end of that local day.
    """

    HELP = """
Every time this pattern was counted, newest first: with what followed and how long after, and then the ones
that went differently. **Enter** shows one in full, and folds it again; **Esc** goes back.

Something looks wrong? **e** edits the entry, and the counts follow. **f** says that the pattern fits, **m**
that it is not you, **o** that it is only true with one person.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "later", "Later", show=False, id="patterns.later", tooltip="The next time"),
    ]

    def __init__(
        self,
        journal: Journal,
        came_from: str,
        pattern: str,
        person: str | None = None,
        *,
        as_of: date | None = None,
    ) -> None:
        super().__init__(journal, came_from, "", ())
        self._pattern = pattern
        self._person = person
        self._as_of = as_of
        self._page: PatternPage | None = None
        self._blocks: dict[str, Occasion] = {}
        self._parts_of: list[_Part] = []
        self._drawn_for = 0

    @property
    def in_hand(self) -> Finding | None:
        return self._page.finding if self._page is not None else None

    def reload(self) -> None:
        findings = self.journal.insight.patterns(self._as_of, self._person)
        finding = next((one for one in findings if one.pattern == self._pattern), None)
        if finding is None:
            self.dismiss()
            return
        journal = self.journal
        settings = settings_about(finding.told_about or self._person, journal.settings)
        row = journal.vocabulary.patterns[self._pattern]
        self._page = page = PatternPage(finding, row, journal.vocabulary, settings, journal.quiet)
        found = journal.insight.occasions(self._as_of, self._person).of(finding)
        self._parts_of = [part for part in _parts(page, found) if part.occasions]
        k, n = finding.told_of[1][:2]
        wide = self.app.size.width >= 72
        self.head(
            Content.styled(page.title, "bold"), finding_text.rates_words(finding) if wide else f"{k} of {n}"
        )
        self._list()

    def on_unmount(self) -> None:
        # A page that was closed may stay for a while, and twenty years of occasions are heavy.
        self._parts_of, self._blocks = [], {}

    @on(RowList.Resized)
    def lay_out(self) -> None:
        # The rows are laid out for the width of the list, which is known once it has been given its place.
        if self._page is not None and self._listing.row_width != self._drawn_for:
            self._list()

    def options(self) -> Iterator[Option]:
        page = self._page
        if page is None:
            return
        self._drawn_for = self._listing.row_width
        width = min(TEXT_WIDTH, self._drawn_for)
        text = OccasionText(
            page.pattern,
            page.finding.told_of[0],
            page.style,
            page.vocabulary,
            page.settings,
            self.journal.timeline.moment,
            self.journal.today().year,
            self.host.configuration.date_format,
        )
        rows = [*page.sentence(width)]
        told = [one for part in self._parts_of for one in part.occasions]
        legend = _legend(told)
        rows += [(), *hung(("", ""), ((legend, "$soft"), (f"   newest{TOGETHER}first", "$soft")), width)]
        yield Option(content(rows), disabled=True)
        self._blocks = {}
        for number, part in enumerate(self._parts_of):
            yield Option(content([(), *_heading(part, width)]), disabled=True)
            for one in reversed(part.occasions[-MOST:]):
                id = f"{number}:{one.ids[0]}"
                self._blocks[id] = one
                lines = 0 if id in self._opened else 1
                yield Option(content(text.rows(one, width, note_lines=lines, left_out=part.left_out)), id=id)
                if id in self._opened:
                    yield from self._whole(id, one)
            if len(part.occasions) > MOST:
                words = f"and {len(part.occasions) - MOST} earlier\n"
                yield Option(Content.styled(words, "$soft"), disabled=True)
        heading = (("How this is counted", "$closeness"),)
        yield Option(content([(), heading, *page.rule(width)]), disabled=True)

    def _whole(self, id: str, one: Occasion) -> Iterator[Option]:
        """The entries of an open block in full, each to be gone to and changed."""
        formatter = EntryFormatter(
            self.journal.vocabulary, self.journal.settings, home_zone=self.journal.clock.zone
        )
        for each in dict.fromkeys((*one.ids, *(step.id for step in one.after))):
            if (entry := self.journal.timeline.moment(each)) is not None:
                yield Option(whole_entry(entry, formatter, day=True), id=f"{id}:{each}")

    def entry_in_hand(self) -> Entry | None:
        """The entry under the cursor: the first of a block, or one of an open block by itself."""
        option = self._listing.highlighted_option
        id = option.id or "" if option is not None else ""
        whole = id.rpartition(":")[2] if id.count(":") > 1 else ""
        ids = [whole] if whole else [*self._blocks[id].ids] if id in self._blocks else []
        return next(
            (entry for each in ids if (entry := self.journal.timeline.moment(each)) is not None), None
        )

    def action_later(self) -> None:
        """On to the next occasion."""
        self._listing.action_cursor_down()


def _heading(part: _Part, width: int) -> list[tuple[tuple[str, str], ...]]:
    rows = hung(("", ""), ((part.heading, "$closeness"),), width)
    for line in part.words.splitlines():
        rows += hung(("", ""), ((one_line(line), "$soft"),), width)
    return rows


def _parts(page: PatternPage, found: Occasions) -> list[_Part]:
    """The occasions under a heading each: so many blocks as the counts say."""
    finding = page.finding
    by_sign: dict[str, list[Occasion]] = {sign: [] for sign in (DOT, LATER, HOLLOW, NO_ANSWER)}
    for one in found.told:
        by_sign[sign_of(one)].append(one)
    differed = "\n".join(
        finding_text.contrast_words(one, page.settings, page.vocabulary) for one in finding.differed
    )
    n = len(found.told)
    here = f"{len(by_sign[DOT])} of {n} {_COUNTED[found.kind]}"
    later = f"{times_first(len(by_sign[LATER]))}, it was noted in a later entry only; not in this count"
    window = f"With later entries, within {counted(finding.window_hours, 'hour')}: {finding.k} of {finding.n}"
    otherwise = f"{times_first(len(by_sign[HOLLOW]))}, it was not noted"
    blank = f"{times_first(len(by_sign[NO_ANSWER]))}, nothing was noted, which is not a no"
    parts = [
        _Part(here, by_sign[DOT]),
        _Part(later, by_sign[LATER], f"{window} that could be followed." if finding.n else ""),
        _Part(otherwise, by_sign[HOLLOW], differed),
        _Part(blank, by_sign[NO_ANSWER]),
        _Part(f"{times_first(len(found.left_out))}, it could not be followed", found.left_out, left_out=True),
    ]
    k0, n0 = finding.told_of[1][2:]
    if found.kind in ("same_moment", "window") and n0:
        parts.append(_Part(f"At other times: {k0} of {n0}", found.others))
    return parts


_COUNTED = {
    "same_moment": "in the same entry",
    "afterwards": "in the 24 hours after",
    "next_day": "on the day after",
    "window": "are counted",
}


def _legend(told: Sequence[Occasion]) -> str:
    words = {DOT: "noted", LATER: "in a later entry", HOLLOW: "not noted", NO_ANSWER: "nothing was noted"}
    here = {sign_of(one) for one in told}
    return "   ".join(f"{sign} {said}" for sign, said in words.items() if sign in here)
