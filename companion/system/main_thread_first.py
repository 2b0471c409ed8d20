"""A read on the main thread is not kept waiting by threads that compute."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import active_count, current_thread, main_thread

AT_ONCE = 0.00001
"""Seconds after which the main thread asks for the interpreter back."""


@contextmanager
def main_thread_first() -> Iterator[None]:
    """On the main thread, which a person waits for, and beside others: get the interpreter back at once.

    SQLite's driver lets go of it at every row, and gets it back only after Python's switch interval of 5 ms
    while another thread computes: fifty entries took up to a second. A short interval for all the time made
    most steps of an evening two to five times slower.
    """
    if active_count() == 1 or current_thread() is not main_thread():
        yield
        return
    usual = sys.getswitchinterval()
    sys.setswitchinterval(AT_ONCE)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
