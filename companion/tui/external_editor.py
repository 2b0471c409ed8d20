"""Handing a text to the person's own editor and taking it back."""

from typing import Any

from textual.app import App

from companion.model.errors import CompanionError
from companion.tui.host import host_of


def edit_outside(app: App[Any], text: str) -> str | None:
    """The text as it came back from the person's editor, ``None`` where it is unchanged or empty.

    The panes make room for the editor meanwhile. What keeps it from opening is said, and is ``None`` too.
    """
    from textual.app import SuspendNotSupported

    from companion.system.editor import edit

    told: list[str] = []
    try:
        with app.suspend():
            changed = edit(text, told.append)
    except SuspendNotSupported:
        app.notify("This terminal cannot open an editor from here.", severity="warning", markup=False)
        return None
    except CompanionError as error:
        app.notify(str(error), severity="warning", markup=False)
        return None
    finally:
        host_of(app).note_activity()  # whoever left the editor is here
    for words in told:
        app.notify(words, severity="warning", timeout=10, markup=False)
    return changed
