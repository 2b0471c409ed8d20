"""A pattern drawn: both rates as bars, a dot an occasion, how soon it came, and all occasions in their order.

Plain functions that give the rows of :mod:`companion.review.drawing`; every row of one drawing is as wide as
the others. What an occasion holds is drawn in :mod:`companion.review.occasion_text`.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from companion.patterns.occasions import Occasion, Occasions
from companion.review.drawing import Row, Span, even, hung, merged, padded, width_of
from companion.review.text_charts import DOT, HOLLOW, filled, line_bar, per_dot

LATER = "•"
"""An occasion after which it came, but later than what is counted."""
NO_ANSWER = "·"
"""An occasion for which nothing was noted, which is not a no."""

PER_ROW = 20
"""Dots in a row."""
CELL = 3
"""Cells of an occasion in a row of all of them."""
MOST = 120
"""Occasions that are drawn one by one, the latest."""

FIGURES = len("10 of 19")
"""Cells that a rate in figures takes at least."""

_BINS = 12
_TALL = 3


class Rate(NamedTuple):
    """``k`` of ``n``, the style of its bar, and whether it is the one to look at first."""

    k: int
    n: int
    style: str
    first: bool = True


def rate_row(rate: Rate, bar: int, figures: int = FIGURES) -> Row:
    """A bar of ``bar`` cells, and ``13 of 19`` to its right, ``figures`` cells wide."""
    heavy, light = line_bar(rate.k, rate.n, bar)
    words = f"{rate.k} of {rate.n}".rjust(figures)
    return ((heavy, rate.style), (light, "$track"), (" ", ""), (words, "bold" if rate.first else "$soft"))


def two_lines(
    head: Sequence[Span],
    below: Sequence[Span],
    rates: Sequence[Rate],
    width: int,
    bar: int,
    figures: int = FIGURES,
) -> list[Row]:
    """What a list shows of a pattern: its name and its rate, what else there is to say and the other rate.

    ``head`` and ``below`` begin with a sign, or with as much room; a name that is too long goes on below.
    Where there is one rate only it stands beside the name.
    """
    figures = max([figures, *(len(f"{rate.k} of {rate.n}") for rate in rates)])
    room = max(16, width - bar - figures - 2)
    lines = [*hung(head[0], head[1:], room), *(hung(below[0], below[1:], room) if below else ())]
    places = {0: 0, len(lines) - 1: 1} if len(rates) > 1 else {0: 0}
    rows = []
    for n, line in enumerate(lines):
        beside = rate_row(rates[places[n]], bar, figures) if n in places and rates else ()
        rows.append(padded((*padded(line, room), (" ", ""), *beside), width))
    return rows


def needed_dots(have: int, of: int, style: str) -> Row:
    """How far the counting is, a dot for each that is needed."""
    done = min(have, of)
    return ((DOT * done, style), (HOLLOW * (of - done), "$soft"))


def icon_array(sides: Sequence[tuple[str, int, int, str]], width: int, legend: str = "") -> list[Row]:
    """One dot an occasion, PER_ROW in a row, filled first: (what they are called, k, n, style) a side.

    Names stand left of the dots where there is room, else above. ``legend``: what the dots say, in a line of
    its own above the first ones. Above
    :data:`companion.review.text_charts.MOST_DOTS` a dot stands for several and says so.
    """
    label = max((len(name) for name, _, _, _ in sides), default=0) + 2
    above = label + 2 * PER_ROW - 1 > width
    label = 0 if above else label
    room = max(5, min(PER_ROW, (width - label + 1) // 2))
    rows: list[Row] = hung((" " * label, ""), ((legend, "$soft"),), width) if legend else []
    for place, (name, k, n, style) in enumerate(sides):
        each = per_dot(n)
        dots = -(-n // each)
        done = filled(k, n, dots)
        figures: tuple[Span, ...] = ((f"{k} of {n}", "bold"),)
        if each > 1:
            figures = (*figures, (f"  a dot stands for {each}", "$soft"))
        if place:
            rows.append(())
        if above:
            rows.append(((f"{name}  ", "$soft"), *figures))
        for start in range(0, dots, room):
            row: list[Span] = [(("" if start or above else name).ljust(label), "$soft")]
            marks = [(DOT, style)] * max(0, min(done - start, room))
            marks += [(HOLLOW, "$soft")] * (min(dots - start, room) - len(marks))
            row += [(f"{' ' if n else ''}{mark}", one) for n, (mark, one) in enumerate(marks)]
            rows.append(merged(row))
        if not above and each > 1:
            rows.append(((" " * label, ""), *figures))
    return even(rows, width)


def how_soon(occasions: Sequence[Occasion], hours: int, style: str, width: int) -> list[Row]:
    """A dot an occasion over the hours before and after, in bins of a twelfth of the window: before in soft,
    after in ``style``, in the same entry three abreast between two lines. A full bin has a figure.

    ``hours``: how long the window is; nothing is drawn of one without later entries.
    """
    if not hours:
        return []
    cell = 2 if width >= 2 * 2 * _BINS + 5 else 1
    side = cell * _BINS
    before = [0] * _BINS
    after = [0] * _BINS
    within = 0
    for one in occasions:
        if one.before is not None and one.before.hours is not None:
            before[_BINS - 1 - _bin(one.before.hours, hours)] += 1
        if one.after and one.after[0].hours is None:
            within += 1
        elif one.after and one.after[0].hours is not None:
            after[_bin(one.after[0].hours, hours)] += 1
    tall = max([1, *(n for n in (*before, *after) if n <= _TALL), -(-within // 3) if within <= 9 else 1])
    rows: list[Row] = []
    for level in reversed(range(tall)):
        row: list[Span] = [(_mark(n, level, cell), "$soft") for n in before]
        row += [("│", "$rule"), (_abreast(within, level), style), ("│", "$rule")]
        row += [(_mark(n, level, cell), style) for n in after]
        rows.append(merged(row))
    # Figures may be wider than a bin of one cell; they stand on the lowest level alone.
    return even([*rows, *_axis(hours, side, cell, width)], max(2 * side + 5, min(width, 2 * side + 9)))


def _bin(hours: float, window: int) -> int:
    return min(_BINS - 1, max(0, int(hours * _BINS / window - 1e-9)))


def _mark(n: int, level: int, cell: int) -> str:
    if n > _TALL:
        return (str(n) if not level and len(str(n)) <= cell else "+" if not level else "").ljust(cell)
    return (DOT if n > level else "").ljust(cell)


def _abreast(n: int, level: int) -> str:
    if n > 9:
        return ("" if level else str(n) if n < 1000 else "…").center(3)
    return (DOT * max(0, min(3, n - 3 * level))).ljust(3)


def _axis(hours: int, side: int, cell: int, width: int) -> list[Row]:
    half = side // 2
    line = list("─" * (2 * side + 5))
    for place in (0, half, side + 4 + half, 2 * side + 4):
        line[place] = "┬"
    for place in (side, side + 4):
        line[place] = "┴"
    words = [" "] * max(len(line), min(width, len(line) + 4))
    middle = "the moment"
    ends = (f"{hours} h before", f"{hours} h after") if cell > 1 else (f"{hours} h", f"{hours} h")
    _put(words, 0, ends[0])
    _put(words, len(words) - len(ends[1]), ends[1])
    _put(words, side + 2 - len(middle) // 2, middle)
    if cell > 1:
        for place in (half, side + 3 + half):
            _put(words, place - (place > side), f"{hours // 2} h")
    text = "".join(words)
    start = text.index(middle) if middle in text else -1
    if start < 0:
        return [(("".join(line), "$rule"),), ((text, "$soft"),)]
    end = start + len(middle)
    labels: Row = ((text[:start], "$soft"), (middle, ""), (text[end:], "$soft"))
    return [(("".join(line), "$rule"),), labels]


def _put(cells: list[str], place: int, words: str) -> None:
    """Write ``words`` where there is room for them and a blank on either side."""
    end = place + len(words)
    if place >= 0 and end <= len(cells) and not "".join(cells[max(0, place - 1) : end + 1]).strip():
        cells[place:end] = words


def how_soon_words(occasions: Sequence[Occasion], hours: int) -> str:
    """``9 in the same entry, 4 later, 1 before``; how often the days were not logged stands behind it."""
    within = sum(bool(one.after) and one.after[0].hours is None for one in occasions)
    later = sum(bool(one.after) and one.after[0].hours is not None for one in occasions)
    before = sum(one.before is not None for one in occasions)
    return f"{within} in the same entry, {later} later, {before} before" if hours else ""


def not_logged_words(occasions: Sequence[Occasion]) -> str:
    """How often the days on either side were not all logged, so that less of them could be looked at; empty
    where they were.
    """
    sides = (
        ("before", sum(not one.whole_before for one in occasions)),
        ("after", sum(not one.whole_after for one in occasions)),
    )
    parts = [f"{name} {n}" for name, n in sides if n]
    return f"There were days without entries {' and '.join(parts)} of these times." if parts else ""


def sign_of(one: Occasion) -> str:
    """Counted, later than counted, not noted, or no answer at all."""
    if one.counted:
        return DOT
    if one.after:
        return LATER
    return HOLLOW if one.answered else NO_ANSWER


def sign_style(one: Occasion, style: str) -> str:
    """The style that goes with the sign: the pattern's own where something followed."""
    return style if one.counted or one.after else "$soft"


def one_by_one(
    occasions: Sequence[Occasion],
    days: Sequence[date],
    style: str,
    width: int,
    chosen: int | None = None,
    legend: str = "",
) -> list[Row]:
    """All occasions in the order they came, CELL cells each, with the months below; the latest MOST of them.

    ``days``: the local day of each. ``chosen``: the number of the one in hand, in brackets. ``legend``: after
    the last month, or below where there is no room.
    """
    first = max(0, len(occasions) - MOST)
    per_row = max(4, width // CELL)
    rows: list[Row] = []
    month: tuple[int, int] | None = None
    for start in range(first, len(occasions), per_row):
        here = range(start, min(start + per_row, len(occasions)))
        cells: list[Span] = []
        names = [" "] * (per_row * CELL)
        for place, n in enumerate(here):
            sign = sign_of(occasions[n])
            if n == chosen:
                cells += [("[", "bold"), (sign, "bold"), ("]", "bold")]
            else:
                cells.append((f" {sign} ", sign_style(occasions[n], style)))
            if (days[n].year, days[n].month) != month:
                month = days[n].year, days[n].month
                _put(names, place * CELL + 1, f"{days[n]:%b}")
        rows.append(tuple(cells))
        rows.append((("".join(names).rstrip(), "$soft"),))
    if legend and rows:
        beside = (*rows[-1], ("   ", ""), (legend, "$soft"))
        if width_of(beside) <= width:
            rows[-1] = beside
        else:
            rows += hung(("", ""), ((legend, "$soft"),), width)
    return even(rows, max(width, per_row * CELL))


def one_by_one_legend(found: Occasions) -> str:
    """What the signs say that a row of dots alone has not, of those that are in it."""
    later = "only in a later entry" if found.kind == "same_moment" else "later than is counted"
    words = {LATER: later, NO_ANSWER: "nothing was noted"}
    here = {sign_of(one) for one in found.told}
    return "   ".join(f"{sign} {said}" for sign, said in words.items() if sign in here)
