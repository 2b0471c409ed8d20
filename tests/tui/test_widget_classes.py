"""Classes of widgets are looked through once, and have what Textual finds when it looks through all."""

import subprocess
import sys

LOOK = """
from importlib import import_module
from pkgutil import walk_packages
import companion.tui
from companion.tui import framework
framework.import_framework()
from textual.dom import DOMNode
from companion.tui import widget_classes
for each in walk_packages(companion.tui.__path__, "companion.tui."):
    import_module(each.name)

def below(cls):
    for each in cls.__subclasses__():
        yield each
        yield from below(each)

FOUND = ("_reactives", "_computes", "_css_type_name", "_css_type_names", "_merged_bindings")
ours = [each for each in {*below(DOMNode)} if each.__module__.startswith("companion.")]
for cls in ours:
    found = {name: vars(cls)[name] for name in FOUND}
    order = list(found["_reactives"])
    inherit = cls._inherit_css, cls._inherit_bindings, cls._inherit_component_classes
    widget_classes._textual(cls, *inherit)
    again = {name: vars(cls)[name] for name in FOUND}
    assert found.pop("_merged_bindings").key_to_bindings == again.pop("_merged_bindings").key_to_bindings, cls
    assert found == again, (cls, found, again)
    assert order == list(again["_reactives"]), cls
print(DOMNode.__init_subclass__.__func__ is widget_classes._look_through, len(ours))
"""


def test_every_class_of_the_panes_has_what_textual_finds_in_it() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    ours, many = done.stdout.split()
    assert ours == "True"
    assert int(many) > 100
