"""A folder of CSV tables for a spreadsheet.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula; a text that begins so
gets a ``'`` in front. The journal's own JSON keeps every text as it is.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import chain, islice

from companion.exchange.writers.entries import Entries, File, held
from companion.exchange.writers.tables import Cell, Table, tables_in_turn
from companion.model.records import Contents
from companion.model.vocabulary import Vocabulary

NAME = "csv"
_AT_ONCE = 500


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """``moments.csv`` and so on, in UTF-8 with the mark that spreadsheets look for."""
    return {name: b"".join(data) for name, data in pieces(contents, vocabulary, held(contents))}


def pieces(contents: Contents, vocabulary: Vocabulary, entries: Entries) -> Iterator[File]:
    """The same files in pieces, of ``entries``; each is to be read to its end before the next."""
    for table in tables_in_turn(contents, entries):
        yield f"{table.name}.csv", _lines(table)


def _lines(table: Table) -> Iterator[bytes]:
    """The rows of a table; a spreadsheet tells by the mark in front that they are UTF-8."""
    yield codecs.BOM_UTF8
    rows = chain([table.columns], ([_cell(cell) for cell in row] for row in table.rows))
    while some := list(islice(rows, _AT_ONCE)):
        out = io.StringIO()
        csv.writer(out).writerows(some)
        yield out.getvalue().encode("utf-8", "replace")


def _cell(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
