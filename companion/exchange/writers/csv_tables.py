"""A folder of CSV tables for a spreadsheet.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula; a text that begins so
gets a ``'`` in front. The journal's own JSON keeps every text as it is.
"""

import csv
import io

from companion.exchange.writers.tables import Cell, tables
from companion.model.records import Contents
from companion.model.vocabulary import Vocabulary

NAME = "csv"


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """``moments.csv`` and so on, in UTF-8 with the mark that spreadsheets look for."""
    files = {}
    for table in tables(contents):
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(table.columns)
        writer.writerows([_cell(cell) for cell in row] for row in table.rows)
        files[f"{table.name}.csv"] = out.getvalue().encode("utf-8-sig", "replace")
    return files


def _cell(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
