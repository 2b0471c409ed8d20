"""What is left beside a journal that is gone: by it a loss is told from a first run."""

from pathlib import Path

from companion.model.errors import JournalDamaged
from companion.store.backups import backups_of, folder_of
from companion.store.key import kind_of
from companion.store.write_ahead_log import log_of


def refuse_if_lost(journal: Path) -> None:
    """Raises JournalDamaged where there is no journal, or an empty file, though one stood here before.

    A new one begun in its place would hide the loss, and go on in plain text where the old one was encrypted.
    """
    if kind_of(journal) != "none":
        return
    left = _traces(journal)
    if not left or kind_of(journal) != "none":  # another program has just made it
        return
    state = "empty, 0 bytes," if journal.exists() else "missing"
    raise JournalDamaged(
        f"{journal}: the journal is {state} though there was one; next to it: {' and '.join(left)}. Nothing"
        f" new was started. To start again all the same, first move the rest out of {journal.parent}"
    )


def _traces(journal: Path) -> list[str]:
    """What says that a journal was here, in words with their verb left out."""
    from companion.store.restore import kept_aside

    log = log_of(journal)
    backups = len(backups_of(journal))
    aside = len(kept_aside(journal))
    traces = []
    if backups:
        traces.append(f"{backups} {'backup' if backups == 1 else 'backups'} in {folder_of(journal).name}")
    if aside:
        traces.append(f"{aside} {'journal' if aside == 1 else 'journals'} set aside")
    if log.is_file() and log.stat().st_size:
        traces.append(f"its log {log.name}")
    return traces
