"""The rows of the list of patterns: groups in the order in which a person wants to see them."""

from collections.abc import Iterator, Mapping

from textual.content import Content
from textual.widgets.option_list import Option

from companion.review.grammar import counted
from companion.review.measure_parts import MeasureText
from companion.review.measures_text import TITLE
from companion.review.pattern_drawing import FIGURES
from companion.review.pattern_groups import GOES_WELL, QUIETLY
from companion.review.pattern_page import PatternPage
from companion.tui.drawn import content
from companion.tui.widgets.measure_view import measure_row

OWN = "+ own"
"""The id of the row that leads to a pattern of one's own."""

_EMPTY = "Each pattern needs about six moments of its kind. One word logged in Today counts as one."


def list_options(
    groups: Mapping[str, list[PatternPage]], beside: Mapping[str, MeasureText], width: int
) -> list[Option]:
    """The rows of ``width`` cells, headings among them; what is counted beside the patterns after what goes
    well, and a pattern of one's own at the end.
    """
    options: list[Option] = []
    every = [page for pages in groups.values() for page in pages]
    if every and not any(page.finding.n for page in every):
        options.append(Option(Content.styled(_EMPTY, "$soft"), disabled=True))
    figures = max(
        [FIGURES, *(len(f"{rate.k} of {rate.n}") for page in every if not page.hidden for rate in page.rates)]
    )
    for name, pages in groups.items():
        shown = [page for page in pages if not page.hidden_by_quiet]
        if shown:
            options.append(_heading(name, first=not options))
        options += [Option(content(page.row(width, figures)), id=page.pattern.id) for page in shown]
        if name == GOES_WELL:
            options += _beside_rows(beside, width, figures, first=not options)
    if held_back := sum(page.hidden_by_quiet for page in every):
        words = Content.styled(f"{counted(held_back, 'pattern')} hidden in quiet mode", "$soft")
        options.append(Option(Content("\n") + words if options else words, disabled=True))
    room = [Option("", disabled=True)] if options else []
    return [*options, *room, Option(Content.styled("+ A pattern of your own", "$soft"), id=OWN)]


def _heading(name: str, *, first: bool) -> Option:
    words = Content.styled(name, "$soft" if name in QUIETLY else "$closeness")
    return Option(words if first else Content("\n") + words, disabled=True)


def _beside_rows(
    beside: Mapping[str, MeasureText], width: int, figures: int, *, first: bool
) -> Iterator[Option]:
    """What is counted beside the patterns, under a heading of its own."""
    if beside:
        yield _heading(TITLE, first=first)
    for measure in beside.values():
        yield Option(content(measure_row(measure, width, figures)), id=measure.id)
