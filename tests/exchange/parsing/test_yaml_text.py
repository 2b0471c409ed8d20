"""Front matter: what is read without the library is what the library reads."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from companion.exchange.parsing import yaml_text
from companion.model.errors import InputRefused

PIECES = ("tags", "mood", "a b", "null", "~", "010", "1:30", "2024-01-05", "a/b", "-", ": ", ":", ", ", ",")
MORE = ("[", "]", "[a, b]", "\n", "\n", " ", "- ", " #", "#", "'", '"', "!", "&x", "*x", "---", "ä", "\t")


def with_the_library(text: str) -> object:
    """What PyYAML reads, nothing of it resolved but what says nothing."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {name: plain(below) for name, below in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return None if value in ("", "~", "null", "Null", "NULL") else value

    return plain(yaml.load(text, Loader=yaml.BaseLoader))


@example(["mood", ": ", "a b", "\n", "tags", ": ", "[a, b]", "\n"])
@example(["mood", ": ", "null", "\n"])
@example(["mood", ":", " ", " ", "\n"])
@given(st.lists(st.sampled_from(PIECES + MORE), min_size=1, max_size=9))
def test_plain_front_matter_is_read_as_the_library_reads_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    value = yaml_text._plain_map(text)
    if value is not None:
        assert value == with_the_library(text)
        assert yaml_text.parse_yaml(text) == value


def test_names_tags_days_and_times_need_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "CBaseLoader", None)
    front_matter = "date: 2026-03-01\ntime: 21:40\nmood: quite calm\ntags: [walk, rain]\nplace:\n"
    assert yaml_text.parse_yaml(front_matter) == {
        "date": "2026-03-01",
        "time": "21:40",
        "mood": "quite calm",
        "tags": ["walk", "rain"],
        "place": None,
    }


@pytest.mark.parametrize("text", ["mood: calm\nmood: sad\n", "a: [b\n", "a: &x b\nc: *x\n"])
def test_what_is_not_plain_is_for_the_library_and_refused_where_it_is_wrong(text: str) -> None:
    assert yaml_text._plain_map(text) is None
    with pytest.raises(InputRefused, match=r"line [12]"):
        yaml_text.parse_yaml(text)
