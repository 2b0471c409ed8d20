"""Journals by name: what a name may be, and that one never stands for a place outside the folder."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.errors import InputRefused
from companion.system.journal_names import LONGEST, checked_name, journals, make, named, others
from companion.system.paths import NAME_VARIABLE, Places, command_for
from tests.conftest import examples

ANY_NAME = st.text(st.characters(exclude_categories=["Cs"]), max_size=LONGEST + 5)
LIKELY = st.text(st.sampled_from("aZßée\u0301ŞıİΣς日हिñ07-_./\\ :\0\u200b\u202e"), max_size=6)


@given(st.one_of(ANY_NAME, LIKELY))
@examples(300)
def test_a_name_that_is_taken_is_one_plain_part_of_a_path(text: str) -> None:
    try:
        name = checked_name(text)
    except InputRefused as error:
        assert repr(text) in str(error)
        return
    assert checked_name(name) == name == unicodedata.normalize("NFC", text)
    assert Path(name).name == name and len(Path("journals", name).parts) == 2
    assert not set(name) & set("./\\:~ \0") and not name.startswith("-")
    assert name.isprintable() and len(name.encode()) <= 255


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "..", "a.b", "../a", "a/b", "a\\b", "a b", "-a", "_a", "~", "a\n", "a\0b", "C:"),
        *("con", "NUL", "Com1", "lpt9", "a\u200db", "a\u202eb", "e\ufe0f", "a\u034fb", "\u3164", "½", "x²"),
        *("\u0301a", "a" * (LONGEST + 1), "🙂"),
    ],
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match=r"^--new: "):
        checked_name(text, "--new")


@pytest.mark.parametrize(
    "text", ["me", "7", "Thérapie-2026_b", "日記", "हिन्दी", "дневник", "console", "a" * LONGEST]
)
def test_names_of_any_script_are_taken(text: str) -> None:
    assert checked_name(text) == text


@given(text=st.one_of(ANY_NAME, LIKELY))
@examples(100)
def test_a_name_is_found_in_either_case_and_in_either_form(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    try:
        name = checked_name(text)
    except InputRefused:
        return
    folder = tmp_path_factory.mktemp("names")
    here = Places(folder, folder)
    made = make(here, name)
    assert made.data == folder / "journals" / name and made.data.is_dir()
    assert made.root == here and made.config_file == here.config_file
    assert [each.name for each in journals(here)] == [name]
    for other in (name, unicodedata.normalize("NFD", name), name.casefold()):
        try:
            checked_name(other)
        except InputRefused:  # longer, once it is folded
            continue
        assert named(here, other) == made
        with pytest.raises(InputRefused, match="already"):
            make(made, other)


def test_the_list_is_of_folders_with_such_names_and_in_order(places: Places) -> None:
    assert journals(places) == []
    with pytest.raises(InputRefused, match=r"none has a name yet.* journals --new me"):
        named(places, "me")
    for name in ("work", "Me", "日記"):
        make(places, name)
    for name in (".hidden", "not a name"):
        (places.data / "journals" / name).mkdir()
    (places.data / "journals" / "file").write_text("")
    me, *_ = there = journals(places)
    assert [each.name for each in there] == ["Me", "work", "日記"]
    assert [each.name for each in others(me)] == ["work", "日記"]
    places.journal.write_text("")
    assert [each.name for each in others(me)] == ["", "work", "日記"]
    assert [each.name for each in others(places)] == ["Me", "work", "日記"]
    assert named(me, "") == places
    for folder in (me.data, me.data.parent, places.data):
        assert folder.stat().st_mode & 0o777 == 0o700
    with pytest.raises(InputRefused, match="there are: Me, work, 日記"):
        named(places, "m")


def test_two_folders_that_differ_in_case_are_each_found_by_their_own(places: Places) -> None:
    make(places, "me")
    (places.data / "journals" / "ME").mkdir(exist_ok=True)
    for each in journals(places):
        assert named(places, each.name) == each


def test_a_command_names_the_place_and_the_journal_it_is_for(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command_for(places, "undo") == f"companion --at {places.data} undo"
    assert command_for(make(places, "me"), "undo") == f"companion --at {places.data} --journal me undo"
    monkeypatch.setenv("COMPANION_HOME", str(places.data))
    assert command_for(places, "undo") == "companion undo"
    assert command_for(named(places, "me"), "undo") == "companion --journal me undo"
    monkeypatch.setenv(NAME_VARIABLE, "me")
    assert command_for(places, "undo") == "companion --journal '' undo"
    assert command_for(places, "undo", named=False) == "companion undo"
