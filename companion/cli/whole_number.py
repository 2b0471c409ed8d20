"""A whole number within bounds, as an option takes it; what is refused says what to use."""

from typing import Any

import click


class WholeNumber(click.ParamType):
    """From ``low`` to ``high``; without ``high`` as large as it likes."""

    name = "number"

    def __init__(self, low: int, high: int | None = None) -> None:
        self.low, self.high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            number = self.low - 1
        if number < self.low or (self.high is not None and number > self.high):
            use = f"{self.low} or more" if self.high is None else f"{self.low} to {self.high}"
            self.fail(f"{value!r} is not valid; use a whole number, {use}.", param, ctx)
        return number
