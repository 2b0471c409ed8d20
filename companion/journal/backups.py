"""Copies of the journal beside it, and a look over its file."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from companion.journal.context import Context
from companion.model.clock import local_day
from companion.model.errors import CompanionError, JournalDamaged
from companion.system.paths import command_for

if TYPE_CHECKING:
    from companion.model.retention import RetentionPolicy


class Backups:
    """Checked copies, one on each day something was written."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def make(self, file: Path | None = None) -> Path:
        """A checked copy of the journal in its folder of backups, or as ``file``; where it is now.

        Raises NoRoom, InputRefused when it cannot be written there, JournalDamaged.
        """
        if file is None:
            return self._store.back_up(self._context.now())
        self._store.copy_out(file)
        return file

    def make_before(self, what: str) -> Path | None:
        """A backup before something that changes many entries; ``None`` where there is nothing to lose.

        ``what``: one of :data:`companion.store.backups.BEFORE`. Raises what :meth:`make` raises; the change
        is not made then.
        """
        if self._context.made_up or not self._store.holds_anything:
            return None
        return self._store.back_up(self._context.now(), before=what)

    def due(self) -> bool:
        """Whether this day has no backup yet, and something is in the journal that no backup holds."""
        from companion.store.backups import AHEAD, backups_of

        now = self._context.now()
        usual = (one for one in backups_of(self._context.places.journal) if not one.before)
        newest = next((one for one in usual if one.at <= now + AHEAD), None)  # not of a clock that was wrong
        if self._context.made_up:
            return False
        if newest is None:
            return True
        day = local_day(newest.at.astimezone(now.tzinfo), self._context.settings.day_start)
        return day < self._context.today() and not self._store.backed_up(newest.path)

    def make_daily(self, keep: "RetentionPolicy") -> str | None:
        """Make the backup that is due, and let go of old ones.

        Raises nothing: that none can be made is given back in words, once a day.
        """
        from companion.store.backups import prune

        try:
            if not self.due():
                return None
            self.make()
            prune(self._context.places.journal, keep, self._context.now())
        except CompanionError as error:
            command = command_for(self._context.places, "doctor")
            more = f". Run `{command}` for more; earlier backups are untouched."
            more = more if isinstance(error, JournalDamaged) else ""
            return self._say_once_today(
                f"Today's backup could not be made; your entries are saved. {error}{more}"
            )
        return None

    def _say_once_today(self, words: str) -> str | None:
        with suppress(CompanionError):
            day = self._context.today().isoformat()
            if self._store.values.get("backup_told") == day:
                return None
            with self._store.writing(changes_meaning=False):
                self._store.values.set("backup_told", day)
        return words

    def newest_good(self) -> Path | None:
        """The newest backup that can be read through now; from any thread."""
        from companion.store.backups import Keys
        from companion.store.restore import newest_good

        return newest_good(self._context.places.journal, Keys(like=self._store.keys))
