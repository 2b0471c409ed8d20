"""What an import would bring, told to a person or a script; and the words a person changes in it."""

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from companion.cli.session import Session
from companion.model.errors import InputRefused
from companion.model.records import Entry, Moment, written_text
from companion.model.text import one_line
from companion.transfer.import_words import count_with_noun, found_in_words, read_in_words

if TYPE_CHECKING:
    from companion.exchange import ImportPlan, WordMap
    from companion.model.retention import MergeDifference
    from companion.transfer.importing import Import


def show_plan(plan: "ImportPlan", say: Callable[[str], None]) -> None:
    """What a plan holds: counts, the first entries, words and what becomes of them, and what was odd."""
    say(f"{plan.title}, recognised by {plan.known_by}.")
    say(found_in_words(plan))
    if read := read_in_words(plan):
        say(read)
    for sentence in plan.remarks:
        say(_wrapped(one_line(sentence)))
    for entry in plan.entries:
        text = getattr(entry, "note", "") or getattr(entry, "text", "")
        felt = ", ".join(feeling.mood for feeling in entry.feelings)
        parts = (f"{entry.occurred_at:%Y-%m-%d %H:%M}", felt, cut(text, 50))
        say("  " + "  ".join(one_line(part) for part in parts if part))
    known = [word for word in plan.words if word.known]
    if known:
        say("Words with a match here:")
        for word in known[:_MOST]:
            say(f"  {_short(word.word)} ({word.count}): {word.becomes}")
        _and_more(len(known) - _MOST, say)
    if plan.unmapped:
        words = ", ".join(f"{_short(word.word)} ({word.count})" for word in plan.unmapped[:_MOST])
        more = len(plan.unmapped) - _MOST
        say(_wrapped(f"No match, kept as tags: {words}" + (f", and {more} more" if more > 0 else "")))
    for note in plan.notes[:_MOST]:
        say(_wrapped(one_line(note)))
    _and_more(len(plan.notes) - _MOST, say)


def plan_as_json(plan: "ImportPlan") -> dict[str, object]:
    """The same for a script."""
    return {
        "format": plan.format,
        "known_by": plan.known_by,
        "counts": dict(plan.counts),
        "first": plan.first and plan.first.isoformat(),
        "last": plan.last and plan.last.isoformat(),
        "words": [
            {
                "kind": word.kind,
                "word": word.word,
                "count": word.count,
                "becomes": word.becomes,
                "known": word.known,
            }
            for word in plan.words
        ],
        "told": list(plan.remarks),
        "notes": list(plan.notes),
        "dates": plan.dates,
    }


def here_lines(session: Session, preview: "MergeDifference") -> list[str]:
    """What an import or a merge would delete or replace here, plainly, in lines."""
    lines = []
    for entries, what in ((preview.deleted, "deleted"), (preview.replaced, "replaced by a newer form")):
        if not entries:
            continue
        lines.append(f"{count_with_noun(len(entries), 'entry', 'entries')} here would be {what}:")
        for entry in entries[:_MOST]:
            lines.append(
                f"  {entry.occurred_at:%Y-%m-%d %H:%M}  {cut(first_words(session, entry), 50)}".rstrip()
            )
        if len(entries) > _MOST:
            lines.append(f"  and {len(entries) - _MOST} more")
    return lines or ["No entry here would be deleted or replaced."]


def here_as_json(preview: "MergeDifference") -> dict[str, object]:
    """The same for a script, with the ids."""
    return {
        **preview.counts,
        "deleted_ids": [entry.id for entry in preview.deleted],
        "replaced_ids": [entry.id for entry in preview.replaced],
    }


def first_words(session: Session, entry: Entry) -> str:
    """What an entry is known by in a line: its text, or else what was noted in it."""
    text = written_text(entry)
    if not text.strip() and isinstance(entry, Moment):
        text = ", ".join(
            session.journal().vocabulary.label(id) for id in (*entry.triggers, *entry.partner_acts)
        )
    return text or ", ".join(feeling.mood for feeling in entry.feelings)


# Asking


def ask_to_import(
    session: Session, plan: "ImportPlan", bringing: "Import"
) -> tuple[bool, "ImportPlan", "WordMap | None"]:
    """Whether to go on, the plan by then, and the words the person set, if any."""
    from companion.exchange import WordMap

    own = WordMap()
    question = "Import this? y, n"
    if plan.words and plan.mapping:
        question += ", or w to change how words are matched"
    if plan.dates is not None:
        question += ", or d to change the order in dates"
    while True:
        answer = _answer(question).lower()
        if answer in ("y", "yes"):
            return True, plan, own if own != WordMap() else None
        if answer in ("n", "no", ""):
            return False, plan, None
        if answer == "w" and plan.mapping is not None:
            own = _change_words(session, plan, own)
            bringing.words = own.over(plan.mapping)
            plan = bringing.plan()
        if answer == "d" and plan.dates is not None:
            plan = _change_dates(session, plan, bringing)


def _change_dates(session: Session, plan: "ImportPlan", bringing: "Import") -> "ImportPlan":
    before = bringing.dates
    while True:
        answer = _answer("dmy, mdy, ymd or a pattern such as %d.%m.%Y %H:%M? Enter to leave it")
        if not answer:
            bringing.dates = before
            return plan
        bringing.dates = answer
        try:
            plan = bringing.plan()
        except InputRefused as problem:
            session.say(f"  {problem}")
            continue
        show_plan(plan, session.say)
        return plan


def _change_words(session: Session, plan: "ImportPlan", own: "WordMap") -> "WordMap":
    becomes = {(word.kind, word.word): word.becomes for word in plan.words}
    for number, word in enumerate(plan.words, 1):
        session.say(f"  {number} {word.kind} {_short(word.word)} ({word.count}): {_short(word.becomes)}")
    while True:
        answer = _answer("Which number? Enter to go back")
        if not answer:
            return own
        if not answer.isdecimal() or not 0 < int(answer) <= len(plan.words):
            session.say(f"  Type a number from 1 to {len(plan.words)}, or Enter.")
            continue
        word = plan.words[int(answer) - 1]
        target = _target(session, word.kind, word.word, becomes[word.kind, word.word])
        becomes[word.kind, word.word] = target
        own = own.with_word(word.kind, word.word, target)
        session.say(f"  {_short(word.word)}: {_short(target)}")


def _target(session: Session, kind: str, word: str, now: str) -> str:
    """What a word is to become, by id, by a part of a label, or as it stands."""
    from companion.exchange.parsing.word_mapping import TAG, targets
    from companion.model.label_matching import Candidate, LabelIndex

    labels = targets(kind, session.journal().vocabulary)
    index = LabelIndex(Candidate(id, label) for id, label in labels.items())
    if kind != "mood":
        as_it_stands, becomes, hint = "tag", TAG, 'or "tag" to keep it only as a tag'
    else:
        as_it_stands, becomes, hint = "same", word, 'or "same" to keep the word as it is'
    session.say(f"  {_short(word)}: type an id, part of a label, {hint}.")
    offered: list[str] = []
    while True:
        answer = _answer("What should it match? Enter to leave it")
        if not answer:
            return now
        if answer == as_it_stands:
            return becomes
        if answer.isdecimal() and 0 < int(answer) <= len(offered):
            return offered[int(answer) - 1]
        certain = index.closest(answer)
        if len(certain) == 1:
            return certain[0].id
        offered = [match.id for match in index.matches(answer)]
        for number, target in enumerate(offered[:_MOST], 1):
            session.say(f"  {number} {target}  {one_line(labels[target])}")
        offered = offered[:_MOST]
        if not offered:
            session.say("  No match; try another word.")


def _answer(question: str) -> str:
    answer: str = click.prompt(
        question, default="", show_default=False, prompt_suffix=": ", err=True, type=str
    )
    return answer.strip()


# Saying it in words

_MOST = 9
"""How many of a kind are shown before the rest is only counted."""


def _and_more(count: int, say: Callable[[str], None]) -> None:
    if count > 0:
        say(f"  and {count} more")


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 78, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def cut(text: str, width: int) -> str:
    """The text in one line of at most ``width`` characters."""
    text = one_line(text)
    return text if len(text) <= width else text[: width - 1] + "…"


def _short(word: str) -> str:
    return cut(word, 40)
