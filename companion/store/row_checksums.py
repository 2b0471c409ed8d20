"""The check numbers of rows, as SQL functions compute them. See :mod:`companion.store.checksums`."""

from zlib import crc32

_BETWEEN = b"\x1f"
_NOTHING = b"\xff"
"""No byte of any text."""


def row_checksum(*values: bytes | None) -> int:
    """The CRC-32 of a row's values: any one changed bit in it makes another."""
    return crc32(_BETWEEN.join([_NOTHING if value is None else value for value in values]))


def earlier_row_checksum(*values: object) -> int:
    """The same of the values as Python writes them; in files of earlier versions."""
    return crc32(repr(values).encode())


SQL_FUNCTIONS = {"row_crc32": row_checksum, "sealed": earlier_row_checksum}
"""By the name under which SQL calls them. Files have triggers that do."""
