"""The panes' framework is imported without what no first page needs, and whoever needs that later gets it."""

import subprocess
import sys

IMPORT = """
import os
import sys
import threading
os.environ["TEXTUAL_LOG"] = "typed.log"
from companion.tui.framework import import_framework
threads = [threading.Thread(target=import_framework) for _ in range(2)]
for each in threads:
    each.start()
for each in threads:
    each.join()
import asyncio
import textual.app
left_out = ("ssl", "textual.command", "textual.types", "textual.widgets._directory_tree")
print([name for name in left_out if name in sys.modules], asyncio.sslproto.ssl, "TEXTUAL_LOG" in os.environ)
import ssl
from textual.command import CommandPalette, Provider
from companion.tui.palette import ActionsProvider
print(ssl.OPENSSL_VERSION != "", issubclass(ActionsProvider, Provider), CommandPalette.__module__)
"""


def test_it_leaves_out_what_no_first_page_needs_until_somebody_imports_it() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[] None False", "True True textual.command"]


def test_where_all_of_it_is_imported_already_nothing_changes() -> None:
    code = (
        "import ssl, textual.app, textual.command; from companion.tui.framework import import_framework;"
        " import_framework(); import asyncio, sys;"
        " print(asyncio.sslproto.ssl is ssl, sys.modules['textual.command'] is textual.command,"
        " textual.app.CommandPalette is textual.command.CommandPalette)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["True"] * 3, done.stderr
