"""A pattern as it is shown: its row in a list, and its page with bars, trend and ring."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from companion.model.records import Settings
from companion.model.text import fill, one_line
from companion.model.vocabulary import Pattern, Vocabulary
from companion.patterns.evening_checks import CheckCount
from companion.patterns.findings import Finding
from companion.review import finding_facts, finding_text, text_charts
from companion.review.check_text import TITLE, check_sentences
from companion.tui.widgets.chart_widget import paragraphs
from companion.tui.widgets.charts import BarRow, bars
from companion.tui.widgets.hanging_indent import HangingIndent
from companion.tui.widgets.ring import WIDTH as RING_WIDTH
from companion.tui.widgets.ring import ring

STANDING_OUT = ("holds_up", "growing", "easing", "early_sign")
"""The states in which a pattern stands out, in the order in which a person wants to see them."""

ROOMY = 58
"""Cells from which on the dots for occasions stand apart; with fewer, twice as many are in a row."""

_SMALLER: dict[str, Any] = {"per_row": 40, "between": ""}

LABEL = 13
"""Cells for the words to the left on a pattern's page."""


def is_chain(pattern: Pattern) -> bool:
    """Whether it goes from an act to an act, and so can be drawn as a ring."""
    return pattern.shape == "cycle" or all(code.startswith(("R:", "PB:")) for code in pattern.antecedents)


@dataclass(frozen=True)
class PatternView:
    """Draws one finding in the words of a vocabulary and a journal's settings. Pure but for the drawing."""

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
    def rests(self) -> bool:
        """Whether it is shown quietly: said not to fit, or not one of the good ones in quiet mode."""
        return self.finding.muted or (self.quiet and not self.pattern.shown_when_quiet)

    @property
    def stands_out(self) -> bool:
        """Whether it is set off from the others: a state that says something, and it does not rest."""
        return self.finding.state in STANDING_OUT and not self.rests

    @property
    def style(self) -> str:
        """Cool for distance, warm for closeness, and the plain ink for everything else."""
        return (
            "$distance"
            if self.pattern.distancing
            else "$closeness"
            if self.pattern.positive
            else "$foreground"
        )

    def sign(self) -> Content:
        """The sign of the state; coloured only where the pattern stands out."""
        sign = finding_text.STATE_SIGNS.get(self.finding.state, "·")
        return Content.styled(f"{sign} ", self.style if self.stands_out else "$soft")

    def state(self) -> str:
        """The state in words."""
        words = one_line(finding_text.state_words(self.finding))
        return f"{finding_text.STATE_NAMES[self.finding.state]}: {words}" if self.stands_out else words

    def row(self, width: int) -> Content:
        """Sign, title and state: on one line where there is room for all rows to be so, else on two."""
        finding = self.finding
        title = Content.styled(self.title, "bold" if self.stands_out else "")
        words = self.state()
        if self.stands_out:
            k, n, _, _ = finding.told_of[1]
            words = f"{finding_text.STATE_NAMES[finding.state]}, {k} of {n}"
        if width >= 70:
            room = width - 2 - title.cell_length - len(words)
            return Content.assemble(self.sign(), title, " " * max(2, room), (words, "$soft"))
        rows = [(self.sign(), title), (Content(""), Content.styled(words, "$soft"))]
        return HangingIndent(rows, 2).laid_out(width)

    def occasions(self, width: int) -> Content:
        """One dot an occasion, of the numbers that were tested: these moments, and the others under them."""
        lines = []
        for (name, k, n), style in zip(
            finding_facts.occasions(self.finding), (self.style, "$foreground"), strict=False
        ):
            lines.append(Content.assemble((f"{name}  ", "$soft"), (f"{k} of {n}", "bold")))
            rows = text_charts.icon_rows(k, n, **({} if width >= ROOMY else _SMALLER))
            lines += [_dots(row, style) for row in rows]
        legend = finding_facts.icon_legend(self.finding)
        return Content("\n").join([*lines, Content.styled(legend, "$soft")])

    def how_soon(self, width: int) -> Content:
        """How soon it came, after beside before: a dot a time, and the counts in a sentence."""
        delays = finding_facts.delay_profile(self.finding)
        if not delays:
            return Content("")
        heads, *rows = text_charts.pair_rows(delays, ("after", "before"), width)
        words = one_line(finding_text.order_words(self.finding))
        lines = [HangingIndent([(Content.styled("how soon", "$soft"), words)], LABEL + 2).laid_out(width)]
        lines.append(Content.styled(heads, "$soft"))
        before = heads.index("before")
        lines += [_dots(row[:before], self.style) + _dots(row[before:], "$soft") for row in rows]
        return Content("\n").join(lines)

    def sentence(self) -> Content:
        """What was counted, in a sentence."""
        return Content(one_line(finding_text.pattern_sentence(self.finding, self.pattern, self.settings)))

    def page(self, width: int, codes: Sequence[Sequence[str]] = ()) -> Content:
        """All there is to say, sentences first. ``codes``: those of the moments behind a chain."""
        finding = self.finding
        counting = finding.state == "counting"
        blocks = [
            Content.assemble((self.title, "bold"), "\n", self.sign(), (self.state(), "$soft")),
        ]
        blocks.append(self.sentence())
        blocks.append(_progress(finding) if counting else self.occasions(width))
        if not counting:
            blocks.append(Content(finding_facts.difference_words(finding)))
            blocks.append(self.how_soon(width))
        if is_chain(self.pattern):
            blocks.append(self._ring(min(width, RING_WIDTH), codes))
        if not counting:
            blocks.append(self._trend(width))
        blocks.append(self._facts(width))
        blocks.append(self._check(width))
        if counting:
            rule = one_line(finding_text.pattern_rule(self.pattern, self.vocabulary, self.settings))
            blocks.append(Content.styled(rule, "$soft"))
        if line := self.vocabulary.calm_line(self.pattern, quiet=self.quiet):
            calm = one_line(fill(line, self.settings))
            blocks.append(
                HangingIndent(
                    [
                        (
                            Content.styled("┃ ", "$rule"),
                            Content.assemble((calm, "italic"), ("  F2 opens it.", "$soft")),
                        )
                    ],
                    2,
                ).laid_out(width)
            )
        blocks.append(self._answer())
        return paragraphs(blocks)

    def _facts(self, width: int) -> Content:
        finding = self.finding
        rows: list[tuple[str, str]] = [("where", finding_text.evidence_words(finding))]
        rows += [
            ("what differed" if n == 0 else "", finding_text.contrast_words(one, self.settings))
            for n, one in enumerate(finding.differed)
        ]
        rows += [("or else", words) for words in finding_text.confounder_words(finding)]
        rows.append(("left out", finding_text.left_out_words(finding)))
        if not (self.quiet and self.vocabulary.practices[self.pattern.practice].hidden_when_quiet):
            rows.append(("a practice", self.vocabulary.label(self.pattern.practice, self.settings)))
        if self.pattern.of_partner and not self.pattern.positive and not self.quiet:
            rows.append(("guesses", "Its page in the Library has some, and one light question to ask."))
        return HangingIndent(
            [(Content.styled(label, "$soft"), one_line(words)) for label, words in rows if words], LABEL + 2
        ).laid_out(width)

    def _check(self, width: int) -> Content:
        """The evenings with and without, beside the moments."""
        count = self.check
        if count is None:
            return Content("")
        sentences = check_sentences(count, self.pattern, self.vocabulary, self.settings)
        told = Content.assemble((f"{TITLE}\n", "$closeness"), one_line(" ".join(sentences)))
        if count.state == "counting":
            return told
        rows = [BarRow("evenings with", count.k, count.n, self.style)]
        rows.append(BarRow("the others", count.k0, count.n0, "$soft"))
        return Content.assemble(told, "\n\n", bars(rows, width))

    def _trend(self, width: int) -> Content:
        finding = self.finding
        if finding.earlier is None or finding.recent is None:
            return Content("")
        before, lately = finding_facts.trend_names(finding)
        return bars(
            [
                BarRow(before, *finding.earlier, "$soft"),
                BarRow(lately, *finding.recent, self.style),
            ],
            width,
        )

    def _ring(self, width: int, codes: Sequence[Sequence[str]]) -> Content:
        finding = self.finding
        first, then = (self._who_did(code) for code in finding_facts.chain_of(self.pattern, codes))
        noted = f"{finding.k} of {finding.n} times" if finding.n else "not noted so far"
        return ring(first, then, noted, round_again=self.pattern.shape == "cycle", width=width)

    def _who_did(self, code: str) -> str:
        who = fill("{partner}", self.settings) if code.startswith("PB:") else "you"
        return f"{who}: {self.vocabulary.label(code, self.settings)}"

    def _answer(self) -> Content:
        said = one_line(finding_text.answer_words(self.finding, self.settings))
        if not said and not self.finding.n:
            return Content("")
        if not said:
            return Content.styled("Does it fit? f fits, m not me, o only with someone.", "$soft")
        rests = " It rests for 60 days." if self.finding.muted else ""
        return Content.assemble(said, rests, ("  f, m or o changes your answer.", "$soft"))


def _dots(row: str, style: str) -> Content:
    """A row of a chart with its filled dots in colour and the hollow ones soft."""
    styles = {text_charts.DOT: style, text_charts.HOLLOW: "$soft"}
    return Content.assemble(*((cell, styles.get(cell, "$foreground")) for cell in row))


def _progress(finding: Finding) -> Content:
    """How far the counting is, a dot for each that is needed."""
    have, _, of = (finding.needed or "").partition(" of ")
    if not (have.isdigit() and of.isdigit()):
        return Content("")
    done, all_of_them = min(int(have), int(of)), int(of)
    return Content.assemble(("● " * done, "$foreground"), ("○ " * (all_of_them - done), "$soft"))
