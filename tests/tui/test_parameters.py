"""A handler gets as many arguments as Textual would give it."""

from collections.abc import Callable
from functools import partial, wraps
from inspect import Signature, signature
from typing import Any

import pytest
from textual._callback import count_parameters

from companion.tui.app import CompanionApp
from companion.tui.parameters import _counted, count_from_code
from companion.tui.screens.today import TodayPane
from companion.tui.widgets.picker import Picker

count_from_code()


def none() -> None: ...
def two(a: int, b: int = 2, /) -> None: ...
def stars(a: int, *more: int, b: int = 1, **others: int) -> None: ...


@wraps(two)
def wrapped(*given: Any) -> None: ...


def signed(*given: Any) -> None: ...


vars(signed)["__signature__"] = Signature([])


class Called:
    def __call__(self, a: int) -> None: ...

    def method(self, a: int) -> None: ...

    @classmethod
    def of_the_class(cls, a: int, b: int) -> None: ...


HANDLERS = [
    *(none, two, stars, wrapped, signed, len, Called, lambda a: a, Called(), Called.method),
    *(each for kind in (CompanionApp, TodayPane, Picker) for each in vars(kind).values() if callable(each)),
]


NAMES = [f"{number} {getattr(each, '__qualname__', each.__class__)}" for number, each in enumerate(HANDLERS)]


@pytest.mark.parametrize("handler", HANDLERS, ids=NAMES)
def test_a_function_has_as_many_as_its_signature(handler: Callable[..., Any]) -> None:
    try:
        expected = len(signature(handler).parameters)
    except ValueError:  # a builtin that has none
        return
    assert _counted(handler) == expected


def test_what_is_bound_takes_one_less() -> None:
    assert count_parameters(Called().method) == 1
    assert count_parameters(Called.of_the_class) == 2
    assert count_parameters(partial(stars, 1)) == 3
