"""The journal looked over."""

import textwrap

import click

from companion.cli.session import Session, pass_session
from companion.model.text import one_line

NEEDS_A_HAND = 3


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The checks as JSON.")
@pass_session
@click.pass_context
def doctor(ctx: click.Context, session: Session, as_json: bool) -> None:
    """Check the journal: permissions, damage, the search index, versions and disk space.

    Ends with 0 when all is well; with the exit code of what keeps the journal from opening (5 for damage);
    and with 3 when something else needs a hand.

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
            words = f"{'✓' if check.ok else '!'} {check.name}: {check.says} {check.do}".strip()
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
