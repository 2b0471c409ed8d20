"""An entry changed: its text in the editor, or its parts by the options that log one."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import click

from companion.cli.entry_text import entry_line
from companion.cli.moment_options import Codes, MomentOptions, moment_options
from companion.cli.named_entry import named_entry
from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.cli.text_input import note_given, offer_page, texts_with_stdin, time_words
from companion.model.entry_facts import closeness_words
from companion.model.errors import InputRefused
from companion.model.records import CLOSENESS, NO_ACT, Entry, Feeling, Moment, Reflection, written_text
from companion.model.text import one_line, person_words

_PARTS = ("closeness", "body", "ending", "note", "star")
"""What --without takes by its name, beside the words that were picked and tags."""


@click.command()
@click.argument("id", metavar="ID|last")
@moment_options
@click.option(
    "--without",
    multiple=True,
    metavar="WORDS",
    help=f"Remove this: something picked, a tag, or one of {', '.join(_PARTS)}.",
)
@pass_session
def edit(
    session: Session,
    id: str,
    given: MomentOptions,
    without: tuple[str, ...],
) -> None:
    """Edit an entry: its text in your editor, or its parts by options.

    ID is the first characters of an id, or last for the entry written last. Without options the text opens in
    $VISUAL or $EDITOR. Triggers, feelings, tags and the like are added (a feeling that is already there gets
    the new strength), everything else is replaced, and --without removes. You see what changed; to undo it,
    run `companion undo`.

    \b
    Examples:
      companion edit last
      companion edit last --trigger hug --mood tender:6
      companion edit 3f2a91c4 --when "yesterday 9pm" --closeness 2
      companion edit 3f2a91c4 --without anxious --without closeness
    """
    journal = session.journal()
    before = named_entry(session, id)
    if given == MomentOptions() and not without:
        changed = _text_edited(session, before)
    else:
        changed = _without(session, before, without)
        changed = _with_codes(changed, given.codes(journal))
        changed = _with_fields(changed, _fields(session, given))
        changed = replace(
            changed,
            tags=tuple(dict.fromkeys((*changed.tags, *given.tags))),
            starred=changed.starred or given.star,
        )
        if given.when is not None:
            changed = _at_another_time(session, changed, given.when)
    told = list(_differences(session, before, changed))
    if not told:
        session.say("Nothing was changed.")
        return
    kept = journal.entries.amend(changed, opened=before)
    session.leaves_undo = True
    session.saved = f"The change to {kept.id} is saved."
    session.out(kept.id)
    session.say(f"{entry_line(session, kept)}")
    for line in told:
        session.say(f"  {line}")
    session.say(f"Changes saved. To undo: {session.command('undo')}")
    offer_page(session, kept, before)


def _fields(session: Session, given: MomentOptions) -> dict[str, Any]:
    """What takes the place of what was there. Raises InputRefused for a closeness out of range."""
    texts = {"body": given.body, "ending": given.ending, "note": given.note}
    new: dict[str, Any] = dict(
        texts_with_stdin(**{name: text for name, text in texts.items() if text is not None})
    )
    if given.closeness is not None:
        if given.closeness not in CLOSENESS:
            raise InputRefused(f"closeness: {given.closeness} is out of range; use -3 to 3")
        new["closeness"] = given.closeness
    if given.person is not None:
        new["person"] = session.journal().people.called(given.person)
    return new


def _text_edited(session: Session, entry: Entry) -> Entry:
    """The entry with its text as it came back from the editor."""
    if not session.can_ask:
        raise click.UsageError(
            "There is no terminal for an editor; use --note - to read the new text from stdin, or the other"
            " options to change the rest."
        )
    return _with_text(entry, note_given(session, written_text(entry), edit=True))


def _with_text(entry: Entry, text: str) -> Entry:
    return replace(entry, note=text) if isinstance(entry, Moment) else replace(entry, text=text)


def _with_fields(entry: Entry, fields: dict[str, Any]) -> Entry:
    """Raises InputRefused for a field that a reflection does not have."""
    if isinstance(entry, Moment):
        return replace(entry, **fields)
    _refuse_for_reflection([name for name in fields if name != "note"])
    return replace(entry, text=fields["note"]) if "note" in fields else entry


def _refuse_for_reflection(names: Iterable[str]) -> None:
    for name in names:
        raise InputRefused(f"{name}: a reflection has none; use --mood, --tag, --star, --when or --note")


def _with_codes(entry: Entry, codes: Codes) -> Entry:
    felt = {feeling.mood: feeling for feeling in entry.feelings}
    felt |= {
        each.mood: each for each in codes.feelings if each.intensity is not None or each.mood not in felt
    }
    entry = replace(entry, feelings=tuple(felt.values()))
    picked = {
        "trigger": codes.triggers,
        "partner-act": codes.partner_acts,
        "urge": codes.urges,
        "response": codes.responses,
    }
    if isinstance(entry, Reflection):
        _refuse_for_reflection(name for name, ids in picked.items() if ids)
        return entry
    return replace(
        entry,
        triggers=_joined(entry.triggers, codes.triggers),
        partner_acts=_joined(entry.partner_acts, codes.partner_acts),
        urges=_joined(entry.urges, codes.urges),
        responses=_joined(entry.responses, codes.responses),
    )


def _joined(before: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Both, each once; the answer that nothing was done and an act take the place of one another."""
    if NO_ACT in more:
        return more
    kept = tuple(code for code in before if code != NO_ACT) if more else before
    return tuple(dict.fromkeys((*kept, *more)))


def _at_another_time(session: Session, entry: Entry, when: str) -> Entry:
    from companion.model.past_time import parse_past_time

    at = parse_past_time(when, session.clock)
    return entry if at == entry.occurred_at else replace(entry, occurred_at=at, zone=session.clock.zone)


# Removing


def _without(session: Session, entry: Entry, words: Iterable[str]) -> Entry:
    """The entry without what each of the words means. Raises InputRefused for what is not in it."""
    for each in words:
        entry = _without_one(session, entry, each.strip())
    return entry


def _without_one(session: Session, entry: Entry, words: str) -> Entry:
    if words in _PARTS:
        return _without_part(entry, words)
    if words in entry.tags:
        return replace(entry, tags=tuple(tag for tag in entry.tags if tag != words))
    from companion.cli.option_codes import resolve

    journal = session.journal()
    there = [*_codes_of(entry), *(feeling.mood for feeling in entry.feelings)]
    labels = {code: journal.vocabulary.label(code, journal.settings) for code in there}
    if not labels:
        raise InputRefused(f"without: {words!r} is not in this entry; nothing is picked in it")
    vocabulary = journal.vocabulary
    rows = {**vocabulary.triggers, **vocabulary.partner_acts, **vocabulary.moods, **vocabulary.responses}
    code = resolve("without", words, labels, {code: rows[code] for code in there if code in rows})
    entry = replace(entry, feelings=tuple(each for each in entry.feelings if each.mood != code))
    if isinstance(entry, Reflection):
        return entry

    def kept(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in codes if each != code)

    return replace(
        entry,
        triggers=kept(entry.triggers),
        partner_acts=kept(entry.partner_acts),
        urges=kept(entry.urges),
        responses=kept(entry.responses),
    )


def _without_part(entry: Entry, name: str) -> Entry:
    if name == "star":
        return replace(entry, starred=False)
    if name == "note":
        return _with_text(entry, "")
    return _with_fields(entry, {name: None if name == "closeness" else ""})


def _codes_of(entry: Entry) -> list[str]:
    if isinstance(entry, Reflection):
        return []
    return [*entry.triggers, *entry.partner_acts, *entry.urges, *entry.responses]


# What changed, in words


def _differences(session: Session, before: Entry, after: Entry) -> Iterable[str]:
    """A line for each thing that is other than it was, without the text of a person's own."""
    from companion.review.grammar import wish

    journal = session.journal()

    def label(code: str) -> str:
        return one_line(journal.vocabulary.label(code, journal.settings))

    def felt(feeling: Feeling) -> str:
        strength = "" if feeling.intensity is None else f" {feeling.intensity}"
        return f"{label(feeling.mood)}{strength}"

    def picked(entry: Entry) -> list[str]:
        if not isinstance(entry, Moment):
            return []
        said = [label(code) for code in (*entry.triggers, *entry.partner_acts)]
        known = journal.vocabulary.responses
        said += [f"Wanted to {wish(known.get(code), label(code))}" for code in entry.urges]
        return [*said, *(label(code) for code in entry.responses)]

    pairs: list[tuple[list[str], list[str]]] = [
        (picked(before), picked(after)),
        ([felt(each) for each in before.feelings], [felt(each) for each in after.feelings]),
        ([f"#{one_line(tag)}" for tag in before.tags], [f"#{one_line(tag)}" for tag in after.tags]),
    ]
    for old, new in pairs:
        yield from (f"- {each}" for each in old if each not in new)
        yield from (f"+ {each}" for each in new if each not in old)
    if before.occurred_at != after.occurred_at:
        yield f"when: {time_words(session, before.occurred_at)} → {time_words(session, after.occurred_at)}"
    if isinstance(before, Moment) and isinstance(after, Moment):
        yield from _of_moments(session, before, after)
    if before.starred != after.starred:
        yield "starred" if after.starred else "star removed"
    if written_text(before) != written_text(after):
        yield "text: " + ("changed" if written_text(after) else "removed")


def _of_moments(session: Session, before: Moment, after: Moment) -> Iterable[str]:
    if before.closeness != after.closeness:
        old, new = (
            "not said" if each.closeness is None else closeness_words(each.closeness)
            for each in (before, after)
        )
        yield f"closeness: {old} → {new}"
    if before.person != after.person:
        settings = session.journal().settings
        old, new = (one_line(person_words(each.person, settings)) for each in (before, after))
        yield f"with: {old} → {new}"
    for name, words in (("body", "in the body"), ("ending", "how it ended")):
        if getattr(before, name) != getattr(after, name):
            yield f"{words}: " + ("changed" if getattr(after, name) else "removed")
