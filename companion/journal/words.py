"""Words, questions, practices and patterns of one's own, kept in the journal or in a file."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from companion.journal.context import Context
from companion.model.errors import CompanionError, InputRefused
from companion.model.records import Contents

if TYPE_CHECKING:
    from companion.model.vocabulary import CustomRows

_OWN_WORDS = "my_words"

UNDO_OF_OWN = "own"
"""Where the undo list says that a row of one's own is kept; see
:class:`companion.store.undo.SettingChanges`."""

_MINE = "my own"
"""What an own row is called where it is refused."""


def _name(kind: str) -> str:
    """The field that holds a row's words."""
    return {"prompt": "text", "pattern": "title"}.get(kind, "label")


class Words:
    """The person's own words laid over the program's vocabulary."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self.trouble = ""
        """What is wrong with the file of the person's own words; nothing of the file is used then."""
        self._in_file: CustomRows = {}

    def read(self) -> None:
        """Lay the person's own words over the program's: those kept here, and those of their file."""
        kept, file = self._context.settings.extra.get(_OWN_WORDS), self._context.places.custom_words
        if not kept and not self._in_file and not file.exists():
            return  # nothing is read where there is nothing to read
        from companion.model.custom_vocabulary import read_custom_file, saved_rows

        self.trouble, self._in_file = "", {}
        own = saved_rows(kept)
        self._context.vocabulary.overlay(own)
        if file.exists():
            try:
                self._in_file = read_custom_file(file, self._context.vocabulary)
            except CompanionError as error:
                self.trouble = str(error)
            in_file = self._in_file
            kinds = dict.fromkeys([*own, *in_file])
            self._context.vocabulary.overlay(
                {kind: {**own.get(kind, {}), **in_file.get(kind, {})} for kind in kinds}
            )

    def add(self, kind: str, words: str, /, **fields: Any) -> str:
        """Keep a word, a question, a practice or a pattern of one's own, and give back its id.

        ``kind``: "trigger", "response", "mood", "prompt", "practice" or "pattern"; ``words`` are its label,
        text or title. ``like``, of a trigger or a response: the id of the known kind that patterns read it
        as. Can be undone. Raises InputRefused for what cannot be.
        """
        from companion.model.custom_vocabulary import custom_id

        with self._store.writing():
            known = {id for rows in (*self._kept.values(), *self._in_file.values()) for id in rows}
            row = self._row(kind, {**fields, "id": custom_id(kind, words, known), _name(kind): words})
            if kind in ("prompt", "pattern"):
                self._context.vocabulary.check_custom(_MINE, row, {})
            self._put(kind, row.id, row, f"own {kind}")
        self.read()
        return str(row.id)

    def change(self, kind: str, id: str, /, *, words: str | None = None, **fields: Any) -> None:
        """Change a word of one's own that is kept in the journal: its ``words``, and other fields by name.

        ``like=""`` has it count as itself alone; ``deprecated=True`` retires it: no longer offered, still
        read out where it was noted. Its id stays. Can be undone. Raises InputRefused for a word that is not
        kept here, or a value that cannot be.
        """
        given = dict(fields)
        if words is not None:
            given[_name(kind)] = words
        if given.get("like"):  # what comes along with it is that of the new one
            given = {"group": None, "kind": None, "strategy": None, **given}
        with self._store.writing():
            changed = {**self._fields(kind, id), **given}
            row = self._row(kind, {**{n: v for n, v in changed.items() if v is not None}, "id": id})
            self._put(kind, id, row, "own word")
        self.read()

    def delete(self, kind: str, id: str, /) -> bool:
        """Take a word of one's own out, or retire it where anything names it; whether it is out.

        Can be undone. Raises InputRefused for a word that is not kept here.
        """
        with self._store.writing():
            fields = self._fields(kind, id)
            out = not self.in_use(f"{kind}:{id}")
            row = None if out else self._row(kind, {**fields, "id": id, "deprecated": True})
            self._put(kind, id, row, "own word deleted")
        self._read_anew()
        return out

    def kept(self, kind: str) -> list[Any]:
        """The rows of a kind that are kept in the journal, retired ones among them, in the order added."""
        from companion.model.custom_vocabulary import saved_rows

        return list(saved_rows({kind: self._kept.get(kind, {})}).get(kind, {}).values())

    def _fields(self, kind: str, id: str) -> dict[str, Any]:
        """A kept row's fields as they are saved. Raises InputRefused where it is not kept in the journal."""
        if id in self._kept.get(kind, {}):
            return dict(self._kept[kind][id])
        if id in self._in_file.get(kind, {}):
            raise InputRefused(f"{id}: it is kept in {self._context.places.custom_words}; change it there")
        raise InputRefused(f"{id}: there is no {kind} of your own with this id")

    def _row(self, kind: str, fields: dict[str, Any]) -> Any:
        """A row of one's own, its words on one line. Raises InputRefused for what cannot be."""
        from companion.model.custom_vocabulary import custom_row, fields_with_like
        from companion.model.text import one_line

        words = one_line(fields[_name(kind)])
        if not words:
            raise InputRefused(f"{_name(kind)}: enter a few words")
        given = fields_with_like(kind, {**fields, _name(kind): words}, _MINE, self._context.vocabulary)
        return custom_row(kind, given, _MINE)

    def _put(self, kind: str, id: str, row: Any, undo_as: str) -> None:
        """Have this row in place of the one before, inside ``writing()``; ``None`` takes it out."""
        from companion.model.custom_vocabulary import row_to_save

        kept = {each: dict(rows) for each, rows in self._kept.items()}
        rows = kept.setdefault(kind, {})
        before = rows.pop(id, None)
        since = None if row is None else row_to_save(row)
        if since is not None:
            order = [*self._kept.get(kind, {}), id]
            kept[kind] = {each: {**rows, id: since}[each] for each in dict.fromkeys(order)}
        self._context.keep_with_settings({_OWN_WORDS: {each: rows for each, rows in kept.items() if rows}})
        self._context.keep_undo_of_settings(undo_as, UNDO_OF_OWN, {f"{kind}:{id}": [before, since]})

    def set_back(self, name: str, before: Any, since: Any) -> bool:
        """Put one row of one's own back, inside ``writing()``; whether it still was as it was left.

        ``name``: its kind and its id, as in "trigger:my_bell"; ``before``: its fields, ``None`` where it was
        not there.
        """
        kind, _, id = name.partition(":")
        kept = {each: dict(rows) for each, rows in self._kept.items()}
        rows = kept.setdefault(kind, {})
        if rows.get(id) != since:
            return False
        if before is None:
            del rows[id]
        else:
            rows[id] = before
        self._context.keep_with_settings({_OWN_WORDS: {each: rows for each, rows in kept.items() if rows}})
        self._read_anew()
        return True

    def _read_anew(self) -> None:
        """As :meth:`read`, where a word may be gone."""
        self._context.vocabulary.overlay({})
        self.read()

    def in_use(self, name: str) -> bool:
        """Whether anything kept, or begun and not finished, names this row beside itself; see
        :meth:`set_back`."""
        from companion.store.merge import contents_of
        from companion.store.record_json import doc_of, to_json

        kind, _, id = name.partition(":")
        if self._store.drafts.mentions(id):
            return True
        held = contents_of(self._store)
        kept = {
            each: {other: row for other, row in rows.items() if (each, other) != (kind, id)}
            for each, rows in self._kept.items()
        }
        settings = replace(self._context.settings, extra={**self._context.settings.extra, _OWN_WORDS: kept})
        records = (
            *held.moments, *held.reflections, *held.stories, *held.experiments, *held.checks,
            *held.pattern_answers, settings,
        )  # fmt: skip
        named = re.compile(rf'[":]{id}"')  # a pattern names a response as R:my_walked
        return any(named.search(to_json(doc_of(record))) for record in records)

    @property
    def _kept(self) -> dict[str, dict[str, Any]]:
        """The rows kept in the journal, by kind and id."""
        return self._context.settings.extra.get(_OWN_WORDS) or {}

    def count(self, kind: str) -> int:
        """How many of a kind are the person's own, from the journal and from the file together."""
        return len({*self._kept.get(kind, {}), *self._in_file.get(kind, {})})

    def with_those_of_the_file(self, contents: Contents) -> Contents:
        """The contents with the words of the file among those kept, so that another device knows them."""
        if not self._in_file or contents.settings is None:
            return contents
        from companion.model.custom_vocabulary import row_to_save

        extra = dict(contents.settings.extra)
        kept = extra.get(_OWN_WORDS) or {}
        extra[_OWN_WORDS] = {
            kind: {
                **kept.get(kind, {}),
                **{id: row_to_save(row) for id, row in self._in_file.get(kind, {}).items()},
            }
            for kind in dict.fromkeys([*kept, *self._in_file])
        }
        return replace(contents, settings=replace(contents.settings, extra=extra))
