"""The bounds of a number given by an option; what is refused says what to use."""

from collections.abc import Callable

import click


def within(
    low: int, high: int | None = None
) -> Callable[[click.Context, click.Parameter, int | None], int | None]:
    """The callback of an option of type ``int`` that may go from ``low`` to ``high``, or without an end."""

    def check(_ctx: click.Context, _option: click.Parameter, number: int | None) -> int | None:
        if number is None or (low <= number and (high is None or number <= high)):
            return number
        use = f"{low} or more" if high is None else f"{low} to {high}"
        raise click.BadParameter(f"{number} is out of range; use {use}.")

    return check
