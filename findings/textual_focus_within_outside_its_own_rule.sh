#!/bin/sh
# Textual's :focus-within, before a space and the name of something inside, is not followed when the focus moves.
#
# ".field:focus-within .label" reads as in CSS: the label has another colour while the focus is anywhere in its
# field. Textual gives new styles on a change of focus only to what is inside a widget that is itself the subject of
# a rule with :focus-within. With the one rule the labels keep the colours they had when they were first drawn: the
# first stays lit after the focus has gone on to the next field, and that one's stays dark. A second rule whose
# subject is the field itself, whatever it says (its height as it is), makes the first one follow.
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

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

print("textual", version("textual"))
RULES = ".field { height: auto; } .label { color: white; } .field:focus-within .label { color: red; }"
NAMES = ("first", "second")


def form(rules: str) -> App[None]:
    class Form(App[None]):
        CSS = rules

        def compose(self) -> ComposeResult:
            for name in NAMES:
                with Vertical(classes="field"):
                    yield Static(name, classes="label", id=f"label-{name}")
                    yield Input(id=name)

    return Form()


async def lit(rules: str) -> list[list[str]]:
    """The labels in red while the focus is in the first field, and then in the second."""
    app, found = form(rules), []
    async with app.run_test() as pilot:
        for name in NAMES:
            app.query_one(f"#{name}").focus()
            await pilot.pause()
            await pilot.pause()
            found.append([one for one in NAMES if app.query_one(f"#label-{one}").styles.color.hex == "#FF0000"])
    return found


alone = asyncio.run(lit(RULES))
print("the rule of the labels alone:", alone)
with_another = asyncio.run(lit(RULES + " .field:focus-within { height: auto; }"))
print("with another rule for the field itself:", with_another)
sys.exit(0 if alone == [["first"], ["first"]] and with_another == [["first"], ["second"]] else 1)
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
