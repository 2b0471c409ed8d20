"""A moment asked for step by step. Questions go to stderr; only the id of what was logged goes to stdout."""

from collections.abc import Mapping
from typing import Any

import click

from companion.cli.choosing import Labels, labels_of, matching
from companion.cli.session import Session
from companion.model.records import Feeling
from companion.model.text import one_line

MOST_SHOWN = 9


def ask_moment(session: Session, when: str | None = None) -> str | None:
    """Ask for a moment and log it; its id, or ``None`` when nothing was given."""
    from companion.model.clock import parse_when

    journal = session.journal()
    words, settings = journal.vocabulary, journal.settings
    at = parse_when(when, session.clock) if when else None

    def offered(kind: str, rows: Mapping[str, Any]) -> dict[str, str]:
        labels = labels_of(rows, lambda id: words.label(id, settings))
        recent = [id for id in journal.recent_codes(kind) if id in labels]
        return {id: labels[id] for id in dict.fromkeys([*recent, *labels])}

    session.say("Numbers pick, words filter, Enter goes on. Every part can be left out.")
    triggers = _pick(session, "What happened?", offered("trigger", words.triggers))
    acts = _pick(session, "What did the other do?", offered("partner_act", words.partner_acts))
    moods = _pick(session, "What did you feel?", offered("mood", words.moods))
    feelings = [
        Feeling(
            mood=mood, intensity=_ask_number(session, f"How strong was {words.label(mood)}, 0 to 10?", 0, 10)
        )
        for mood in moods
    ]
    urges = _pick(session, "What did you want to do?", offered("urge", words.responses))
    responses = _pick(session, "What did you do?", offered("response", words.responses))
    closeness = _ask_number(session, "How close did it feel, -3 to 3?", -3, 3)
    ending = _ask(session, "How did it end?")
    note = _ask(session, "Anything to add?")
    if not (triggers or acts or feelings or urges or responses or ending or note) and closeness is None:
        return None
    moment = journal.log(
        when=at,
        triggers=triggers,
        partner_acts=acts,
        feelings=feelings,
        urges=urges,
        responses=responses,
        ending=ending,
        closeness=closeness,
        note=note,
    )
    return moment.id


def _pick(session: Session, question: str, labels: Labels) -> list[str]:
    """Ids picked from a numbered list that words narrow down."""
    chosen: list[str] = []
    list_now = list(labels)
    session.say(f"\n{question}")
    _show(session, list_now, labels)
    while True:
        answer = _ask(session, "", suffix="> ")
        if not answer:
            return chosen
        numbers = answer.replace(",", " ").split()
        if all(number.isdecimal() for number in numbers):
            picked = [list_now[int(n) - 1] for n in numbers if 0 < int(n) <= min(len(list_now), MOST_SHOWN)]
            if len(picked) < len(numbers):
                session.say("  There is no such number in the list.")
            new = [id for id in dict.fromkeys(picked) if id not in chosen]
            chosen += new
            for id in new:
                session.say(f"  + {one_line(labels[id])}")
            continue
        found = matching(answer, labels)
        if not found:
            session.say("  Nothing fits; try another word.")
            continue
        list_now = found
        _show(session, list_now, labels)


def _show(session: Session, ids: list[str], labels: Labels) -> None:
    for number, id in enumerate(ids[:MOST_SHOWN], 1):
        session.say(f"  {number} {one_line(labels[id])}")
    if len(ids) > MOST_SHOWN:
        session.say(f"    and {len(ids) - MOST_SHOWN} more: type a word")


def _ask_number(session: Session, question: str, low: int, high: int) -> int | None:
    while True:
        answer = _ask(session, question)
        if not answer:
            return None
        try:
            number = int(answer)
        except ValueError:
            number = low - 1
        if low <= number <= high:
            return number
        session.say(f"  A number from {low} to {high}, or Enter to go on.")


def _ask(session: Session, question: str, suffix: str = " ") -> str:
    answer: str = click.prompt(
        question, default="", show_default=False, prompt_suffix=suffix, err=True, type=str
    )
    return answer.strip()
