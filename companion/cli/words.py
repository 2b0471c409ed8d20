"""The words a person made their own: listed, renamed, retired, deleted; and what their tags mean."""

from typing import TYPE_CHECKING, Any

import click

from companion.cli.option_codes import resolve
from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import NothingFound
from companion.model.text import fill_label, shown

if TYPE_CHECKING:
    from companion.journal import Journal, Tag, Word
    from companion.model.records import Settings

_KINDS = {
    "trigger": "Triggers", "response": "Responses", "partner_act": "What they did", "mood": "Feelings",
    "prompt": "Questions", "practice": "Practices", "pattern": "Patterns",
}  # fmt: skip
_NOTHING = "nothing"


@click.group(invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help="The program's own words too.")
@click.option("--json", "as_json", is_flag=True, help="The words as a list of objects.")
@click.pass_context
def words(ctx: click.Context, everything: bool, as_json: bool) -> None:
    """List your own words, and change any word: yours, and the program's.

    A word keeps its id whatever you call it, so entries, patterns and scripts go on working. A retired word
    is not offered any more; entries keep it, and it can be brought back. Only a word of your own that nothing
    uses can be deleted. `companion undo` undoes each of these.

    \b
    Examples:
      companion words
      companion words rename affection_received "A hug or a kind word"
      companion words retire jealous
      companion words bring-back jealous
      companion words delete my_sunday_call
      companion words tags
      companion words tag "date night" quality_time
    """
    if ctx.invoked_subcommand is None:
        _list(ctx.find_object(Session), everything, as_json)  # type: ignore[arg-type]


@words.command()
@click.argument("word")
@click.argument("label")
@pass_session
def rename(session: Session, word: str, label: str) -> None:
    """Give WORD another label.

    WORD is an id or a label; the old label still finds it. "" gives one of the program's its usual label
    again.

    \b
    Example:
      companion words rename affection_received "A hug or a kind word"
    """
    journal = session.journal()
    found = _meant(journal, word)
    journal.words.change(found.kind, found.id, label)
    session.leaves_undo = True
    session.say(f"Saved: {journal.vocabulary.label(found.id, journal.settings)} ({found.id}).")


@words.command()
@click.argument("word")
@pass_session
def retire(session: Session, word: str) -> None:
    """Stop offering WORD. Entries keep it.

    \b
    Example:
      companion words retire jealous
    """
    journal = session.journal()
    found = _meant(journal, word)
    journal.words.retire(found.kind, found.id)
    session.leaves_undo = True
    back = session.command(f"words bring-back {found.id}")
    session.say(f"Retired: {_label(journal, found)}. Entries keep it; `{back}` offers it again.")


@words.command("bring-back")
@click.argument("word")
@pass_session
def bring_back(session: Session, word: str) -> None:
    """Offer a retired WORD again.

    \b
    Example:
      companion words bring-back jealous
    """
    journal = session.journal()
    found = _meant(journal, word)
    journal.words.retire(found.kind, found.id, retired=False)
    session.leaves_undo = True
    session.say(f"Offered again: {_label(journal, found)}.")


@words.command()
@click.argument("word")
@pass_session
def delete(session: Session, word: str) -> None:
    """Delete a WORD of your own that nothing uses.

    \b
    Example:
      companion words delete my_sunday_call
    """
    journal = session.journal()
    found = _meant(journal, word)
    journal.words.delete(found.kind, found.id)
    session.leaves_undo = True
    session.say(f"Deleted: {_label(journal, found)}.")


@words.command()
@click.option("--json", "as_json", is_flag=True, help="The tags as a list of objects.")
@pass_session
def tags(session: Session, as_json: bool) -> None:
    """List the tags that could mean something.

    Those on three entries or more are listed. An import keeps words it cannot match as tags. Patterns count a
    tag once you have said what it means.

    \b
    Example:
      companion words tags
    """
    journal = session.journal()
    waiting, given = journal.tags.unmatched(), journal.tags.given()
    if as_json:
        session.out_json([_tag_as_json(tag) for tag in (*waiting, *given)])
        return
    if not (waiting or given):
        raise NothingFound("no tag is on three entries or more")
    for tag in waiting:
        near = f"; perhaps {_meaning(journal, tag.near[0])} ({_id(tag.near[0])})" if tag.near else ""
        session.out_shown(f"  {tag.tag}  {_entries(tag.uses)}{near}")
    for tag in given:
        means = "stays a tag" if tag.means == _NOTHING else f"means {_meaning(journal, tag.means)}"
        more = f"; {_entries(tag.waiting)} without it" if tag.waiting else ""
        session.out_shown(f"  {tag.tag}  {_entries(tag.uses)}, {means}{more}")
    if waiting:
        session.say(f"`{session.command('words tag TAG WORD')}` says what one means.")


@words.command()
@click.argument("tag")
@click.argument("meaning")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["trigger", "response", "urge", "partner_act", "mood"]),
    help="What MEANING is, where several words fit; an urge is only found this way.",
)
@click.option("--json", "as_json", is_flag=True, help="The result as JSON.")
@pass_session
def tag(session: Session, tag: str, meaning: str, kind: str | None, as_json: bool) -> None:
    """Say what TAG means.

    It is noted in each entry that has the tag, and patterns count it. The tag stays. MEANING is a trigger, a
    response, something they did or a feeling, by its id or label; "new" adds the tag as a word of your own (a
    trigger, or what --as says); "nothing" leaves it a tag and asks no more.

    \b
    Examples:
      companion words tag "date night" quality_time
      companion words tag zither new
      companion words tag kitchen nothing
    """
    journal = session.journal()
    session.leaves_undo = True
    if meaning == _NOTHING:
        journal.tags.tag(tag)
        journal.tags.leave(tag)
        said, noted = f"{tag} stays a tag.", 0
    elif meaning == "new":
        if kind not in (None, "trigger", "response"):
            raise click.UsageError(
                "A new word is a trigger or a response; use --as trigger or --as response."
            )
        id = journal.tags.give_new_meaning(tag, kind or "trigger")
        noted = journal.words.word(kind or "trigger", id).uses
        said = f"Added {tag} ({id}), and noted it in {_entries(noted)}."
    else:
        code = _code(journal, meaning, kind)
        noted = journal.tags.give_meaning(tag, code)
        said = f"Noted {_meaning(journal, code)} in {_entries(noted)} tagged {tag}."
    if as_json:
        session.out_json({**_tag_as_json(journal.tags.tag(tag)), "noted": noted})
        return
    session.say(f"{said} `{session.command('undo')}` undoes it.")


def _list(session: Session, everything: bool, as_json: bool) -> None:
    journal = session.journal()
    found = [each for kind in _KINDS for each in journal.words.all_of(kind)] if everything else []
    found = found or journal.words.listed()
    if as_json:
        session.out_json(
            [
                {
                    "kind": word.kind, "id": word.id, "label": word.label, "entries": word.uses,
                    "retired": word.retired, "own": word.own, "usual_label": word.usual or word.label,
                }
                for word in found
            ]
        )  # fmt: skip
        return
    if not found:
        every = session.command("words --all")
        raise NothingFound(f"you have no words of your own yet; `{every}` lists the program's")
    for kind, title in _KINDS.items():
        of_kind = [word for word in found if word.kind == kind]
        if of_kind:
            session.out(session.style(title, bold=True))
        for word in of_kind:
            said = session.style(_said_of(word, journal.settings), dim=True)
            session.out(f"  {_label(journal, word)}  {said}")


def _meaning(journal: "Journal", code: str) -> str:
    """The label of what a tag means, as it reads: "Tender" for ``mood:tender``."""
    return journal.vocabulary.label(_id(code), journal.settings)


def _label(journal: "Journal", word: "Word") -> str:
    """How a word reads: with the partner's name, if there is one, in its place."""
    return shown(fill_label(word.label, journal.settings))


def _said_of(word: "Word", settings: "Settings") -> str:
    """What a word is beside its label: its id, how many entries use it, what was done to it."""
    parts = [word.id, _entries(word.uses)]
    if not word.own and word.usual != word.label:
        parts.append(f"usually “{fill_label(word.usual, settings)}”")
    if word.retired:
        parts.append("retired")
    if word.in_file:
        parts.append("from your file")
    return ", ".join(parts)


def _meant(journal: "Journal", word: str) -> "Word":
    """The word of this id or label, retired or not. Raises InputRefused."""
    kind = journal.words.kind_of(word)
    if kind is not None:
        return journal.words.word(kind, word)
    labels = {
        row.id: fill_label(row.label, journal.settings)
        for kind in ("trigger", "response", "partner_act", "mood")
        for row in journal.words.all_of(kind)
    }
    labels.update({row.id: fill_label(row.label, journal.settings) for row in journal.words.listed()})
    id = resolve("word", word, labels)
    return journal.words.word(journal.words.kind_of(id) or "", id)


def _code(journal: "Journal", meaning: str, kind: str | None) -> str:
    """The meaning as in "trigger:quality_time". Raises InputRefused for none, or for several."""
    if ":" in meaning:
        return meaning
    vocabulary = journal.vocabulary
    tables: dict[str, Any] = {
        "trigger": vocabulary.triggers, "response": vocabulary.responses,
        "partner_act": vocabulary.partner_acts, "mood": vocabulary.moods,
    }  # fmt: skip
    wanted = {"urge": "response"}.get(kind or "", kind)
    rows = {
        id: (each, row)
        for each, table in tables.items()
        if wanted in (None, each)
        for id, row in table.items()
        if not row.deprecated
    }
    labels = {id: vocabulary.label(id, journal.settings) for id in rows}
    id = resolve("meaning", meaning, labels, {id: row for id, (_, row) in rows.items()})
    return f"{kind or rows[id][0]}:{id}"


def _tag_as_json(tag: "Tag") -> dict[str, Any]:
    return {
        "tag": tag.tag,
        "entries": tag.uses,
        "means": tag.means,
        "waiting": tag.waiting,
        "near": list(tag.near),
    }


def _id(code: str) -> str:
    return code.partition(":")[2]


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
