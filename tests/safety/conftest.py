"""The command line as the tests of the command line run it."""

from tests.cli.conftest import opened, own_umask, run

__all__ = ["opened", "own_umask", "run"]
