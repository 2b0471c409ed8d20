"""Which entries name an id or a tag, and how many: for words that are changed, deleted or given a meaning."""

from collections import Counter

from companion.model.records import Entry
from companion.store.record_json import from_json, to_json
from companion.store.store import Store

_NAMES = "instr(codes, ?) OR instr(urges, ?) OR instr(feelings, ?) OR prompt = ?"


def naming(store: Store, id: str) -> list[Entry]:
    """The entries in which a trigger, a response, an urge, an act or a feeling of this id stands, and the
    answers to a question of this id; in the order of time."""
    return store.entries._read(f"WHERE {_NAMES} ORDER BY place", _named(id))


def uses(store: Store, id: str) -> int:
    """How many entries :func:`naming` gives."""
    found: int = store._link.value(f"SELECT count(*) FROM entries WHERE {_NAMES}", _named(id))
    return found


def uses_by_id(store: Store) -> Counter[str]:
    """How many entries use each id, in one reading of them all."""
    counts: Counter[str] = Counter()
    known: dict[str, tuple[str, ...]] = {"": ()}

    def ids(text: str) -> tuple[str, ...]:
        if text not in known:
            parts = from_json(text)
            known[text] = tuple(
                one
                for part in parts
                for one in ([part] if isinstance(part, str) else part)
                if isinstance(one, str)
            )
        return known[text]

    for codes, urges, feelings, prompt in store._link.each(
        "SELECT codes, urges, feelings, prompt FROM entries"
    ):
        counts.update(
            {
                *ids(codes),
                *ids(urges),
                *(one[0] for one in from_json(feelings or "[]")),
                *filter(None, [prompt]),
            }
        )
    return counts


def tagged(store: Store, tag: str) -> list[Entry]:
    """The entries with this tag, in the order of time."""
    found = store.entries._read("WHERE instr(tags, ?) ORDER BY place", [to_json(tag)])
    return [entry for entry in found if tag in entry.tags]


def tags(store: Store) -> dict[str, int]:
    """How many entries have each tag, the one most have first."""
    rows = store._link.rows("SELECT code, uses FROM codes WHERE kind = 'tag' ORDER BY uses DESC, code")
    return dict(rows)


def index_anew(store: Store, id: str) -> None:
    """Have the entries that name an id found by its label of now, inside :meth:`Store.writing`."""
    for entry in naming(store, id):
        store.entries.put(entry)


def _named(id: str) -> list[object]:
    return [to_json(id), to_json(id), to_json(id), id]
