#!/bin/sh
# Textual 8.2.8: a widget that asks for layout twice within one handler may keep the size of the first time.
#
# refresh(layout=True) counts up what the cached size of a widget goes by, but only where no request is waiting: the
# request waits until the widget has nothing else to do. If another widget has the screen laid out meanwhile (a handler
# that awaits something is enough), the size of that moment is cached under the new count. What the widget asks for
# after that, in the same handler, leaves the count as it is; when the layout comes, the cached size is taken, and
# the widget stays as high as it was, with more to show. Two handlers, or nothing laid out in between, and it grows.
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
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static


class Load(Message):
    pass


class Result(Widget):
    DEFAULT_CSS = "Result { height: auto; }"
    lines = 1

    def get_content_height(self, container, viewport, width):
        return self.lines

    async def on_load(self):
        self.refresh(layout=True)  # it says that it is loading
        await self.app.loaded()
        self.lines = 5
        self.refresh(layout=True)  # it shows what it has loaded


class Loading(App):
    def __init__(self, elsewhere: bool) -> None:
        super().__init__()
        self.elsewhere = elsewhere

    def compose(self):
        yield Static("a title")
        yield Result()

    async def loaded(self):
        if self.elsewhere:
            self.query_one(Static).update("a title\nof two lines")
        await asyncio.sleep(0.3)


async def height(elsewhere: bool) -> int:
    app = Loading(elsewhere)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause(0.2)
        app.query_one(Result).post_message(Load())
        await pilot.pause(0.8)
        return app.query_one(Result).size.height


async def main() -> int:
    alone, beside = await height(elsewhere=False), await height(elsewhere=True)
    print("textual", version("textual"))
    print(f"five lines to show, nothing else laid out: {alone} high")
    print(f"five lines to show, a title grew meanwhile: {beside} high")
    return 0 if (alone, beside) == (5, 1) else 1


sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
