"""The configuration file: what it may say, and what it says back when it may not."""

import stat
from pathlib import Path

import pytest

from companion.model.errors import InputRefused
from companion.system.configuration import THEMES, Configuration, change_configuration, load_configuration


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "companion" / "config.toml"


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_everything_is_as_it_comes(file: Path) -> None:
    assert load_configuration(file) == Configuration(
        theme="dusk", animation=False, date_format="day-first", keys={}
    )
    assert not file.exists()


def test_a_file_says_only_what_differs(file: Path) -> None:
    written(file, 'theme = "paper"\n\n[keys]\n"app.today" = "f2"\n')
    assert load_configuration(file) == Configuration(theme="paper", keys={"app.today": "f2"})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('theme = "pink"', ["theme", "'pink'", "dusk, paper"]),
        ("theme = 3", ["theme", "3", "dusk"]),
        ('animation = "yes"', ["animation", "'yes'", "true or false"]),
        ("animation = 1", ["animation", "1", "true or false"]),
        ('date_format = "%d"', ["date_format", "'%d'", "day-first, month-first or iso"]),
        ('ambiguous = "full"', ["ambiguous", "'full'", "narrow or wide"]),
        ('colour = "red"', ["'colour'", "theme, animation, date_format, lock_after, keyring, phrase"]),
        ('keys = "f2"', ["keys", "'f2'", "[keys]"]),
        ("[keys]\nquit = 3", ["keys", "quit", "3"]),
        ('[keys]\n"today.new" = "bogus key"', ["today.new", "'bogus key'", "ctrl+t"]),
        ('[keys]\n"today.nwe" = "x"', ["'today.nwe'", "did you mean today.next"]),
        ('[keys]\napp.quit = "f2"', ["keys", "app", "in quotes"]),
        ("theme = nord", ["not TOML", "line 1"]),
    ],
)
def test_a_bad_value_is_named_with_its_file_field_and_what_is_allowed(
    file: Path, text: str, named: list[str]
) -> None:
    written(file, text)
    with pytest.raises(InputRefused) as refused:
        load_configuration(file)
    for words in [str(file), *named]:
        assert words in str(refused.value)


def test_a_file_that_is_not_text_is_refused(file: Path) -> None:
    written(file, "")
    file.write_bytes(b'theme = "\xff"')
    with pytest.raises(InputRefused, match="not UTF-8"):
        load_configuration(file)


def test_comments_and_order_survive_a_change(file: Path) -> None:
    written(file, '# mine\ndate_format = "iso"  # as at work\ntheme = "nord"\n')
    assert change_configuration(file, "theme", "paper") == Configuration(date_format="iso", theme="paper")
    assert file.read_text() == '# mine\ndate_format = "iso"  # as at work\ntheme = "paper"\n'


def test_the_first_change_makes_a_file_for_its_owner_alone(file: Path) -> None:
    assert change_configuration(file, "keys.app.today", "f2").keys == {"app.today": "f2"}
    assert load_configuration(file).keys == {"app.today": "f2"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == ["config.toml"]


def test_a_link_to_a_file_kept_elsewhere_stays_a_link(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.toml"
    kept.write_text('theme = "nord"\n')
    file.parent.mkdir()
    file.symlink_to(kept)
    change_configuration(file, "theme", "paper")
    assert file.is_symlink()
    assert load_configuration(kept).theme == "paper"


def test_a_refused_change_leaves_the_file_as_it_was(file: Path) -> None:
    written(file, 'theme = "nord"\n')
    with pytest.raises(InputRefused, match="theme: 'pink'"):
        change_configuration(file, "theme", "pink")
    assert file.read_text() == 'theme = "nord"\n'


def test_every_theme_on_offer_is_there() -> None:
    from textual.theme import BUILTIN_THEMES

    from companion.tui import themes

    assert set(THEMES) == {*BUILTIN_THEMES, *(theme.name for theme in themes.OWN)}
