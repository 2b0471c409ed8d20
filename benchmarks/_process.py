"""CPU time and memory of whole processes."""

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import NamedTuple

# An installed program has its bytecode at hand.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Used(NamedTuple):
    """CPU seconds of a process and the most memory it had."""

    cpu: float
    megabytes: float


# A process begins with the peak of the one it was forked from, so a small one stands between.
LAUNCH = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""


def used(command: list[str], answers: str = "", environment: Mapping[str, str] = ENVIRONMENT) -> Used:
    """Runs a command to its end, with ``answers`` typed. Raises RuntimeError when it ends badly."""
    small = [sys.executable, "-I", "-S", "-c", LAUNCH, *command]
    # Python's -m looks in the working directory first, where this build's package may be.
    said = subprocess.run(
        small, input=answers, text=True, capture_output=True, env=dict(environment), check=True, cwd="/"
    ).stdout
    code, cpu, peak = said.split()
    if code != "0":
        raise RuntimeError(f"{' '.join(command)} ended with {code}")
    return Used(float(cpu), int(peak) / (1024 * 1024 if sys.platform == "darwin" else 1024))
