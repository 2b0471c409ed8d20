"""Patterns as the command line prints them: drawn as in the panes, or in sentences to be read one by one."""

from collections.abc import Iterator

from companion.model.text import fill, one_line
from companion.patterns.occasions import Occasion, Occasions
from companion.review import finding_facts, finding_text
from companion.review.drawing import Row, hung
from companion.review.grammar import upper_first
from companion.review.occasion_text import OccasionText
from companion.review.pattern_drawing import MOST, how_soon_words, not_logged_words
from companion.review.pattern_page import PatternPage, apart

_INDENT = ("  ", "")


def told_rows(page: PatternPage, width: int) -> list[Row]:
    """A pattern with something to tell, in a list: both rates as bars, and sentences around them."""
    finding, room = page.finding, width - 2
    around = [finding_facts.difference_words(finding), *finding_text.counts_words(finding)]
    around.append(finding_text.evidence_words(finding))
    if finding.state in ("early_sign", "easing", "growing"):
        state = upper_first(finding_text.STATE_NAMES[finding.state])
        around.insert(0, f"{state}: {finding_text.state_words(finding)}.")
    around += [finding_text.contrast_words(one, page.settings, page.vocabulary) for one in finding.differed]
    around += finding_text.confounder_words(finding)
    around.append(finding_text.left_out_words(finding))
    words = one_line(" ".join(part for part in around if part))
    blocks = [
        page.row(width),
        _indented(page.sentence(room)),
        hung(_INDENT, ((words, "$soft"),), width),
        _indented(page.calm(room)),
        _indented(page.answer(room, keys=False)),
    ]
    return [row for block in blocks for row in block]


def whole_rows(page: PatternPage, found: Occasions, text: OccasionText, width: int) -> list[Row]:
    """All there is to say of one pattern: a dot an occasion, how soon, and every one of them in its order."""
    if page.hidden_by_quiet:
        return apart([page.heading(width), page.rule(width), page.calm(width)])
    waits = page.finding.state == "counting"
    drawn = [page.needed(width)] if waits else [page.occasions(width), page.gap(width)]
    drawn += [page.ring((), width), page.soon(found, width), page.along(found, width, None)]
    pairs = [row for one in found.told[-MOST:] for row in text.rows(one, width)]
    below = [[] if waits else page.trend(width), page.facts(width), page.evenings(width), page.rule(width)]
    return apart(
        [
            page.heading(width),
            page.sentence(width),
            *drawn,
            pairs,
            *_others(found, text, width),
            *below,
            page.calm(width),
            page.answer(width, keys=False),
        ]
    )


def _others(found: Occasions, text: OccasionText, width: int) -> Iterator[list[Row]]:
    for heading, some, left_out in _beside(found):
        rows = [row for one in some[-MOST:] for row in text.rows(one, width, left_out=left_out)]
        yield [((heading, "bold"),), *rows]


def _beside(found: Occasions) -> Iterator[tuple[str, tuple[Occasion, ...], bool]]:
    """The occasions outside the count, under a heading each."""
    if found.left_out:
        yield "Could not be followed", found.left_out, True
    if found.others and found.kind in ("same_moment", "window"):
        yield "At other times", found.others, False


def told_lines(page: PatternPage) -> Iterator[str]:
    """A pattern in sentences with counts, without drawings: its name and state first."""
    finding = page.finding
    yield f"{page.title}: {page.state}."
    if page.hidden:
        return
    yield one_line(finding_text.pattern_sentence(finding, page.pattern, page.settings))
    yield finding_text.later_words(finding)
    if finding.state != "counting":
        yield finding_facts.difference_words(finding)
        if finding.state in ("easing", "growing"):
            yield f"{one_line(finding_text.state_words(finding))}."
    yield from (one_line(words) for words in finding_text.counts_words(finding))
    yield finding_text.evidence_words(finding)
    for one in finding.differed:
        yield one_line(finding_text.contrast_words(one, page.settings, page.vocabulary))
    yield from finding_text.confounder_words(finding)
    yield finding_text.left_out_words(finding)
    yield one_line(fill(page.vocabulary.calm_line(page.pattern, quiet=page.quiet), page.settings))
    yield one_line(finding_text.answer_words(finding, page.settings))


def whole_lines(page: PatternPage, found: Occasions, text: OccasionText) -> Iterator[str]:
    """One pattern in sentences: as :func:`told_lines`, then how soon, and every occasion in its order."""
    yield from told_lines(page)
    if page.hidden_by_quiet:
        return
    if found.told and (soon := how_soon_words(found.told, page.pattern.window_hours)):
        yield f"How soon: {soon}."
        yield not_logged_words(found.told)
    if found.told:
        yield "One by one, as they came:"
    for number, one in enumerate(found.told, 1):
        yield f"{number}. {'Counted' if one.counted else 'Not counted'}: {text.said(one)}"
    for heading, some, left_out in _beside(found):
        yield f"{heading}:"
        for one in some:
            yield text.said(one, left_out=left_out)
    yield one_line(finding_text.pattern_rule(page.pattern, page.vocabulary, page.settings))


def _indented(rows: list[Row]) -> list[Row]:
    return [(_INDENT, *row) for row in rows]
