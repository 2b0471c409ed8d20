"""Handing a text to an editor: what comes back, and what must not stay behind."""

import os
import stat
import sys
from pathlib import Path

import pytest

from companion.model.errors import InputRefused
from companion.system import editor


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the private folder is made."""
    room = tmp_path / "shm"
    room.mkdir()
    monkeypatch.setattr(editor, "_IN_MEMORY", room)
    return room


def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, name: str = "EDITOR") -> None:
    """An editor that runs ``body`` with the file's path as ``path``."""
    script = tmp_path / f"editor {name}.py"
    script.write_text(f"import os, sys\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n{body}\n")
    monkeypatch.setenv(name, f"{sys.executable} '{script}'")


def test_what_was_written_comes_back_and_nothing_stays(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, tmp_path, "path.write_text(path.read_text() + '\\nand then\\n')")
    assert editor.edit("A hug.") == "A hug.\nand then"
    assert list(room.iterdir()) == []


@pytest.mark.parametrize("body", ["pass", "path.write_text('')", "path.write_text(' \\n')", "path.unlink()"])
def test_unchanged_or_empty_changes_nothing(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str
) -> None:
    use(monkeypatch, tmp_path, body)
    assert editor.edit("A hug.") is None
    assert list(room.iterdir()) == []


def test_the_file_is_its_owners_alone_whatever_the_umask(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(
        monkeypatch,
        tmp_path,
        "path.write_text(oct(path.stat().st_mode) + ' ' + oct(path.parent.stat().st_mode))",
    )
    before = os.umask(0)
    try:
        text = editor.edit("")
    finally:
        os.umask(before)
    assert text is not None
    assert [stat.S_IMODE(int(mode, 8)) for mode in text.split()] == [0o600, 0o700]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("path.write_text('half'); sys.exit(1)", "ended with an error"),
        ("path.write_bytes(b'\\xff')", "not UTF-8"),
    ],
)
def test_an_editor_that_fails_is_named_and_nothing_stays(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, words: str
) -> None:
    use(monkeypatch, tmp_path, body)
    with pytest.raises(InputRefused, match=words):
        editor.edit("")
    assert list(room.iterdir()) == []


def test_a_closing_terminal_still_removes_the_file(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, tmp_path, "import signal, time; os.kill(os.getppid(), signal.SIGHUP); time.sleep(2)")
    with pytest.raises(SystemExit):
        editor.edit("A hug.")
    assert list(room.iterdir()) == []


def test_visual_goes_before_editor_and_none_at_all_says_so(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, tmp_path, "path.write_text('from editor')")
    use(monkeypatch, tmp_path, "path.write_text('from visual')", "VISUAL")
    assert editor.edit("") == "from visual"
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    with pytest.raises(InputRefused, match="no-such-editor-anywhere"):
        editor.edit("")
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputRefused, match="VISUAL or EDITOR"):
        editor.edit("")


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("vim", ["-n", "-i", "NONE", "noundofile", "nobackup"]),
        ("nvim", ["-n", "-i", "NONE", "noundofile"]),
        ("nano", ["--ignorercfiles"]),
        ("emacs", ["make-backup-files nil", "auto-save-default nil", "create-lockfiles nil"]),
        ("micro", ["-backup false", "-saveundo false"]),
        ("code", ["--wait", "--user-data-dir"]),
    ],
)
def test_common_editors_are_told_to_leave_nothing(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, flags: list[str]
) -> None:
    script = tmp_path / name
    script.write_text('#!/bin/sh\nfor last; do :; done\necho "$*" > "$last"\n')
    script.chmod(0o700)
    monkeypatch.setenv("EDITOR", f"{script} --mine")
    told = editor.edit("A hug.")
    assert told is not None
    assert all(flag in told for flag in flags)
    assert "--mine" in told
    assert list(room.iterdir()) == []


def test_vi_that_is_vim_is_told_like_vim(room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "vim.basic"
    script.write_text('#!/bin/sh\nfor last; do :; done\necho "$*" > "$last"\n')
    script.chmod(0o700)
    (tmp_path / "vi").symlink_to(script)
    monkeypatch.setenv("EDITOR", str(tmp_path / "vi"))
    assert "noundofile" in (editor.edit("A hug.") or "")


def test_without_shared_memory_the_runtime_folder_serves(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    monkeypatch.setattr(editor, "_IN_MEMORY", tmp_path / "none")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    use(monkeypatch, tmp_path, "path.write_text(str(path))")
    assert str(runtime) in (editor.edit("") or "")
    assert list(runtime.iterdir()) == []


def test_an_editor_that_is_killed_leaves_nothing(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, tmp_path, "path.with_suffix('.swp').write_text('x'); os.kill(os.getpid(), 9)")
    with pytest.raises(InputRefused, match="ended with an error"):
        editor.edit("A hug.")
    assert list(room.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["one\r\ntwo\r\n", "one\u2028two", "a line\n\n", "\u3000\u00a0x\u200d\u00ad"]
)
@pytest.mark.parametrize(
    "body", ["pass", "path.write_bytes(path.read_bytes() + b'\\n')", "path.write_bytes(path.read_bytes())"]
)
def test_a_text_looked_at_and_left_is_untouched_whatever_its_line_breaks(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, body: str
) -> None:
    use(monkeypatch, tmp_path, body)
    assert editor.edit(text) is None


def test_line_breaks_of_the_text_stay_and_those_of_the_editor_become_usual_ones(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, tmp_path, "path.write_bytes(path.read_bytes() + b'more\\r\\nand more\\r\\n')")
    assert editor.edit("one\r\n") == "one\r\nmore\r\nand more"
    assert editor.edit("one\u2028\n") == "one\u2028\nmore\nand more"


def test_an_editor_that_comes_back_at_once_is_told_of_or_waited_for(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A window of its own: the program that was started ends, and the writing goes on.
    use(monkeypatch, tmp_path, "(path.parent.parent / 'where').write_text(str(path))")
    told: list[str] = []
    assert editor.edit("A hug.", told.append) is None
    assert "came back at once" in told[0]

    class Keyboard:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            Path((room / "where").read_text()).write_text("A hug, and what came after.")
            return "\n"

    monkeypatch.setattr(sys, "stdin", Keyboard())
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert editor.edit("A hug.", told.append) == "A hug, and what came after."
    assert "press Enter here" in capsys.readouterr().err and len(told) == 1


def test_an_editor_that_removes_the_file_is_told_of_and_the_text_stays(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, tmp_path, "path.unlink()")
    told: list[str] = []
    assert editor.edit("A hug.", told.append) is None
    assert told == ["The editor left no file; your text is as it was."]


def test_what_an_editor_saved_before_it_was_killed_comes_back(
    room: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    saved = "path.write_text('saved in time'); "
    use(monkeypatch, tmp_path, saved + "import signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert editor.edit("A hug.") == "saved in time"
    use(monkeypatch, tmp_path, "import signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(InputRefused, match="ended with an error"):
        editor.edit("A hug.")
