#!/bin/sh
# Textual's parser of what a terminal sends keeps the text of the last paste after it has handed it on.
#
# A parser that has yielded its event has no more use for the text; one would expect it gone with the event. But the
# parser is a generator that waits for the next byte in the midst of its loop, and its local variable still names
# the text: for as long as the program runs, or until the next paste takes its place. Typing does not let go of it.
# A program that blanks what it holds when it locks has to send an empty paste through the parser.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
cat > "$folder/ask.py" <<'PYTHON'
import gc
import sys
from importlib.metadata import version

from textual import events
from textual._xterm_parser import XTermParser

print("textual", version("textual"))
parser = XTermParser()
handed_on = [event for event in parser.feed("\x1b[200~a word that was pasted\x1b[201~") if isinstance(event, events.Paste)]
print("handed on:", [event.text for event in handed_on])
handed_on.clear()
list(parser.feed("typed after it"))
gc.collect()


def holds(words: str) -> bool:
    """Whether the parser's generator still refers to a text with these words."""
    return any(isinstance(one, str) and words in one for one in gc.get_referents(parser._gen))


kept = holds("a word that was pasted")
print("after typing some more, the parser still holds the paste:", kept)
list(parser.feed("\x1b[200~\x1b[201~"))
gone = not holds("a word that was pasted")
print("after an empty paste it is gone:", gone)
sys.exit(0 if kept and gone else 1)
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
