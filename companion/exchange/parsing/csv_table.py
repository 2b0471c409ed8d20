"""A table of cells under names: what every CSV with a header is, whatever its columns mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from companion.exchange.parsing.csv_rows import SEPARATORS, CsvRow, parse_csv
from companion.exchange.parsing.strict_json import shortened, worded
from companion.model.errors import InputRefused, not_valid

_DAY = re.compile(r"(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:\d{4}|\d{2}))(?:[T ,]|$)")
MORE = "more"
"""The name under which cells beyond the last column are kept."""


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """A row under the header: the line it begins on, its cells by column, and those beyond the last one."""

    line: int
    cells: Mapping[str, str]
    surplus: tuple[str, ...] = ()

    def as_written(self) -> dict[str, object]:
        """Its cells that are not blank, by column; those beyond the last as a list under :data:`MORE`."""
        cells: dict[str, object] = {name: cell for name, cell in self.cells.items() if cell.strip()}
        name = MORE
        while name in self.cells:
            name += "_"
        return {**cells, name: list(self.surplus)} if self.surplus else cells

    def refusal(self, column: str, why: str) -> InputRefused:
        """The error that refuses the cell in ``column``, with its line."""
        return InputRefused(f"line {self.line}, column {shortened(column)}: {why}")


def unreadable(line: int, column: str, cell: str, use: str) -> InputRefused:
    """The error for a cell that is empty, or cannot be read as what is to be used; to be raised."""
    place = f"line {line}, column {shortened(column)}"
    if not cell.strip():
        return InputRefused(f"{place}: it is empty; use {use}")
    return not_valid(place, worded(cell), use)


@dataclass(slots=True)
class CsvTable:
    """A header's names and the rows below it, blank ones only counted; ``notes`` say what did not fit."""

    names: list[str]
    records: list[CsvRecord] = field(default_factory=list)
    blank_lines: int = 0
    notes: list[str] = field(default_factory=list)


def read_csv_table(text: str) -> CsvTable:
    """The table of a text; what stands between its cells is what its first line has most of.

    Raises InputRefused, with line and column, for a text without a header, for a header that names one
    column twice, and for what :func:`companion.exchange.parsing.csv_rows.parse_csv` refuses.
    """
    separator = separator_of(text)
    table: CsvTable | None = None
    for row in parse_csv(text, separator):
        if table is None:
            if not row.blank and is_data(row):
                table = CsvTable([f"column {number}" for number in range(1, len(row.cells) + 1)])
                table.notes.append(f"line {row.line}: the columns have no names; it is read as the first row")
                table.records.append(_record(table, row, separator))
            elif not row.blank:
                table = CsvTable(header_names(row))
                refuse_doubled_names(table.names, row.line)
        elif row.blank:
            table.blank_lines += 1
        else:
            table.records.append(_record(table, row, separator))
    if table is None:
        raise InputRefused("the file is empty")
    return table


def is_data(row: CsvRow) -> bool:
    """Whether a table's first row is data, and not the names of its columns: one of its cells is a day."""
    return any(_DAY.match(cell.strip()) for cell in row.cells)


def header_names(header: CsvRow) -> list[str]:
    """The names of the columns, ``column 3`` where a cell of the header is blank."""
    return [cell.strip() or f"column {number}" for number, cell in enumerate(header.cells, start=1)]


def refuse_doubled_names(names: Sequence[str], line: int) -> None:
    """Raises InputRefused, with line and column, for a header that names one column twice."""
    for number, name in enumerate(names):
        if name in names[:number]:
            raise InputRefused(
                f"line {line}, column {number + 1}: the column {shortened(name)} appears twice"
            )


def first_line(data: bytes) -> str:
    """The first line of a file that is not blank, if it begins in its first 4 KB; undecodable bytes go."""
    return next(iter(data[:4096].decode("utf-8-sig", "ignore").lstrip().splitlines()), "")


def separator_of(text: str) -> str:
    """What stands between the cells of the first line that is not blank; a comma where that is open."""
    first = text.lstrip().split("\n", 1)[0]
    return max(SEPARATORS, key=first.count)


def _record(table: CsvTable, row: CsvRow, separator: str) -> CsvRecord:
    width = len(table.names)
    if len(row.cells) == width:
        return CsvRecord(row.line, dict(zip(table.names, row.cells, strict=True)))
    if len(row.cells) > width:
        joined = _joined(row.cells, separator)
        if len(joined) == width:
            table.notes.append(
                f"line {row.line}: more cells than the header; text after a {SEPARATORS[separator]} "
                f"and a space was added to the cell before"
            )
            row = CsvRow(row.line, joined)
    cells = row.cells[:width] + ("",) * (width - len(row.cells))
    surplus = row.cells[width:] if any(cell.strip() for cell in row.cells[width:]) else ()
    if len(row.cells) < width:
        missing = ", ".join(shortened(name) for name in table.names[len(row.cells) :])
        table.notes.append(f"line {row.line}: fewer cells than the header; left empty: {missing}")
    if surplus:
        table.notes.append(f"line {row.line}: more cells than the header; the rest is kept in the entry")
    return CsvRecord(row.line, dict(zip(table.names, cells, strict=True)), surplus)


def _joined(cells: tuple[str, ...], separator: str) -> tuple[str, ...]:
    """The cells with those that begin with a space put to the one before: a sentence that nobody quoted."""
    joined: list[str] = []
    for cell in cells:
        if joined and cell.startswith(" ") and cell.strip():
            joined[-1] += separator + cell
        else:
            joined.append(cell)
    return tuple(joined)
