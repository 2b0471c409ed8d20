"""Shell completion."""

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@pass_session
def completion(session: Session, shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    Examples:
      companion completion bash > ~/.local/share/bash-completion/completions/companion
      companion completion zsh > ~/.zfunc/_companion
      companion completion fish > ~/.config/fish/completions/companion.fish
    """
    from click.shell_completion import get_completion_class

    from companion.cli.commands import cli
    from companion.cli.main import COMPLETE

    kind = get_completion_class(shell)
    assert kind is not None
    session.out(kind(cli, {}, "companion", COMPLETE).source().rstrip("\n"))
