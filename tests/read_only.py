"""A folder that takes no writing, for root too, as on a medium that is read-only."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VERSION = 0x20080522
_WRITES_ANYWHERE = 1 << 1
"""The capability by which root writes where nobody may (CAP_DAC_OVERRIDE of capabilities(7))."""


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in ``folder`` can be written by this thread and those it begins, until the end of the block."""
    below = [folder, *(path for path in folder.rglob("*"))]
    for path in below:
        path.chmod(0o500 if path.is_dir() else 0o400)
    before = _capabilities()
    try:
        _set_capabilities([before[0] & ~_WRITES_ANYWHERE, *before[1:]])
        assert not os.access(folder, os.W_OK, effective_ids=True)
        yield
    finally:
        _set_capabilities(before)
        for path in below:
            path.chmod(0o700 if path.is_dir() else 0o600)


def _capabilities() -> list[int]:
    """Effective, permitted and inheritable, the lower half first; nothing where there are none."""
    sets = (ctypes.c_uint32 * 6)()
    if sys.platform == "linux":
        header = (ctypes.c_uint32 * 2)(_VERSION, 0)
        assert ctypes.CDLL(None, use_errno=True).capget(header, sets) == 0
    return list(sets)


def _set_capabilities(sets: list[int]) -> None:
    if sys.platform == "linux":
        header = (ctypes.c_uint32 * 2)(_VERSION, 0)
        assert ctypes.CDLL(None, use_errno=True).capset(header, (ctypes.c_uint32 * 6)(*sets)) == 0
