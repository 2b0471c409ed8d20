"""The memory of this process: what was let go of is overwritten, and no program of the account looks into it.

What is done here is done where the system offers it (Linux with glibc), and passed over elsewhere.
"""

import gc
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
_M_PERTURB, _M_ARENA_MAX = -6, -8

_SMALL, _STEP = 512, 16
"""Bytes up to which Python keeps objects in places of its own, of these sizes."""
_PER_SIZE = 16_000_000
"""Bytes that are taken in each size: more than the panes let go of in one."""
_LEAST_PIECE, _LARGEST_PIECE, _PIECES = 24, 1032, 64
"""Bytes of the pieces that glibc's allocator holds back for each thread, and how many are taken of a size."""
_HEAD = sys.getsizeof(b"")


def hide_memory() -> None:
    """Let no other program of the account read this process's memory; the administrator's still can."""
    _in_libc("prctl", _PR_SET_DUMPABLE, 0, 0, 0, 0)


def share_among_threads() -> None:
    """Have threads that begin from now on take large pieces of memory from where all others do.

    Else each holds what it let go of in an arena of its own: 10 MB after an evening on 73,000 entries.
    """
    _in_libc("mallopt", _M_ARENA_MAX, 1)


def overwrite_when_freed() -> None:
    """Have what the libraries and large texts took overwritten at once when it is let go of, from now on."""
    _in_libc("mallopt", _M_PERTURB, 0xA5)


def overwrite_free() -> None:
    """Overwrite what small objects left where they stood.

    Python does so only when another object takes the place: the places of each size are taken, emptied, and
    given back, and so is what is free to the system, which empties it. For the thread this is called in,
    :func:`overwrite_held_back` is done too.
    """
    gc.collect()
    overwrite_held_back()
    for size in range(_HEAD // _STEP * _STEP + _STEP, _SMALL + 1, _STEP):
        taken = [bytes(size - _HEAD) for _ in range(_PER_SIZE // size)]
        del taken
    _in_libc("malloc_trim", 0)


def give_back_free() -> None:
    """Give the system back what the allocator holds and nobody uses."""
    _in_libc("malloc_trim", 0)


def overwrite_held_back() -> None:
    """Overwrite the small pieces that the allocator holds back for the thread this is called in.

    It hands them out again as they are, and :func:`overwrite_when_freed` passes over them.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        malloc, free, memset = libc.malloc, libc.free, libc.memset
        malloc.restype, malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
        free.argtypes = [ctypes.c_void_p]
        memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
        for size in range(_LEAST_PIECE, _LARGEST_PIECE + 1, _STEP):
            taken = [malloc(size) for _ in range(_PIECES)]
            for piece in taken:
                memset(piece, 0, size)
                free(piece)


def _in_libc(name: str, *given: int) -> None:
    if sys.platform != "linux":
        return
    import ctypes  # not at the start of every command

    with suppress(OSError, AttributeError):
        getattr(ctypes.CDLL(None), name)(*given)
