#!/bin/sh
# Textual 8.2.8: once something on the screen was scrolled, a widget that is shown next never gets its Resize.
#
# Setting display to true lays the screen out, and each widget that is new there gets a Resize and a Show; on_resize is
# where a widget learns how much room it has. But a scroll lays out what is in sight alone and marks the compositor's map
# of all places as out of date. Whoever asks for any widget's region next, as Textual itself does when it draws, has that
# map made anew on the quiet, and the widget shown meanwhile stands in it already: the layout that follows finds nobody
# new and tells nobody. The widget is drawn at its place, without ever having heard of its size.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
cat > "$folder/ask.py" <<'PYTHON'
import asyncio
import sys
from importlib.metadata import version

from textual.app import App
from textual.containers import VerticalScroll
from textual.widgets import Static


class Told(Static):
    def on_resize(self, event):
        self.app.told.append(event.size.height)


class Hidden(App):
    CSS = "#tall { height: 90; } Told { height: 3; }"

    def compose(self):
        self.told = []
        with VerticalScroll():
            yield Static("words", id="tall")
            yield Told("more words")


async def heard(scrolled: bool) -> list[int]:
    app = Hidden()
    async with app.run_test(size=(40, 10)) as pilot:
        widget = app.query_one(Told)
        widget.display = False
        await pilot.pause(0.2)
        app.told.clear()
        if scrolled:
            app.query_one(VerticalScroll).scroll_to(y=5, animate=False, immediate=True)
            await pilot.pause(0.2)
        widget.display = True
        await pilot.pause(0.3)
    return app.told


async def main() -> int:
    before, after = await heard(scrolled=False), await heard(scrolled=True)
    print("textual", version("textual"))
    print(f"shown: Resize with heights {before}")
    print(f"scrolled, then shown: Resize with heights {after}")
    return 0 if (before, after) == ([3], []) else 1


sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
