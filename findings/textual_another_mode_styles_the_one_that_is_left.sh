#!/bin/sh
# Textual 8.2.8 gives every widget of the screen in sight its styles again, twice, when another mode is gone to for
# the first time, and every widget of a screen that is gone back to, though nothing changed in either.
#
# A style sheet that a screen brings is for that screen; one would expect the widgets of the one that is about to be
# left to be passed over. But App._init_mode loads the sheet, which updates all that is in sight, and then finds that
# the new screen never had its styles and calls refresh_css, which updates all that is in sight once more: the new
# screen is not in sight yet. Gone back to, a screen resumes with refresh_styles=True. With forty widgets each of it is
# tens of milliseconds, and the time grows with what the screen that is left holds, not with the one that comes.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
cat > "$folder/second.tcss" <<'CSS'
#of-the-second { color: green; }
CSS
cat > "$folder/ask.py" <<'PYTHON'
import asyncio
import sys
from importlib.metadata import version
from pathlib import Path

from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen
from textual.widgets import Static

WIDGETS = 40
styled: list[object] = []
apply = Stylesheet.apply


def noted(sheet, node, **how):
    styled.append(node)
    apply(sheet, node, **how)


Stylesheet.apply = noted


class First(Screen):
    def compose(self):
        for number in range(WIDGETS):
            yield Static(f"row {number}", classes="of-the-first")


class Second(Screen):
    CSS_PATH = Path(__file__).with_name("second.tcss")

    def compose(self):
        yield Static("a line", id="of-the-second")


class Two(App):
    MODES = {"first": First, "second": Second}

    def on_mount(self):
        self.switch_mode("first")


async def counted(app, pilot, mode: str) -> int:
    styled.clear()
    await app.switch_mode(mode)
    await pilot.pause()
    return sum("of-the-first" in getattr(node, "classes", ()) for node in styled)


async def main() -> int:
    app = Two()
    async with app.run_test() as pilot:
        await pilot.pause()
        left = await counted(app, pilot, "second")
        back = await counted(app, pilot, "first")
        left_again = await counted(app, pilot, "second")
    print("textual", version("textual"))
    print(f"widgets of the first screen: {WIDGETS}")
    print(f"given styles when the second screen is gone to for the first time: {left}")
    print(f"given styles when the first screen is gone back to: {back}")
    print(f"given styles when it is left for the second screen again: {left_again}")
    return 0 if (left, back, left_again) == (2 * WIDGETS, WIDGETS, 0) else 1


sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
