"""What the columns of a table are, asked from the person who brings it along."""

from collections.abc import Mapping

import click

from companion.cli.session import Session
from companion.model.text import one_line

_LEFT = "-"


def ask_columns(session: Session, columns: Mapping[str, list[str]]) -> dict[str, str]:
    """Column by column with its first values; what is proposed is only what a name plainly says."""
    from companion.exchange.readers.named_columns import ROLES, propose_columns

    session.say("What do the columns of this table mean? Each can be one of:")
    session.say(f"  {', '.join(ROLES)}")
    session.say(
        f"Enter accepts the suggestion in brackets; {_LEFT} keeps the column in the entries without "
        f"a meaning."
    )
    plainly = propose_columns(list(columns))
    while True:
        found: dict[str, str] = {}
        for name, values in columns.items():
            first = "; ".join(_cut(value) for value in dict.fromkeys(values))
            session.say(f"  {_cut(name)}: {first or 'empty'}")
            role = _role(session, plainly.get(name, _LEFT), ROLES)
            if role != _LEFT:
                found[name] = role
        if list(found.values()).count("when") == 1:
            return found
        session.say('One column has to be "when". Please try again:')


def _role(session: Session, otherwise: str, roles: tuple[str, ...]) -> str:
    while True:
        said: str = click.prompt(
            f"  meaning [{otherwise}]", default="", show_default=False, err=True, type=str
        )
        answer = said.strip().lower() or otherwise
        if answer in (*roles, _LEFT):
            return answer
        session.say(f"  Type one of {', '.join(roles)}, or {_LEFT}.")


def _cut(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= 30 else text[:29] + "…"
