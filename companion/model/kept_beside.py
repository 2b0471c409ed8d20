"""What was made of a file that is shipped with the program, kept beside it as Python keeps bytecode.

In ``__pycache__``, by the version of Python, unless bytecode is not written either; a folder that cannot be
written to does no harm. Nothing of a person's own is kept so.
"""

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


def parsed(path: Path, text: str, parse: Callable[[str], Any]) -> Any:
    """What ``parse`` makes of the text of the file at ``path``: plain values, lists and dicts.

    Reading TOML takes ten times as long as reading what is kept of it. That is never stale: it has the whole
    text with it that it was made from, and any other text is parsed anew. Raises what ``parse`` raises.
    """
    if (place := place_beside(path, ".table")) is None:
        return parse(text)
    with suppress(OSError, ValueError, TypeError, EOFError):  # it is not there, or was cut short
        kept_text, data = marshal.loads(place.read_bytes())
        if kept_text == text:
            return data
    data = parse(text)
    with suppress(ValueError):  # it has a date in it, which marshal does not take
        keep_beside(place, marshal.dumps((text, data)))
    return data


def place_beside(path: Path, ending: str) -> Path | None:
    """Where what is made of a file is kept; ``None`` where this Python keeps nothing."""
    if sys.implementation.cache_tag is None:
        return None
    return Path(cache_from_source(path)).with_suffix(ending)


def keep_beside(place: Path, data: bytes) -> None:
    """Write it, where that can be done; under a name of its own first, since others may be reading."""
    if sys.dont_write_bytecode:
        return
    made = place.with_name(f"{place.name}.{os.getpid()}.{id(data)}")
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        try:
            made.write_bytes(data)
            made.replace(place)
        finally:
            made.unlink(missing_ok=True)
