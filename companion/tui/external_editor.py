"""Handing a text to the person's own editor and taking it back."""

from typing import TYPE_CHECKING, cast

from companion.model.errors import CompanionError

if TYPE_CHECKING:
    from companion.tui.lock import Lockable
    from companion.tui.widgets.text_fields import Writing


def edit_outside(writing: "Writing") -> None:
    """Open the editor on the text and show what came back; unchanged or empty changes nothing."""
    from textual.app import SuspendNotSupported

    from companion.system.editor import edit

    try:
        with writing.app.suspend():
            text = edit(writing.text)
        cast("Lockable", writing.app).touched()  # whoever left the editor is here
    except SuspendNotSupported:
        writing.app.notify("This terminal cannot hand over to an editor.", severity="warning", markup=False)
        return
    except CompanionError as error:
        writing.app.notify(str(error), severity="warning", markup=False)
        return
    if text is not None:
        writing.load_text(text)
