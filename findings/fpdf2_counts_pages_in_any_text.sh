#!/bin/sh
# fpdf2 puts the number of pages in the place of {nb} in any text, without being asked to.
#
# In FPDF, which it comes from, {nb} is a placeholder once AliasNbPages() was called, and three signs before.
# One would expect the same here: a text is written as it stands. fpdf2 replaces it in every text from the
# start, so that a sentence about the placeholder says "2" in a document of two pages; alias_nb_pages("") turns
# that off.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet fpdf2==2.8.9
cat > "$folder/ask.py" <<'PYTHON'
import sys
from importlib.metadata import version

from fpdf import FPDF

print("fpdf2", version("fpdf2"))


def written(turned_off):
    pdf = FPDF()
    pdf.set_compression(False)
    if turned_off:
        pdf.alias_nb_pages("")
    pdf.set_font("Helvetica", size=12)
    pdf.add_page()
    pdf.multi_cell(0, 8, "write {nb} for the number")
    pdf.add_page()
    content = bytes(pdf.output()).decode("latin-1")
    print("turned off:" if turned_off else "as it comes:", [line for line in content.splitlines() if "number" in line])
    return "{nb}" in content


found = written(False), written(True)
print("still so" if found == (False, True) else "it has changed")
sys.exit(0 if found == (False, True) else 1)
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
