"""What a picker offers, and how what was typed becomes one more choice."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from companion.model.frozen_dataclass import dataclass

if TYPE_CHECKING:
    from companion.model.label_matching import Candidate

NEW = "+"
"""How the ids of choices begin that are there to be added."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: its id, its words, a line of help, and the group it stands in.

    ``aside`` stands in place of the help, by which it is found all the same. ``also``: everyday words it is
    found by, which are never shown; ``shared``: those of them that others are found by as well."""

    id: str
    label: str
    help: str = ""
    group: str = ""
    aside: str = ""
    also: tuple[str, ...] = ()
    shared: tuple[tuple[str, int], ...] = ()

    @property
    def candidate(self) -> "Candidate":
        """As it is looked up by what is typed."""
        from companion.model.label_matching import Candidate

        return Candidate(self.id, self.label, f"{self.help} {self.group}", self.also, self.shared)


class WordAdder(NamedTuple):
    """Makes a choice of what was typed and fits nothing: ``choices`` offers how, ``add`` gives the new id."""

    choices: Callable[[str], list[Choice]]
    add: Callable[[str, str], str]
