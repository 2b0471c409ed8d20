"""The program's own two themes: dusk (dark) and paper (light).

Orange stands for closeness and blue for distance; the pair stays apart for colour-blind eyes, and a sign or a
word goes with it wherever it is used. Cream and lavender stand for pleasant and hard feelings. A day's cell
has the ground ``$step-...`` of how close it was, from ``far-3`` over ``0`` to ``close-3``, and its sign in
``$ink-...``.
"""

from collections.abc import Mapping, Sequence

from textual.color import Color
from textual.theme import Theme

STEPS = ("far-3", "far-2", "far-1", "0", "close-1", "close-2", "close-3")
"""The steps of closeness by name, as :func:`companion.review.closeness_steps.name_of` gives them."""


def _steps(grounds: Sequence[str], inks: Sequence[str], none: str) -> dict[str, str]:
    """The variables of a theme for the days: a ground and an ink each step, and the ground without one."""
    return {
        "step-none": none,
        **{f"step-{name}": ground for name, ground in zip(STEPS, grounds, strict=True)},
        **{f"ink-{name}": ink for name, ink in zip(STEPS, inks, strict=True)},
    }


DUSK = Theme(
    name="dusk",
    dark=True,
    background="#1c1a21",
    surface="#232029",
    panel="#2d2a35",
    foreground="#e8e1d6",
    primary="#e6a25e",
    secondary="#82aede",
    accent="#e6a25e",
    warning="#d9ba6e",
    error="#dd9c86",
    success="#c9c3a4",
    variables={
        "closeness": "#e6a25e",
        "distance": "#82aede",
        "soft": "#a79fae",
        "pleasant": "#f3dfbf",
        "hard": "#b9b6d6",
        "track": "#544e60",
        "rule": "#3b3744",
        **_steps(
            ("#add1f7", "#6f9fd3", "#4b6891", "#5a5460", "#96683d", "#d9974f", "#f6c48b"),
            ("#0a1a2b", "#0a1a2b", "#eaf2fc", "#e6e0ea", "#fffaf4", "#2b1a08", "#2b1a08"),
            "#252129",
        ),
        "footer-background": "#1c1a21",
        "footer-description-foreground": "#a79fae",
        "footer-key-foreground": "#e6a25e",
        "input-cursor-background": "#e8e1d6",
        "input-cursor-foreground": "#1c1a21",
        "block-cursor-background": "#38333f",
        "block-cursor-foreground": "#f3ede3",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#292530",
        "block-cursor-blurred-foreground": "#e8e1d6",
        "block-cursor-blurred-text-style": "none",
        "scrollbar": "#3b3744",
        "scrollbar-background": "#1c1a21",
        "scrollbar-hover": "#4b4656",
        "scrollbar-active": "#e6a25e",
    },
)

PAPER = Theme(
    name="paper",
    dark=False,
    background="#f7f2e8",
    surface="#f0e9db",
    panel="#e6ddcb",
    foreground="#37312a",
    primary="#8f4a0a",
    secondary="#2b5f92",
    accent="#8f4a0a",
    warning="#735300",
    error="#93452f",
    success="#5c583a",
    variables={
        "closeness": "#8f4a0a",
        "distance": "#2b5f92",
        "soft": "#5f574d",
        "pleasant": "#5b3d12",
        "hard": "#454a6e",
        "track": "#b9ab90",
        "rule": "#d5cab5",
        **_steps(
            ("#2d649b", "#6b9bcd", "#b3c9e1", "#d3cabb", "#e9c596", "#cf8c48", "#9c5310"),
            ("#eef5fc", "#08192b", "#17324f", "#4a4436", "#4f2c07", "#2a1706", "#fff3e2"),
            "#f1eadd",
        ),
        "footer-background": "#f7f2e8",
        "footer-description-foreground": "#5f574d",
        "footer-key-foreground": "#8f4a0a",
        "block-cursor-background": "#e2d6bf",
        "block-cursor-foreground": "#2a251f",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#eee6d7",
        "block-cursor-blurred-foreground": "#37312a",
        "block-cursor-blurred-text-style": "none",
        "scrollbar": "#d5cab5",
        "scrollbar-background": "#f7f2e8",
        "scrollbar-hover": "#c5b89f",
        "scrollbar-active": "#8f4a0a",
    },
)

OWN = (DUSK, PAPER)


_TERMINAL_DARK = {
    "closeness": "ansi_yellow",
    "distance": "ansi_cyan",
    "soft": "ansi_white",
    "pleasant": "ansi_bright_yellow",
    "hard": "ansi_bright_cyan",
    "track": "ansi_bright_black",
    "rule": "ansi_bright_black",
    **_steps(
        ("ansi_bright_cyan", "ansi_cyan", *["ansi_default"] * 3, "ansi_yellow", "ansi_bright_yellow"),
        ("ansi_black", "ansi_black", "ansi_cyan", "ansi_default", "ansi_yellow", "ansi_black", "ansi_black"),
        "ansi_default",
    ),
    "block-cursor-background": "ansi_blue",
    "block-cursor-foreground": "ansi_bright_white",
    "block-cursor-blurred-background": "ansi_black",
    "block-cursor-blurred-foreground": "ansi_bright_white",
}
_TERMINAL_LIGHT = {
    "closeness": "ansi_magenta",
    "distance": "ansi_blue",
    "soft": "ansi_black",
    "pleasant": "ansi_magenta",
    "hard": "ansi_blue",
    "track": "ansi_bright_black",
    "rule": "ansi_bright_black",
    **_steps(
        ("ansi_bright_blue", "ansi_blue", *["ansi_default"] * 3, "ansi_magenta", "ansi_bright_magenta"),
        (
            *("ansi_bright_white", "ansi_bright_white", "ansi_blue", "ansi_default"),
            *("ansi_magenta", "ansi_bright_white", "ansi_bright_white"),
        ),
        "ansi_default",
    ),
    "block-cursor-background": "ansi_cyan",
    "block-cursor-foreground": "ansi_black",
    "block-cursor-blurred-background": "ansi_white",
    "block-cursor-blurred-foreground": "ansi_black",
}

_GREYS = ("#303030", "#4c4c4c", "#686868", "#848484", "#a2a2a2", "#c2c2c2", "#e0e0e0")
"""The grounds of the days where no colours are wanted: dark is far, light is close."""


def variables_for(theme: Theme, variables: Mapping[str, str], *, no_color: bool = False) -> dict[str, str]:
    """A theme's variables with the program's own tokens, which come from what every theme has.

    Where the terminal's own colours are used, the chosen row has to stay readable on either ground.
    ``no_color``: near and far would be the same grey; the days take greys of their own. None where the theme
    has not made its own yet.
    """
    if not variables:
        return {}
    if theme.ansi:
        named = {**variables, **(_TERMINAL_DARK if theme.dark else _TERMINAL_LIGHT)}
    else:
        named = {
            "closeness": variables["warning"],
            "distance": variables["primary"],
            "soft": variables["text-muted"],
            "pleasant": variables["foreground"],
            "hard": variables["foreground"],
            "track": variables["panel"],
            "rule": variables["panel"],
            **variables,
        }
        if "step-none" not in named:
            named |= _mixed(named)
    if no_color:
        named |= _steps(_GREYS, [_ink(grey) for grey in _GREYS], named["step-none"])
    return named


def _mixed(variables: Mapping[str, str]) -> dict[str, str]:
    """Days in a theme that is not ours: its closeness and distance laid on its background."""
    background, foreground = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    far, close = Color.parse(variables["distance"]), Color.parse(variables["closeness"])
    grounds = [
        *(background.blend(far, share).hex6 for share in (1.0, 0.7, 0.35)),
        background.blend(foreground, 0.25).hex6,
        *(background.blend(close, share).hex6 for share in (0.35, 0.7, 1.0)),
    ]
    return _steps(grounds, [_ink(ground) for ground in grounds], background.hex6)


def _ink(ground: str) -> str:
    """Whichever of a dark and a light ink is read better on a ground; one of them is at 4.2 at least."""
    on = Color.parse(ground)
    return max(("#101010", "#fafafa"), key=lambda ink: contrast(on, Color.parse(ink)))


def contrast(one: Color, other: Color) -> float:
    """The ratio of two colours' luminance, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    """The relative luminance of a colour, 0 to 1 (WCAG 2.2)."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
