#!/bin/sh
# Textual 8.2.8: an OptionList that was made narrower goes on with the length of its old width until it is drawn.
#
# After a layout one would expect virtual_size and max_scroll_y to belong to the new width; get_content_height says the
# right number at once. But the list lays its options out again only when a line of it is drawn, or when something asks
# for its lines: until then scrolling ends too early, and the scrollbar is that of the old length. Behind a modal screen,
# whose background is drawn from what there is, it stays so; in a snapshot it comes and goes with the timing.
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

from textual._compositor import Compositor
from textual.app import App
from textual.widgets import OptionList


class Listed(App):
    CSS = "OptionList { height: 6; border: none; }"

    def compose(self):
        yield OptionList(*("a sentence that fits one line of sixty cells, or wraps" for _ in range(20)))


async def main() -> int:
    app = Listed()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        rows = app.query_one(OptionList)
        wide = rows.virtual_size.height
        # The layout is done, and nothing is painted, as behind a screen that lies over it.
        draw = Compositor.render_update
        Compositor.render_update = lambda *given, **named: None
        await pilot.resize_terminal(34, 12)
        await pilot.pause()
        undrawn = rows.virtual_size.height
        needed = rows.get_content_height(rows.size, rows.size, rows.scrollable_content_region.width)
        Compositor.render_update = draw
        rows.refresh()
        await pilot.pause()
        app.screen._compositor.render_strips()
        drawn = rows.virtual_size.height
    print("textual", version("textual"))
    print(f"lines at 60 columns: {wide}")
    print(f"at 34 columns, laid out and not drawn: {undrawn} lines, though they need {needed}")
    print(f"once drawn: {drawn}")
    return 0 if undrawn == wide < needed == drawn else 1


sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
