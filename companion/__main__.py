"""The program's front door: it brings the two faces together, the command line and the panes."""

import sys

from companion.paths import Places


def open_panes(places: Places) -> None:
    """Open the panes on the journal in these places. Textual is imported here and nowhere before."""
    from companion.tui import run

    run(places)


def main() -> int:
    """Run the command line with the process's own arguments; the exit code."""
    from companion.cli.main import main as command_line

    return command_line(open_panes=open_panes)


if __name__ == "__main__":
    sys.exit(main())
