"""JSON with an indent, against the standard library's."""

import json
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.indented_json import indented, indented_in_pieces
from tests.conftest import examples

plain = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
values = st.recursive(
    plain,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=40,
)


class Counted(NamedTuple):
    many: int
    ids: list[int]


@examples(200)
@given(values, st.booleans())
def test_it_writes_what_the_standard_library_does(value: Any, ascii_only: bool) -> None:
    expected = json.dumps(value, indent=2, ensure_ascii=ascii_only)
    assert indented(value, ascii_only=ascii_only) == expected
    assert "".join(indented_in_pieces(value, ascii_only=ascii_only)) == expected


@examples(50)
@given(
    st.lists(st.text() | st.sampled_from(["a", "b"]), max_size=4),
    st.sampled_from(["", "é", "\t", '"', None, 2.5]),
)
def test_very_many_texts_are_written_as_few_are(texts: list[str], other: str | float | None) -> None:
    for value in (["id"] * 30 + texts, [*texts, *["id"] * 30, other], {"a": [{"b": ["id"] * 30 + texts}]}):
        expected = json.dumps(value, indent=2, ensure_ascii=False)
        assert indented(value) == expected == "".join(indented_in_pieces(value))
        assert indented(value, ascii_only=True) == json.dumps(value, indent=2)


def test_a_tuple_with_names_is_a_list_as_any_other() -> None:
    value = [Counted(1, [2]), {"a": Counted(3, [])}]
    assert indented(value) == json.dumps(value, indent=2)


@pytest.mark.parametrize("value", [{"a": [{1: [2]}]}, [object()], {"a": {3, 4}}])
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        indented(value)


@pytest.mark.parametrize("value", [float("nan"), [1.0, float("inf")]])
def test_a_number_that_is_none_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        indented(value)
