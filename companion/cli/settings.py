"""Settings, of the journal and of the program, in one list."""

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import InputRefused, near_or_all

_OF_JOURNAL = ("partner_name", "pronouns", "day_start", "week_start")
_QUIET = "quiet"
"""Quiet mode, which belongs to the journal too and can be undone."""
_OF_PROGRAM = (
    "theme",
    "animation",
    "date_format",
    "discreet_opening",
    "ambiguous",
    "lock_after",
    "keyring",
    "phrase_check",
)
_BACKUPS = ("backups.daily", "backups.weekly", "backups.monthly")
_YES, _NO = ("true", "yes", "on"), ("false", "no", "off")


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print all settings as JSON.")
@pass_session
def settings(session: Session, name: str | None, value: str | None, as_json: bool) -> None:
    """Show all settings, show one, or set one.

    partner_name, pronouns, day_start and week_start belong to the journal and travel with it, and so does
    quiet: on or off, whether anything asks you to come closer. theme, animation, date_format,
    discreet_opening, ambiguous, lock_after, keyring, phrase_check, backups.* and keys.ACTION are in the
    configuration file (`companion locate config`). discreet_opening shows only times and titles in Today
    until you press a key. ambiguous is narrow, or wide if your terminal draws dots and lines two cells wide:
    plain letters then take their place. lock_after is minutes without a key; 0 turns it off. keyring lets
    your system's keyring store the passphrase, if the keyring package is installed. phrase_check offers a
    page when an entry plainly says that someone may be in danger. backups.* set how many backups are kept.

    If the journal has a passphrase, it is needed to change lock_after, keyring, phrase_check and the
    keys of the lock and of the Safety pages.

    \b
    Examples:
      companion settings
      companion settings partner_name Sam
      companion settings day_start 05:00
      companion settings quiet off
      companion settings theme paper
      companion settings keys.app.today f2
    """
    if name is not None and value is not None:
        _set(session, name, value)
        return
    values = _all(session)
    if name is not None:
        if name not in values:
            raise InputRefused(_unknown(name))
        values = {name: values[name]}
    if as_json:
        session.out_json(values)
        return
    gutter = max(map(len, values)) + 2
    for each, current in values.items():
        words = str(current).lower() if isinstance(current, bool) else str(current)
        session.out_shown(words if name is not None else f"{each:<{gutter}}{words}".rstrip())


def _all(session: Session) -> dict[str, object]:
    journal = session.journal()
    of_journal, configuration = journal.settings, session.settled(journal)
    values: dict[str, object] = {name: getattr(of_journal, name) for name in _OF_JOURNAL}
    values[_QUIET] = journal.quiet
    values.update({name: getattr(configuration, name) for name in _OF_PROGRAM})
    values.update(zip(_BACKUPS, configuration.backups, strict=True))
    values.update({f"keys.{action}": key for action, key in configuration.keys.items()})
    return values


def _set(session: Session, name: str, value: str) -> None:
    if name in _OF_JOURNAL:
        session.journal().change_settings(**{name: value})
        return
    if name == _QUIET:
        if value.lower() not in (*_YES, *_NO):
            raise InputRefused(f"quiet: {value!r} is not valid; use on or off")
        session.journal().set_quiet(value.lower() in _YES)
        return
    if name not in (*_OF_PROGRAM, *_BACKUPS) and not name.startswith("keys."):
        raise InputRefused(_unknown(name))
    from companion.system.configuration import change_configuration
    from companion.system.guarded_settings import is_guarded, weaker

    plain: object = value
    if name in ("animation", "discreet_opening", "keyring", "phrase_check") and value.lower() in (
        *_YES,
        *_NO,
    ):
        plain = value.lower() in _YES
    if name in ("lock_after", *_BACKUPS) and value.isdecimal():
        plain = int(value)
    if name == "keyring" and plain is True:
        from companion.vault.passphrases import why_no_keyring

        if why := why_no_keyring():
            raise InputRefused(f"keyring: {why}; nothing was changed")
    if not is_guarded(name, value):
        change_configuration(session.places.config_file, name, plain)
        return
    from companion.vault.encryption import state

    journal = session.journal_by_passphrase() if state(session.places) == "encrypted" else None
    changed = weaker(change_configuration(session.places.config_file, name, plain))
    if journal is not None and name in changed:
        journal.safeguards.agree({name: changed[name]})
    elif journal is not None:
        journal.safeguards.forget(name)
    if name == "keyring" and name not in changed:
        from companion.vault.passphrases import remember

        remember(session.places, None)


def _unknown(name: str) -> str:
    known = (*_OF_JOURNAL, _QUIET, *_OF_PROGRAM, *_BACKUPS, "keys.ACTION")
    return f"unknown setting {name!r}; {near_or_all(name, known)}"
