"""The groups that patterns are shown in, in the order in which a person wants to see them."""

from collections.abc import Iterable

from companion.review.pattern_page import STANDING_OUT, PatternPage

WORTH_A_LOOK = "Worth a look"
GOES_WELL = "What goes well"
TOO_EARLY = "Too early to say"
NO_DIFFERENCE = "No difference so far"
HIDDEN = "Hidden for now"
HIDDEN_IN_QUIET = "Hidden in quiet mode"
"""Where all but the good patterns stand in quiet mode: no count about pulling back belongs beside fear."""

QUIETLY = (HIDDEN, HIDDEN_IN_QUIET)
"""Groups whose headings are set back."""


def grouped(pages: Iterable[PatternPage]) -> dict[str, list[PatternPage]]:
    """Every pattern in its group; the groups in their order, some of them empty."""
    groups: dict[str, list[PatternPage]] = {
        name: [] for name in (WORTH_A_LOOK, GOES_WELL, TOO_EARLY, NO_DIFFERENCE, HIDDEN, HIDDEN_IN_QUIET)
    }
    for page in pages:
        groups[_group_of(page)].append(page)
    for name in (WORTH_A_LOOK, GOES_WELL):
        groups[name].sort(key=_surest_first)
    return groups


def _group_of(page: PatternPage) -> str:
    if page.finding.muted:
        return HIDDEN
    if page.hidden_by_quiet:
        return HIDDEN_IN_QUIET
    if page.pattern.positive:
        return GOES_WELL
    if page.stands_out:
        return WORTH_A_LOOK
    return TOO_EARLY if page.finding.state == "counting" else NO_DIFFERENCE


def _surest_first(page: PatternPage) -> int:
    state = page.finding.state
    return STANDING_OUT.index(state) if state in STANDING_OUT else len(STANDING_OUT)
