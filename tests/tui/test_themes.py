"""What can be read: the contrast of every colour on the grounds it stands on, in every theme."""

from itertools import pairwise

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from companion.review.closeness_steps import STEPS, name_of
from companion.tui import themes
from companion.tui.themes import contrast, variables_for

OWN = pytest.mark.parametrize("theme", themes.OWN, ids=lambda theme: theme.name)
WORDS = ("soft", "closeness", "distance", "pleasant", "hard")
GROUNDS = ("background", "block-cursor-blurred-background", "block-cursor-background")
DAYS = tuple(f"{part}-{name_of(step)}" for part in ("ink", "step") for step in STEPS)


def _colours(theme: Theme, *, no_color: bool = False) -> dict[str, Color]:
    made = variables_for(theme, {**theme.to_color_system().generate(), **theme.variables}, no_color=no_color)
    wanted = (*DAYS, *WORDS, *GROUNDS, "foreground") if theme in themes.OWN else DAYS
    return {name: Color.parse(value) for name, value in made.items() if name in wanted}


@OWN
@pytest.mark.parametrize("ground", GROUNDS)
def test_what_a_person_wrote_is_read_well_on_every_ground(theme: Theme, ground: str) -> None:
    colours = _colours(theme)
    assert contrast(colours["foreground"], colours[ground]) >= 7


@OWN
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", WORDS)
def test_what_the_program_says_is_read_on_every_ground(theme: Theme, words: str, ground: str) -> None:
    colours = _colours(theme)
    assert contrast(colours[words], colours[ground]) >= 4.5


@OWN
@pytest.mark.parametrize("no_color", [False, True], ids=["colours", "no-colour"])
def test_the_sign_of_a_day_is_read_on_its_ground(theme: Theme, no_color: bool) -> None:
    colours = _colours(theme, no_color=no_color)
    for step in STEPS:
        assert contrast(colours[f"ink-{name_of(step)}"], colours[f"step-{name_of(step)}"]) >= 4


@OWN
def test_without_colours_days_grow_lighter_the_closer_they_were(theme: Theme) -> None:
    colours = _colours(theme, no_color=True)
    grounds = [themes.luminance(colours[f"step-{name_of(step)}"]) for step in STEPS]
    assert all(darker < lighter for darker, lighter in pairwise(grounds))


@pytest.mark.parametrize("name", [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi])
def test_in_a_theme_of_textuals_own_the_signs_are_read_too(name: str) -> None:
    colours = _colours(BUILTIN_THEMES[name])
    for step in STEPS:
        assert contrast(colours[f"ink-{name_of(step)}"], colours[f"step-{name_of(step)}"]) >= 4


def test_contrast_is_that_of_the_published_examples() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.005)
