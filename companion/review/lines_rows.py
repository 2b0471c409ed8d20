"""The weeks of :mod:`companion.review.lines` drawn on one axis: a column a week.

A week without a value is empty; a week without an entry has a point on the middle line. The scale of
closeness is fixed, so that two drawings can be compared.
"""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from companion.model.date_format import MONTHS
from companion.model.frozen_dataclass import dataclass
from companion.review.closeness_steps import A_LITTLE_CLOSE, A_LITTLE_FAR, NEITHER
from companion.review.drawing import Row, Span, merged, padded
from companion.review.lines import Lines, LineWeek
from companion.review.text_charts import EIGHTHS, column_above, column_below
from companion.review.year import mean_words

REACH = 2.0
"""How far the columns of closeness reach either way; what lies beyond ends there."""
ROWS_CLOSE, ROWS_FAR = 3, 2
"""Rows above the middle line, filled in eighths, and below it, in halves."""
TWELVE = 12
LONGEST = 53
"""Weeks of the two spans that are shown: the latest twelve, or a year."""
_YEAR_IN_TWOS = 48
"""Weeks of two cells that there must be room for; else a week has one."""

_LABEL, _CHART_LABEL = 14, 8
_TOTAL = 5
_WIDEST = 12
"""Cells of a week at most, where twelve of them have much room."""
_FEELING_STEPS = EIGHTHS[:6]
"""Never up to the full block: the rows must not touch."""
_LEAST_MOST = 4
"""A feeling named less often than this in its fullest week does not fill its row."""
_POINT = "•"
_UNDER_CURSOR = "^"


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where the columns stand: cells for the words at the left, before a week, for it, and for a total.

    ``chosen``: the number of the week under the cursor, which has a ground of its own.
    """

    label: int
    gap: int
    cell: int
    total: int
    chosen: int | None = None

    @classmethod
    def fitted(cls, weeks: int, width: int, chosen: int | None = None) -> "_Axis":
        """Up to twelve weeks stand apart, more of them side by side."""
        if weeks <= TWELVE:
            label, least = _LABEL - 1, 3
            cell = max(1, min(_WIDEST, (width - label - least) // TWELVE - 1))
            return cls(label, 1, cell, max(least, min(_TOTAL, width - label - weeks * (cell + 1))), chosen)
        return cls(_LABEL, 0, _year_cell(width - _LABEL - _TOTAL), _TOTAL, chosen)

    @property
    def step(self) -> int:
        """Cells from one week to the next."""
        return self.gap + self.cell

    def row(self, label: Row, cells: Iterable[Span], total: str = "") -> Row:
        """A row: its words, its columns, its total."""
        spans: list[Span] = [*padded(label, self.label)]
        for n, (text, style) in enumerate(cells):
            style = f"{style} on $block-cursor-blurred-background".strip() if n == self.chosen else style
            spans += [(" " * self.gap, ""), (text.ljust(self.cell), style)]
        spans.append((total.rjust(self.total), "$soft"))
        return merged(spans)


def weeks_for(width: int, *, year: bool) -> int:
    """How many weeks are shown in so many columns: twelve, or as many up to a year as there is room for."""
    room = width - _LABEL - _TOTAL
    return max(TWELVE + 1, min(LONGEST, room // _year_cell(room))) if year else TWELVE


def _year_cell(room: int) -> int:
    if room >= 3 * LONGEST:
        return 3
    return 2 if room >= 2 * _YEAR_IN_TWOS else 1


def lines_rows(lines: Lines, width: int, height: int = 1_000, chosen: int | None = None) -> list[Row]:
    """The three parts under each other, above the dates they share; all rows equally wide.

    ``chosen``: the number of the week under the cursor, in brackets or over a mark, and on its own ground.
    For a small ``height`` the room between the parts goes, then their titles, then the feelings named least.
    """
    axis = _Axis.fitted(len(lines.weeks), width, chosen)
    feelings = [(one, "$pleasant") for one in lines.pleasant] + [(one, "$hard") for one in lines.hard]
    parts = [] if lines.quiet else [_closeness_part(lines.weeks, axis)]
    acts = (
        []
        if lines.quiet
        else [[_title("What you did", "each time you noted it"), *_act_rows(lines.weeks, axis)]]
    )
    dates = _date_rows(lines.weeks, axis)
    others = sum(map(len, parts)) + sum(map(len, acts)) + len(dates)
    titled = height >= others + len(feelings) + 1
    airy = height >= others + len(feelings) + 1 + 3
    if not titled:
        room = max(2, height - others + len(acts))
        while len(feelings) > room:
            styles = [style for _, style in feelings]
            kind = "$hard" if styles.count("$hard") * 2 > styles.count("$pleasant") else "$pleasant"
            del feelings[len(styles) - 1 - styles[::-1].index(kind)]
    if feelings:
        parts.append(
            [_title("Feelings", "how often each was named"), *_feeling_rows(lines.weeks, feelings, axis)]
        )
    rows: list[Row] = []
    for n, part in enumerate([*parts, *acts]):
        # Of closeness the first row has room for its title; the other parts explain themselves.
        rows += [()] if airy and n else []
        rows += part if titled or n == 0 else part[1:]
    rows += dates
    wide = axis.label + len(lines.weeks) * axis.step + axis.total
    return [padded(row, wide) for row in rows]


def week_at(lines: Lines, width: int, column: int) -> int | None:
    """The number of the week that is drawn at a column; ``None`` beside the weeks."""
    axis = _Axis.fitted(len(lines.weeks), width)
    number = (column - axis.label) // axis.step
    return number if column >= axis.label and number < len(lines.weeks) else None


def closeness_chart(lines: Lines, width: int) -> list[Row]:
    """Closeness alone, a cell a week, as many weeks as there is room for; all rows equally wide."""
    axis = _Axis(_CHART_LABEL, 0, 1, 0)
    weeks = lines.weeks[-max(1, width - _CHART_LABEL) :]
    return [*_closeness_rows(weeks, axis), *_date_rows(weeks, axis)]


def _closeness_part(weeks: Sequence[LineWeek], axis: _Axis) -> list[Row]:
    rows = [_title("Closeness", "a week’s mean"), *_closeness_rows(weeks, axis)]
    if axis.gap and axis.cell >= 4:
        means = ["" if week.closeness is None else mean_words(week.closeness) for week in weeks]
        rows.append(axis.row((), [(words.center(axis.cell), "$soft") for words in means]))
    return rows


def _title(title: str, words: str) -> Row:
    return ((title, "bold"), (f"  {words}", "$soft"))


def _closeness_rows(weeks: Sequence[LineWeek], axis: _Axis) -> list[Row]:
    """Columns about a middle line: close above it, distant below."""
    rows = []
    for row in reversed(range(ROWS_CLOSE)):
        beside: Row = (("close", "$soft"),) if row == ROWS_CLOSE - 1 else ()
        rows.append(axis.row(beside, [_above(week, row, axis.cell) for week in weeks]))
    for row in range(ROWS_FAR):
        beside = (("distant", "$soft"),) if row == ROWS_FAR - 1 else ()
        rows.append(axis.row(beside, [_below(week, row, axis.cell) for week in weeks]))
    return rows


def _above(week: LineWeek, row: int, cell: int) -> Span:
    value = week.closeness
    if value is None or value < 0 or week.leaning == 0:
        return ("▁" * cell, "$soft") if week.leaning == 0 and row == 0 else ("", "")
    return _part(column_above(value, REACH, ROWS_CLOSE)[ROWS_CLOSE - 1 - row], cell, "$closeness")


def _below(week: LineWeek, row: int, cell: int) -> Span:
    value = week.closeness
    if not week.days and row == 0:
        return NEITHER.center(cell), "$soft"
    if value is None or value >= 0 or week.leaning == 0:
        return "", ""
    return _part(column_below(value, REACH, ROWS_FAR)[row], cell, "$distance")


def _part(block: str, cell: int, style: str) -> Span:
    return ("", "") if block == " " else (block * cell, style)


def _feeling_rows(
    weeks: Sequence[LineWeek], feelings: Sequence[tuple[tuple[str, str], str]], axis: _Axis
) -> list[Row]:
    """A row a feeling: the more often it was named that week, the taller; one scale for all of them."""
    most = max(_LEAST_MOST, *(week.feelings.get(mood, 0) for week in weeks for (mood, _), _ in feelings))
    rows = []
    for (mood, words), style in feelings:
        counts = [week.feelings.get(mood, 0) for week in weeks]
        cells = [
            (_FEELING_STEPS[-(-count * len(_FEELING_STEPS) // most) - 1] * axis.cell, style)
            if count
            else ("", "")
            for count in counts
        ]
        rows.append(axis.row(((_cut(words, axis.label - 1), style),), cells, str(sum(counts))))
    return rows


def _cut(words: str, width: int) -> str:
    """Words in so many cells at most."""
    return words if cell_len(words) <= width else set_cell_size(words, width - 1).rstrip() + "…"


def _act_rows(weeks: Sequence[LineWeek], axis: _Axis) -> list[Row]:
    """A point an act; figures in a row where a week has more of them than cells."""
    rows = []
    for sign, words, style, counts in (
        (A_LITTLE_CLOSE, " stayed", "$closeness", [week.stayed for week in weeks]),
        (A_LITTLE_FAR, " pulled back", "$distance", [week.back for week in weeks]),
    ):
        fit = max(counts, default=0) <= axis.cell
        marks = [_POINT * count if fit else str(count) if count < 10**axis.cell else "+" for count in counts]
        cells = [(mark, style) if count else ("", "") for mark, count in zip(marks, counts, strict=True)]
        rows.append(axis.row(((sign, style), (words, "")), cells, str(sum(counts))))
    return rows


def _date_rows(weeks: Sequence[LineWeek], axis: _Axis) -> list[Row]:
    """The day each week begins on, where there is room, and the months under the first weeks in them."""
    rows: list[Row] = []
    if axis.gap and axis.cell >= 2:
        rows.append(axis.row((), [_day_cell(week, axis, n == axis.chosen) for n, week in enumerate(weeks)]))
    elif axis.chosen is not None:
        marks = [
            (_UNDER_CURSOR.center(axis.cell) if n == axis.chosen else "", "bold") for n in range(len(weeks))
        ]
        rows.append(axis.row((), marks))
    wide = len(weeks) * axis.step + axis.total
    begin = [n for n, week in enumerate(weeks) if week.first.day <= 7 or n == 0]
    line = ""
    for n, after in zip(begin, [*begin[1:], None], strict=True):
        name = MONTHS[weeks[n].first.month - 1][:3]
        room = (wide if after is None else after * axis.step - 1) - n * axis.step
        if len(name) <= room - (axis.gap if after is None else 0):
            line = line.ljust(n * axis.step + axis.gap) + name
    return [*rows, ((" " * axis.label, ""), (line.ljust(wide), "$soft"))]


def _day_cell(week: LineWeek, axis: _Axis, chosen: bool) -> Span:
    """The day a week begins on; under the cursor in brackets, where they fit."""
    day = str(week.first.day)
    if not chosen:
        return day.center(axis.cell), "$soft"
    return (f"[{day}]" if len(day) + 2 <= axis.cell else day).center(axis.cell), "bold"
