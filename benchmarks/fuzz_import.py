"""Spoilt copies of a small file of every format: each is refused in words or comes in whole.

    python benchmarks/fuzz_import.py [tries]

Any other exception ends the run with the sample and the number of the try, which make it again.
"""

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.exchange.samples import TO_SPOIL
from tests.exchange.spoiling import spoilt_inside, tried


def main() -> None:
    """Try every format, and say how many copies were refused and how many came in."""
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for sample, (name, data, _) in TO_SPOIL.items():
        began = time.perf_counter()
        refused = 0
        for number in range(tries):
            luck = random.Random(f"{sample} {number}")
            try:
                refused += tried(name, spoilt_inside(data, name, luck)).entries is None
            except Exception:
                print(f"{sample}, try {number}", file=sys.stderr)
                raise
        spent = time.perf_counter() - began
        print(f"{sample:16} {tries} tries: {refused} refused, {tries - refused} came in; {spent:.1f} s")


if __name__ == "__main__":
    main()
