"""Words, questions, practices and patterns of one's own, kept in the journal or in a file."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from companion.journal.context import Context
from companion.model.errors import CompanionError, InputRefused
from companion.model.records import Contents

if TYPE_CHECKING:
    from companion.model.vocabulary import CustomRows

_OWN_WORDS = "my_words"


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
        text or title. Raises InputRefused for what cannot be.
        """
        from companion.model.custom_vocabulary import custom_id, custom_row, row_to_save
        from companion.model.text import one_line

        name = {"prompt": "text", "pattern": "title"}.get(kind, "label")
        words = one_line(words)
        if not words:
            raise InputRefused(f"{name}: a few words are needed")
        with self._store.writing():
            kept = {
                name: dict(rows)
                for name, rows in (self._context.settings.extra.get(_OWN_WORDS) or {}).items()
            }
            known = {id for rows in (*kept.values(), *self._in_file.values()) for id in rows}
            row = custom_row(kind, {**fields, "id": custom_id(kind, words, known), name: words}, "my own")
            if kind in ("prompt", "pattern"):
                self._context.vocabulary.check_custom("my own", row, {})
            kept.setdefault(kind, {})[row.id] = row_to_save(row)
            self._context.keep_with_settings({_OWN_WORDS: kept})
        self.read()
        return str(row.id)

    def count(self, kind: str) -> int:
        """How many of a kind are the person's own, from the journal and from the file together."""
        kept = (self._context.settings.extra.get(_OWN_WORDS) or {}).get(kind, {})
        return len({*kept, *self._in_file.get(kind, {})})

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
