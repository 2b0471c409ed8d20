"""S-31: enough contrast in both own themes, a sign or a word wherever there is colour, and NO_COLOR."""

import unicodedata
from functools import cache

import pytest
from rich.color import Color

from companion.journal import Journal
from companion.system.configuration import Configuration
from companion.tui.app import CompanionApp
from companion.tui.themes import OWN
from tests.tui.screen import text_of

ENOUGH = 4.5
VIEWS = {
    "today": ["1"], "mood": ["2"], "reflections": ["3"], "week": ["4"], "patterns": ["5"], "library": ["6"],
    "form": ["1", "n", "1"], "answer": ["2", "tab", "x"], "words": ["2", "enter", "6", "left"],
    "search": ["3", "slash", "x"],
    "story": ["3", "end", "t"], "help": ["f1"], "safety": ["f2"], "tonight": ["f6", "2"],
}  # fmt: skip


@pytest.fixture
def journal(demo_journal: Journal) -> Journal:
    return demo_journal


def luminance(color: Color) -> float:
    """Relative luminance as the Web Content Accessibility Guidelines 2.1 define it."""
    parts = [part / 255 for part in color.get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def contrast(one: Color, other: Color) -> float:
    """1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_text(words: str) -> bool:
    """Letters, digits and signs to read; lines and blocks are drawing."""
    return any(unicodedata.category(letter)[0] in "LN" for letter in words)


def too_faint(app: CompanionApp) -> set[tuple[str, str, float, str]]:
    """(colour, ground, contrast, beginning of the words) of all words on the screen with too little."""
    found = set()
    sheets = app.screen.query("#sheet")  # what shows dimly beside a sheet is not there to be read
    seen = sheets.first().region if sheets else app.screen.region
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        if not seen.y <= y < seen.bottom:
            continue
        for segment in strip.crop(seen.x, seen.right):
            style = segment.style
            if style is None or not is_text(segment.text) or style.color is None or style.bgcolor is None:
                continue
            ink, ground = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
            ratio = contrast(ink, ground)
            if ratio < ENOUGH:
                found.add((ink.name, ground.name, round(ratio, 2), segment.text.strip()[:20]))
    return found


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
async def test_s31_every_word_stands_out_from_its_ground(theme: str, journal: Journal) -> None:
    app = CompanionApp(journal, configuration=Configuration(theme=theme))
    faint = {}
    async with app.run_test(size=(100, 40)) as pilot:
        for view, keys in VIEWS.items():
            await pilot.press(*keys)
            await pilot.pause()
            assert is_text(text_of(app))
            if found := too_faint(app):
                faint[view] = found
            await pilot.press("escape", "escape")
    assert faint == {}


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_s31_every_colour_of_a_theme_on_every_ground(theme: object) -> None:
    colours = {**vars(theme), **vars(theme)["variables"]}
    inks = (
        "foreground",
        "primary",
        "secondary",
        "warning",
        "error",
        "success",
        "closeness",
        "distance",
        "soft",
    )
    for ground in ("background", "surface", "block-cursor-background"):
        for ink in inks:
            ratio = contrast(Color.parse(colours[ink]), Color.parse(colours[ground]))
            assert ratio >= ENOUGH, (ink, ground, ratio)


async def test_s31_without_colour_the_same_words_and_signs_stand_there(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def shown() -> list[str]:
        app = CompanionApp(journal)
        said = []
        async with app.run_test(size=(100, 40)) as pilot:
            for keys in ("1", "3", "4", "5", "6"):
                await pilot.press(keys)
                await pilot.pause()
                said.append(text_of(app))
            greys = [
                style.color.get_truecolor()
                for strip in app.screen._compositor.render_strips()
                for style in (segment.style for segment in strip)
                if style is not None and style.color is not None
            ]
            said.append(str(bool(monochrome(app))))
            assert greys
        return said

    *coloured, plain = await shown()
    monkeypatch.setenv("NO_COLOR", "1")
    *without, filtered = await shown()
    assert without == coloured
    assert (plain, filtered) == ("False", "True")
    assert "‹ " in without[1], "drawing back has a sign"
    assert "› " in without[1], "coming nearer has a sign"
    assert "●" in without[3]
    assert "clear so far" in without[3]


def monochrome(app: CompanionApp) -> list[object]:
    """The filters that take colour away."""
    return [one for one in app._filters if type(one).__name__ in ("Monochrome", "NoColor")]
