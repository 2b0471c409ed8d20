"""How long a large diary takes to go out, each format beside the lossless JSON: ratios, as JSON.

    python benchmarks/export.py [entries] [repeats]

The JSON is written in the same rounds, so that a slow moment of the machine slows both. A ratio of 3 means
three times as long. PDF is left out where its package is missing.
"""

import json
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from companion.journal import Journal, open_journal
from companion.model.errors import InputRefused
from companion.model.records import Contents, Feeling, Moment
from companion.system.paths import Places
from companion.transfer.exporting import EXPORTS, export_files

START = datetime(2012, 1, 1, 8, 0, tzinfo=UTC)
NOTE = "A slow reply, a walk in the rain, and late in the evening a long quiet talk. " * 5


def fill(journal: Journal, entries: int) -> None:
    """A moment every six hours, with a note of some 80 words."""
    moments = []
    for number in range(entries):
        at = START + timedelta(hours=6 * number)
        moments.append(
            Moment(
                id=f"m{number:06}",
                occurred_at=at,
                recorded_at=at,
                updated_at=at,
                triggers=("affection_received",),
                feelings=(Feeling(mood="tender", intensity=5),),
                tags=("rain",),
                note=NOTE,
            )
        )
    journal.merging.import_contents(Contents(moments=tuple(moments)))


def spent(journal: Journal, form: str) -> tuple[float, int]:
    """Seconds of processor time to write a format, and its bytes."""
    began = time.process_time()
    files, _ = export_files(journal, form, None, None)
    return time.process_time() - began, sum(map(len, files.values()))


def main() -> None:
    """Print one JSON object."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    found: dict[str, dict[str, float]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        open_journal(Places(data=Path(folder), config=Path(folder))) as journal,
    ):
        fill(journal, entries)
        spent(journal, "json")
        for form in EXPORTS:
            ratios, size = [], 0
            try:
                for _ in range(repeats):
                    floor, _ = spent(journal, "json")
                    took, size = spent(journal, form)
                    ratios.append(took / floor)
            except InputRefused:
                continue
            found[form] = {
                "ratio": round(statistics.median(ratios), 2),
                "bytes_an_entry": round(size / entries),
            }
    print(json.dumps({"entries": entries, "repeats": repeats, "to": "json", "formats": found}, indent=2))


if __name__ == "__main__":
    main()
