"""Frozen dataclasses made quickly do what Python's own do."""

import copy
import dataclasses
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from companion.model import frozen_dataclass
from companion.model.records import Feeling


def make(decorate: Callable[..., Callable[[type], type]], **how: bool) -> Any:
    class Row:
        """A row."""

        id: str
        size: int = 3
        parts: tuple[str, ...] = ()
        extra: Mapping[str, Any] = dataclasses.field(default_factory=dict)
        held: list[int] = dataclasses.field(default_factory=list, compare=False, repr=False)

    return decorate(frozen=True, slots=True, **how)(Row)


@pytest.fixture(params=[True, False], ids=["by keyword", "by place"])
def both(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    how = {"kw_only": request.param}
    return make(frozen_dataclass.dataclass, **how), make(dataclasses.dataclass, **how)


def test_it_is_made_compared_and_shown_alike(both: tuple[Any, Any]) -> None:
    for row in both:
        one, same, other = row(id="a", parts=("x",)), row(id="a", parts=("x",)), row(id="b")
        assert one == same and one != other and one != ("a", 3, ("x",), {})
        assert row(id="a", held=[1]) == row(id="a") and one.held is not same.held
        assert (one.id, one.size, one.parts, one.extra) == ("a", 3, ("x",), {})
        assert one.extra is not same.extra
        assert repr(one).endswith("Row(id='a', size=3, parts=('x',), extra={})")
        assert not hasattr(one, "__dict__")
        assert dataclasses.replace(one, size=4) == row(id="a", size=4, parts=("x",))
        assert dataclasses.asdict(other) == {
            "id": "b", "size": 3, "parts": (), "extra": {}, "held": [],
        }  # fmt: skip
    ours, theirs = both
    assert ours(id="a") != theirs(id="a")
    assert hash(ours(id="a", extra=())) == hash(theirs(id="a", extra=()))
    assert ours.__match_args__ == theirs.__match_args__
    assert ours.__doc__ == theirs.__doc__


def test_nothing_in_it_can_be_changed(both: tuple[Any, Any]) -> None:
    for row in both:
        one = row(id="a")
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.id = "b"
        with pytest.raises(dataclasses.FrozenInstanceError):
            del one.id
        assert one.id == "a"
    with pytest.raises(dataclasses.FrozenInstanceError):  # of Python's own, a TypeError
        both[0](id="a").unknown = "b"


def test_it_is_copied_whole(both: tuple[Any, Any]) -> None:
    for row in both:
        one = row(id="a", extra={"by": ["hand"]})
        assert copy.copy(one) == one and copy.copy(one).extra is one.extra
        assert copy.deepcopy(one) == one and copy.deepcopy(one).extra is not one.extra


def test_a_record_comes_back_out_of_a_pickle() -> None:
    feeling = Feeling(mood="sad", intensity=3)
    assert pickle.loads(pickle.dumps(feeling)) == feeling


def test_what_is_missing_or_unknown_is_refused(both: tuple[Any, Any]) -> None:
    for row in both:
        for given in ({}, {"id": "a", "colour": "red"}):
            with pytest.raises(TypeError, match=r"__init__\(\)"):
                row(**given)
    by_place = make(frozen_dataclass.dataclass)
    assert by_place("a", 4) == by_place(id="a", size=4)
    with pytest.raises(TypeError):
        make(frozen_dataclass.dataclass, kw_only=True)("a")
