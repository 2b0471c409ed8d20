"""The entries of a file beside those of the journal, told to a person or a script."""

from typing import TYPE_CHECKING

import click

from companion.cli.import_preview import cut, first_words
from companion.cli.session import Session
from companion.transfer.import_words import count_with_noun

if TYPE_CHECKING:
    from companion.model.records import Entry
    from companion.transfer.comparison import Changed, Comparison, LikelyDouble

_SHOWN = 5
"""How many changed entries are named before the rest is only counted."""

_FIELDS = {
    "partner_acts": "what they did",
    "responses": "what you did",
    "starred": "star",
}
"""How a field is called here that has another name in the files."""


def comparison_lines(session: Session, found: "Comparison") -> list[str]:
    """What is new, changed, here already or seems to be, plainly, in lines."""
    lines = []
    if new := len(found.new):
        lines.append(f"{_entries(new)} {_is(new)} new.")
        if doubles := len(found.doubles):
            seem = "seems" if doubles == 1 else "seem"
            lines.append(f"{doubles} of them {seem} to be here already, from elsewhere:")
            lines += [_double_line(session, one) for one in found.doubles]
    if (changed := len(found.changed)) and found.whole is None:
        lines.append(f"{_entries(changed)} here {_has(changed)} changed in the file:")
        lines += [_changed_line(session, one) for one in found.changed[:_SHOWN]]
        if changed > _SHOWN:
            lines.append(f"  and {changed - _SHOWN} more")
    if found.same:
        lines.append(f"{_entries(found.same)} {_is(found.same)} already here, unchanged.")
    if deleted := len(found.stay_deleted):
        lines.append(f"{_entries(deleted)} you deleted here {_stay(deleted)} deleted.")
    return lines


def after_lines(session: Session, found: "Comparison", *, left_out: bool) -> list[str]:
    """What is to be said once it came in without a question: about likely doubles alone."""
    if not found.doubles:
        return []
    count = len(found.doubles)
    if left_out:
        return [f"{_entries(count)} {_was(count)} left out, as likely {_double(count)}."]
    lines = [f"{_entries(count)} may now be here twice:"]
    lines += [_double_line(session, one) for one in found.doubles[:_SHOWN]]
    if count > _SHOWN:
        lines.append(f"  and {count - _SHOWN} more")
    return [*lines, "To leave such entries out, undo the import and add --leave-out-doubles."]


def comparison_as_json(found: "Comparison") -> dict[str, object]:
    """The same for a script, with the ids."""
    return {
        "new": len(found.new),
        "changed": [{"id": one.before.id, "fields": list(one.fields)} for one in found.changed],
        "already_here": found.same,
        "stay_deleted": len(found.stay_deleted),
        "likely_doubles": [
            {
                "occurred_at": one.arrival.occurred_at.isoformat(),
                "first_words": cut(_words(one.arrival), 50),
                "here": one.aside.id,
            }
            for one in found.doubles
        ],
    }


def ask_about_doubles(count: int) -> bool | None:
    """Whether to leave the likely doubles out; ``None`` to import nothing at all."""
    what = "it" if count == 1 else "them"
    while True:
        answer: str = click.prompt(
            f"Leave {what} out? y leaves {what} out, n imports {what} too, q imports nothing",
            default="y",
            show_default=False,
            prompt_suffix=": ",
            err=True,
            type=str,
        )
        answer = answer.strip().lower()
        if answer in ("y", "yes"):
            return True
        if answer in ("n", "no"):
            return False
        if answer in ("q", "quit"):
            return None


def _changed_line(session: Session, one: "Changed") -> str:
    fields = ", ".join(_FIELDS.get(name, name) for name in one.fields)
    words = cut(first_words(session, one.after) or first_words(session, one.here), 40)
    return "  " + "  ".join(
        part for part in (_when(one.here), words, f"({fields})" if fields else "") if part
    )


def _double_line(session: Session, one: "LikelyDouble") -> str:
    here = f"(here: {_when(one.here)})" if _when(one.here) != _when(one.arrival) else ""
    words = cut(first_words(session, one.arrival), 40)
    return "  " + "  ".join(part for part in (_when(one.arrival), words, here) if part)


def _words(entry: "Entry") -> str:
    from companion.model.records import written_text

    return written_text(entry) or ", ".join(feeling.mood for feeling in entry.feelings)


def _when(entry: "Entry") -> str:
    return f"{entry.occurred_at:%Y-%m-%d %H:%M}"


def _entries(count: int) -> str:
    return count_with_noun(count, "entry", "entries")


def _double(count: int) -> str:
    return "double" if count == 1 else "doubles"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _stay(count: int) -> str:
    return "stays" if count == 1 else "stay"
