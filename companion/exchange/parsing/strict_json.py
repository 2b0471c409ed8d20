"""JSON read strictly: nothing half understood; a refusal names the place, the value and what is allowed."""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from json.encoder import encode_basestring_ascii
from typing import Any

from companion.model.clock import parse_timestamp
from companion.model.errors import InputRefused, not_valid
from companion.model.text import one_line

MAX_DEPTH = 50
"""How many levels an unknown field may be nested."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_WRITTEN = re.compile(r"\\u[dD][89a-fA-F]")


class _Odd:
    """Stands in the parsed file where something is that JSON has no word for, or twice the same key."""

    def __init__(self, why: str) -> None:
        self.why = why


def parse_json(text: str | bytes) -> Any:
    """The file as plain values (``dict``, ``list``, ``str`` ...), all of which can be written back.

    Raises InputRefused, with line and column or the path to the value, for what is no JSON, for a field given
    twice, for NaN, infinities and surrogates, and for nesting or numbers that Python cannot read.
    """
    decoded = isinstance(text, bytes)  # no surrogate stands in what was UTF-8
    if isinstance(text, bytes):
        text = decode_utf8(text)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise InputRefused("the file is empty")
    odd_values: list[_Odd] = []

    def refuse_later(why: str) -> _Odd:
        odd_values.append(_Odd(why))
        return odd_values[-1]

    def constant(name: str) -> Any:
        return refuse_later(f"{name} is not a number that can be saved")

    def number(digits: str) -> Any:
        value = float(digits)
        return value if math.isfinite(value) else refuse_later(f"the number {shortened(digits)} is too large")

    def pairs(fields: list[tuple[str, Any]]) -> Any:
        value = dict(fields)
        if len(value) < len(fields):
            twice = Counter(key for key, _ in fields).most_common(1)[0][0]
            value[twice] = refuse_later("this field appears more than once")
        return value

    try:
        whole = json.loads(text, parse_constant=constant, parse_float=number, object_pairs_hook=pairs)
    except json.JSONDecodeError as problem:
        raise InputRefused(
            f"the file is not JSON: line {problem.lineno}, column {problem.colno}: {problem.msg}"
        ) from None
    except RecursionError:
        raise InputRefused("the file is nested too deep") from None
    except ValueError:  # Python's own limit on the digits of a whole number
        raise InputRefused("the file contains a number with too many digits") from None
    written = "\\u" in text and _SURROGATE_WRITTEN.search(text)
    if odd_values or written or not (decoded or _SURROGATE.search(text) is None):
        _refuse_odd(whole)
    return whole


def list_of_texts(*texts: str) -> str:
    """What ``json.dumps`` makes of a list of texts, in less time: the ids of entries are made of it."""
    return f"[{', '.join(map(encode_basestring_ascii, texts))}]"


def object_of_texts(texts: Mapping[str, str]) -> str:
    """The same of texts under names."""
    pairs = [f"{encode_basestring_ascii(name)}: {encode_basestring_ascii(texts[name])}" for name in texts]
    return f"{{{', '.join(pairs)}}}"


def decode_utf8(data: bytes) -> str:
    """The text of a file in UTF-8, without its byte-order mark.

    Raises InputRefused with the line and column of the first byte that does not belong.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise InputRefused(
            f"the file is not UTF-8 text: line {line}, column {column}: unexpected byte "
            f"0x{data[problem.start]:02x}"
        ) from None


def _refuse_odd(whole: Any) -> None:
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(whole, ())]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, _Odd):
            raise InputRefused(f"{_path(whole, path)}: {value.why}")
        if isinstance(value, str) and _SURROGATE.search(value):
            raise InputRefused(f"{_path(whole, path)}: \\ud800 to \\udfff are not text on their own")
        if isinstance(value, dict):
            for key in value:
                if _SURROGATE.search(key):
                    raise InputRefused(
                        f"{_path(whole, path)}: {shortened(key)}: a field's name has to be text"
                    )
            waiting.extend((inner, (*path, key)) for key, inner in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend((inner, (*path, number)) for number, inner in reversed(list(enumerate(value))))


def _path(whole: Any, path: tuple[str | int, ...]) -> str:
    words: list[str] = []
    for depth, step in enumerate(path[:8]):
        if isinstance(step, str):
            words.append(shortened(step))
        elif depth == 0:
            words.append(entry_label(whole[step], step))
        elif depth == 1:
            words[-1] = f"{words[-1]}, {entry_label(whole[path[0]][step], step)}"
        else:
            words[-1] = f"{words[-1]} {step + 1}"
    return ": ".join(words) or "the file"


def entry_label(raw: Any, number: int) -> str:
    """``entry 3 (id a1b2)``: how a message names the object ``raw`` at ``number``, counted from 0."""
    id = raw.get("id") if isinstance(raw, dict) else None
    return f"entry {number + 1}" + (f" (id {shortened(id)})" if isinstance(id, str) and id else "")


def shortened(text: str) -> str:
    """``text`` as a message can carry it: one line, safe to show, at most 60 characters."""
    text = one_line(text[:200])
    return text if len(text) <= 60 else text[:57] + "..."


def worded(value: Any) -> str:
    """``value`` as a message names it: ``"text"``, ``1.5``; lists and objects, which may be huge, by kind."""
    if isinstance(value, str):
        return f'"{shortened(value)}"'
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return shortened(json.dumps(value))


class Fields:
    """One object of a JSON file, read field by field; what was not asked for is its extra.

    ``where`` says in words which object it is; empty for the outermost one. Every method that reads raises
    InputRefused, naming the object, the field, the value and what is allowed.
    """

    def __init__(self, raw: Any, where: Callable[[], str]) -> None:
        self.raw: dict[str, Any] = raw
        self.where = where
        self.asked: set[str] = set()
        if not isinstance(raw, dict):
            raise self.refusal("" if where() else "the file", raw, "an object, {...}")

    def refusal(self, field: str, value: Any, allowed: str | Iterable[object]) -> InputRefused:
        """The error for a ``value`` that is not ``allowed``, to be raised by the caller."""
        return not_valid(": ".join(filter(None, (self.where(), field))), worded(value), allowed)

    def problem(self, field: str, why: str) -> InputRefused:
        """The error for a field, with the reason in words, to be raised by the caller."""
        return InputRefused(": ".join(part for part in (self.where(), field, why) if part))

    def get(self, field: str) -> Any:
        """The value as it stands, whatever it is; ``None`` where it is missing."""
        self.asked.add(field)
        return self.raw.get(field)

    def missing(self, field: str) -> bool:
        """Whether the object has no such field; ``null`` is one."""
        self.asked.add(field)
        return field not in self.raw

    def text(self, field: str, default: str = "") -> str:
        """A text; ``default`` where it is missing."""
        if self.missing(field):
            return default
        value = self.get(field)
        if not isinstance(value, str):
            raise self.refusal(field, value, "text")
        return value

    def text_or_none(self, field: str) -> str | None:
        """A text; ``None`` where it is missing or ``null``."""
        value = self.get(field)
        if value is not None and not isinstance(value, str):
            raise self.refusal(field, value, "text, or null")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts; an empty one where it is missing."""
        value = self._list(field, "a list of texts")
        for item in value:
            if not isinstance(item, str):
                raise self.refusal(field, item, "a list of texts")
        return tuple(value)

    def flag(self, field: str) -> bool:
        """``true`` or ``false``; ``False`` where it is missing."""
        value = False if self.missing(field) else self.get(field)
        if not isinstance(value, bool):
            raise self.refusal(field, value, "true or false")
        return value

    def flag_or_none(self, field: str) -> bool | None:
        """``true`` or ``false``; ``None`` where it is missing or ``null``."""
        value = self.get(field)
        if value is not None and not isinstance(value, bool):
            raise self.refusal(field, value, "true, false, or null")
        return value

    def whole_number(self, field: str, allowed: range) -> int | None:
        """A whole number in the range; ``None`` where it is missing or ``null``."""
        value = self.get(field)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
            raise self.refusal(field, value, f"a whole number from {allowed[0]} to {allowed[-1]}, or null")
        return value

    def time(self, field: str) -> datetime | None:
        """An ISO 8601 time with its offset; ``None`` where it is missing or ``null``."""
        return None if self.get(field) is None else self.needed_time(field)

    def needed_time(self, field: str) -> datetime:
        """An ISO 8601 time with its offset, which has to be there."""
        allowed = "a time with its offset, such as 2026-03-01T21:40:00+01:00"
        if self.missing(field):
            raise self.problem(field, f"it is missing; use {allowed}")
        value = self.get(field)
        try:
            return parse_timestamp(value)
        except (TypeError, ValueError, OverflowError):
            raise self.refusal(field, value, allowed) from None

    def day(self, field: str) -> date:
        """A day as YYYY-MM-DD, which has to be there."""
        allowed = "a day as YYYY-MM-DD, such as 2026-03-01"
        if self.missing(field):
            raise self.problem(field, f"it is missing; use {allowed}")
        value = self.get(field)
        try:
            found = date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.refusal(field, value, allowed) from None
        if found.isoformat() != value:
            raise self.refusal(field, value, allowed)
        return found

    def objects(self, field: str) -> Iterator["Fields"]:
        """The objects of a list; none where it is missing."""
        entries = self._list(field, "a list of objects")
        for number, raw in enumerate(entries):

            def where(number: int = number, raw: Any = raw) -> str:
                outer = self.where()
                return f"{outer}: {field} {number + 1}" if outer else f"{field}, {entry_label(raw, number)}"

            yield Fields(raw, where)

    def extra(self) -> dict[str, Any]:
        """All fields not asked for so far, word for word. Refuses what is nested past :data:`MAX_DEPTH`."""
        unknown = {key: value for key, value in self.raw.items() if key not in self.asked}
        for key, value in unknown.items():
            if _too_deep(value):
                raise self.problem(shortened(key), f"it is nested more than {MAX_DEPTH} levels deep")
        return unknown

    def check_depth(self) -> None:
        """Refuses an object nested so deep that it could not be written again."""
        for key, value in self.raw.items():
            if _too_deep(value):
                raise self.problem(shortened(key), f"it is nested more than {MAX_DEPTH} levels deep")

    def _list(self, field: str, allowed: str) -> list[Any]:
        value = [] if self.missing(field) else self.get(field)
        if not isinstance(value, list):
            raise self.refusal(field, value, allowed)
        return value


def _too_deep(value: Any) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for value in level
            if isinstance(value, (dict, list))
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return False
    return any(isinstance(value, (dict, list)) for value in level)
