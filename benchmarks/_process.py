"""CPU time and memory of whole processes."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
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


CREATE = """
import sys
from pathlib import Path
from companion.system.paths import Places
from companion.vault.encryption import create
home = Path(sys.argv[1])
create(Places(data=home, config=home), sys.argv[2] or None)
"""


def fresh_journal(folder: Path, passphrase: str, environment: Mapping[str, str]) -> list[str]:
    """An empty journal, encrypted where there is a passphrase.

    The command line that opens it, which reads the passphrase from stdin.
    """
    shutil.rmtree(folder, ignore_errors=True)
    used([sys.executable, "-c", CREATE, str(folder), passphrase], environment=environment)
    return _opens(folder, passphrase)


def as_made_by(tree: Path, diary: Path, folder: Path, passphrase: str = "") -> Path:
    """A diary as the build in another ``tree`` writes it, in ``folder``: it may open no file of this one."""
    environment = {**ENVIRONMENT, "PYTHONPATH": str(tree.resolve())}
    with tempfile.TemporaryDirectory() as made:
        export = str(Path(made) / "diary.json")
        used([*_opens(diary, passphrase), "export", "-o", export], f"{passphrase}\n")
        theirs = fresh_journal(folder, passphrase, environment)
        used([*theirs, "import", export, "--yes"], f"{passphrase}\n", environment)
    return folder


def _opens(folder: Path, passphrase: str) -> list[str]:
    asked = ("--passphrase-fd", "0") if passphrase else ()
    return [sys.executable, "-m", "companion", "--at", str(folder), *asked]
