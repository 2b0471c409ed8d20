"""Undo and redo in the panes: what is said, and what a person wrote that is not lost by it."""

from typing import Any

from companion.journal import Journal, Undone
from companion.model.records import Entry, Moment, Reflection

NOTHING_TO_UNDO = "Nothing to undo."
NOTHING_TO_REDO = "Nothing to redo."


def undo(journal: Journal, *, agreed: bool = False) -> Undone | None:
    """Undo the last thing, whatever it was.

    ``agreed``: the passphrase was given just now, for a setting that guards the journal less. What stood in
    an entry that was logged is a draft again, unless another draft is there. Raises what
    :meth:`companion.journal.entries.Entries.undo` raises.
    """
    undone = journal.entries.undo(agreed=agreed)
    if undone is None or undone.taken_out is None:
        return undone
    name, state = draft_of(undone.taken_out)
    if journal.drafts.get(name) is not None:
        return undone
    journal.drafts.keep(name, state)
    goes_on = "n continues your draft" if name == "moment" else "Mood continues your draft"
    return undone._replace(words=f"{undone.words[:-1]}; {goes_on}.")


def redo(journal: Journal) -> Undone | None:
    """Do again what was undone last; the draft that was made of it goes, where nobody changed it.

    Raises what :meth:`companion.journal.entries.Entries.redo` raises.
    """
    redone = journal.entries.redo()
    if redone is not None and redone.entry is not None:
        name, state = draft_of(redone.entry)
        if journal.drafts.get(name) == state:
            journal.drafts.drop(name)
    return redone


def draft_of(entry: Entry) -> tuple[str, dict[str, Any]]:
    """The name of the draft that an entry would be, and what stands in it."""
    if isinstance(entry, Reflection):
        from companion.tui.widgets.reflection_form import state_of_reflection

        return "reflection", {"prompt": entry.prompt, **state_of_reflection(entry)}
    assert isinstance(entry, Moment)
    from companion.tui.widgets.moment_form import state_of_moment

    return "moment", dict(state_of_moment(entry))
