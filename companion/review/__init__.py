"""The week, built from entries and findings and written out. Pure.

``build_week(...)`` gives a ``Week``; ``week_text``, ``week_markdown`` and ``week_json`` write it. They are
imported when first asked for, so that a command that needs no week does not wait for one.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from companion.review.week import build_week
    from companion.review.week_parts import Week
    from companion.review.week_render import week_json, week_markdown, week_text

__all__ = ["Week", "build_week", "week_json", "week_markdown", "week_text"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from companion.review import week, week_parts, week_render

    modules = {"Week": week_parts, "build_week": week}
    return getattr(modules.get(name, week_render), name)
