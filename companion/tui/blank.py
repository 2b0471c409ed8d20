"""Emptying what is in sight on the terminal."""


def blank_rows(rows: int) -> str:
    """What empties so many rows and puts the cursor in the first.

    Row by row: told to clear all of its screen at once, a terminal may put the page into its scrollback (tmux
    does, where it has no alternate screen). What was scrolled away before is the person's own and stays.
    """
    erased = "".join(f"\x1b[{row};1H\x1b[2K" for row in range(1, rows + 1))
    return f"\x1b[0m{erased}\x1b[H"
