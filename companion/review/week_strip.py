"""A week as one strip: seven days side by side, how close each was, what was felt, how much was logged.

Rows of spans, as :mod:`companion.review.drawing` says. A day without an entry is empty in all rows; nothing
is joined. In quiet mode the strip has no closeness: a day shows that it was logged, or nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len

from companion.model.date_format import day_words, weekday_name
from companion.model.day_summary import SCALE
from companion.model.entry_facts import CLOSENESS_WORDS
from companion.model.text import one_line
from companion.review.closeness_steps import NOT_RATED, colour_of, name_of, sign_of, step_of
from companion.review.drawing import Row, Span, beside, cut
from companion.review.text_charts import LIGHT, column_above, column_below
from companion.review.week_parts import DAYS, Day, Week

GUTTER = 8
"""Cells for the words to the left of the days."""
MOST_CELL = 14
"""Cells that a day takes at most."""
_WIDE_CELL = 12
"""From so many cells a day on the columns of closeness have three rows above the line instead of two."""
_LEAST_CELL = 10
"""With fewer cells a day the words on the left give way to the days."""
_LEAST_FOR_WORDS = 7
"""With fewer cells a day no feeling is named."""
_BLOCK = 4
"""Cells that a column of closeness is wide."""
_BEFORE_CELL = 3
_BEFORE_ROWS = 3
_BEFORE_GAP = 3
BEFORE_WIDTH = 2 * DAYS * _BEFORE_CELL + _BEFORE_GAP
"""Cells that the four weeks before take, two by two."""

_CHOSEN = "on $block-cursor-blurred-background"
ENTRY = "•"


class _Place(NamedTuple):
    """Where the days stand: cells before the first, cells a day, rows of closeness that fill the scale."""

    gutter: int
    cell: int
    rows: int


def _place(width: int) -> _Place:
    cell = (width - GUTTER) // DAYS
    if cell < _LEAST_CELL:
        return _Place(0, max(4, min(_LEAST_CELL, width // DAYS)), 2)
    return _Place(GUTTER, min(MOST_CELL, cell), 3 if cell >= _WIDE_CELL else 2)


def strip_width(width: int) -> int:
    """The cells that the strip takes of ``width``."""
    place = _place(width)
    return place.gutter + DAYS * place.cell


def day_at(x: int, width: int) -> int | None:
    """The number of the day, 0 to 6, that stands ``x`` cells from the left of a strip drawn in ``width``."""
    place = _place(width)
    number = (x - place.gutter) // place.cell
    return number if 0 <= number < DAYS else None


def strip(week: Week, width: int, *, today: date | None = None, chosen: int | None = None) -> list[Row]:
    """The seven days in ``width`` cells, at least 28; all rows equally wide.

    today: its name is bold. chosen: the number of the day under the cursor.
    """
    place = _place(width)
    rows = [_day_names(week, place, today, chosen)]
    values = [None if week.quiet else day.level for day in week.days]
    if any(value is not None for value in values):
        rows += _columns(values, place, _rows_needed(values, place.rows), chosen)
    if week.entries:
        rows.append(_row("", [_figure(day, week.quiet) for day in week.days], place, chosen))
    if place.cell >= _LEAST_FOR_WORDS and any(day.strongest for day in week.days):
        # The figures beside the words are strengths; the label says out of how much.
        strengths = any(day.strongest and day.strongest.strength for day in week.days)
        label = "felt/10" if strengths else "felt"
        rows.append(_row(label, _feelings(week.days, place.cell), place, chosen))
    if week.entries:
        rows.append(_row("entries", [_entries(day, place.cell) for day in week.days], place, chosen))
    return rows


def _day_names(week: Week, place: _Place, today: date | None, chosen: int | None) -> Row:
    cells: list[Span] = []
    for n, day in enumerate(week.days):
        name = weekday_name(day.day)[:2]
        if place.cell > _LEAST_FOR_WORDS:
            name += f" {day.day.day}"
        if n == chosen:
            cells.append((f"[{name}]", "$closeness bold"))
        else:
            cells.append((name, "$foreground bold" if day.day == today else "$soft"))
    return _row("", cells, place, chosen)


def _rows_needed(values: Sequence[float | None], scale_rows: int) -> tuple[int, int]:
    """Rows above and below the line: the whole scale above for any day that was close, below no more than
    the farthest day reaches.
    """
    known = [value for value in values if value is not None]
    down = [column_below(value, SCALE, scale_rows) for value in known]
    below = max((sum(cell != " " for cell in column) for column in down), default=0)
    return scale_rows if any(value > 0 for value in known) else 0, below


def _columns(
    values: Sequence[float | None], place: _Place, rows: tuple[int, int], chosen: int | None
) -> list[Row]:
    """Columns of closeness on either side of a line, in the colours of the days' steps."""
    above, below = rows
    block = max(1, min(_BLOCK, place.cell - 1))
    styles = ["" if value is None else f"$step-{name_of(step_of(value))}" for value in values]
    up = [column_above(value or 0.0, SCALE, place.rows)[place.rows - above :] for value in values]
    down = [column_below(value or 0.0, SCALE, place.rows)[:below] for value in values]

    def row(label: str, cells: Iterable[str]) -> Row:
        spans = [
            (cell * block if cell != " " else "", style) for cell, style in zip(cells, styles, strict=True)
        ]
        return _row(label, spans, place, chosen)

    return [
        *(row("" if n else "close", cells) for n, cells in enumerate(islice(zip(*up, strict=True), above))),
        _row("", [("", "")] * len(values), place, chosen, filler=(LIGHT, "$track")),
        *(row("distant" if n == below - 1 else "", cells) for n, cells in enumerate(zip(*down, strict=True))),
    ]


def _figure(day: Day, quiet: bool) -> Span:
    """The sign of a day and how close it was in whole points: ``» +2``."""
    if not day.entries:
        return ("", "")
    if day.level is None or quiet:
        return (NOT_RATED, "$soft")
    step = step_of(day.level)
    return (f"{sign_of(step)} {_signed(step):>2}", colour_of(step))


def _signed(step: int) -> str:
    """``+2``, ``0``, ``−1`` with the sign that is as wide as the plus."""
    return f"{step:+d}".replace("-", "−") if step else "0"


def _feelings(days: Sequence[Day], cell: int) -> list[Span]:
    """The strongest feeling of each day, with its strength where there is room; no word touches the next."""
    spans: list[Span] = []
    end = -1
    for n, day in enumerate(days):
        if day.strongest is None:
            spans.append(("", ""))
            continue
        word, strength, valence = day.strongest
        word = one_line(word)
        told = f"{word} {strength}" if strength else word
        for text in (told, word, cut(word, cell - 1), cut(word, cell - 2)):
            start = n * cell + (cell - cell_len(text)) // 2
            if cell_len(text) <= cell and start > end:
                break
        end = start + cell_len(text)
        spans.append((text, "$pleasant" if valence > 0 else "$hard" if valence < 0 else "$foreground"))
    return spans


def _entries(day: Day, cell: int) -> Span:
    """One dot an entry; their number where there is no room for so many."""
    return (ENTRY * day.entries if day.entries < cell - 1 else f"{day.entries} {ENTRY}", "$soft")


def _row(
    label: str, cells: Iterable[Span], place: _Place, chosen: int | None, filler: Span = (" ", "")
) -> Row:
    """A label, then each day's text in the middle of its cells; the chosen day has a ground of its own."""
    spans: list[Span] = [(label.ljust(place.gutter), "$soft")] if place.gutter else []
    for n, (text, style) in enumerate(cells):
        ground = f" {_CHOSEN}" if n == chosen else ""
        room = max(0, place.cell - cell_len(text))
        left = room // 2
        mark, blank = filler
        blank = f"{blank}{ground}".strip()
        spans += [(mark * left, blank), (text, f"{style}{ground}".strip()), (mark * (room - left), blank)]
    return tuple(span for span in spans if span[0])


def weeks_before(week: Week, name: Callable[[date, date], str]) -> list[Row]:
    """The closeness of the four weeks before, two by two, the oldest first, on the scale of the widest strip.

    Every row is BEFORE_WIDTH cells wide; nothing in quiet mode, or where no day of them was rated. ``name``
    gives the words for the days from the first to the last of a week.
    """
    if week.quiet or not any(day.level is not None for day in week.before):
        return []
    weeks = [week.before[n : n + DAYS] for n in range(0, len(week.before), DAYS)]
    width = DAYS * _BEFORE_CELL
    rows: list[Row] = []
    for pair in zip(weeks[::2], weeks[1::2], strict=True):
        # As many rows for the one as for the other: their lines stand level.
        needed = _rows_needed([day.level for days in pair for day in days], _BEFORE_ROWS)
        left, right = (_small(days, name(days[0].day, days[-1].day), needed) for days in pair)
        rows += [((" " * BEFORE_WIDTH, ""),)] if rows else []
        rows += beside(left, right, width, ((" " * _BEFORE_GAP, ""),))
    return rows


def _small(days: Sequence[Day], name: str, rows: tuple[int, int]) -> list[Row]:
    """A week in little: its name, its columns in ``rows`` above and below the line, its signs."""
    place = _Place(0, _BEFORE_CELL, _BEFORE_ROWS)
    width = DAYS * _BEFORE_CELL
    figures = [_figure(day, quiet=False) for day in days]
    # Two cells wide, as the columns are, so that each sign stands under its own.
    signs = [(f"{figure[:1]} " if figure else "", style) for figure, style in figures]
    return [
        ((cut(name, width).ljust(width), "$soft"),),
        *_columns([day.level for day in days], place, rows, None),
        _row("", signs, place, None),
    ]


def day_sentences(week: Week, today: date, date_format: str = "day-first") -> list[str]:
    """The strip read out: a sentence a day, up to today.

    ``Monday 23 February: 1 entry, +2 close, content 6 out of 10.``
    """
    sentences = []
    for day in week.days:
        if day.day > today:
            break
        sentences.append(
            f"{day_words(day.day, date_format, year=False)}: {day_facts(day, quiet=week.quiet)}."
        )
    return sentences


def day_facts(day: Day, *, quiet: bool) -> str:
    """``1 entry, +2 close, content 6 out of 10``."""
    parts = ["1 entry" if day.entries == 1 else f"{day.entries or 'no'} entries"]
    if day.level is not None and not quiet:
        step = step_of(day.level)
        parts.append(f"{_signed(step)} {CLOSENESS_WORDS[step]}" if step else "in between")
    if day.strongest is not None:
        word, strength, _ = day.strongest
        parts.append(f"{one_line(word)} {strength} out of 10" if strength else one_line(word))
    return ", ".join(parts)
