"""CSV as rows of cells with the lines they stand on, read strictly where text could be lost.

Python's own ``csv`` tells no column and takes a quote that never closes for the rest of the file.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from companion.exchange.parsing.sources import unix_lines
from companion.model.errors import InputRefused

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
"""What may stand between cells, with its name."""


class CsvRow(NamedTuple):
    """One row: the line it begins on, counted from 1, and its cells; line ends inside a cell are ``\\n``."""

    line: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing but spaces stands in it."""
        return not any(map(str.strip, self.cells))


@cache
def _cell_pattern(separator: str) -> re.Pattern[str]:
    sign = re.escape(separator)
    space = " " if separator == "\t" else r" \t"
    quoted = rf'[{space}]*"([^"]*+(?:""[^"]*+)*+)"[{space}]*(?={sign}|\n|\Z)'
    return re.compile(rf"{quoted}|([^{sign}\n]*)")


def parse_csv(text: str, separator: str = ",") -> Iterator[CsvRow]:
    """The rows of ``text`` in order, blank ones too; ``separator`` is one of :data:`SEPARATORS`.

    Spaces around quotes do not count; lines may end in any way.

    Raises InputRefused with line and column where a quote opens and does not close before the next separator
    or line end.
    """
    cell_pattern = _cell_pattern(separator)
    if "\r" in text:
        text = unix_lines(text)
    at, line = 0, 1
    while at < len(text):
        begun = line
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        quote = text.find('"', at, end)
        if quote < 0:
            yield CsvRow(begun, tuple(text[at:end].split(separator)))
            at, line = end + 1, line + 1
            continue
        # What stands before the first quotation mark of a line is plain, and soon parted.
        before = text.rfind(separator, at, quote)
        cells = text[at:before].split(separator) if before >= 0 else []
        at = max(at, before + 1)
        while True:
            match = cell_pattern.match(text, at)
            assert match is not None  # the second half matches anything, if only nothing
            quoted, plain = match.groups()
            if quoted is None:
                if plain.lstrip(" \t").startswith('"'):
                    opens = text.index('"', at)
                    column = opens - text.rfind("\n", 0, at)
                    raise InputRefused(
                        f"line {line}, column {column}: a quotation mark opens here and is not "
                        f"closed before the next "
                        f"{SEPARATORS[separator]} or line end; "
                        'write a quotation mark inside quoted text twice, ""'
                    )
                cells.append(plain)
            else:
                line += quoted.count("\n")
                cells.append(quoted.replace('""', '"'))
            at = match.end()
            if at < len(text) and text[at] == separator:
                at += 1
                continue
            break
        at, line = at + 1, line + 1
        yield CsvRow(begun, tuple(cells))
