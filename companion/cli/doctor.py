"""The journal checked."""

import textwrap

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.text import one_line

NEEDS_A_HAND = 3

_SHOWN = {
    "rights": "permissions",
    "room": "disk space",
    "kept aside": "set aside",
    "left over": "leftovers",
    "plain copies": "unencrypted copies",
}
"""What some checks are called where a person reads them; scripts know them by their names."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
@pass_session
@click.pass_context
def doctor(ctx: click.Context, session: Session, as_json: bool) -> None:
    """Check the journal: permissions, damage, the search index, versions and disk space.

    Exits with 0 if all is well, with the code of whatever keeps the journal from opening (5 for damage), and
    with 3 if something else needs attention.

    \b
    Examples:
      companion doctor
      companion doctor --json
    """
    from companion.cli.doctor_checks import examine

    checks, trouble = examine(session)
    well = all(check.ok for check in checks)
    if as_json:
        session.out_json({"ok": well, "checks": [check._asdict() for check in checks]})
    else:
        for check in checks:
            name = _SHOWN.get(check.name, check.name)
            words = f"{'✓' if check.ok else '!'} {name}: {check.says} {check.do}".strip()
            lines = textwrap.wrap(
                one_line(words),
                session.width - 2,
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            session.out("\n".join(f"  {line}" for line in lines))
    if trouble is not None:
        raise trouble
    if not well:
        ctx.exit(NEEDS_A_HAND)
