"""How a command is given its session."""

import click

from companion.cli.session import Session

pass_session = click.make_pass_decorator(Session)
