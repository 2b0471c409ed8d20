"""``dataclass`` for frozen records with slots, made in a fifth of the time.

Python's own writes six methods for each class as text and compiles them, at every start; with some thirty
records that was a tenth of the time to the first page. Here ``__init__`` alone is, for the first instance;
the others are shared. To a type checker, and in all they do, they are the same: ``fields``, ``replace`` and
``FrozenInstanceError`` come from :mod:`dataclasses`.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False) -> Callable[[type], type]:
        """As :func:`dataclasses.dataclass`; ``frozen`` and ``slots`` are always true."""
        assert frozen and slots
        bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)

        def make(cls: type) -> type:
            made = bare(cls)
            made.__init__ = _init_once_used(made, kw_only)
            names = [field.name for field in dataclasses.fields(made) if field.compare]
            made._values = attrgetter(*names)
            for method in _METHODS:
                setattr(made, method, vars(_Shared)[method])
            return made

        return make


def _init_once_used(cls: Any, kw_only: bool) -> Callable[..., None]:
    """Makes ``__init__`` for the first instance: of the records that a start imports, most have none yet."""

    def __init__(self: Any, *given: Any, **named: Any) -> None:  # noqa: N807
        cls.__init__ = _init(cls, kw_only)
        cls.__init__(self, *given, **named)

    return __init__


def _init(cls: Any, kw_only: bool) -> Callable[..., None]:
    """``__init__``, which sets each slot by its descriptor, as nothing else can."""
    given, body = [], []
    names: dict[str, Any] = {"_none": dataclasses.MISSING}
    for field in dataclasses.fields(cls):
        name = field.name
        names[f"_set_{name}"] = cls.__dict__[name].__set__
        value = name
        if field.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"] = field.default_factory
            given.append(f"{name}=_none")
            value = f"_make_{name}() if {name} is _none else {name}"
        elif field.default is not dataclasses.MISSING:
            names[f"_{name}"] = field.default
            given.append(f"{name}=_{name}")
        else:
            given.append(name)
        body.append(f"    _set_{name}(self, {value})")
    star = "*, " if kw_only else ""
    source = f"def __init__(self, {star}{', '.join(given)}):\n" + "\n".join(body)
    exec(source, names)
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


class _Shared:
    """The methods that all of these classes have."""

    _values: Callable[[Any], Any]
    """The values of an instance that are compared, in the order of its fields."""

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(self._values(self) == self._values(other))

    def __hash__(self) -> int:
        return hash(self._values(self))

    def __repr__(self) -> str:
        fields = dataclasses.fields(self)  # type: ignore[arg-type]
        shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields if field.repr)
        return f"{self.__class__.__qualname__}({', '.join(shown)})"

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> list[Any]:
        return [getattr(self, field.name) for field in dataclasses.fields(self)]  # type: ignore[arg-type]

    def __setstate__(self, state: list[Any]) -> None:
        for field, value in zip(dataclasses.fields(self), state, strict=True):  # type: ignore[arg-type]
            object.__setattr__(self, field.name, value)


_METHODS = ("__eq__", "__hash__", "__repr__", "__setattr__", "__delattr__", "__getstate__", "__setstate__")
