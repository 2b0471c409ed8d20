"""JSON read strictly: nothing half understood; a refusal names the place, the value and what is allowed."""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from companion.model.clock import parse_timestamp
from companion.model.errors import InputRefused
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
    """The file as plain values, without anything that could not be written back."""
    if isinstance(text, bytes):
        text = decode_utf8(text)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise InputRefused("the file is empty")
    odd: list[_Odd] = []

    def refuse_later(why: str) -> _Odd:
        odd.append(_Odd(why))
        return odd[-1]

    def constant(name: str) -> Any:
        return refuse_later(f"{name} is not a number that can be kept")

    def number(digits: str) -> Any:
        found = float(digits)
        return found if math.isfinite(found) else refuse_later(f"{shortened(digits)} is too large a number")

    def pairs(found: list[tuple[str, Any]]) -> Any:
        made = dict(found)
        if len(made) < len(found):
            twice = Counter(key for key, _ in found).most_common(1)[0][0]
            made[twice] = refuse_later("the field stands there more than once")
        return made

    try:
        found = json.loads(text, parse_constant=constant, parse_float=number, object_pairs_hook=pairs)
    except json.JSONDecodeError as problem:
        raise InputRefused(
            f"the file is not JSON: line {problem.lineno}, column {problem.colno}: {problem.msg}"
        ) from None
    except RecursionError:
        raise InputRefused("the file is nested too deep to be read") from None
    except ValueError:  # Python's own limit on the digits of a whole number
        raise InputRefused("the file holds a number of more digits than can be read") from None
    if odd or _SURROGATE_WRITTEN.search(text) or _SURROGATE.search(text):
        _refuse_odd(found)
    return found


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
            f"the file is not text in UTF-8: line {line}, column {column}: "
            f"byte 0x{data[problem.start]:02x} does not belong there"
        ) from None


def _refuse_odd(parse_json: Any) -> None:
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(parse_json, ())]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, _Odd):
            raise InputRefused(f"{_path(parsed, path)}: {value.why}")
        if isinstance(value, str) and _SURROGATE.search(value):
            raise InputRefused(f"{_path(parsed, path)}: \\ud800 to \\udfff are not text on their own")
        if isinstance(value, dict):
            for key in value:
                if _SURROGATE.search(key):
                    raise InputRefused(
                        f"{_path(parsed, path)}: {shortened(key)}: a field's name has to be text"
                    )
            waiting.extend((one, (*path, key)) for key, one in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend((one, (*path, number)) for number, one in reversed(list(enumerate(value))))


def _path(parse_json: Any, path: tuple[str | int, ...]) -> str:
    words: list[str] = []
    for depth, step in enumerate(path[:8]):
        if isinstance(step, str):
            words.append(shortened(step))
        elif depth == 0:
            words.append(entry_label(parse_json[step], step))
        elif depth == 1:
            words[-1] = f"{words[-1]}, {entry_label(parsed[path[0]][step], step)}"
        else:
            words[-1] = f"{words[-1]} {step + 1}"
    return ": ".join(words) or "the file"


def entry_label(raw: Any, number: int) -> str:
    found = raw.get("id") if isinstance(raw, dict) else None
    return f"entry {number + 1}" + (f" (id {shortened(found)})" if isinstance(found, str) and found else "")


def shortened(text: str) -> str:
    """``text`` as a message can carry it: one line, safe to show, not too long."""
    text = one_line(text[:200])
    return text if len(text) <= 60 else text[:57] + "..."


def quoted(value: Any) -> str:
    """``value`` as a message names it. Lists and objects may be huge or deep and are named by kind alone."""
    if isinstance(value, str):
        return f'"{shortened(value)}"'
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return shortened(json.dumps(value))


class Fields:
    """One object of the file, read field by field; what was not asked for is its extra.

    ``where`` says in words which object it is; empty for the outermost one. Every method raises InputRefused.
    """

    def __init__(self, raw: Any, where: Callable[[], str]) -> None:
        self.raw: dict[str, Any] = raw
        self.where = where
        self.asked: set[str] = set()
        if not isinstance(raw, dict):
            raise self.refusal("" if where() else "the file", raw, "an object, {...}")

    def refusal(self, field: str, value: Any, allowed: str) -> InputRefused:
        return self.problem(field, f"{quoted(value)} is not allowed; allowed: {allowed}")

    def problem(self, field: str, why: str) -> InputRefused:
        return InputRefused(": ".join(part for part in (self.where(), field, why) if part))

    def get(self, field: str) -> Any:
        self.asked.add(field)
        return self.raw.get(field)

    def missing(self, field: str) -> bool:
        self.asked.add(field)
        return field not in self.raw

    def text(self, field: str, default: str = "") -> str:
        if self.missing(field):
            return default
        value = self.get(field)
        if not isinstance(value, str):
            raise self.refusal(field, value, "text")
        return value

    def text_or_none(self, field: str) -> str | None:
        value = self.get(field)
        if value is not None and not isinstance(value, str):
            raise self.refusal(field, value, "text, or null")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        value = self._list(field, "a list of texts")
        for one in value:
            if not isinstance(one, str):
                raise self.refusal(field, one, "a list of texts")
        return tuple(value)

    def flag(self, field: str) -> bool:
        value = False if self.missing(field) else self.get(field)
        if not isinstance(value, bool):
            raise self.refusal(field, value, "true or false")
        return value

    def whole_number(self, field: str, allowed: range) -> int | None:
        value = self.get(field)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
            raise self.refusal(field, value, f"a whole number from {allowed[0]} to {allowed[-1]}, or null")
        return value

    def time(self, field: str) -> datetime | None:
        return None if self.get(field) is None else self.needed_time(field)

    def needed_time(self, field: str) -> datetime:
        allowed = "a time with its offset, such as 2026-03-01T21:40:00+01:00"
        if self.missing(field):
            raise self.problem(field, f"it is missing; allowed: {allowed}")
        value = self.get(field)
        try:
            return parse_timestamp(value)
        except (TypeError, ValueError, OverflowError):
            raise self.refusal(field, value, allowed) from None

    def objects(self, field: str) -> Iterator["Fields"]:
        entries = self._list(field, "a list of objects")
        for number, raw in enumerate(entries):

            def where(number: int = number, raw: Any = raw) -> str:
                outer = self.where()
                return f"{outer}: {field} {number + 1}" if outer else f"{field}, {entry_label(raw, number)}"

            yield Fields(raw, where)

    def extra(self) -> dict[str, Any]:
        unknown = {key: value for key, value in self.raw.items() if key not in self.asked}
        for key, value in unknown.items():
            if _too_deep(value):
                raise self.problem(shortened(key), f"it is nested deeper than {MAX_DEPTH} levels")
        return unknown

    def check_depth(self) -> None:
        """Refuses an object so deep that it could not be written again."""
        for key, value in self.raw.items():
            if _too_deep(value):
                raise self.problem(shortened(key), f"it is nested deeper than {MAX_DEPTH} levels")

    def _list(self, field: str, allowed: str) -> list[Any]:
        value = [] if self.missing(field) else self.get(field)
        if not isinstance(value, list):
            raise self.refusal(field, value, allowed)
        return value


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for one in level
            if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return any(isinstance(one, (dict, list)) for one in level)
