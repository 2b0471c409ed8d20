#!/bin/sh
# Textual 8.2.8 keeps the drawn rows of the last thousand widgets, though the widgets are removed and collected.
#
# A widget that is removed, and that nobody refers to, goes with the next collection; one would expect what was drawn
# of it to go with it. But StylesCache.get_inner_outer is an lru_cache(1024) on a method (its first parameter is named
# cls, and it is called on an instance), so each entry of it holds a StylesCache with all its rows until 1,024 others
# came. A program that makes a list or a page anew at every step grows by that, and no collection helps.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
cat > "$folder/ask.py" <<'PYTHON'
import asyncio
import gc
import sys
import weakref
from importlib.metadata import version

from textual._styles_cache import StylesCache
from textual.app import App
from textual.widgets import Static

WIDGETS = 50
gone: list[weakref.ref] = []
kept: list[weakref.ref] = []


async def drawn_and_removed() -> None:
    app = App()
    async with app.run_test(size=(80, 24)) as pilot:
        for number in range(WIDGETS):
            widget = Static(f"page {number}")
            await app.mount(widget)
            await pilot.pause()
            app.screen._compositor.render_update(full=True)
            gone.append(weakref.ref(widget))
            kept.append(weakref.ref(widget._styles_cache))
            await widget.remove()
            del widget
        await pilot.pause()


print("textual", version("textual"))
asyncio.run(drawn_and_removed())
gc.collect()
widgets = sum(ref() is not None for ref in gone)
stores = [ref() for ref in kept if ref() is not None]
rows = sum(len(store._cache) for store in stores)
print(f"of {WIDGETS} widgets drawn and removed, {widgets} are still there")
print(f"stores of their drawn rows still there: {len(stores)}, with {rows} rows")
held = len(stores)
del stores
StylesCache.get_inner_outer.cache_clear()
gc.collect()
after = sum(ref() is not None for ref in kept)
print(f"once the lru_cache of StylesCache.get_inner_outer is emptied: {after}")
sys.exit(0 if widgets < WIDGETS // 2 <= held - after else 1)
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
