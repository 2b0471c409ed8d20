"""What threads let go of stands where all others find it."""

import subprocess
import sys

import pytest

ARENAS = """
import ctypes, sys
from threading import Thread
from companion.system import memory

getattr(memory, sys.argv[1])()
held = []
threads = [Thread(target=lambda: held.append([bytearray(9_000) for _ in range(50)])) for _ in range(4)]
for each in threads:
    each.start()
for each in threads:
    each.join()
ctypes.CDLL(None).malloc_stats()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's allocator has arenas")
@pytest.mark.parametrize(("way", "alone"), [("share_among_threads", True), ("give_back_free", False)])
def test_threads_share_one_arena(way: str, alone: bool) -> None:
    done = subprocess.run([sys.executable, "-c", ARENAS, way], capture_output=True, text=True, check=True)
    if not (arenas := done.stderr.count("Arena ")):
        pytest.skip("another allocator")
    assert (arenas == 1) is alone
