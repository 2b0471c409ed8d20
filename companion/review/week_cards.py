"""A pattern in a week's letter: its name and state, and its two bars with both counts."""

from companion.model.text import one_line
from companion.review.drawing import Row, width_of
from companion.review.finding_text import STATE_NAMES, STATE_SIGNS
from companion.review.text_charts import line_bar
from companion.review.week_parts import PatternCard

BAR = 26
"""Cells of a bar, where there are so many."""
_INDENT = "  "
_LEAST_BAR = 6
_COUNT = len("10 of 20")


def style_of(card: PatternCard) -> str:
    """Cool for distance, warm for closeness, and the plain ink for everything else."""
    return "$distance" if card.distancing else "$closeness" if card.positive else "$foreground"


def card_heading(card: PatternCard, width: int) -> list[Row]:
    """``● Pulling back after closeness  clear so far``; the state in a row of its own if need be."""
    name: Row = ((f"{STATE_SIGNS[card.state]} ", style_of(card)), (one_line(card.title), "bold"))
    state = (f"{_INDENT}{STATE_NAMES[card.state]}", "$soft")
    return [(*name, state)] if width_of((*name, state)) <= width else [name, (state,)]


def more_on_state(card: PatternCard) -> str:
    """The words of a state that its bars do not say; of one that is clear, none."""
    return "" if card.state == "holds_up" else card.state_words


def card_bars(card: PatternCard, width: int, *, named: bool = True) -> list[Row]:
    """The pattern's own moments and, below them, the others: bars of the same length, counts at their right.

    named: what each is called follows, where ``width`` cells have room for it. The second bar is left out
    where there is nothing to compare with.
    """
    shares = [(card.here, style_of(card), "bold"), (card.elsewhere, "$soft", "$soft")]
    shares = [share for share in shares if share[0][1]] or shares[:1]
    counts = [f"{k} of {n}" for (k, n), _, _ in shares]
    room = max(_COUNT, *map(len, counts))
    cells = max(_LEAST_BAR, min(BAR, width - len(_INDENT) - 2 - room))
    rows: list[Row] = []
    for ((k, n), style, count_style), count, name in zip(shares, counts, card.compared, strict=False):
        heavy, light = line_bar(k, n, cells)
        row: Row = (
            (_INDENT, ""),
            (heavy, style),
            (light, "$track"),
            (f"  {count:>{room}}", count_style),
        )
        longer: Row = (*row, (f"  {name}", "$soft"))
        rows.append(longer if named and width_of(longer) <= width else row)
    return rows
