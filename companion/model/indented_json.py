"""JSON with an indent of two: word for word what ``json.dumps`` writes with ``indent=2``, many times faster.

The standard library's quick encoder knows no indent. It is given the innermost lists and objects, which hold
no others, with the indent as part of its comma; what stands around them is put together here.
"""

from collections.abc import Callable
from functools import cache
from json import JSONEncoder
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

_Containers = (dict, list, tuple)


def indented(value: Any, *, ascii_only: bool = False) -> str:
    """``value`` as JSON, two spaces a level, letters as they are or escaped.

    Raises TypeError for what is not JSON and for a key that is no text, ValueError for a number that is none.
    """
    quoted = encode_basestring_ascii if ascii_only else encode_basestring

    def write(value: Any, depth: int) -> str:
        if not isinstance(value, _Containers) or not value:
            return _encoder("", ascii_only)(value)
        comma, end = ",\n" + "  " * (depth + 1), "\n" + "  " * depth
        opens, closes = "{}" if isinstance(value, dict) else "[]"
        inner = value.values() if isinstance(value, dict) else value
        if not any(issubclass(kind, _Containers) for kind in set(map(type, inner))):
            inside = _encoder(comma, ascii_only)(value)[1:-1]
        elif isinstance(value, dict):
            inside = comma.join([f"{quoted(key)}: {write(one, depth + 1)}" for key, one in value.items()])
        else:
            inside = comma.join([write(one, depth + 1) for one in value])
        return f"{opens}{comma[1:]}{inside}{end}{closes}"

    return write(value, 0)


@cache
def _encoder(comma: str, ascii_only: bool) -> Callable[[Any], str]:
    return JSONEncoder(ensure_ascii=ascii_only, allow_nan=False, separators=(comma, ": ")).encode
