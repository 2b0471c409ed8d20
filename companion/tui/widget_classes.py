"""A class of a widget is looked through when it is made, for what it has of its own.

Textual looks through all the classes it comes from again, and through all their names: for the seven classes
that make up the app, some ten thousand.
"""

from typing import Any

from textual.dom import DOMNode
from textual.reactive import Reactive

_textual = DOMNode.__init_subclass__.__func__  # type: ignore[attr-defined]
_LOOKS_FOR = {
    *("super", "__init_subclass__", "reversed", "__mro__", "update", "__dict__", "items", "_reactives"),
    *("_inherit_css", "_inherit_bindings", "_inherit_component_classes", "set", "_css_bases", "__name__"),
    *("_css_type_name", "add", "_merge_bindings", "_merged_bindings", "frozenset", "_css_type_names", "dir"),
    "_computes",
}
"""The names in Textual's own way of it."""
_COMPUTES = ("_compute_", "compute_")


def look_through_once() -> None:
    """Look through classes in this way from now on; not with a Textual that looks for more."""
    if {*_textual.__code__.co_names} == _LOOKS_FOR:
        DOMNode.__init_subclass__ = classmethod(_look_through)  # type: ignore[assignment]


def _look_through(
    cls: type[Any],
    inherit_css: bool = True,
    inherit_bindings: bool = True,
    inherit_component_classes: bool = True,
) -> None:
    inherit = (inherit_css, inherit_bindings, inherit_component_classes)
    if len(cls.__bases__) > 1 or "_computes" not in vars(cls.__base__):
        _textual(cls, *inherit)
        return
    super(DOMNode, cls).__init_subclass__()
    cls._inherit_css, cls._inherit_bindings, cls._inherit_component_classes = inherit
    before, own = vars(cls.__base__), vars(cls)
    named = {name: each for name, each in own.items() if isinstance(each, Reactive)}
    cls._reactives = {**before["_reactives"], **named}
    cls._computes = before["_computes"] | {
        name.lstrip("_")[len("compute_") :] for name in own if name.startswith(_COMPUTES)
    }
    bases = cls._css_bases(cls)
    cls._css_type_name = bases[0].__name__
    cls._css_type_names = frozenset(base.__name__ for base in bases)
    cls._merged_bindings = cls._merge_bindings()
