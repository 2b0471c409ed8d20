"""Tags that are given a meaning later: what an import could not match, and what was tagged by hand.

The tag stays on its entries; what it means is noted in them beside it, so that patterns count it. Nothing is
guessed: a likely meaning is offered, and taken only when the person says so.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.journal.context import Context
from companion.journal.words import OWN_WORDS, TABLES, Words
from companion.model.errors import InputRefused, NothingFound
from companion.model.records import NO_ACT, Entry, Feeling, Moment

if TYPE_CHECKING:
    from companion.model.vocabulary import Vocabulary

UNDO_OF_MEANING = "meaning of a tag"
"""What the undo list calls it."""

LEAST = 3
"""How many entries have to have a tag before it is asked what it means."""

KINDS = ("trigger", "response", "urge", "partner_act", "mood")
"""What a tag can mean."""

_MEANINGS = "tag"
_LEFT = "nothing"
"""What a tag means that is to stay a tag and no more."""


class Tag(NamedTuple):
    """A tag: on how many entries it is, what was said it means, and what it may mean.

    means: as in "trigger:close_time"; empty where nothing was said, ``"nothing"`` where it is to stay a tag.
    waiting: how many of its entries do not have that meaning yet. near: what it may mean, likeliest first.
    """

    tag: str
    uses: int
    means: str
    waiting: int
    near: tuple[str, ...]


class Tags:
    """What the tags in the entries mean."""

    def __init__(self, context: Context, words: Words) -> None:
        self._context = context
        self._store = context.store
        self._words = words

    @property
    def _said(self) -> dict[str, dict[str, Any]]:
        return dict((self._context.settings.extra.get(OWN_WORDS) or {}).get(_MEANINGS) or {})

    def _means(self, tag: str) -> str:
        said = self._said.get(tag)
        return str(said.get("means", "")) if isinstance(said, dict) else ""

    def unmatched(self) -> list[Tag]:
        """The tags nobody said a meaning of, on at least LEAST entries; the one most have first."""
        from companion.store.entry_uses import tags

        return [
            self.tag(tag) for tag, uses in tags(self._store).items() if uses >= LEAST and not self._means(tag)
        ]

    def given(self) -> list[Tag]:
        """The tags that were given a meaning, or are to stay tags, by their name."""
        return [self.tag(tag) for tag in sorted(self._said)]

    def tag(self, tag: str) -> Tag:
        """What there is to know of a tag. Raises NothingFound for one that no entry has."""
        from companion.store.entry_uses import tagged, tags

        uses, means = tags(self._store).get(tag, 0), self._means(tag)
        if not (uses or means):
            raise NothingFound(f"tag: no entry is tagged {tag!r}")
        waiting = 0
        if means not in ("", _LEFT):
            waiting = sum(_with(entry, *means.split(":", 1)) != entry for entry in tagged(self._store, tag))
        return Tag(tag, uses, means, waiting, near_to(tag, self._context.vocabulary))

    def give_meaning(self, tag: str, code: str) -> int:
        """Note what a tag means in each entry that has it; in how many. All of it is undone in one step.

        ``code``: as in "trigger:close_time"; a response stands in moments, a feeling in reflections too.
        Raises NothingFound for a tag that no entry has, InputRefused for a word there is not, and for what
        belongs to safety, which is logged by hand alone.
        """
        kind, _, id = code.partition(":")
        rows = TABLES.get("response" if kind == "urge" else kind, "")
        table: Any = getattr(self._context.vocabulary, rows) if kind in KINDS else {}
        if id not in table or id == NO_ACT:
            raise InputRefused(
                f"meaning: {code!r} is not valid; use {', '.join(f'{each}:ID' for each in KINDS)}"
            )
        if getattr(table[id], "group", "") == "safety":
            raise InputRefused("meaning: what belongs to the Safety page is only logged by hand")
        return self._record(self._tagged(tag), tag, kind, id)

    def give_new_meaning(self, tag: str, kind: str, **fields: Any) -> str:
        """Add a word of one's own that is called as the tag is, and note it in the entries; its id. All of it
        is undone in one step. ``kind`` and ``fields``: as :meth:`companion.journal.words.Words.add` has them.
        """
        entries, made = self._tagged(tag), ""

        def add() -> str:
            nonlocal made
            made = self._words.add(kind, tag, **fields)
            self._store.undo.pop()  # it is one change with what follows
            return made

        self._record(entries, tag, kind, add)
        return made

    def leave(self, tag: str) -> None:
        """Say that a tag is to stay a tag and no more; it is not asked about again. Can be undone."""
        self._record([], tag, "", _LEFT)

    def _tagged(self, tag: str) -> list[Entry]:
        from companion.store.entry_uses import tagged

        entries = tagged(self._store, tag)
        if not entries:
            raise NothingFound(f"tag: no entry is tagged {tag!r}")
        return entries

    def _record(self, entries: list[Entry], tag: str, kind: str, id: "str | Callable[[], str]") -> int:
        from companion.model.text_history import stamped_change
        from companion.store.many_changes import recorded

        if len(entries) > 1 and not self._context.made_up:
            self._store.back_up(self._context.now(), before="import")
        with self._store.writing():
            with recorded(self._store) as changes:
                id = id if isinstance(id, str) else id()
                noted = [(entry, _with(entry, kind, id)) for entry in entries]
                for entry, since in (pair for pair in noted if pair[0] != pair[1]):
                    self._store.entries.put(stamped_change(entry, since, self._context.now()))
                kept = dict(self._context.settings.extra.get(OWN_WORDS) or {})
                kept[_MEANINGS] = {**self._said, tag: {"means": f"{kind}:{id}" if kind else id}}
                self._context.keep_with_settings({OWN_WORDS: kept})
            if changes.any():
                self._store.undo.push(UNDO_OF_MEANING, changes, self._context.now_us())
        return len(changes.entries)


def near_to(tag: str, vocabulary: "Vocabulary") -> tuple[str, ...]:
    """What a tag may mean, as in ("trigger:close_time",): the words whose label, id or everyday words it is,
    the closest first; at most three, and none of what belongs to safety."""
    from companion.model.label_matching import Candidate, label_index
    from companion.model.vocabulary import everyday_words

    index = label_index(
        tuple(
            Candidate(f"{kind}:{row.id}", vocabulary.label(row.id), also=everyday_words(row))
            for kind in ("trigger", "response", "partner_act", "mood")
            for row in getattr(vocabulary, TABLES[kind]).values()
            if not row.deprecated and getattr(row, "group", "") != "safety"
        )
    )
    return tuple(match.id for match in index.matches(tag) if match.fit.is_certain)[:3]


def _with(entry: Entry, kind: str, id: str) -> Entry:
    """The entry with one more thing noted, where it is not noted yet."""
    if kind == "mood":
        known = any(feeling.mood == id for feeling in entry.feelings)
        return entry if known else replace(entry, feelings=(*entry.feelings, Feeling(mood=id)))
    field = {"trigger": "triggers", "response": "responses", "urge": "urges", "partner_act": "partner_acts"}[
        kind
    ]
    if not isinstance(entry, Moment) or id in getattr(entry, field):
        return entry
    there = tuple(code for code in getattr(entry, field) if code != NO_ACT)
    with_it: dict[str, Any] = {field: (*there, id)}
    return replace(entry, **with_it)
