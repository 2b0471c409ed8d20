"""Words, questions, practices and patterns of one's own, kept in the journal or in a file.

Beside them what a person changed of the program's own words: a label of theirs, or that one is retired. It is
kept with their own words, by the id of the row.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.journal.context import Context
from companion.model.errors import CompanionError, InputRefused
from companion.model.records import Contents

if TYPE_CHECKING:
    from companion.model.vocabulary import CustomRows

OWN_WORDS = "my_words"
"""Under what name they are kept beside the settings."""

UNDO_OF_OWN = "own"
"""Where the undo list says that a row of one's own is kept; see
:class:`companion.store.undo.SettingChanges`."""


TABLES = {
    "trigger": "triggers", "response": "responses", "partner_act": "partner_acts", "mood": "moods",
    "prompt": "prompts", "practice": "practices", "pattern": "patterns",
}  # fmt: skip
"""The kinds of words in the order in which they are listed, and where the vocabulary has each."""

_NAMED_BY = {"prompt": "text", "pattern": "title"}
"""The field that says what a row is called, where that is not its label."""


class Word(NamedTuple):
    """A word as it stands in the list of one's own: its kind (a key of :data:`TABLES`), id and label, and how
    many entries use it.

    own: it was added by the person; else it is the program's, and they changed it. usual: what the program
    calls it; empty for one's own. in_file: it stands in their file, where it is changed.
    """

    kind: str
    id: str
    label: str
    uses: int
    retired: bool = False
    own: bool = True
    usual: str = ""
    in_file: bool = False


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
        kept, file = self._context.settings.extra.get(OWN_WORDS), self._context.places.custom_words
        if not kept and not self._in_file and not file.exists():
            return  # nothing is read where there is nothing to read
        from companion.model.custom_vocabulary import read_custom_file, saved_changes, saved_rows

        self.trouble, self._in_file = "", {}
        own, changed = saved_rows(kept), saved_changes(kept)
        self._context.vocabulary.overlay(own, changed)
        if file.exists():
            try:
                self._in_file = read_custom_file(file, self._context.vocabulary)
            except CompanionError as error:
                self.trouble = str(error)
            in_file = self._in_file
            kinds = dict.fromkeys([*own, *in_file])
            self._context.vocabulary.overlay(
                {kind: {**own.get(kind, {}), **in_file.get(kind, {})} for kind in kinds}, changed
            )

    def add(self, kind: str, words: str, /, **fields: Any) -> str:
        """Keep a word, a question, a practice or a pattern of one's own, and give back its id.

        ``kind``: "trigger", "response", "mood", "prompt", "practice" or "pattern"; ``words`` are its label,
        text or title. ``like``, of a trigger or a response: the id of the known kind that patterns read it
        as. Can be undone. Raises InputRefused for what cannot be.
        """
        from companion.model.custom_vocabulary import custom_id, field_as_shown, row_to_save
        from companion.model.text import one_line

        name = _NAMED_BY.get(kind, "label")
        words = one_line(words)
        if not words:
            raise InputRefused(f"{field_as_shown(kind, name)}: enter a few words")
        with self._store.writing():
            kept = {name: dict(rows) for name, rows in self._kept.items()}
            known = {id for rows in (*kept.values(), *self._in_file.values()) for id in rows}
            row = self._row(kind, {**fields, "id": custom_id(kind, words, known), name: words})
            kept.setdefault(kind, {})[row.id] = row_to_save(row)
            self._context.keep_with_settings({OWN_WORDS: kept})
            pair = [None, kept[kind][row.id]]
            self._context.keep_undo_of_settings(f"own {kind}", UNDO_OF_OWN, {f"{kind}:{row.id}": pair})
        self.read()
        return str(row.id)

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
        self._keep(kept, id)
        return True

    def _keep(self, kept: Mapping[str, Mapping[str, Any]], id: str = "") -> None:
        """Keep all rows, inside ``writing()``. ``id``: the one whose label may be another now."""
        label = self._context.vocabulary.label(id)
        self._context.keep_with_settings({OWN_WORDS: {each: rows for each, rows in kept.items() if rows}})
        self._context.vocabulary.overlay({})
        self.read()
        if id and self._context.vocabulary.label(id) != label:
            from companion.store.entry_uses import index_anew

            index_anew(self._store, id)

    def blocks(self, name: str) -> bool:
        """Whether a row of one's own has to stay, as something names it; see :meth:`set_back`."""
        from companion.model.custom_vocabulary import is_own

        return is_own(name.partition(":")[2]) and self.in_use(name)

    def in_use(self, name: str) -> bool:
        """Whether anything kept, or begun and not finished, names this row beside itself; see
        :meth:`set_back`."""
        from companion.store.contents import contents_of
        from companion.store.record_json import doc_of, to_json

        kind, _, id = name.partition(":")
        if self._store.drafts.mentions(id):
            return True
        held = contents_of(self._store)
        kept = {
            each: {other: row for other, row in rows.items() if (each, other) != (kind, id)}
            for each, rows in self._kept.items()
        }
        settings = replace(self._context.settings, extra={**self._context.settings.extra, OWN_WORDS: kept})
        records = (
            *held.moments, *held.reflections, *held.stories, *held.experiments, *held.checks,
            *held.pattern_answers, settings,
        )  # fmt: skip
        named = re.compile(rf'[":]{id}"')  # a pattern names a response as R:my_walked
        return any(named.search(to_json(doc_of(record))) for record in records)

    # Changing them, and the program's

    def listed(self) -> list[Word]:
        """The person's own words, and those of the program that they changed, by kind."""
        counts = self._uses() if self._kept or self._in_file else Counter[str]()
        return [word for kind in TABLES for word in self._of(kind, counts)]

    def _uses(self) -> Counter[str]:
        from companion.store.entry_uses import uses_by_id

        return uses_by_id(self._store)

    def _of(self, kind: str, counts: Counter[str]) -> Iterator[Word]:
        from companion.model.custom_vocabulary import is_own

        for id in dict.fromkeys([*self._kept.get(kind, {}), *self._in_file.get(kind, {})]):
            if id in self._rows(kind) or is_own(id):
                yield self._word(kind, id, counts[id])

    def all_of(self, kind: str) -> list[Word]:
        """Every word of a kind, the person's and the program's, retired ones too."""
        counts = self._uses()
        return [self._word(kind, id, counts[id]) for id in self._rows(kind)]

    def word(self, kind: str, id: str) -> Word:
        """One word as it is now. Raises InputRefused for an id that no word of this kind has."""
        from companion.store.entry_uses import uses

        return self._word(kind, id, uses(self._store, id))

    def _word(self, kind: str, id: str, uses: int) -> Word:
        from companion.model.custom_vocabulary import is_own

        own, row = is_own(id), self._rows(kind).get(id)
        if row is None and id not in self._kept.get(kind, {}):
            raise InputRefused(f"word: there is no {kind} with the id {id!r}")
        usual = "" if own or row is None else self._usual(kind, id)
        return Word(
            kind,
            id,
            self._context.vocabulary.label(id)
            if row is None
            else str(getattr(row, _NAMED_BY.get(kind, "label"))),
            uses,
            bool(row is not None and row.deprecated),
            own,
            usual,
            id in self._in_file.get(kind, {}),
        )

    def _rows(self, kind: str) -> Mapping[str, Any]:
        rows: Mapping[str, Any] = getattr(self._context.vocabulary, TABLES[kind])
        return rows

    def _usual(self, kind: str, id: str) -> str:
        from companion.model.vocabulary import Vocabulary

        row = getattr(Vocabulary(self._context.vocabulary.folder), TABLES[kind]).get(id)
        return "" if row is None else str(getattr(row, _NAMED_BY.get(kind, "label")))

    def kind_of(self, id: str) -> str | None:
        """The kind of the word with this id; ``None`` where there is none."""
        return next(
            (kind for kind in TABLES if id in self._rows(kind) or id in self._kept.get(kind, {})), None
        )

    def change(self, kind: str, id: str, words: str | None = None, **fields: Any) -> None:
        """Give a word another label (or text, or title) and other fields; the id stays. Can be undone.

        Without ``words`` it keeps its label. ``like=""`` has it count as itself alone. The program's own
        words take a label alone; an empty one gives them their usual label again. Raises InputRefused for
        what cannot be.
        """
        from companion.model.custom_vocabulary import CHANGEABLE, LONGEST_LABEL, field_as_shown, is_own
        from companion.model.text import one_line

        name, word = _NAMED_BY.get(kind, "label"), self.word(kind, id)
        words = word.label if words is None else one_line(words)
        if is_own(id):
            if not words:
                raise InputRefused(f"{field_as_shown(kind, name)}: enter a few words")
            if fields.get("like"):  # what comes along with it is that of the new one
                fields = {"group": None, "kind": None, "strategy": None, **fields}
            self._put(word, "changed", {**fields, name: words})
            return
        if kind not in CHANGEABLE or fields:
            raise InputRefused(f"{id}: this is the program's own; only its label can be changed")
        if len(words) > LONGEST_LABEL:
            place = field_as_shown(kind, name)
            raise InputRefused(f"{place}: {len(words)} characters are too many; use up to {LONGEST_LABEL}")
        self._put(word, "changed", {name: "" if words == word.usual else words})

    def retire(self, kind: str, id: str, *, retired: bool = True) -> None:
        """Offer a word no longer, or again; entries keep it, and patterns go on counting it. Can be undone.

        Raises InputRefused for what turns on quiet mode, and for a page or pattern of the program.
        """
        from companion.model.custom_vocabulary import CHANGEABLE, is_own

        word, row = self.word(kind, id), self._rows(kind).get(id)
        if not is_own(id) and kind not in CHANGEABLE:
            raise InputRefused(f"{id}: this is the program's own; it cannot be retired")
        if retired and getattr(row, "group", "") == "safety":
            raise InputRefused(f"{self._called(word)}: this one stays, since it opens the Safety page")
        self._put(word, "retired" if retired else "brought back", {"deprecated": retired or None})

    def delete(self, kind: str, id: str) -> None:
        """Delete a word of one's own that nothing uses. Can be undone.

        Raises InputRefused where something uses it, and for a word of the program: it can be retired.
        """
        from companion.model.custom_vocabulary import is_own

        word = self.word(kind, id)
        if not is_own(id):
            raise InputRefused(
                f"{self._called(word)}: this is the program's own; it can be retired, not deleted"
            )
        if self.in_use(f"{kind}:{id}"):
            by = "something you saved"
            if word.uses:
                by = "1 entry" if word.uses == 1 else f"{word.uses} entries"
            raise InputRefused(f"{self._called(word)}: it is used by {by}; it can be retired, not deleted")
        self._put(word, "deleted", None)

    def _row(self, kind: str, fields: Mapping[str, Any]) -> Any:
        """A row of one's own. Raises InputRefused for what cannot be."""
        from companion.model.custom_vocabulary import custom_row, fields_with_like

        vocabulary = self._context.vocabulary
        row = custom_row(kind, fields_with_like(kind, dict(fields), "your own", vocabulary), "")
        if kind in ("prompt", "pattern"):
            vocabulary.check_custom("your own", row, {})
        return row

    def _called(self, word: Word) -> str:
        """A word as it is shown."""
        from companion.model.text import fill, one_line

        return one_line(fill(word.label, self._context.settings))

    def _put(self, word: Word, what: str, fields: Mapping[str, Any] | None) -> None:
        """Keep a row with these fields, in which an empty one goes; or without any, no row."""
        from companion.model.custom_vocabulary import row_to_save

        kind, id = word.kind, word.id
        with self._store.writing():
            kept = {each: dict(rows) for each, rows in self._kept.items()}
            rows = kept.setdefault(kind, {})
            before = rows.get(id)
            if word.in_file and before is None:
                file = self._context.places.custom_words.name
                raise InputRefused(f"{self._called(word)}: it is in {file}; change it there")
            if fields is None:
                since = None
            else:
                given = {**(before or {}), **fields}
                since = {name: value for name, value in given.items() if value not in ("", None)} or None
                if word.own and since is not None:
                    since = row_to_save(self._row(kind, {**since, "id": id}))
            if since == before:
                return
            if since is None:
                del rows[id]
            else:
                rows[id] = since
            self._keep(kept, id)
            self._context.keep_undo_of_settings(
                f"word {what}", UNDO_OF_OWN, {f"{kind}:{id}": [before, since]}
            )

    @property
    def _kept(self) -> dict[str, dict[str, Any]]:
        """The rows kept in the journal, by kind and id."""
        return self._context.settings.extra.get(OWN_WORDS) or {}

    def count(self, kind: str) -> int:
        """How many of a kind are the person's own, from the journal and from the file together."""
        from companion.model.custom_vocabulary import is_own

        kept = filter(is_own, self._kept.get(kind, {}))
        return len({*kept, *self._in_file.get(kind, {})})

    def with_those_of_the_file(self, contents: Contents) -> Contents:
        """The contents with the words of the file among those kept, so that another device knows them."""
        if not self._in_file or contents.settings is None:
            return contents
        from companion.model.custom_vocabulary import row_to_save

        extra = dict(contents.settings.extra)
        kept = extra.get(OWN_WORDS) or {}
        extra[OWN_WORDS] = {
            kind: {
                **kept.get(kind, {}),
                **{id: row_to_save(row) for id, row in self._in_file.get(kind, {}).items()},
            }
            for kind in dict.fromkeys([*kept, *self._in_file])
        }
        return replace(contents, settings=replace(contents.settings, extra=extra))
