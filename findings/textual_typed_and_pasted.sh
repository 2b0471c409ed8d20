#!/bin/sh
# A field of Textual keeps a character that is pasted and drops the same one when it is typed.
#
# Input and TextArea take a key for text only where str.isprintable() says so, which is False for the
# no-break space (French writes one before ; : ! ?), for the wide space of Japanese (U+3000), for the zero
# width joiner and non-joiner (Persian, the scripts of India) and for the soft hyphen. One would expect a
# typed letter of somebody's keyboard to arrive, or a pasted one to be refused alike. Pasted, all of them
# stay; typed, none arrives and nothing is said.
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
from textual.events import Key, Paste
from textual.widgets import Input, TextArea

CHARACTERS = {"no-break space": "\xa0", "wide space": "\u3000", "zero width joiner": "\u200d",
              "zero width non-joiner": "\u200c", "soft hyphen": "\xad"}


class Fields(App):
    def compose(self):
        yield Input()
        yield TextArea()


def text_of(field):
    return field.value if isinstance(field, Input) else field.text


async def main():
    strange = True
    app = Fields()
    async with app.run_test() as pilot:
        for field in (app.query_one(Input), app.query_one(TextArea)):
            field.focus()
            await pilot.pause()
            for name, character in CHARACTERS.items():
                kept = {}
                for how, event in (("typed", Key("u", character)), ("pasted", Paste(character))):
                    field.clear()
                    app.post_message(event)  # as it comes from the terminal
                    await pilot.pause()
                    kept[how] = text_of(field) == character
                print(f"{type(field).__name__:9} {name:22} typed: {kept['typed']!s:6} pasted: {kept['pasted']}")
                strange = strange and kept == {"typed": False, "pasted": True}
            field.clear()
            app.post_message(Key("e", "\xe9"))
            await pilot.pause()
            strange = strange and text_of(field) == "\xe9"
    return strange


print("textual", version("textual"))
so = asyncio.run(main())
print("still so" if so else "it has changed")
sys.exit(0 if so else 1)
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
