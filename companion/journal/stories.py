"""Feared stories, and how they turned out."""

from dataclasses import replace
from datetime import datetime

from companion.journal.context import Context
from companion.model.errors import InputRefused, NothingFound, not_valid
from companion.model.records import BELIEF, Story, new_id
from companion.model.validation import check_aware

TURNED_OUT = ("as_feared", "otherwise", "still_unknown")


class Stories:
    """Story checks: what was feared, how sure it seemed, and what came."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def tell(
        self,
        *,
        moment: str | None = None,
        feared: str,
        belief: int | None = None,
        ask_again_at: datetime | None = None,
    ) -> Story:
        """Save a feared story: ``belief`` in percent, ``ask_again_at`` (aware) when to ask how it turned out.

        It can be undone. Raises InputRefused for a story without words, a belief out of range, or a time
        without its offset.
        """
        if not feared.strip():
            raise InputRefused("worry: write a few words; what are you worried it meant?")
        if belief is not None and belief not in BELIEF:
            raise InputRefused(f"how sure: {belief!r} is out of range; use 0 to 100")
        story = Story(
            id=new_id(),
            moment=moment,
            feared=feared,
            belief=belief,
            ask_again_at=check_aware("ask_again_at", ask_again_at),
        )
        with self._store.writing():
            self._store.stories.put(story)
            self._context.keep_undo("worry", None, story, [moment])
        return story

    def close(self, id: str, turned_out: str, learned: str = "") -> Story:
        """Say how a story turned out.

        ``"still_unknown"`` closes it too. It can be undone. Raises NothingFound, InputRefused.
        """
        if turned_out not in TURNED_OUT:
            raise not_valid("turned_out", repr(turned_out), TURNED_OUT)
        with self._store.writing():
            before = self._store.stories.get(id)
            if before is None:
                raise NothingFound(f"there is no worry with the id {id!r}")
            story = replace(before, turned_out=turned_out, closed_at=self._context.now(), learned=learned)
            self._store.stories.put(story)
            self._context.keep_undo("worry checked", before, story, [story.moment])
        return story

    def all(self) -> list[Story]:
        """All stories, by the time they ask again."""
        return self._store.stories.all()

    def find(self, start: str) -> Story:
        """The story with this id, or the only one whose id starts so, but of entries that were deleted.

        Raises NothingFound; InputRefused if several do.
        """
        stories = self.standing()
        matches = [story for story in stories if start and story.id.startswith(start)]
        exact = [story for story in matches if story.id == start]
        if not matches:
            raise NothingFound(f"there is no worry with the id {start!r}")
        if not exact and len(matches) > 1:
            raise InputRefused(f"id: several worries start with {start!r}; type a few more characters")
        return (exact or matches)[0]

    def open_of(self, moment: str) -> Story | None:
        """The first open story of a moment, by its id."""
        return next(
            (story for story in self.all() if story.moment == moment and story.closed_at is None), None
        )

    def standing(self) -> list[Story]:
        """All stories but those of entries that were deleted, by the time they ask again."""
        gone = {tombstone.id for tombstone in self._store.deleted.all()}
        return [story for story in self.all() if story.moment not in gone]

    def due(self) -> list[Story]:
        """Open stories whose time to ask again has come, but of entries that were deleted."""
        now = self._context.now()
        return [
            story
            for story in self.standing()
            if story.closed_at is None and story.ask_again_at is not None and story.ask_again_at <= now
        ]
