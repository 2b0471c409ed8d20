"""Every benchmark of speed and memory, one after the other, each with its table: ``make bench-all``.

    python benchmarks/all.py [--quick]

``--quick`` takes smaller diaries and fewer repeats: whether all of it still runs, not how fast it is.
"""

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

WHOLE: dict[str, tuple[list[str], list[str]]] = {
    "startup": ([], ["--repeats", "1"]),
    "first_paint": ([], ["--repeats", "1"]),
    "gaps": ([], ["--repeats", "1"]),
    "reads_beside_counting": ([], []),
    "blank": ([], ["--repeats", "1", "--entries", "200", "--lines", "1000"]),
    "library_find": ([], []),
    "keys": ([], []),
    "panes": ([], ["--repeats", "1", "--sittings", "1"]),
    "memory_growth": ([], []),
    "store": ([], ["2000"]),
    "patterns_speed": ([], ["--years", "2", "--repeats", "1"]),
    "patterns_turns": ([], ["--entries", "2000", "--repeats", "1"]),
    "in_and_out": ([], ["--entries", "2000", "--imported", "200", "--repeats", "1"]),
    "import_speed": (["--repeats", "1"], ["--entries", "500", "--repeats", "1"]),
    "export": ([], ["500", "1"]),
    "rivals": ([], ["--entries", "500", "--repeats", "1"]),
}
"""By the name of the file, what it is given: for the table, and for a quick look."""


def main() -> None:
    """Run all; the exit status is 1 when one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    failed = []
    for name, (whole, quick) in WHOLE.items():
        print(f"\n{name}\n{'-' * len(name)}", flush=True)
        command = [sys.executable, str(HERE / f"{name}.py"), *(quick if asked.quick else whole)]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
