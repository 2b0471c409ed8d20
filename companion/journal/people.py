"""With whom moments can be, and whom to turn to."""

from collections.abc import Iterable

from companion.journal.context import Context
from companion.model.errors import InputRefused
from companion.model.records import PARTNER

MOST_SUPPORT_CONTACTS = 6
"""How many lines the list of people to turn to may have."""

_SUPPORT_CONTACTS = "my_people_and_numbers"
_PERSONS = "people"


class People:
    """The people in the moments, and the person's own list of people to turn to."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def all(self) -> tuple[str, ...]:
        """Whom moments can be with: the partner first, then the names in the moments and those added."""
        return tuple(dict.fromkeys([PARTNER, *self._store.entries.people(), *self.added]))

    @property
    def added(self) -> tuple[str, ...]:
        """The names that were added by hand, whether or not a moment is with them."""
        kept = self._context.settings.extra.get(_PERSONS)
        return tuple(str(one) for one in kept) if isinstance(kept, list) else ()

    def keep_added(self, names: Iterable[str]) -> None:
        """Have these be the names that were added by hand, in one change that can be undone."""
        from companion.model.text import one_line

        self._context.keep_with_settings(
            {_PERSONS: list(dict.fromkeys(filter(None, map(one_line, names))))}, "people"
        )

    def add(self, name: str) -> str:
        """Keep a name, so that moments can be with that person too; gives back how they are told apart.

        Raises InputRefused for an empty name.
        """
        from companion.model.text import one_line

        name = one_line(name)
        if not name:
            raise InputRefused("person: enter a name, or a word that stands for someone")
        with self._store.writing():
            known = self.called(name)
            if known not in self.all():
                self._context.keep_with_settings({_PERSONS: [*self.added, known]}, "person")
        return known

    def called(self, name: str) -> str:
        """The person of this name, in any case of letters; the name itself where nobody has it yet."""
        from companion.model.text import person_words

        wanted = name.strip().casefold()
        persons = self.all()
        exact = (one for one in persons[1:] if one.casefold() == wanted)
        partner = (
            one
            for one in persons[:1]
            if wanted in (one, person_words(one, self._context.settings).casefold())
        )
        return next(exact, None) or next(partner, None) or name.strip()

    @property
    def support_contacts(self) -> tuple[str, ...]:
        """People to turn to and how to reach them, a line each, as the person wrote them."""
        kept = self._context.settings.extra.get(_SUPPORT_CONTACTS)
        return tuple(str(one) for one in kept) if isinstance(kept, list) else ()

    def keep_support_contacts(self, lines: Iterable[str]) -> None:
        """Keep the list of people, without empty lines.

        Raises InputRefused for more than MOST_SUPPORT_CONTACTS.
        """
        kept = [line.strip() for line in lines if line.strip()]
        if len(kept) > MOST_SUPPORT_CONTACTS:
            raise InputRefused(f"people: {len(kept)} lines are too many; use up to {MOST_SUPPORT_CONTACTS}")
        self._context.keep_with_settings({_SUPPORT_CONTACTS: kept})
