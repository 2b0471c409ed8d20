"""The reminder in the hands of the system: written, read back and removed."""

from datetime import time
from pathlib import Path

import pytest

from companion.system import reminders


@pytest.mark.parametrize("kind", ["systemd", "launchd"])
@pytest.mark.parametrize(("at", "days"), [(time(21, 30), ()), (time(7, 5), (0, 6)), (time(0, 0), (2,))])
def test_what_was_written_is_read_back_and_removed(
    kind: str, at: time, days: tuple[int, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert reminders.written(kind) is None
    files = reminders.write_units(kind, at, days)
    assert all(file.exists() for file in files) and reminders.written(kind) == (at, days)
    files[0].write_text("something else")
    assert reminders.written(kind) is None
    assert reminders.remove_units(kind) == files and not any(file.exists() for file in files)
