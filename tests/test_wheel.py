"""What a person installs: the wheel, in an environment of its own, away from the checkout."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Opens the panes headless on a journal of their own and says what stands there.
OPEN_THE_PANES = """
import asyncio, pathlib, sys
from companion.journal import open_journal
from companion.system.paths import places
from companion.tui.app import CompanionApp

async def look():
    with open_journal(places(sys.argv[1])) as journal:
        journal.log(triggers=["affection_received"], note="a long walk")
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            print(len(app.screen.query("*")), *app.css_path)

asyncio.run(look())
"""


@dataclass(frozen=True)
class Installed:
    """An environment that holds companion from its wheel; what companion needs comes from the test's own."""

    wheel: Path
    folder: Path

    @property
    def version(self) -> str:
        return self.wheel.name.split("-")[1]

    def run(self, program: str, *words: str) -> str:
        """Runs a program of that environment from an empty folder; gives what it printed."""
        command = [str(self.folder / "bin" / program), *words]
        away = self.folder / "away"
        away.mkdir(exist_ok=True)
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=away, stdin=subprocess.DEVNULL, timeout=120
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    made = tmp_path_factory.mktemp("wheel")
    folder = made / "env"
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(made), str(ROOT)]
    done = subprocess.run([sys.executable, *build], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = made.glob("companion-*.whl")

    venv.create(folder, with_pip=False, symlinks=True)
    python = str(folder / "bin" / "python")
    install = ["-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    done = subprocess.run([sys.executable, *install], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    # A plain line in a .pth file lends those packages without reading the .pth files beside them, so that a
    # checkout installed there for development stays out of sight.
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    own = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (own / "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
    return Installed(wheel=wheel, folder=folder)


def test_companion_comes_from_the_wheel(installed: Installed) -> None:
    where = installed.run("python", "-c", "import companion; print(companion.__file__)").strip()
    assert Path(where).is_relative_to(installed.folder)


def test_the_wheel_holds_styles_and_words_and_nothing_of_the_workshop(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        held = {name for name in wheel.namelist() if not name.endswith("/")}
    for folder in ("styles", "seed_content"):
        # What was made of them stays where it was made.
        files = [each for each in (ROOT / folder).rglob("*.*") if "__pycache__" not in each.parts]
        assert files
        assert {f"companion/{file.relative_to(ROOT)}" for file in files} <= held
    assert not [name for name in held if "__pycache__" in name]
    assert {name.split("/")[0] for name in held} == {"companion", f"companion-{installed.version}.dist-info"}
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_the_command_says_its_version(installed: Installed) -> None:
    assert installed.version in installed.run("companion", "--version")


def test_the_demo_diary_can_be_made_without_opening_it(installed: Installed) -> None:
    assert installed.run("companion", "demo", "--no-open").strip()


def test_the_panes_open(installed: Installed, tmp_path: Path) -> None:
    widgets, *styles = installed.run("python", "-c", OPEN_THE_PANES, str(tmp_path / "journal")).split()
    assert int(widgets) > 10
    assert styles
    assert all(Path(style).is_relative_to(installed.folder) for style in styles)
