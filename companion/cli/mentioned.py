"""What a text mentions: offered to be picked with one key each, or named where nobody can be asked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from companion.cli.moment_options import OPTION_OF, Codes
from companion.cli.session import Session
from companion.model.records import Feeling
from companion.model.text import one_line

if TYPE_CHECKING:
    from companion.model.mentions import Mention

_IN_WORDS: Mapping[str, str] = {
    "trigger": "what happened",
    "partner_act": "what the other did",
    "mood": "felt",
    "urge": "wanted",
    "response": "did",
}
_LEAVES = ("\r", "\n")


def mentioned(session: Session, text: str, codes: Codes) -> "list[Mention]":
    """What the text mentions beyond the codes that were given."""
    from companion.model.mentions import mentions

    journal = session.journal()
    given = {
        "trigger": codes.triggers,
        "partner_act": codes.partner_acts,
        "mood": tuple(feeling.mood for feeling in codes.feelings),
        "urge": codes.urges,
        "response": codes.responses,
    }
    found = mentions(text, journal.vocabulary, journal.settings)
    return [each for each in found if each.code not in given[each.kind]]


def pick_mentioned(session: Session, found: "Sequence[Mention]") -> "list[Mention]":
    """Those that the person picks, a digit each; Enter goes on. Raises click.Abort for ctrl+c."""
    journal = session.journal()
    labels = [one_line(journal.vocabulary.label(each.code, journal.settings)) for each in found]
    session.say("It mentions (a number picks and unpicks, Enter saves):")
    for number, (each, label) in enumerate(zip(found, labels, strict=True), 1):
        session.say(f"  {number} {_IN_WORDS[each.kind]}: {label}  (“{one_line(each.words)}”)")
    picked: list[int] = []
    while (key := _key()) not in _LEAVES:
        if not key.isdecimal() or not 0 < int(key) <= len(found):
            session.say(f"  1 to {len(found)}, or Enter.")
            continue
        at = int(key) - 1
        if at in picked:
            picked.remove(at)
            session.say(f"  - {labels[at]}")
        else:
            picked.append(at)
            session.say(f"  + {labels[at]}")
    return [found[at] for at in sorted(picked)]


def _key() -> str:
    try:
        return click.getchar()
    except (KeyboardInterrupt, EOFError):
        raise click.Abort from None


def with_mentioned(codes: Codes, picked: "Iterable[Mention]") -> Codes:
    """The codes, and after them those that were picked."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in OPTION_OF}
    for each in picked:
        by_kind[each.kind].append(each.code)
    return Codes(
        triggers=(*codes.triggers, *by_kind["trigger"]),
        partner_acts=(*codes.partner_acts, *by_kind["partner_act"]),
        feelings=(*codes.feelings, *(Feeling(mood=code) for code in by_kind["mood"])),
        urges=(*codes.urges, *by_kind["urge"]),
        responses=(*codes.responses, *by_kind["response"]),
    )


def say_mentioned(session: Session, found: "Sequence[Mention]") -> None:
    """Name what a text that was saved as it is could have been tagged with."""
    if not found:
        return
    words = ", ".join(dict.fromkeys(one_line(each.words) for each in found))
    options = " ".join(f"{OPTION_OF[each.kind]} {each.code}" for each in found)
    session.say(f"It mentions: {words}. {options} would tag it.")
