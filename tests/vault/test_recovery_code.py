"""The recovery code: any one wrong character is noticed, and what it opens."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.documents.blocks import to_text
from companion.journal import open_journal
from companion.model.errors import InputRefused, NothingFound, WrongPassphrase
from companion.model.retention import Copies
from companion.system.paths import Places
from companion.vault.encryption import check_passphrase, encrypt
from companion.vault.recovery_code import (
    GROUP,
    GROUPS,
    groups_of,
    groups_to_repeat,
    is_group,
    is_there,
    keep_code,
    new_code,
    read_code,
    recover,
    sheet,
)
from tests.conftest import examples
from tests.vault.conftest import PASSPHRASE

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.builds(new_code)
places_in_it = st.integers(0, GROUPS * GROUP - 1)


def put(code: str, place: int, character: str) -> str:
    """The code, without its dashes, with another character in one place."""
    whole = code.replace("-", "")
    return whole[:place] + character + whole[place + 1 :]


@examples(60)
@given(codes, places_in_it, st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed(code: str, place: int, character: str) -> None:
    typed = put(code, place, character)
    if typed == code.replace("-", ""):
        assert read_code(typed) == read_code(code)
        return
    with pytest.raises(InputRefused, match="a character is wrong"):
        read_code(typed)


def test_every_wrong_character_of_one_code_is_noticed() -> None:
    code = new_code()
    for place, right in enumerate(code.replace("-", "")):
        for character in set(ALPHABET) - {right}:
            with pytest.raises(InputRefused, match="a character is wrong"):
                read_code(put(code, place, character))


@examples(60)
@given(codes, st.integers(0, GROUPS * GROUP - 2))
def test_two_neighbours_in_each_others_place_are_noticed(code: str, place: int) -> None:
    whole = code.replace("-", "")
    first, second = whole[place], whole[place + 1]
    swapped = put(put(code, place, second), place + 1, first)
    if first == second:
        assert read_code(swapped) == read_code(code)
        return
    with pytest.raises(InputRefused, match="a character is wrong"):
        read_code(swapped)


@examples(30)
@given(codes)
def test_a_code_is_read_as_people_write(code: str) -> None:
    whole = read_code(code)
    assert len(whole) == 17 and len(groups_of(code)) == GROUPS
    for typed in (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", "\N{EN DASH}"),
        f"  {code.replace('-', '')} ",
        code.replace("0", "o").replace("1", "l"),
    ):
        assert read_code(typed) == whole


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "0 characters"),
        ("ABCDE-ABCDE", "10 characters"),
        ("U" * 30, "'U' is not in any code"),
        ("é", "'É' is not in any code"),
    ],
)
def test_what_is_no_code_is_refused_with_what_is_wrong(typed: str, says: str) -> None:
    with pytest.raises(InputRefused, match=says):
        read_code(typed)


def test_no_two_codes_are_the_same_and_every_place_varies() -> None:
    codes = {new_code() for _ in range(300)}
    assert len(codes) == 300
    for place in range(GROUPS * GROUP):
        assert len({code.replace("-", "")[place] for code in codes}) > 20


def test_two_groups_are_asked_for_and_known_again() -> None:
    code = new_code()
    assert {len(set(groups_to_repeat())) for _ in range(20)} == {2}
    for number, group in enumerate(groups_of(code), 1):
        assert is_group(code, number, f" {group.lower()} ")
        assert not is_group(code, number, group[:-1]) and not is_group(code, number, "")


def test_the_sheet_has_the_code_and_how_to_use_it(places: Places) -> None:
    code = new_code()
    text = to_text(sheet(code, places, date(2026, 3, 1)))
    assert all(group in text for group in groups_of(code))
    assert "companion recover" in text and "recovery.key" in text and "2026-03-01" in text


def test_the_code_opens_the_journal_its_backups_and_what_comes_after(kept: Places) -> None:
    encrypt(kept, PASSPHRASE)
    code, later = new_code(), new_code()
    assert not is_there(kept)
    with open_journal(kept, passphrase=PASSPHRASE) as journal:
        assert not journal.recovery.made
        keep_code(journal, code)
        assert journal.recovery.made
    assert is_there(kept)
    assert recover(kept, read_code(code), "another") == Copies(1, [])
    check_passphrase(kept, "another")
    assert recover(kept, read_code(code), "a third") == Copies(1, [])  # the sheet stays valid
    with pytest.raises(WrongPassphrase):
        recover(kept, read_code(later), "a fourth")
    with open_journal(kept, passphrase="a third") as journal:
        keep_code(journal, later)
    with pytest.raises(WrongPassphrase):  # a new sheet takes the place of the one before
        recover(kept, read_code(code), "a fourth")
    assert recover(kept, read_code(later), "a fourth") == Copies(1, [])
    with open_journal(kept, passphrase="a fourth") as journal:
        journal.recovery.forget()
    assert not is_there(kept) and not list(kept.data.rglob("recovery.key"))
    with pytest.raises(NothingFound):
        recover(kept, read_code(later), "a fifth")
    check_passphrase(kept, "a fourth")


def test_a_plain_journal_has_nothing_to_recover(kept: Places) -> None:
    with open_journal(kept) as journal:
        assert not journal.recovery.made
        with pytest.raises(InputRefused, match="no passphrase that could be forgotten"):
            keep_code(journal, new_code())
    assert not is_there(kept)
