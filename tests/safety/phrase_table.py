"""The sentences the phrase check is tried with, in two halves that a hash of the sentence decides.

One half was worked with, the other was kept until the end. Neither is looked at to make the other pass: who
changes the phrases reads the failures of the first half alone.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "data" / "phrase_check.tsv"
TRIED = TABLE.with_name("phrase_check_tried.tsv")
NAMES = ("Robin",)
"""What the partner is called in the table."""

CRISIS, SAFETY = "card_crisis", "card_safety"
PLAIN = {
    "gone": CRISIS, "self": CRISIS,
    "hurt": SAFETY, "forced": SAFETY, "threat": SAFETY, "fear": SAFETY, "watch": SAFETY, "kept": SAFETY,
}  # fmt: skip
"""Kinds of sentences that say plainly that someone may be in danger, and the page for each."""


class Row(NamedTuple):
    """A sentence; ``card``: the page to offer, ``None`` where it is harmless."""

    kind: str
    text: str
    card: str | None


@cache
def tried() -> list[Row]:
    """Sentences that were written afterwards, tried, and then worked with."""
    lines = TRIED.read_text(encoding="utf-8").splitlines()
    return [Row(kind, text, PLAIN.get(kind)) for kind, text in (line.split("\t") for line in lines)]


@cache
def halves() -> dict[str, list[Row]]:
    """The rows of the half that was worked with, and of the half that was kept."""
    found: dict[str, list[Row]] = {"worked": [], "kept": []}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        kind, text = line.split("\t")
        half = "kept" if blake2b(text.encode(), digest_size=1).digest()[0] % 2 else "worked"
        found[half].append(Row(kind, text, PLAIN.get(kind)))
    return found
