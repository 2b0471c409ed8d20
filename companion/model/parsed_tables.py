"""What a shipped table says, kept beside it as Python keeps bytecode: reading TOML takes ten times as long.

It is never stale: what is kept has the whole text with it that it was read from, and a table with any other
text is read anew. Nothing of a person's own is kept so.
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

    Kept in ``__pycache__`` next to the file, by the version of Python, unless bytecode is not written
    either. A folder that cannot be written to does no harm. Raises what ``parse`` raises.
    """
    if sys.implementation.cache_tag is None:
        return parse(text)
    place = Path(cache_from_source(path)).with_suffix(".table")
    with suppress(OSError, ValueError, TypeError, EOFError):  # it is not there, or was cut short
        kept_text, data = marshal.loads(place.read_bytes())
        if kept_text == text:
            return data
    data = parse(text)
    if not sys.dont_write_bytecode:
        _keep(place, (text, data))
    return data


def _keep(place: Path, what: tuple[str, Any]) -> None:
    """Written under a name of its own first: another process may read it at the same time."""
    made = place.with_name(f"{place.name}.{os.getpid()}.{id(what)}")
    with suppress(OSError, ValueError):  # no room, no leave; or a date, which marshal does not take
        data = marshal.dumps(what)
        place.parent.mkdir(exist_ok=True)
        try:
            made.write_bytes(data)
            made.replace(place)
        finally:
            made.unlink(missing_ok=True)
