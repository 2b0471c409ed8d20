"""A pattern as it is shown: its row in a list, and the parts of its page, drawn for a width.

The panes and the command line put the same parts together. Rows are those of
:mod:`companion.review.drawing`; everything a person wrote is made safe to show.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from companion.model.records import PARTNER, Settings
from companion.model.text import fill, one_line, person_words
from companion.model.vocabulary import Pattern, Vocabulary
from companion.patterns.evening_checks import CheckCount
from companion.patterns.findings import Finding
from companion.patterns.occasions import Occasions
from companion.review import finding_facts, finding_text
from companion.review.check_text import TITLE, check_sentences
from companion.review.drawing import TOGETHER, Row, Span, hung, padded, width_of
from companion.review.grammar import act, counted, label_within
from companion.review.pattern_drawing import (
    FIGURES,
    Rate,
    how_soon,
    how_soon_words,
    icon_array,
    needed_dots,
    not_logged_words,
    one_by_one,
    one_by_one_legend,
    rate_row,
    two_lines,
)
from companion.review.ring_drawing import WIDTH as RING_WIDTH
from companion.review.ring_drawing import ring

STANDING_OUT = ("holds_up", "growing", "easing", "early_sign")
"""The states in which a pattern stands out, in the order in which a person wants to see them."""

WIDE_LIST = 66
"""Cells of a row from which on its bars are longer."""

_LABEL = 15
_OF = re.compile(r"(\d+ of \d+[.,;:?]?)")
_BLANK: Row = ()
_EPOCH = date(1970, 1, 1).toordinal()


def is_chain(pattern: Pattern) -> bool:
    """Whether it goes from an act to an act, and so can be drawn as a ring."""
    return pattern.shape == "cycle" or all(code.startswith(("R:", "PB:")) for code in pattern.antecedents)


def bar_for(width: int) -> int:
    """Cells of a bar in a list of so many cells."""
    return 18 if width >= WIDE_LIST else 8


@dataclass(frozen=True)
class PatternPage:
    """Draws one finding in the words of a vocabulary and a journal's settings."""

    finding: Finding
    pattern: Pattern
    vocabulary: Vocabulary
    settings: Settings
    quiet: bool = False
    check: CheckCount | None = None
    """What the evening answers about it came to, where it is watched."""

    @property
    def title(self) -> str:
        """The pattern's title, in the person's words for the partner."""
        return one_line(fill(self.pattern.title, self.settings))

    @property
    def hidden(self) -> bool:
        """Whether it is shown quietly: said not to fit, or not one of the good ones in quiet mode."""
        return self.finding.muted or self.hidden_by_quiet

    @property
    def hidden_by_quiet(self) -> bool:
        """Whether quiet mode keeps its numbers away."""
        return self.quiet and not self.pattern.shown_when_quiet

    @property
    def stands_out(self) -> bool:
        """Whether it is set off from the others: a state that says something, and it is not hidden."""
        return self.finding.state in STANDING_OUT and not self.hidden

    @property
    def style(self) -> str:
        """Cool for distance, warm for closeness, and the plain ink for everything else."""
        if self.pattern.distancing:
            return "$distance"
        return "$closeness" if self.pattern.positive else "$foreground"

    def sign(self) -> Span:
        """The sign of the state; coloured only where the pattern stands out, and none of its own in quiet."""
        if self.hidden_by_quiet:
            return (f"{finding_text.STATE_SIGNS['counting']} ", "$soft")
        sign = finding_text.STATE_SIGNS.get(self.finding.state, "·")
        return (f"{sign} ", self.style if self.stands_out else "$soft")

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Its rate and the other one, as they were tested; nothing where one of them is still to come."""
        k, n, k0, n0 = self.finding.told_of[1]
        if not n or self.finding.state == "counting":
            return ()
        style = self.style if self.stands_out else "$soft"
        return (
            Rate(k, n, style, first=self.stands_out),
            *([Rate(k0, n0, "$soft", first=False)] if n0 else []),
        )

    # its row in a list

    def row(self, width: int, figures: int = FIGURES) -> list[Row]:
        """Two lines: sign, name and rate, the state and the other rate; of one that waits, how far it is."""
        name: Span = (self.title, "bold" if self.stands_out else "$soft" if self.hidden else "")
        head: tuple[Span, ...] = (self.sign(), name)
        if self.hidden:
            return hung(head[0], head[1:], width)
        if self.finding.state == "counting":
            return self._waiting_row(head, width)
        below: tuple[Span, ...] = (
            ("  ", ""),
            (one_line(finding_text.STATE_NAMES[self.finding.state]), "$soft"),
        )
        return two_lines(head, below, self.rates, width, bar_for(width), figures)

    def _waiting_row(self, head: tuple[Span, ...], width: int) -> list[Row]:
        words = one_line(finding_text.state_words(self.finding))
        dots = self._needed()
        if dots is None:
            return [*hung(head[0], head[1:], width), *hung(("  ", ""), ((words, "$soft"),), width)]
        return [
            *hung(head[0], head[1:], width),
            *hung(("  ", ""), (*dots, (" ", ""), (words, "$soft")), width),
        ]

    def _needed(self) -> Row | None:
        have, _, of = (self.finding.needed or "").partition(" of ")
        if not (have.isdigit() and of.isdigit()):
            return None
        return needed_dots(int(have), int(of), "$closeness" if self.pattern.positive else "$foreground")

    def needed(self, width: int) -> list[Row]:
        """How far the counting is, a dot for each that is needed."""
        dots = self._needed()
        return [] if dots is None else hung(("", ""), dots, width)

    # the parts of its page

    def heading(self, width: int) -> list[Row]:
        """The title, and the state at the right."""
        state: Row = (self.sign(), (self.state, "$soft"))
        title: Row = ((self.title, "bold"),)
        gap = width - width_of(title) - width_of(state)
        if gap >= 2:
            return [(*title, (" " * gap, ""), *state)]
        return [*hung(("", ""), title, width), *hung(state[0], state[1:], width)]

    @property
    def state(self) -> str:
        """The state in words."""
        finding = self.finding
        if self.hidden_by_quiet:
            return "hidden in quiet mode"
        name = finding_text.STATE_NAMES[finding.state]
        if finding.state == "counting":
            return one_line(finding_text.state_words(finding))
        return f"{name}, {finding_text.state_words(finding)}" if finding.state == "early_sign" else name

    def sentence(self, width: int) -> list[Row]:
        """What was counted, in a sentence, its numbers set off."""
        said = finding_text.pattern_sentence(self.finding, self.pattern, self.settings)
        words = one_line(f"{said} {finding_text.later_words(self.finding)}")
        first, *rest = _OF.split(words)
        spans: list[Span] = [(first, "")]
        for n, part in enumerate(rest):
            style = "bold" if n else f"{self.style} bold"
            spans.append((part, "") if n % 2 else (part.replace(" ", TOGETHER), style))
        return hung(("", ""), spans, width)

    def occasions(self, width: int) -> list[Row]:
        """One dot an occasion, of the numbers that were tested: these moments, and the others under them."""
        styles = (self.style, "$foreground")
        sides = zip(finding_facts.occasions(self.finding), styles, strict=False)
        return icon_array(
            [(name, k, n, style) for (name, k, n), style in sides], width, finding_facts.ICON_LEGEND
        )

    def gap(self, width: int) -> list[Row]:
        """How much more often, how sure that is, and what differed or could explain it."""
        finding = self.finding
        rows = hung(("", ""), ((finding_facts.difference_words(finding), "$soft"),), width)
        for one in finding.differed:
            words = one_line(finding_text.contrast_words(one, self.settings, self.vocabulary))
            rows += hung(("", ""), ((words, ""),), width)
        return [row for row in rows if row]

    def soon(self, found: Occasions, width: int) -> list[Row]:
        """How soon it came, a dot an occasion, after beside before; nothing where no later entry counts."""
        hours = self.pattern.window_hours
        drawn = how_soon(found.told, hours, self.style, width)
        if not drawn or not any(one.after or one.before for one in found.told):
            return []
        said = how_soon_words(found.told, hours)
        head = hung(("How soon   ", "bold"), ((said, "$soft"),), width)
        rest = not_logged_words(found.told)
        return [*head, *drawn, *(hung(("", ""), ((rest, "$soft"),), width) if rest else [])]

    def along(self, found: Occasions, width: int, chosen: int | None, hint: str = "") -> list[Row]:
        """All occasions in the order they came, the one in hand in brackets; ``hint``: how to move."""
        if not found.told:
            return []
        many = len(found.told)
        words = f"   as they came{hint}" if many > 1 else ""
        days = [date.fromordinal(_EPOCH + one.day) for one in found.told]
        return [
            *hung(("", ""), (("One by one", "bold"), (words, "$soft")), width),
            *one_by_one(found.told, days, self.style, width, chosen, one_by_one_legend(found)),
        ]

    def ring(self, codes: Sequence[Sequence[str]], width: int) -> list[Row]:
        """A pattern of acts alone as a ring; ``codes``: those of the moments behind it."""
        if not is_chain(self.pattern):
            return []
        first, then = (self._who_did(code) for code in finding_facts.chain_of(self.pattern, codes))
        k, n = self.finding.told_of[1][:2]
        noted = f"{k} of {counted(n, 'time')}" if n else "not noted yet"
        again = self.pattern.shape == "cycle"
        return ring(first, then, noted, round_again=again, width=min(width, RING_WIDTH))

    def _who_did(self, code: str) -> str:
        label = label_within(self.vocabulary, code, self.settings)
        if code.startswith("PB:"):
            return f"{person_words(PARTNER, self.settings)}: {label}"
        return f"you: {act(self.vocabulary.responses.get(code.partition(':')[2]), label)}"

    def trend(self, width: int) -> list[Row]:
        """The recent weeks and the time before as bars; nothing where either has too few."""
        finding = self.finding
        if finding.earlier is None or finding.recent is None:
            return []
        names = finding_facts.trend_names(finding)
        rates = (Rate(*finding.earlier, "$soft", first=False), Rate(*finding.recent, self.style))
        return _named_rates(list(zip(names, rates, strict=True)), width)

    def facts(self, width: int) -> list[Row]:
        """When it was noted, what else could be behind it, what is not counted, and a practice."""
        finding = self.finding
        rows: list[tuple[str, str]] = [("when", finding_text.evidence_words(finding))]
        rows.append(("after, before", finding_text.order_words(finding)))
        rows += [("keep in mind", words) for words in finding_text.confounder_words(finding)]
        rows.append(("not followed", finding_text.left_out_words(finding)))
        practice = self.vocabulary.practices[self.pattern.practice]
        if practice.shown_when_quiet or not self.quiet:
            rows.append(("try", self.vocabulary.label(practice.id, self.settings)))
        if self.pattern.of_partner and not self.pattern.positive and not self.quiet:
            rows.append(("guesses", "Its page in the Library has some, and one light question to ask."))
        lines = [
            hung((label.ljust(_LABEL), "$soft"), ((one_line(words), ""),), width)
            for label, words in rows
            if words
        ]
        return [row for line in lines for row in line]

    def evenings(self, width: int) -> list[Row]:
        """The evenings with and without, beside the moments; nothing where it is not watched."""
        count = self.check
        if count is None:
            return []
        said = " ".join(check_sentences(count, self.pattern, self.vocabulary, self.settings))
        rows: list[Row] = [((TITLE, "bold"),), *hung(("", ""), ((one_line(said), ""),), width)]
        if count.state == "counting":
            return rows
        rates = [
            ("evenings with", Rate(count.k, count.n, self.style)),
            ("the others", Rate(count.k0, count.n0, "$soft", first=False)),
        ]
        return [*rows, _BLANK, *_named_rates(rates, width)]

    def rule(self, width: int) -> list[Row]:
        """How it is counted."""
        words = one_line(finding_text.pattern_rule(self.pattern, self.vocabulary, self.settings))
        return hung(("", ""), ((words, "$soft"),), width)

    def calm(self, width: int, hint: str = "") -> list[Row]:
        """The calm line that belongs beside it, if one does; ``hint``: how to open the safety page."""
        line = self.vocabulary.calm_line(self.pattern, quiet=self.quiet)
        if not line:
            return []
        words: list[Span] = [(one_line(fill(line, self.settings)), "")]
        words += [(f"  {hint}", "$soft")] if hint else []
        rows = hung(("", ""), words, max(8, width - 2))
        return [(("┃ ", "$rule"), *row) for row in rows]

    def answer(self, width: int, *, keys: bool) -> list[Row]:
        """What the person said to it; with ``keys``, which ones answer."""
        said = one_line(finding_text.answer_words(self.finding, self.settings))
        if not said:
            asked = (
                "Does it fit? f fits, m not me, o only with one person." if keys and self.finding.n else ""
            )
            return hung(("", ""), ((asked, "$soft"),), width) if asked else []
        muted = " Hidden for 60 days." if self.finding.muted else ""
        again: list[Span] = [("  f, m or o changes your answer.", "$soft")] if keys else []
        return hung(("", ""), ((f"{said}{muted}", ""), *again), width)


def apart(blocks: Sequence[Sequence[Row]]) -> list[Row]:
    """Blocks of rows under each other with an empty row between; empty blocks are passed over."""
    found: list[Row] = []
    for block in blocks:
        if block:
            found += [_BLANK, *block] if found else block
    return found


def _named_rates(rates: Sequence[tuple[str, Rate]], width: int) -> list[Row]:
    """Rates with their names at the left, or above them where it is narrow."""
    longest = max(len(name) for name, _ in rates) + 2
    bar = min(26, width - longest - 10)
    rows: list[Row] = []
    for name, rate in rates:
        if bar < 8:
            rows += [((name, "$soft"),), rate_row(rate, max(4, width - 10))]
        else:
            rows.append((*padded(((name, "$soft"),), longest), *rate_row(rate, bar)))
    return rows
