"""What the panes take is imported while nobody types, and nothing of it before the first page."""

import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

import pytest
from textual.css import stylesheet

from companion.journal import open_journal
from companion.model.errors import InputRefused
from companion.system.paths import places
from companion.tui import ahead, rules
from companion.tui.ahead import Ahead, import_beside
from companion.tui.widgets.navigation import Navigation

WAITS = (
    "companion.exchange",
    "companion.model.time_words",
    "companion.patterns",
    "companion.tui.palette",
    "companion.tui.widgets.moment_form",
    "companion.tui.widgets.picker",
    *(f"companion.tui.screens.{name}" for name in ("mood", "reflections", "week", "patterns", "library")),
    *("argon2", "dateparser", "dateutil", "email", "hashlib", "html", "humanize", "icalendar"),
    *("markdown_it", "nacl", "numpy", "pygments.lexers", "sqlite3", "sqlite_utils", "ssl", "statistics"),
    *("textual.command", "textual.types", "textual.widgets._markdown", "textual.widgets._text_area"),
    *("tomlkit", "tomllib", "yaml", "zxcvbn"),
)
"""What is not imported yet when the first page is painted."""

FIRST_PAGE = """
import sys
import threading
from companion.tui.framework import import_framework
import_framework()
from companion.journal import open_journal
from companion.model.errors import InputRefused
from companion.system.paths import places
from companion.tui import lock
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from companion.tui.screens.{module} import {screen}

def look(self):
    print(*sys.modules)
    self.app.exit()

lock.BEGIN_AFTER = 60
before = {screen}.on_mount
def on_mount(self):
    before(self)
    self.call_after_refresh(look, self)
{screen}.on_mount = on_mount

there = places(sys.argv[1])
opener = JournalOpener(there)
app = CompanionApp(None if opener.needs_passphrase else opener.open(), opener=opener)
app.run(headless=True, size=(80, 24))
"""


@pytest.mark.parametrize(
    ("module", "screen", "passphrase"), [("today", "TodayPane", None), ("locked", "LockedScreen", "owl 5")]
)
def test_the_first_page_waits_for_nothing_that_it_does_not_show(
    tmp_path: Path, module: str, screen: str, passphrase: str | None
) -> None:
    with open_journal(places(tmp_path), passphrase=passphrase) as journal:
        journal.log(triggers=["affection_received"], note="a walk")
        assert journal.vocabulary.triggers  # their table is kept from now on
    code = FIRST_PAGE.format(module=module, screen=screen)
    started = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=60
    )
    assert started.returncode == 0, started.stderr
    names = set(started.stdout.split())
    assert "companion.tui.app" in names
    tables = ("tomllib",) if sys.dont_write_bytecode else ()  # else it is read from what is kept of it
    found = [top for top in WAITS if top not in tables and any(f"{n}.".startswith(f"{top}.") for n in names)]
    assert found == []


def test_every_module_that_is_imported_ahead_is_there() -> None:
    for name in (*ahead._TODAY, *ahead._PANES):
        import_module(name)
    for pane in Navigation.PANES:
        assert f"companion.tui.screens.{pane.lower()}" in (*ahead._TODAY, *ahead._PANES)


def test_the_rules_of_all_panes_are_parsed_by_then(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(rules.ParsedOnce, "parse_ahead", lambda self, path: seen.append(path))
    Ahead({"mood": "#171819"}, locked=True, silence=lambda: 9, running=lambda: True).run()
    names = {path.name for path in seen}
    assert {"today.tcss", "mood.tcss", "reflections.tcss", "week.tcss", "library.tcss"} <= names


def test_rules_parsed_ahead_are_those_a_page_brings_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ahead.tcss"
    file.write_text("Ahead { color: $mood; }")
    variables = {"mood": "#191a1b"}
    rules.ParsedOnce(variables=variables).parse_ahead(file)
    monkeypatch.setattr(stylesheet.Stylesheet, "_parse_rules", None)  # it would fail
    sheet = rules.ParsedOnce(variables=variables)
    sheet.read(file)
    assert [rule.styles.color.hex for rule in sheet.rules] == ["#191A1B"]


def test_nothing_is_begun_while_keys_come_in_or_once_the_app_has_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[str] = []
    silences = iter([0.0, 0.1, 9, 9, 0.0, 9, 9])
    monkeypatch.setattr(ahead, "_LOOK", 0)
    monkeypatch.setattr(ahead, "import_module", lambda name: begun.append(name) or sys)
    Ahead({}, locked=False, silence=lambda: next(silences), running=lambda: len(begun) < 3).run()
    assert begun == list(ahead._PANES[:3])
    assert next(silences, None) is None


def test_what_is_made_once_is_made_after_all_imports_and_what_cannot_be_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    monkeypatch.setattr(ahead, "import_module", lambda name: done.append(name) or sys)

    def broken() -> None:
        done.append("broken")
        raise InputRefused("phrases.toml cannot be read")

    make = [broken, lambda: done.append("made")]
    Ahead({}, locked=False, silence=lambda: 9, running=lambda: True, make=make).run()
    assert done == [*ahead._PANES, "broken", "made"]


async def test_a_module_somebody_waits_for_is_imported_beside_the_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "waited_for.py").write_text("import threading\nTHREAD = threading.get_ident()\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    await import_beside("waited_for")
    assert vars(sys.modules["waited_for"])["THREAD"] != threading.get_ident()
    monkeypatch.setattr(ahead, "import_module", None)  # it would fail
    await import_beside("waited_for")
    monkeypatch.delitem(sys.modules, "waited_for")


async def test_a_module_that_is_not_there_is_left_to_whoever_needs_it() -> None:
    await import_beside("companion.tui.screens.nowhere")
    assert "companion.tui.screens.nowhere" not in sys.modules
