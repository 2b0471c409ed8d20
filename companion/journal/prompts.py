"""Which question is asked, and which are pinned, skipped or put away."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from companion.journal.context import Context
from companion.journal.timeline import Timeline
from companion.model.clock import WEEKDAYS
from companion.model.errors import NothingFound

if TYPE_CHECKING:
    from companion.model.prompt_choice import PromptChoice

_PINNED, _DISMISSED = "pinned_prompt", "banished_prompts"


class Prompts:
    """The choice of a question for this time."""

    def __init__(self, context: Context, timeline: Timeline) -> None:
        self._context = context
        self._store = context.store
        self._timeline = timeline

    def next(self, now: datetime | None = None, skip: tuple[str, ...] = ()) -> "PromptChoice":
        """The question for this time, other than those skipped today or named in ``skip``."""
        from companion.model.prompt_choice import choose_prompt

        now = now or self._context.now()
        settings, today = self._context.settings, self._context.today()
        used = self._store.entries.prompts_used()
        return choose_prompt(
            self._context.vocabulary.prompts.values(),
            now=now,
            entries=self._timeline.between(today - timedelta(days=28), today),
            used={id: datetime.fromtimestamp(at, now.tzinfo) for id, at in used.items()},
            responses=self._context.vocabulary.responses,
            labels=lambda code: self._context.vocabulary.label(code, settings),
            skipped=(*self._skipped(), *skip),
            quiet=self._context.quiet,
            weekly_day=WEEKDAYS[WEEKDAYS.index(settings.week_start) - 1],
            day_start=settings.day_start,
            pinned=self.pinned or "",
            banished=self.dismissed,
            entries_ever=self._timeline.count(),
        )

    def skip_today(self, id: str) -> None:
        """Have another question than this one for the rest of the day. It is counted nowhere."""
        with self._store.writing(changes_meaning=False):
            skipped = list(dict.fromkeys([*self._skipped(), id]))
            self._store.values.set("skipped", {"day": self._context.today().isoformat(), "prompts": skipped})

    @property
    def pinned(self) -> str | None:
        """The question that stays until it is answered or let go, if there is one."""
        kept = self._context.settings.extra.get(_PINNED)
        return kept if isinstance(kept, str) and kept else None

    def pin(self, id: str | None, *, undo: bool = True) -> None:
        """Have this question until it is answered; ``None`` lets it go.

        ``undo``: whether that can be undone by itself.
        """
        self._context.keep_with_settings({_PINNED: id}, "pin" if undo else "")

    @property
    def dismissed(self) -> tuple[str, ...]:
        """The questions that are not to be asked again."""
        kept = self._context.settings.extra.get(_DISMISSED)
        return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()

    def dismiss(self, id: str) -> None:
        """Do not ask this question again; :meth:`restore` brings it back, and it can be undone."""
        with self._store.writing():
            pinned = None if self.pinned == id else self.pinned
            dismissed = list(dict.fromkeys([*self.dismissed, id]))
            self._context.keep_with_settings({_DISMISSED: dismissed, _PINNED: pinned}, "put away")

    def restore(self, id: str) -> None:
        """Let a question be asked again. Raises NothingFound for one that was not put away."""
        with self._store.writing():
            if id not in self.dismissed:
                raise NothingFound(f"{id!r} is not one of the hidden questions")
            dismissed = [one for one in self.dismissed if one != id]
            self._context.keep_with_settings({_DISMISSED: dismissed}, "brought back")

    def _skipped(self) -> list[str]:
        kept = self._store.values.get("skipped")
        return list(kept["prompts"]) if kept and kept["day"] == self._context.today().isoformat() else []
