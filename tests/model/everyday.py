"""What people type to find something, each with the ids of which one has to be among the first three."""

from pathlib import Path
from typing import NamedTuple


class Query(NamedTuple):
    """Something typed. ``kind``: trigger, response, partner_act or mood."""

    kind: str
    typed: str
    wanted: frozenset[str]


def everyday_queries() -> list[Query]:
    """The queries of everyday_queries.tsv."""
    _, *lines = (Path(__file__).parent / "everyday_queries.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [Query(kind, typed, frozenset(wanted.split())) for kind, typed, wanted in rows]
