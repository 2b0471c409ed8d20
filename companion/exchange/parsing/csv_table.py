"""A table of cells under names: what every CSV with a header is, whatever its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from companion.exchange.parsing.csv_rows import SEPARATORS, CsvRow, parse_csv
from companion.exchange.parsing.strict_json import shortened
from companion.model.errors import InputRefused

MORE = "more"
"""The name under which cells beyond the last column are kept."""


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """A row under the header: the line it begins on, its cells by name, and those beyond the last column."""

    line: int
    cells: Mapping[str, str]
    more: tuple[str, ...] = ()

    def as_written(self) -> dict[str, object]:
        """Everything that stands in it."""
        found: dict[str, object] = {name: cell for name, cell in self.cells.items() if cell.strip()}
        name = MORE
        while name in self.cells:
            name += "_"
        return {**found, name: list(self.more)} if self.more else found

    def refusal(self, column: str, why: str) -> InputRefused:
        """The refusal of a cell."""
        return InputRefused(f"line {self.line}, column {shortened(column)}: {why}")


@dataclass(slots=True)
class CsvTable:
    """A header's names and the rows below it, blank ones only counted; ``notes`` say what did not fit."""

    names: list[str]
    lines: list[CsvRecord] = field(default_factory=list)
    blank: int = 0
    notes: list[str] = field(default_factory=list)


def read_table(text: str) -> CsvTable:
    """The table of a text; what stands between its cells is what its first line has most of.

    Raises InputRefused, with line and column, for a header that names nothing or one name twice.
    """
    separator = separator_of(text)
    found: CsvTable | None = None
    head = CsvRow(0, ())
    for row in parse_csv(text, separator):
        if found is None:
            if row.blank:
                continue
            head = row
            found = CsvTable(_names(row))
        elif row.blank:
            found.blank += 1
        else:
            found.lines.append(_line(found, row, separator))
    if found is None:
        raise InputRefused("the file is empty")
    for number, name in enumerate(found.names):
        if name in found.names[:number]:
            raise InputRefused(f"line {head.line}, column {number + 1}: {shortened(name)} is named twice")
    return found


def separator_of(text: str) -> str:
    """What stands between the cells of the first line that is not blank; a comma where that is open."""
    first = text.lstrip().split("\n", 1)[0]
    return max(SEPARATORS, key=first.count)


def _names(row: CsvRow) -> list[str]:
    return [cell.strip() or f"column {number}" for number, cell in enumerate(row.cells, start=1)]


def _line(whole: CsvTable, row: CsvRow, separator: str) -> CsvRecord:
    width = len(whole.names)
    if len(row.cells) > width:
        joined = _joined(row.cells, separator)
        if len(joined) == width:
            whole.notes.append(
                f"line {row.line}: it is longer than the header; what follows a {SEPARATORS[separator]} "
                "and a space is read as text of the cell before"
            )
            row = CsvRow(row.line, joined)
    cells = row.cells[:width] + ("",) * (width - len(row.cells))
    more = row.cells[width:] if any(cell.strip() for cell in row.cells[width:]) else ()
    if len(row.cells) < width:
        missing = ", ".join(shortened(name) for name in whole.names[len(row.cells) :])
        whole.notes.append(f"line {row.line}: it is shorter than the header; empty: {missing}")
    if more:
        whole.notes.append(f"line {row.line}: it is longer than the header; the rest is kept in the entry")
    return CsvRecord(row.line, dict(zip(whole.names, cells, strict=True)), more)


def _joined(cells: tuple[str, ...], separator: str) -> tuple[str, ...]:
    """The cells with those that begin with a space put to the one before: a sentence that nobody quoted."""
    found: list[str] = []
    for cell in cells:
        if found and cell.startswith(" ") and cell.strip():
            found[-1] += separator + cell
        else:
            found.append(cell)
    return tuple(found)
