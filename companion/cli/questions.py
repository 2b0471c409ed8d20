"""Questions at a terminal, on standard error; Enter leaves each of them open."""

import click

from companion.cli.session import Session


def ask(question: str, suffix: str = " ") -> str:
    """What was typed, without the blanks around it."""
    answer: str = click.prompt(
        question, default="", show_default=False, prompt_suffix=suffix, err=True, type=str
    )
    return answer.strip(" \t\r\n")  # other spaces are a part of what was written


def ask_number(session: Session, question: str, low: int, high: int) -> int | None:
    """A whole number from ``low`` to ``high``, asked for until it is one; ``None`` for Enter."""
    while True:
        answer = ask(question)
        if not answer:
            return None
        try:
            number = int(answer)
        except ValueError:
            number = low - 1
        if low <= number <= high:
            return number
        session.say(f"  Type a number from {low} to {high}, or Enter to skip.")
