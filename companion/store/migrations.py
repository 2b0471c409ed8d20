"""The shape of the file, from the first table on. A migration that has been released is never changed."""

from collections import Counter
from datetime import date
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from companion.model.clock import parse_timestamp
from companion.model.errors import JournalBusy
from companion.model.records import EveningAnswer, evening_answer_id
from companion.store.checksums import (
    ADDED_LATER,
    CHECKED_COLUMNS,
    CREATE_TABLE,
    EARLIER_ONES,
    RECORD_SCHEMA,
    create_statements,
    to_bytes_statements,
)
from companion.store.connection import BUSY_MS, Link
from companion.store.entry_rows import CHARACTER, HAS_SEQUEL, SEQUEL, TEXTS, token

if TYPE_CHECKING:
    from sqlite_utils import Database

SET = "companion"
"""What sqlite-utils lists the migrations of a journal under."""

NAMES = ("first", "pieces", "seals", "checks", "sequels", "byte seals")
"""The migrations in their order; how many there are is the version of the schema, `user_version`.

Kept beside the migrations themselves, so that a journal that needs none opens without importing sqlite-utils.
"""

_FIRST = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID",
    "INSERT INTO meta (name, value) VALUES ('revision', 0)",
    # `place` orders entries by absolute time: whole seconds since 1970, then twenty bits for the rest of it.
    # `at` and `wall` are the same instant and the wall clock of the place in whole seconds. The words come
    # last, so that a row's other columns are read without them.
    """CREATE TABLE entries (
        place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
        at INTEGER NOT NULL, wall INTEGER NOT NULL,
        occurred_at TEXT NOT NULL, zone TEXT, recorded_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        starred INTEGER NOT NULL, person TEXT, prompt TEXT, leaning TEXT, closeness INTEGER,
        seen TEXT NOT NULL, codes TEXT NOT NULL, urges TEXT NOT NULL, feelings TEXT NOT NULL,
        tags TEXT NOT NULL, extra TEXT NOT NULL, text TEXT NOT NULL, body TEXT NOT NULL, ending TEXT NOT NULL,
        about TEXT NOT NULL, marks TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX entries_wall ON entries (wall)",
    "CREATE INDEX entries_seen ON entries (at, id, wall, person, seen)",
    "CREATE INDEX entries_prompt ON entries (prompt, at) WHERE prompt IS NOT NULL",
    """CREATE VIRTUAL TABLE words USING fts5 (
        text, body, ending, about, marks, content='entries', content_rowid='place',
        tokenize='porter unicode61 remove_diacritics 2'
    )""",
    # What is deleted leaves the index at once, not at some later merge.
    "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
    # Every statement that fires this makes the index write out what it holds, which very many rows at once
    # cannot afford: those are indexed together, at the end of their transaction.
    """CREATE TRIGGER entries_in AFTER INSERT ON entries
    WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'bulk') BEGIN
        INSERT INTO words (rowid, text, body, ending, about, marks)
        VALUES (new.place, new.text, new.body, new.ending, new.about, new.marks);
    END""",
    """CREATE TRIGGER entries_out AFTER DELETE ON entries BEGIN
        INSERT INTO words (words, rowid, text, body, ending, about, marks)
        VALUES ('delete', old.place, old.text, old.body, old.ending, old.about, old.marks);
    END""",
    # Which codes are in use and how many entries use each, so that a filter can match a part of an id.
    """CREATE TABLE codes (
        kind TEXT NOT NULL, code TEXT NOT NULL, uses INTEGER NOT NULL, PRIMARY KEY (kind, code)
    ) STRICT, WITHOUT ROWID""",
    *(
        f"""CREATE TABLE {name} (id TEXT PRIMARY KEY, at INTEGER NOT NULL, doc TEXT NOT NULL)
            STRICT, WITHOUT ROWID"""
        for name in ("stories", "experiments", "pattern_answers", "look_backs", "deleted")
    ),
    "CREATE TABLE drafts (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE undo (
        number INTEGER PRIMARY KEY, session TEXT NOT NULL, at INTEGER NOT NULL,
        what TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE findings (
        revision INTEGER NOT NULL, as_of TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (revision, as_of)
    ) STRICT, WITHOUT ROWID""",
)

_PIECES = (
    # Which words are in use and how many entries use each, so that a piece of one can be looked for.
    "CREATE TABLE lexicon (word TEXT PRIMARY KEY, uses INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    # What the patterns of the far past came to, which stays so while nothing up to `reach` changes.
    """CREATE TABLE past (
        key TEXT PRIMARY KEY, reach INTEGER NOT NULL, doc TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

_SOME = 1000
"""How many entries a migration goes through at a time."""


def _add_pieces(db: "Database") -> None:
    """The words of what is there already, and marks for the characters in it."""
    from companion.model.search_query import PART_SEPARATOR
    from companion.store.substring_index import characters_in, words_in

    for statement in _PIECES:
        db.execute(statement)
    words: Counter[str] = Counter()
    names = ", ".join(TEXTS)
    after = -(2**63)
    marked = False
    while some := db.execute(
        f"SELECT place, marks, {names} FROM entries WHERE place > ? ORDER BY place LIMIT ?", [after, _SOME]
    ).fetchall():
        for place, marks, *texts in some:
            words.update(words_in(texts))
            texts[-1] = texts[-1].replace(PART_SEPARATOR, " ")
            others = [token(CHARACTER, character) for character in characters_in(texts)]
            if others:
                marked = True
                db.execute(
                    "UPDATE entries SET marks = ? WHERE place = ?", [" ".join([marks, *others]), place]
                )
            after = place
    for word, uses in words.items():
        db.execute("INSERT INTO lexicon (word, uses) VALUES (?, ?)", [word, uses])
    if marked:
        db.execute("INSERT INTO words (words) VALUES ('rebuild')")


_CHECKS = """CREATE TABLE checks (id TEXT PRIMARY KEY, at INTEGER NOT NULL, doc TEXT NOT NULL)
            STRICT, WITHOUT ROWID"""


def _move_checks(db: "Database") -> None:
    """What a file held of evening checks went to the unknown fields before there was a table for it.

    What is not written as an export writes it stays among the unknown fields, under another name.
    """
    from companion.store.record_json import doc_of, from_json, to_json
    from companion.store.record_tables import time_of

    kept = db.execute("SELECT value FROM meta WHERE name = 'extra'").fetchone()
    extra = from_json(kept[0]) if kept else {}
    if "checks" not in extra:
        return
    rows = extra.pop("checks")
    unread = [] if isinstance(rows, list) else [rows]
    answers: dict[str, EveningAnswer] = {}
    for row in rows if isinstance(rows, list) else ():
        answer = _evening_answer(row)
        if answer is None:
            unread.append(row)
        elif answer.id not in answers or answers[answer.id].updated_at < answer.updated_at:
            answers[answer.id] = answer
    for answer in answers.values():
        db.execute(
            "INSERT INTO checks (id, at, doc) VALUES (?, ?, ?)",
            [answer.id, time_of(answer), to_json(doc_of(answer))],
        )
    if unread:
        extra["checks_not_read"] = unread
    if extra:
        db.execute("UPDATE meta SET value = ? WHERE name = 'extra'", [to_json(extra)])
    else:
        db.execute("DELETE FROM meta WHERE name = 'extra'")


def _evening_answer(row: Any) -> "EveningAnswer | None":
    """One answer as an export writes it; ``None`` for what is none."""
    known = {"id", "day", "pattern", "happened", "followed", "recorded_at", "updated_at"}
    try:
        day = date.fromisoformat(row["day"])
        pattern = row["pattern"]
        recorded_at = parse_timestamp(row.get("recorded_at") or f"{day}T00:00:00+00:00")
        answer = EveningAnswer(
            id=row.get("id") or evening_answer_id(day, pattern),
            day=day,
            pattern=pattern,
            happened=row.get("happened"),
            followed=row.get("followed"),
            recorded_at=recorded_at,
            updated_at=parse_timestamp(row["updated_at"]) if row.get("updated_at") else recorded_at,
            extra={name: value for name, value in row.items() if name not in known},
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None
    texts = isinstance(answer.id, str) and isinstance(pattern, str) and pattern
    said = all(value is None or isinstance(value, bool) for value in (answer.happened, answer.followed))
    return answer if texts and said and day.isoformat() == row["day"] else None


_SEQUELS = f"CREATE INDEX entries_sequel ON entries (at) WHERE {HAS_SEQUEL}"


def _read_sequels(db: "Database") -> None:
    """What an import brought of sequels was unknown before, and no search looked into it.

    What is not written as an export writes it stays an unknown field, under another name.
    """
    from companion.model.search_query import PART_SEPARATOR
    from companion.store.entry_rows import sequel_in
    from companion.store.record_json import UNREADABLE, from_json, to_json
    from companion.store.substring_index import characters_in, words_in

    names = ", ".join(TEXTS)
    changed = False
    for place, updated_at, extra, marks, *texts in db.execute(
        f"SELECT place, updated_at, extra, marks, {names} FROM entries WHERE {HAS_SEQUEL} AND kind = 'moment'"
    ).fetchall():
        fields = from_json(extra)
        if SEQUEL not in fields:
            continue
        changed = True
        try:
            with_time = {"at": updated_at, **fields[SEQUEL]}
            note = sequel_in(with_time).note
            fields[SEQUEL] = with_time
        except UNREADABLE:
            fields["sequel_not_read"], note = fields.pop(SEQUEL), ""
        about = PART_SEPARATOR.join([texts[-1], note]) if note else texts[-1]
        others = [token(CHARACTER, character) for character in characters_in([note])]
        db.execute(
            "UPDATE entries SET extra = ?, marks = ?, about = ? WHERE place = ?",
            [to_json(fields), " ".join(dict.fromkeys([*marks.split(" "), *others])), about, place],
        )
        for word in words_in([note]) - words_in(texts):
            db.execute(
                "INSERT INTO lexicon (word, uses) VALUES (?, 1)"
                " ON CONFLICT (word) DO UPDATE SET uses = uses + 1",
                [word],
            )
    if changed:
        db.execute("INSERT INTO words (words) VALUES ('rebuild')")


def migrate(link: Link) -> None:
    """Apply the migrations that a file lacks, all of them or none, in a transaction."""
    from sqlite_utils import Migrations

    from companion.store.driver_errors import translated

    migrations = Migrations(SET)

    @migrations(name="first")
    def first(db: "Database") -> None:
        for statement in _FIRST:
            db.execute(statement)

    @migrations(name="pieces")
    def pieces(db: "Database") -> None:
        _add_pieces(db)

    @migrations(name="seals")
    def seals(db: "Database") -> None:
        first_ones = [table for table in CHECKED_COLUMNS if table not in ADDED_LATER]
        for statement in (CREATE_TABLE, *create_statements(first_ones)):
            db.execute(statement)

    @migrations(name="checks")
    def checks(db: "Database") -> None:
        db.execute(_CHECKS)
        _move_checks(db)
        for statement in create_statements(["checks"]):
            db.execute(statement)

    @migrations(name="sequels")
    def sequels(db: "Database") -> None:
        db.execute(_SEQUELS)
        _read_sequels(db)

    @migrations(name="byte seals")
    def byte_seals(db: "Database") -> None:
        # A file in which the tables got their triggers only now has none of the earlier ones.
        tables = {table for (table,) in db.execute(EARLIER_ONES).fetchall()}
        for statement in to_bytes_statements(sorted(tables)):
            db.execute(statement)

    write_ahead(link)
    with translated(link.path, writing=True), link.db.atomic():
        # Writing first makes two programs that open a new journal at once wait for each other.
        link.run(f"PRAGMA user_version = {len(NAMES)}")
        migrations.apply(link.db)
        link.run(RECORD_SCHEMA)


def write_ahead(link: Link) -> None:
    """Switch the file to a write-ahead log: a lasting property of it, not to be set inside a transaction.

    SQLite does not wait for another program here as it does elsewhere, it refuses at once: so this waits.
    """
    until = monotonic() + BUSY_MS / 1000
    while link.value("PRAGMA journal_mode") != "wal":
        try:
            link.rows("PRAGMA journal_mode = WAL")
        except JournalBusy:
            if monotonic() > until:
                raise
            sleep(0.01)
