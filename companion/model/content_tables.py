"""Reads the tables of ``seed_content`` strictly: what does not fit is refused, naming file, row and field."""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from companion.model.errors import InputRefused, not_valid, one_of
from companion.model.kept_beside import parsed

ORIGINS = ("seed", "inferred", "editorial")

Row = TypeVar("Row")

_FENCE = "+++"
_WORDS_FOR: dict[Any, str] = {
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    tuple[str, ...]: "a list of texts",
}


def read_table(
    path: Path, key: str, row_type: type[Row], allowed: Mapping[str, Collection[Any]]
) -> Mapping[str, Row]:
    """The rows ``[[key]]`` of a TOML file, by id, in file order.

    ``allowed`` names, for some fields, the values they may take (each member of them, where the field is a
    list). Raises InputRefused for a file that is not there, is not TOML, or holds anything else than
    well-formed rows.
    """
    kind: Any = row_type  # mypy takes a class of a type variable for nothing hashable
    return _table(path, _text(path), key, kind, tuple(allowed.items()))


@lru_cache(maxsize=64)
def _table(
    path: Path, text: str, key: str, row_type: type[Row], allowed: tuple[tuple[str, Collection[Any]], ...]
) -> Mapping[str, Row]:
    """The rows of a file with this text. A window that locks and opens again asks for them again."""
    file = path.name
    data = parsed(path, text, partial(_toml, file))
    for name in data:
        if name != key:
            raise InputRefused(f"{file}: unknown table {name!r}; use [[{key}]]")
    rows = data.get(key)
    if not isinstance(rows, list) or not rows:
        raise InputRefused(f"{file}: no rows found; write each as [[{key}]]")
    return MappingProxyType(_by_id(file, rows, row_type, dict(allowed)))


def read_tables(path: Path, known: Collection[str], *, shipped: bool = False) -> dict[str, list[Any]]:
    """The lists of rows of a TOML file that may have several kinds of them, by kind; not checked yet.

    ``shipped``: whether it is one of the program's own, which are kept as they were read. Raises
    InputRefused for a file that is not TOML or has another kind.
    """
    text, parse = _text(path), partial(_toml, path.name)
    data: dict[str, list[Any]] = parsed(path, text, parse) if shipped else parse(text)
    for name, rows in data.items():
        if name not in known or not isinstance(rows, list):
            kinds = one_of(f"[[{kind}]]" for kind in known)
            raise InputRefused(f"{path.name}: unknown table {name!r}; use {kinds}")
    return data


def row_from(
    where: str, row: Mapping[str, Any], row_type: type[Row], allowed: Mapping[str, Collection[Any]]
) -> Row:
    """One row of ``row_type`` made of plain values; ``where`` opens the message for what does not fit.

    Raises InputRefused as :func:`read_table` does.
    """
    _check(where, row, row_type, allowed)
    return row_type(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})


def read_cards(path: Path, row_type: type[Row], allowed: Mapping[str, Collection[Any]]) -> Mapping[str, Row]:
    """The cards of one Markdown file, by id, in file order; the file's name is their section.

    A card is a line ``+++``, a few lines of TOML, a line ``+++``, and its text up to the next card.
    Raises InputRefused as :func:`read_table` does.
    """
    kind: Any = row_type
    return _cards(path, _text(path), kind, tuple(allowed.items()))


@lru_cache(maxsize=64)
def _cards(
    path: Path, text: str, row_type: type[Row], allowed: tuple[tuple[str, Collection[Any]], ...]
) -> Mapping[str, Row]:
    rows = parsed(path, text, partial(_card_rows, path.name))
    rows = [{**row, "section": path.stem} for row in rows]
    return MappingProxyType(_by_id(path.name, rows, row_type, dict(allowed)))


def _card_rows(file: str, text: str) -> list[dict[str, Any]]:
    rows = []
    for number, (front, body) in enumerate(_fenced(file, text), start=1):
        row = _toml(f"{file}: card {number}", front)
        for name in ("body", "section"):
            if name in row:
                raise InputRefused(f"{file}: card {number}: {name!r} comes from the file, not from a field")
        rows.append({**row, "body": body})
    return rows


def check_references(file: str, row: str, field: str, names: Iterable[str], known: Collection[str]) -> None:
    """Raises InputRefused for the first of ``names`` that is not ``known``."""
    for name in names:
        if name not in known:
            raise InputRefused(f"{file}: row {row!r}: field {field!r} names {name!r}, which does not exist")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputRefused(f"{path.name}: the file is missing from {path.parent}") from None
    except UnicodeDecodeError:
        raise InputRefused(f"{path.name}: the file is not UTF-8 text") from None


def _toml(where: str, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(f"{where}: not TOML: {error}") from None


def _fenced(file: str, text: str) -> Iterator[tuple[str, str]]:
    pieces = [piece.strip() for piece in f"\n{text}\n".split(f"\n{_FENCE}\n")]
    before, rest = pieces[0], pieces[1:]
    if before or not rest or len(rest) % 2:
        raise InputRefused(f"{file}: each page is a line {_FENCE}, its fields, a line {_FENCE}, and its text")
    return zip(rest[::2], rest[1::2], strict=True)


def _by_id(
    file: str, rows: list[Any], row_type: type[Row], allowed: Mapping[str, Collection[Any]]
) -> dict[str, Row]:
    by_id: dict[str, Row] = {}
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise InputRefused(f"{file}: row {number}: not a table of fields")
        name = row.get("id")
        where = f"{file}: row {name!r}" if isinstance(name, str) and name else f"{file}: row {number}"
        made = row_from(where, row, row_type, allowed)
        if row["id"] in by_id:
            raise InputRefused(
                f"{where} (number {number}): field 'id': an earlier row has this id; each is used once"
            )
        by_id[row["id"]] = made
    return by_id


def _check(
    where: str, row: Mapping[str, Any], row_type: type, allowed: Mapping[str, Collection[Any]]
) -> None:
    fields = {field.name: field for field in dataclasses.fields(row_type)}
    for name in row:
        if name not in fields:
            raise InputRefused(f"{where}: unknown field {name!r}; use {one_of(fields)}")
    for name, field in fields.items():
        if name not in row:
            if field.default is dataclasses.MISSING:
                raise InputRefused(f"{where}: field {name!r} is missing; it takes {_WORDS_FOR[field.type]}")
            continue
        value = row[name]
        if not _has_type(value, field.type):
            raise InputRefused(f"{where}: field {name!r}: {value!r} is not {_WORDS_FOR[field.type]}")
        if field.default is dataclasses.MISSING and value in ("", []):
            raise InputRefused(f"{where}: field {name!r} is empty; it takes {_WORDS_FOR[field.type]}")
        if name in allowed:
            for part in value if isinstance(value, list) else [value]:
                if part not in allowed[name]:
                    raise not_valid(f"{where}: field {name!r}", repr(part), allowed[name])
    if not row.get("origin") and not row.get("seed_rows"):
        raise InputRefused(f"{where}: field 'origin' is missing; use {one_of(ORIGINS)}, or give seed_rows")


def _has_type(value: object, wanted: Any) -> bool:
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if wanted == tuple[str, ...]:
        return isinstance(value, list) and all(isinstance(part, str) and part for part in value)
    return isinstance(value, wanted)
