"""A text in the person's own editor, by way of a file that nobody else can read and that does not stay."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from types import FrameType

from companion.model.errors import InputRefused
from companion.system.private_files import write_private

AT_ONCE = 1.0
"""Seconds within which nobody opens an editor and leaves it again."""

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


def edit(text: str = "", tell: Callable[[str], None] = lambda words: None) -> str | None:
    """The text as it comes back from $VISUAL or $EDITOR; ``None`` when it came back unchanged or empty.

    ``tell`` is given a sentence where the person may have meant something else: the editor came back at once,
    or left no file. One that comes back at once and unchanged may go on in a window of its own; at a terminal
    it is waited for until Enter is pressed.

    The file lies in a folder of its own (0700, the file 0600), in memory where the system offers that, and is
    removed whatever happens, a closed terminal included. Raises InputRefused when no editor can be started,
    when it ends with an error, or when what it left is not UTF-8 text. What an editor saved that was ended
    from outside comes back.
    """
    command = _command()
    with _private_folder() as folder, _signals_answered():
        file = folder / "note.md"
        given = text.encode()
        write_private(file, given)
        began = monotonic()
        try:
            done = subprocess.run([*_discreet(command, folder), str(file)], check=False)
        except OSError as error:
            raise InputRefused(f"editor: could not start {command[0]!r}: {error.strerror}") from None
        if done.returncode > 0 or (done.returncode and _bytes_of(file) in (None, given)):
            raise InputRefused(f"editor: {command[0]!r} ended with an error; nothing was changed")
        if monotonic() - began < AT_ONCE and _bytes_of(file) == given:
            _wait_for_its_window(tell)
        left = _bytes_of(file)
        if left is None:
            tell("The editor left no file; your text is as it was.")
            return None
        try:
            written = left.decode()
        except UnicodeDecodeError:
            raise InputRefused("editor: the saved file is not UTF-8 text; nothing was changed") from None
    if "\r\n" not in text:  # an editor that ends lines so, in a text that does not
        written = written.replace("\r\n", "\n")
    untouched = written.rstrip("\r\n") == text.rstrip("\r\n")
    return None if untouched or not written.strip() else written.rstrip("\r\n")


def _bytes_of(file: Path) -> bytes | None:
    """What stands in a file; ``None`` where it is gone."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _wait_for_its_window(tell: Callable[[str], None]) -> None:
    """The editor came back at once: it may go on in a window of its own."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        tell("The editor came back at once, without a change. Use one that waits until its window is closed.")
        return
    words = "The editor came back at once. If it is open in a window of its own, save and close it there."
    print(f"{words}\nThen press Enter here.", file=sys.stderr, flush=True)
    sys.stdin.readline()


def _command() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        words = shlex.split(os.environ.get(name, ""), posix=os.name != "nt")
        if words:
            return words
    for name in _USUAL:
        if found := shutil.which(name):
            return [found]
    raise InputRefused("editor: none found; set VISUAL or EDITOR to the one you use")


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
