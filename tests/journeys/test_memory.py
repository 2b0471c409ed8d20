"""The memory of the real program after the lock: no more of a diary in it than docs/privacy.md says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DEEP

ROOT = Path(__file__).parents[2]

COUNTED = {
    "the passphrase": ("the passphrase",),
    "the key": ("the key, bytes", "the key, in digits"),
    "words of entries": ("words of entries",),
    "words of the draft": ("words of the draft",),
}
"""The rows of the table there, and those of the measurement that belong to each."""


@pytest.mark.skipif(not DEEP, reason="takes half a minute; in deep runs")
@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only the administrator may read it, on Linux"
)
def test_ten_seconds_after_the_lock_no_more_is_left_than_the_page_says() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text()
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "memory.py")], capture_output=True, text=True, check=True
    )
    rows = [re.split(r"\s{2,}", line.strip()) for line in done.stdout.splitlines()[1:]]
    opened, locked = ({row[0]: int(row[column]) for row in rows} for column in (2, 3))
    for said, measured in COUNTED.items():
        most = re.search(rf"\| {said} \| \d+ \| (\d+) \|", page)
        assert most is not None
        assert sum(opened[name] for name in measured) > 0
        assert sum(locked[name] for name in measured) <= int(most[1]), done.stdout
