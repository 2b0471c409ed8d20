"""The recovery code of an encrypted journal: whether there is one, another one, none any more."""

from companion.journal.context import Context
from companion.model.errors import InputRefused


class Recovery:
    """What a recovery code needs to open the journal; the code itself is kept nowhere."""

    def __init__(self, context: Context) -> None:
        self._store = context.store

    @property
    def made(self) -> bool:
        """Whether there is a code that opens this journal."""
        from companion.store.values import PUBLIC_KEY

        return self._store.key is not None and self._store.values.get(PUBLIC_KEY) is not None

    def use(self, code: bytes) -> None:
        """Have this code open the journal, and its backups, from now on; one from before opens them no more.

        Raises InputRefused for a journal without a passphrase, NoRoom.
        """
        from companion.store.change_of_key import keep_recovery
        from companion.store.recovery import public_key
        from companion.store.values import PUBLIC_KEY

        if self._store.key is None:
            raise InputRefused("recovery: the journal has no passphrase that could be forgotten")
        with self._store.writing(changes_meaning=False):
            self._store.values.set(PUBLIC_KEY, public_key(code))
        keep_recovery(self._store)

    def forget(self) -> None:
        """Have no code open the journal any more."""
        from companion.store.recovery import remove
        from companion.store.values import PUBLIC_KEY

        with self._store.writing(changes_meaning=False):
            self._store.values.set(PUBLIC_KEY, None)
        remove(self._store.path)
