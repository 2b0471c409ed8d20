"""And afterwards? What is said of a moment some hours or a day later: how it is now, and how one feels about
what one did.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from companion.journal.context import Context
from companion.model.errors import CompanionError, InputRefused, not_valid
from companion.model.records import ABOUT_IT, ASKED_AFTERWARDS, CLOSER, Entry, Moment, Sequel
from companion.model.sequels import OFFERED_FOR, OPEN_FOR, SOONEST, is_asked_about, notes_danger
from companion.model.text_history import stamped_change

_HERE = "asked_afterwards_here"
"""The name of what this opening offered: its session, and the id of the moment; empty once it was skipped."""

_OFFERED, _SKIPPED = "offered", "skipped"


class Sequels:
    """Which moment is asked about, once, and what was said of it.

    That a moment was offered, or skipped, is kept among the settings for some days, so that no other window
    or device asks again. In quiet mode, and for two days after danger was noted, nothing is asked.
    """

    def __init__(self, context: Context, page_to_offer: Callable[[Entry], str | None]) -> None:
        """``page_to_offer``: the page for an entry that says plainly that someone may be in danger."""
        self._context = context
        self._store = context.store
        self._page_to_offer = page_to_offer

    def offer(self) -> Moment | None:
        """The moment that this opening asks about, which is noted as offered; ``None`` where there is none.

        The same one until something was said of it, or it was skipped; then no other in this opening.
        """
        if self._store.read_only:  # that it was offered could not be kept
            return None
        waiting = self._waiting()
        if not waiting:
            return None
        marks, session = self._marks(), self._store.session
        of_session, own = self._store.values.get(_HERE) or ("", "")
        if of_session == session and not own:
            return None
        here = own if of_session == session else ""
        found = next((moment for moment in waiting if moment.id == here), None)
        if found is None:
            found = next((moment for moment in waiting if moment.id not in marks), None)
            if found is not None:
                try:
                    self._mark(found.id, _OFFERED)
                except CompanionError:  # a full disk, another program at work: another time, then
                    return None
        return found

    def on_offer(self) -> Moment | None:
        """The earliest moment that can be asked about and was not skipped, offered before or not."""
        return next(iter(self._waiting()), None)

    def may_be_answered(self, entry: Entry) -> bool:
        """Whether a person can say now how it was after this entry, or change what was said."""
        return self._why_not(entry) is None

    def answer(
        self, id: str, *, closer: int | None = None, about_it: str | None = None, note: str = ""
    ) -> Moment:
        """Keep what is said of a moment, in place of what was said before; that can be undone.

        ``closer``: 1 closer, 0 the same, -1 further; ``about_it``: one of ABOUT_IT; ``None``: not said.
        Nothing said takes an earlier answer back. ``id`` may be the start of one. Raises NothingFound;
        InputRefused for another value, for a moment that is not asked about, and in quiet mode.
        """
        if closer is not None and (isinstance(closer, bool) or closer not in CLOSER):
            raise not_valid("now", repr(closer), ("1 (closer)", "0 (the same)", "-1 (more distant)"))
        if about_it is not None and about_it not in ABOUT_IT:
            raise not_valid("about", repr(about_it), ABOUT_IT)
        with self._store.writing():
            moment = self._moment(id)
            before = moment.sequel
            said = Sequel(
                at=self._context.later_than(*([before.at] if before else [])),
                closer=closer,
                about_it=about_it,
                note=note.strip(),
                extra=before.extra if before else {},
            )
            if before is None and not said.says_something:
                raise InputRefused("afterwards: nothing was given; use now, about or line")
            if before is not None and replace(said, at=before.at) == before:
                return moment
            changed = stamped_change(moment, replace(moment, sequel=said), said.at)
            self._store.entries.put(changed)
            self._store.undo.push("changed", moment, self._context.now_us())
        return changed

    def skip(self, id: str) -> None:
        """Never ask about a moment again, nor about another one in this opening. It is counted nowhere."""
        self._mark(id, _SKIPPED)

    def moment(self, id: str) -> Moment:
        """The moment with this id, or with the only id that starts so, where it can be answered for.

        Raises NothingFound, and InputRefused where it cannot.
        """
        return self._moment(id)

    def _moment(self, id: str) -> Moment:
        entry = self._store.entries.find(id)
        if (why := self._why_not(entry)) is not None:
            raise InputRefused(f"after: {why}")
        assert isinstance(entry, Moment)
        return entry

    def _why_not(self, entry: Entry) -> str | None:
        """Why nothing is asked about an entry; ``None`` where it is."""
        if self._context.quiet:
            return "nothing is asked about afterwards in quiet mode"
        if not isinstance(entry, Moment) or not is_asked_about(entry, self._context.vocabulary):
            return "this entry is not asked about; distance, argument, protest and making up are"
        age = self._context.now() - entry.occurred_at
        if not SOONEST <= age <= OPEN_FOR:
            return "this moment can be answered from 6 hours to 7 days after it"
        return "nothing is asked about this moment" if self._page_to_offer(entry) is not None else None

    def _waiting(self) -> list[Moment]:
        """The moments to be asked about, in the order of time."""
        if self._context.quiet:
            return []
        now = self._context.now()
        low, high = int((now - OFFERED_FOR).timestamp()), int(now.timestamp())
        recent = self._store.entries.moments_between(low, high)
        if not recent or any(map(notes_danger, recent)):
            return []
        marks = self._marks()
        return [
            moment
            for moment in recent
            if moment.sequel is None and marks.get(moment.id) != _SKIPPED
            if SOONEST <= now - moment.occurred_at <= OFFERED_FOR
            if is_asked_about(moment, self._context.vocabulary) and self._page_to_offer(moment) is None
        ]

    def _marks(self) -> Mapping[str, str]:
        kept = self._context.settings.extra.get(ASKED_AFTERWARDS)
        return kept if isinstance(kept, Mapping) else {}

    def _mark(self, id: str, how: str) -> None:
        """Keep what became of the offer of a moment, beside those of the last days."""
        now = self._context.now()
        low, high = (int((now + step).timestamp()) for step in (-OPEN_FOR, timedelta()))
        with self._store.writing(changes_meaning=False):
            recent = {moment.id for moment in self._store.entries.moments_between(low, high)}
            marks = {one: what for one, what in self._marks().items() if one in recent}
            settings = self._context.settings
            extra = {**settings.extra, ASKED_AFTERWARDS: {**marks, id: how}}
            self._store.values.set_settings(replace(settings, extra=extra))
            self._store.values.set(_HERE, [self._store.session, "" if how == _SKIPPED else id])
