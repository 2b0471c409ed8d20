"""Where things live: one folder for the journal, one for the configuration.

Journals with a name have a folder each in ``journals``, beside the one without; the configuration is for all.
"""

import os
from pathlib import Path

from companion.model.errors import InputRefused
from companion.model.frozen_dataclass import dataclass

JOURNAL_FILE = "journal.db"
JOURNALS_FOLDER = "journals"
NAME_VARIABLE = "COMPANION_JOURNAL"

BACKUPS = "backups"
"""The name of the folder beside the journal that its backups are in."""

UNFINISHED = ".unfinished-"
"""What the names of copies begin with that are not whole yet, or were never finished."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders in use. ``--at`` or ``COMPANION_HOME`` puts both in one place."""

    data: Path
    config: Path
    name: str = ""
    """The journal's name; empty for the one without."""

    @property
    def root(self) -> "Places":
        """The places of the journal without a name."""
        return Places(self.data.parent.parent, self.config) if self.name else self

    @property
    def journal(self) -> Path:
        """The journal's file."""
        return self.data / JOURNAL_FILE

    @property
    def lock_request(self) -> Path:
        """Empty; its time tells every open window when it was last asked to lock."""
        return self.data / "lock"

    @property
    def custom_words(self) -> Path:
        """The person's own words, a file they may write."""
        return self.config / "my_words.toml"

    @property
    def config_file(self) -> Path:
        """The program's own configuration, in TOML."""
        return self.config / "config.toml"


def places(at: str | Path | None = None) -> Places:
    """The folders: ``at`` if given, else ``COMPANION_HOME``, else the platform's own. Makes nothing.

    Raises InputRefused where a home folder is needed and there is none.
    """
    home = at or os.environ.get("COMPANION_HOME")
    try:
        if home:
            folder = Path(home).expanduser()
            return Places(data=folder, config=folder)
        import platformdirs

        return Places(
            data=Path(platformdirs.user_data_path("companion", appauthor=False)),
            config=Path(platformdirs.user_config_path("companion", appauthor=False)),
        )
    except RuntimeError:  # from pathlib
        raise InputRefused(
            f"{home or '~'}: this home folder does not exist; choose a place with --at DIR or COMPANION_HOME"
        ) from None


def command_for(there: Places, words: str, *, named: bool = True, unsaid: bool = False) -> str:
    """The command line that does ``words`` on the journal of these places. ``named``: whether it matters to
    these words which of the journals it is. ``unsaid``: ``DIR`` and ``NAME`` stand for its place and its
    name, where anybody may look on.
    """
    import shlex

    at = there.root != places()
    parts = ["companion"]
    if at:
        parts += ["--at", "DIR" if unsaid else shlex.quote(str(there.root.data))]
    if named and (there.name or (os.environ.get(NAME_VARIABLE) and not at)):
        parts += ["--journal", "NAME" if unsaid and there.name else shlex.quote(there.name)]
    return " ".join([*parts, words])
