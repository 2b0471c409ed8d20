"""YAML read as plain words: maps, lists, texts and nothing; no tags that make things, no aliases.

Words stay as written: ``yes``, ``010`` and ``1:30`` are texts here, whatever YAML would make of them.
"""

import re
from typing import Any

from companion.exchange.parsing.strict_json import shortened
from companion.model.errors import InputRefused

MAX_CHARACTERS = 8 * 1024 * 1024
"""The most characters of one YAML text."""

MAX_DEPTH = 40
"""How many levels maps and lists may be nested."""

# What nearly all front matter is made of: a name and plain words, or plain words in brackets, a line each.
# Read here it takes a tenth of the time; any other line is for the library, and all of the text with it.
_PLAIN = r"[A-Za-z0-9_](?:[A-Za-z0-9_ ./+-]*[A-Za-z0-9_])?"
_PLAIN_NAME = r"[A-Za-z](?:[A-Za-z0-9_ -]*[A-Za-z0-9_])?"
_PLAIN_LINE = re.compile(
    rf"({_PLAIN_NAME}):(?: +(?:({_PLAIN}(?::[0-9]+)*)|\[({_PLAIN}(?:, {_PLAIN})*)\]))? *"
)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_yaml(text: str, first_line: int = 1) -> Any:
    """The value of a YAML text: ``dict`` (with texts for keys), ``list``, ``str`` or ``None``.

    ``first_line`` is the line of a file on which the text begins. Raises InputRefused, with the line, for
    what is no YAML, for tags, anchors, a second document or a name given twice, and past :data:`MAX_DEPTH`
    or :data:`MAX_CHARACTERS`.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputRefused(f"it is longer than {MAX_CHARACTERS // 2**20} million characters")
    if (plain := _plain_map(text)) is not None:
        return plain
    import yaml

    builder = _TreeBuilder(first_line)
    try:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
        while (event := loader.get_event()) is not None:
            builder.take(event)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = f"line {mark.line + first_line}, column {mark.column + 1}: " if mark else ""
        if "nesting depth" in (problem.problem or ""):  # newer versions of the library have a limit, too
            raise InputRefused(f"{line}it is nested more than {MAX_DEPTH} levels deep") from None
        raise InputRefused(
            f"{line}it is not valid YAML: {shortened(problem.problem or 'it ends too soon')}"
        ) from None
    except yaml.YAMLError:  # a character that YAML does not allow
        why = "it is not valid YAML: unexpected character"
        raise InputRefused(f"{_place_of_odd_character(text, first_line)}{why}") from None
    return builder.value


def _plain_map(text: str) -> dict[str, Any] | None:
    """The value of a text of plain lines alone; ``None`` for any other text."""
    value: dict[str, Any] = {}
    for line in text.removesuffix("\n").split("\n"):
        match = _PLAIN_LINE.fullmatch(line)
        if match is None or match[1] in value:
            return None
        name, word, words = match.groups()
        if words is not None:
            value[name] = [None if one in _NOTHING else one for one in words.split(", ")]
        else:
            value[name] = None if word is None or word in _NOTHING else word
    return value


def _place_of_odd_character(text: str, first_line: int) -> str:
    match = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return f"line {text.count(chr(10), 0, match.start()) + first_line}: " if match else ""


class _TreeBuilder:
    """Puts the parser's events together, without calling itself and so to no end of depth."""

    def __init__(self, first_line: int) -> None:
        self.value: Any = None
        self._first_line = first_line
        self._open: list[dict[str, Any] | list[Any]] = []
        self._keys: list[str | None] = []
        """For each open map the key that waits for its value; ``None`` in lists and between pairs."""
        self._documents = 0

    def take(self, event: Any) -> None:
        """One event of the parser. Raises InputRefused."""
        kind = type(event).__name__
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise self._refusal(event, "anchors and aliases (& and *) are not supported")
        if kind == "ScalarEvent":
            value = event.value
            if not value.isascii() and _SURROGATE.search(value):
                raise self._refusal(event, "\\ud800 to \\udfff are not text on their own")
            self._put(None if value in _NOTHING and event.implicit[0] else value, event)
        elif kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise self._refusal(event, "a second YAML document starts here")
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            inner: dict[str, Any] | list[Any] = {} if kind == "MappingStartEvent" else []
            self._put(inner, event)
            if len(self._open) >= MAX_DEPTH:
                raise self._refusal(event, f"it is nested more than {MAX_DEPTH} levels deep")
            self._open.append(inner)
            self._keys.append(None)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()
            self._keys.pop()

    def _put(self, value: Any, event: Any) -> None:
        if not self._open:
            self.value = value
            return
        holder, key = self._open[-1], self._keys[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif key is not None:
            holder[key] = value
            self._keys[-1] = None
        elif isinstance(value, (dict, list)):
            raise self._refusal(event, "a map or a list cannot be a name")
        else:
            name = value if value is not None else event.value
            if name in holder:
                raise self._refusal(event, f"{shortened(name) or 'nothing'} appears twice")
            self._keys[-1] = name

    def _refusal(self, event: Any, why: str) -> InputRefused:
        return InputRefused(f"line {event.start_mark.line + self._first_line}: {why}")
