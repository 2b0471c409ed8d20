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
left_out = ("ssl", "textual.command", "textual.types", "textual.widgets._directory_tree", "rich.table")
print([name for name in left_out if name in sys.modules], asyncio.sslproto.ssl, "TEXTUAL_LOG" in os.environ)
import ssl
from textual.command import CommandPalette, Provider
from companion.tui.palette import ActionsProvider
print(ssl.OPENSSL_VERSION != "", issubclass(ActionsProvider, Provider), CommandPalette.__module__)
"""


def printed(code: str) -> list[str]:
    """The lines that Python prints of this, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_leaves_out_what_no_first_page_needs_until_somebody_imports_it() -> None:
    assert printed(IMPORT) == ["[] None False", "True True textual.command"]


def test_where_all_of_it_is_imported_already_nothing_changes() -> None:
    code = (
        "import ssl, textual.app, textual.command; from companion.tui.framework import import_framework;"
        " import_framework(); import asyncio, sys;"
        " print(asyncio.sslproto.ssl is ssl, sys.modules['textual.command'] is textual.command,"
        " textual.app.CommandPalette is textual.command.CommandPalette)"
    )
    assert printed(code) == ["True True True"]


def test_a_table_of_colours_is_made_where_somebody_wants_one() -> None:
    code = (
        "import sys; from companion.tui.framework import import_framework; import_framework();"
        " from textual.design import ColorSystem, show_design; print('rich.table' in sys.modules);"
        " made = show_design(ColorSystem(primary='blue'), ColorSystem(primary='red'));"
        " from rich.table import Table; print(isinstance(made, Table), made.row_count)"
    )
    assert printed(code) == ["False", "True 1"]


REGEXES = """
import re
before = re.compile
from companion.tui.framework import import_framework
import_framework()
print(re.compile is before, type(re.compile("a")) is re.Pattern)
import copy
import gc
from companion.tui.regexes_when_used import RegexWhenUsed
made = [each for each in gc.get_objects() if type(each) is RegexWhenUsed]
print(len(made) > 10, any("_compiled" in vars(each) for each in made))
from textual.css.stylesheet import Stylesheet
from textual.css.tokenize import expect_selector_continue
regex = copy.copy(expect_selector_continue._regex)
sheet = Stylesheet()
sheet.add_source("Label.soft:hover > Static { color: red; }", ("", ""))
print([each.css for rule in sheet.rules for each in rule.selector_set],
      "_compiled" in vars(expect_selector_continue._regex))
print(regex.groups == re.compile(regex.pattern).groups)
"""


def test_what_takes_style_sheets_apart_is_compiled_at_the_first_one() -> None:
    assert printed(REGEXES) == ["True True", "True False", "['Label.soft:hover > Static'] True", "True"]


def test_nobody_but_the_colours_of_textual_holds_a_stand_in_for_tables() -> None:
    """It gives what is called, and no class: another module that took one along could want that of it."""
    code = (
        "import sys; from companion.tui.framework import import_framework; import_framework();"
        " print([name for name, module in list(sys.modules.items()) for each in list(vars(module).values())"
        " if getattr(each, '__qualname__', '').startswith('_WhenCalled.')])"
    )
    assert printed(code) == ["['textual.design']"]
