"""Draws the pictures of the README again, from the demo diary: ``make pictures``. Needs rsvg-convert."""

import asyncio
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from companion.demo import throw_away
from companion.journal import open_journal
from companion.model.clock import fixed_clock
from companion.system.configuration import Configuration
from companion.tui.app import CompanionApp

HERE = Path(__file__).parent
ZONE = "Europe/Berlin"
SUNDAY_NIGHT = datetime(2026, 3, 1, 22, 40, tzinfo=ZoneInfo(ZONE))

PICTURES: dict[str, tuple[str, str, tuple[int, int], list[str]]] = {
    "today": ("today", "dusk", (120, 40), []),
    "mood": ("mood", "dusk", (120, 40), ["left"]),
    "year": ("reflections", "dusk", (120, 40), ["c", "left", "left", "left", "left"]),
    "week": ("week", "paper", (120, 40), []),
    "patterns": ("patterns", "dusk", (120, 40), []),
    "library": ("library", "paper", (120, 40), []),
}
"""Name: pane, theme, columns and rows, keys pressed before."""


async def draw(name: str) -> None:
    """One picture, as PNG beside this file."""
    pane, theme, size, keys = PICTURES[name]
    clock = fixed_clock(SUNDAY_NIGHT, ZONE)
    with throw_away(clock) as places, open_journal(places, clock=clock) as journal:
        app = CompanionApp(journal, pane=pane, configuration=Configuration(theme=theme))
        async with app.run_test(size=size) as pilot:
            await pilot.pause(0.3)
            await pilot.press(*keys)
            await pilot.pause(0.3)
            svg = app.export_screenshot(title="companion")
    with tempfile.NamedTemporaryFile("w", suffix=".svg", encoding="utf-8") as file:
        # Without this the renderer takes away the spaces a stretch of text begins with.
        file.write(svg.replace("<text ", '<text xml:space="preserve" '))
        file.flush()
        subprocess.run(["rsvg-convert", file.name, "-o", str(HERE / f"{name}.png")], check=True)


if __name__ == "__main__":
    for each in PICTURES:
        asyncio.run(draw(each))
