"""The codes of a moment, made of the texts of its columns."""

from collections.abc import Mapping
from typing import Any

from companion.model.events import inner_codes
from companion.store.record_json import from_json

Noted = tuple[str, str, str]
"""The columns `seen`, `urges` and `feelings` of a row."""

HELD = 4000
"""So many are held at once; beyond it all go."""


class NotedCodes(dict[Noted, frozenset[str]]):
    """The codes by the texts that say them, each made once; they depend on nothing else.

    ``known``: what :meth:`to_hold` gave earlier.
    """

    def __init__(self, known: Mapping[Noted, frozenset[str]]) -> None:
        super().__init__()
        self._known = known
        self._texts: dict[str, Any] = {"": ()}
        self._very_many = False

    def __missing__(self, noted: Noted) -> frozenset[str]:
        if len(self) >= HELD:
            self.clear()
            self._texts = {"": ()}
            self._very_many = True
        codes = self._known.get(noted)
        if codes is None:
            seen, urges, feelings = map(self._read, noted)
            codes = frozenset([*seen, *inner_codes(urges, [feeling[0] for feeling in feelings])])
        self[noted] = codes
        return codes

    def _read(self, text: str) -> Any:
        if text not in self._texts:
            self._texts[text] = from_json(text)
        return self._texts[text]

    def to_hold(self) -> Mapping[Noted, frozenset[str]]:
        """What was made, for the next time; nothing where it was very much."""
        return {} if self._very_many else dict(self)
