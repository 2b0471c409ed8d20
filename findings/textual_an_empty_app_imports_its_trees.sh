#!/bin/sh
# Textual 8.2.8: importing textual.app imports the directory tree, the select box and three more widgets, for type names.
#
# textual.widgets hands out each widget when it is first asked for, so that an app seems to pay for what it shows alone.
# But textual.app imports its list of commands (textual.command), for a palette that may be turned off or never opened;
# that imports textual.types for one name of a callback, and textual.types imports DirectoryTree, Tree, Select, Input,
# OptionList and Placeholder, to hand on the names of their types.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
cat > "$folder/ask.py" <<'PYTHON'
import subprocess
import sys
from importlib.metadata import version

WIDGETS = {"_directory_tree", "_input", "_option_list", "_placeholder", "_select", "_tree"}
ASK = "import sys; import textual.widgets; {} print(*(name.rpartition('.')[2] for name in sys.modules if name.startswith('textual.widgets._')))"


def loaded(words: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", ASK.format(words)], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def main() -> int:
    door, app = loaded(""), loaded("import textual.app;")
    print("textual", version("textual"))
    print("after importing textual.widgets:", *sorted(door) or ["no widget"])
    print("after importing textual.app, with nothing shown:", *sorted(app))
    return 0 if not door & WIDGETS and WIDGETS <= app else 1


sys.exit(main())
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
