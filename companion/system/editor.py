"""A text in the person's own editor, by way of a file that nobody else can read and that does not stay."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from companion.model.errors import InputRefused
from companion.system.private_files import write_private

_IN_MEMORY = Path("/dev/shm")
_USUAL = ("nano", "vi", "notepad")

_VIM = ("-n", "-i", "NONE", "-c", "silent! set nobackup nowritebackup noundofile")
_EMACS = (
    "--eval",
    "(setq make-backup-files nil auto-save-default nil create-lockfiles nil"
    " undo-tree-auto-save-history nil save-place-mode nil)",
)
_CODE = ("--wait", "--new-window", "--user-data-dir", "{folder}/editor")
_KEEPS_NOTHING: dict[str, tuple[str, ...]] = {
    "vim": _VIM, "gvim": ("-f", *_VIM), "nvim": _VIM,
    "nano": ("--ignorercfiles",),  # it has no other way to turn off what its rc file turns on
    "emacs": _EMACS,
    "micro": ("-backup", "false", "-saveundo", "false", "-savecursor", "false", "-savehistory", "false"),
    "code": _CODE, "code-insiders": _CODE, "codium": _CODE, "code-oss": _CODE,
}  # fmt: skip
"""How the common editors are told to leave no swap, backup, undo or history file elsewhere.

What they leave beside the file goes with the folder. Helix and kakoune leave nothing.
"""


def edit(text: str = "") -> str | None:
    """The text as it comes back from $VISUAL or $EDITOR; ``None`` when it came back unchanged or empty.

    The file lies in a folder of its own (0700, the file 0600), in memory where the system offers that, and is
    removed whatever happens, a closed terminal included. Raises InputRefused when no editor can be started,
    when it ends with an error, or when what it left is not UTF-8 text.
    """
    command = _command()
    with _private_folder() as folder, _signals_answered():
        file = folder / "note.md"
        write_private(file, text.encode())
        try:
            done = subprocess.run([*_discreet(command, folder), str(file)], check=False)
        except OSError as error:
            raise InputRefused(f"editor: {command[0]!r} cannot be started: {error.strerror}") from None
        if done.returncode:
            raise InputRefused(f"editor: {command[0]!r} ended with an error; nothing was changed")
        try:
            written = file.read_bytes().decode()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            raise InputRefused("editor: the file it left is not UTF-8 text; nothing was changed") from None
    written = written.replace("\r\n", "\n").rstrip("\n")
    return None if not written.strip() or written == text.rstrip("\n") else written


def _command() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        words = shlex.split(os.environ.get(name, ""), posix=os.name != "nt")
        if words:
            return words
    for name in _USUAL:
        if found := shutil.which(name):
            return [found]
    raise InputRefused("editor: none was found; set VISUAL or EDITOR to the one you use")


def _discreet(command: list[str], folder: Path) -> list[str]:
    """The command with what keeps its editor from leaving anything behind; ``vi`` may be a link to vim."""
    program = Path(shutil.which(command[0]) or command[0])
    for name in (program.name, program.resolve().name):
        known = _KEEPS_NOTHING.get(name.removesuffix(".exe").partition(".")[0])
        if known is not None:
            return [command[0], *(word.replace("{folder}", str(folder)) for word in known), *command[1:]]
    return command


@contextmanager
def _private_folder() -> Iterator[Path]:
    rooms = (_IN_MEMORY, Path(os.environ.get("XDG_RUNTIME_DIR") or _IN_MEMORY))
    memory = next((room for room in rooms if room.is_dir() and os.access(room, os.W_OK)), None)
    folder = Path(tempfile.mkdtemp(prefix="note-", dir=memory))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _signals_answered() -> Iterator[None]:
    """Meanwhile ctrl+c is the editor's alone, and a closing terminal leaves time to remove the file."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    wanted = {signal.SIGINT: lambda _number, _frame: None, signal.SIGTERM: leave}
    if hasattr(signal, "SIGHUP"):
        wanted[signal.SIGHUP] = leave
    try:
        before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    except ValueError:  # not the main thread, which alone may listen to signals
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
