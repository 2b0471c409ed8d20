"""JSON with an indent of two: word for word what ``json.dumps`` writes with ``indent=2``, many times faster.

The standard library's quick encoder knows no indent, and its other one is slow. Here texts, most of what
there is, go straight to the quoting that both use; a list of plain values goes through the quick encoder at
once, with the new line between two of them as part of the comma.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from json import JSONEncoder
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

_encode = JSONEncoder(allow_nan=False).encode
_PLAIN = frozenset({int, bool, type(None)})
_FLAT = _PLAIN | {str, float}

_LEVELS_IN_PIECES = 3
"""An object, a list in it, and the objects in that."""

_MANY = 20
"""So many texts in a list are looked through at once for what has to be escaped."""


def _plain(value: int | None) -> str:
    return (
        "null" if value is None else "true" if value is True else "false" if value is False else repr(value)
    )


def indented(value: Any, *, ascii_only: bool = False, depth: int = 0) -> str:
    """``value`` as JSON, two spaces a level, letters as they are or escaped; inside ``depth`` levels.

    Raises TypeError for what is not JSON and for a key that is no text, ValueError for a number that is none.
    """
    return _write(value, "\n" + "  " * depth, encode_basestring_ascii if ascii_only else encode_basestring)


def indented_in_pieces(value: Any, *, ascii_only: bool = False) -> Iterator[str]:
    """What :func:`indented` gives, piece by piece: a very long text is not copied at each of its levels."""
    quoted = encode_basestring_ascii if ascii_only else encode_basestring
    return _pieces(value, "\n", quoted, _LEVELS_IN_PIECES)


def _pieces(value: Any, end: str, quoted: Callable[[str], str], levels: int) -> Iterator[str]:
    line = end + "  "
    if levels and value and isinstance(value, dict):
        before = "{"
        for key, one in value.items():
            yield f"{before}{line}{quoted(key)}: "
            yield from _pieces(one, line, quoted, levels - 1)
            before = ","
        yield f"{end}}}"
    elif levels and value and isinstance(value, list) and isinstance(value[0], dict):
        before = "["
        for one in value:
            yield f"{before}{line}"
            yield from _pieces(one, line, quoted, levels - 1)
            before = ","
        yield f"{end}]"
    else:
        yield _write(value, end, quoted)


def indented_pieces(members: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """An object of these members as JSON like :func:`indented`, piece by piece.

    A member that is an iterator of texts is written as a list while it is read: each is an item as
    :func:`indented` writes it two levels deep. Raises what that raises.
    """
    before = "{"
    for name, value in members:
        yield f"{before}\n  {encode_basestring(name)}: "
        before = ","
        if isinstance(value, Iterator):
            yield from _list_pieces(value)
        else:
            yield _write(value, "\n  ", encode_basestring)
    yield "{}" if before == "{" else "\n}"


def _list_pieces(items: Iterator[str]) -> Iterator[str]:
    before = "[\n    "
    for item in items:
        yield before + item
        before = ",\n    "
    yield "[]" if before.startswith("[") else "\n  ]"


def _write(value: Any, end: str, quoted: Callable[[str], str]) -> str:
    """``value`` where a new line of what is around it begins with ``end``."""
    kind = type(value)
    if kind is str:
        return quoted(value)
    if kind in _PLAIN:
        return _plain(value)
    if isinstance(value, dict):
        line = end + "  "
        members = [
            f"{quoted(key)}: "
            + (
                quoted(one)
                if (kind := type(one)) is str
                else _plain(one)
                if kind in _PLAIN
                else _write(one, line, quoted)
            )
            for key, one in value.items()
        ]
        return f"{{{line}{f',{line}'.join(members)}{end}}}" if members else "{}"
    if isinstance(value, (list, tuple)):
        if not value:
            return "[]"
        line = end + "  "
        comma = f",{line}"
        if isinstance(value[0], str):
            with suppress(TypeError):  # something else is among the texts
                if len(value) >= _MANY and _as_they_are("".join(value), quoted):
                    between = f'"{comma}"'
                    return f'[{line}"{between.join(value)}"{end}]'
                return f"[{line}{comma.join(map(quoted, value))}{end}]"
        if _FLAT.issuperset(map(type, value)):
            ascii_only = quoted is encode_basestring_ascii
            flat = JSONEncoder(ensure_ascii=ascii_only, allow_nan=False, separators=(comma, ": "))
            return f"[{line}{flat.encode(value)[1:-1]}{end}]"
        items = [quoted(one) if type(one) is str else _write(one, line, quoted) for one in value]
        return f"[{line}{comma.join(items)}{end}]"
    return quoted(value) if isinstance(value, str) else _encode(value)


def _as_they_are(texts: str, quoted: Callable[[str], str]) -> bool:
    """Whether nothing in these texts is escaped, but for the quotes around them."""
    return len(quoted(texts)) == len(texts) + 2
