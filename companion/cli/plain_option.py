"""The option for a reading that goes from line to line: no drawings, no columns, no signs."""

import click
from click.core import ParameterSource

PLAIN_VARIABLE = "COMPANION_PLAIN"
"""The environment variable that asks for it in every command that has it."""

plain_option = click.option(
    "--plain",
    is_flag=True,
    envvar=PLAIN_VARIABLE,
    help=f"Print plain lines, for a screen reader. {PLAIN_VARIABLE}=1 does so everywhere.",
)
"""Gives a command ``--plain``, as the parameter ``plain``."""


def refuse_beside_plain(message: str) -> None:
    """Raises a usage error where ``--plain`` itself was given; the variable gives way."""
    if click.get_current_context().get_parameter_source("plain") is ParameterSource.COMMANDLINE:
        raise click.UsageError(message)
