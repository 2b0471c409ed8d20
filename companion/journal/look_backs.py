"""The optional monthly look-back."""

from collections.abc import Mapping
from typing import Any

from companion.journal.context import Context
from companion.model.errors import InputRefused, not_valid
from companion.model.records import new_id

_LOOK_BACK = "look_back"


class LookBacks:
    """Ten sentences, once in 28 days at most, where the person wants it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    @property
    def wanted(self) -> bool:
        """Whether the person wants the monthly look-back; off until they say so."""
        return self._context.settings.extra.get(_LOOK_BACK) is True

    def want(self, on: bool) -> None:
        """Turn the monthly look-back on or off; what was kept of it stays."""
        self._context.keep_with_settings({_LOOK_BACK: on}, "look-back")

    def all(self) -> list[dict[str, Any]]:
        """Those kept, by time: ``{"id", "at", "answers": {"1": 4, ...}}``."""
        return self._store.look_backs.all()

    def due(self) -> bool:
        """Whether it is on, and the last one lies 28 days back or more."""
        from companion.model.look_back import INTERVAL

        if not self.wanted:
            return False
        latest = max((str(one.get("at", ""))[:10] for one in self.all()), default="")
        return latest <= (self._context.now() - INTERVAL).date().isoformat()

    def keep(self, answers: Mapping[str, int]) -> None:
        """Keep the answers, 0 to 6 by the number of the sentence. Raises InputRefused where it is not due."""
        from companion.model.look_back import HIGHEST_ANSWER, SENTENCES

        if not self.due():
            raise InputRefused("monthly review: it is off, or the last one was less than 28 days ago")
        items = {str(number) for number in range(1, len(SENTENCES) + 1)}
        for item, value in answers.items():
            if item not in items or value not in range(HIGHEST_ANSWER + 1):
                raise not_valid(f"monthly review: {item}", repr(value), f"0 to {HIGHEST_ANSWER}")
        at = self._context.now().isoformat(timespec="seconds")
        with self._store.writing():
            self._store.look_backs.put({"id": new_id(), "at": at, "answers": dict(answers)})
