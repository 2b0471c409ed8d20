"""The program's own two themes: dusk (dark) and paper (light).

Orange stands for closeness and blue for distance; the pair stays apart for colour-blind eyes, and a sign or a
word goes with it wherever it is used.
"""

from textual.theme import Theme

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
        "rule": "#3b3744",
        "footer-background": "#1c1a21",
        "footer-description-foreground": "#a79fae",
        "footer-key-foreground": "#e6a25e",
        "input-cursor-background": "#e8e1d6",
        "input-cursor-foreground": "#1c1a21",
        "block-cursor-background": "#38333f",
        "block-cursor-foreground": "#f3ede3",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#262330",
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
        "rule": "#d5cab5",
        "footer-background": "#f7f2e8",
        "footer-description-foreground": "#5f574d",
        "footer-key-foreground": "#8f4a0a",
        "block-cursor-background": "#e2d6bf",
        "block-cursor-foreground": "#2a251f",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#ece4d4",
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
    "rule": "ansi_bright_black",
    "block-cursor-background": "ansi_blue",
    "block-cursor-foreground": "ansi_bright_white",
    "block-cursor-blurred-background": "ansi_black",
    "block-cursor-blurred-foreground": "ansi_bright_white",
}
_TERMINAL_LIGHT = {
    "closeness": "ansi_magenta",
    "distance": "ansi_blue",
    "soft": "ansi_black",
    "rule": "ansi_bright_black",
    "block-cursor-background": "ansi_cyan",
    "block-cursor-foreground": "ansi_black",
    "block-cursor-blurred-background": "ansi_white",
    "block-cursor-blurred-foreground": "ansi_black",
}


def variables_for(theme: Theme, variables: dict[str, str]) -> dict[str, str]:
    """A theme's variables with the program's own tokens, which come from what every theme has.

    Where the terminal's own colours are used, the chosen row has to stay readable on either ground.
    """
    if theme.ansi:
        return {**variables, **(_TERMINAL_DARK if theme.dark else _TERMINAL_LIGHT)}
    return {
        "closeness": variables["warning"],
        "distance": variables["primary"],
        "soft": variables["text-muted"],
        "rule": variables["panel"],
        **variables,
    }
