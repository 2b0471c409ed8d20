"""What a text mentions: offered to be picked with one key each, or named where nobody can be asked."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from companion.cli.moment_options import OPTION_OF, Codes
from companion.cli.option_codes import labels_of, resolve
from companion.cli.session import Session
from companion.model.errors import InputRefused
from companion.model.records import Feeling
from companion.model.text import one_line

if TYPE_CHECKING:
    from companion.journal import Journal
    from companion.model.mentions import Mention

_IN_WORDS: Mapping[str, str] = {
    "trigger": "what happened",
    "partner_act": "what your partner did",
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
    labels = [_label(journal, each) for each in found]
    session.say("It mentions (type a number to pick or unpick, Enter to save):")
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


def _label(journal: "Journal", found: "Mention") -> str:
    """The label of what is mentioned; an urge with "to"."""
    from companion.review.grammar import wish

    label = one_line(journal.vocabulary.label(found.code, journal.settings))
    return (
        f"to {wish(journal.vocabulary.responses.get(found.code), label)}" if found.kind == "urge" else label
    )


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
    options = " ".join(f"{OPTION_OF[each.kind]} {shlex.quote(_typed(session, each))}" for each in found)
    session.say(f"It mentions: {words}. To tag it: {options}")


def _typed(session: Session, found: "Mention") -> str:
    """What to type for it: the word of the text or an everyday one where it means this alone, else the id."""
    journal = session.journal()
    words = journal.vocabulary
    rows: Mapping[str, Any] = {
        "trigger": words.triggers,
        "partner_act": words.partner_acts,
        "mood": words.moods,
        "urge": words.acts,
        "response": words.responses,
    }[found.kind]
    labels = labels_of(rows, lambda id: words.label(id, journal.settings))
    several = words.ambiguous("response" if found.kind == "urge" else found.kind)
    everyday: tuple[str, ...] = rows[found.code].also
    for typed in (one_line(found.words).lower(), *everyday):
        try:
            if resolve(found.kind, typed, labels, rows, several) == found.code:
                return typed
        except InputRefused:
            continue
    return found.code
