"""What the phrase check finds of the sentences kept for it, and how long a long note takes.

    python benchmarks/phrases.py

The table is tests/safety/data/phrase_check.tsv. A note of 2,000 characters is made of harmless sentences of
the table, and another of words that many phrases begin with; milliseconds of processor time, best of several.
"""

import sys
import time
from pathlib import Path

from companion.model.safety_phrases import card_for
from companion.model.vocabulary import load_vocabulary

LENGTH = 2000


def main() -> None:
    """Print the shares and the times."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.safety.phrase_table import NAMES, halves, tried

    phrases = load_vocabulary().phrases
    for half, rows in {**halves(), "tried": tried()}.items():
        for plain in (True, False):
            some = [row for row in rows if (row.card is not None) is plain]
            told = sum(card_for([row.text], phrases, NAMES) is not None for row in some)
            kind = "plain" if plain else "harmless"
            print(f"{half:8} {kind:9} {told:4} of {len(some):4} told ({100 * told / len(some):.1f}%)")
    harmless = " ".join(row.text for rows in halves().values() for row in rows if row.card is None)
    hard = "he said he would take my phone if i leave and i am scared of what he will do to me when "
    for name, text in (("an ordinary note", harmless), ("a note of first words only", hard * 30)):
        times = []
        for _ in range(9):
            begin = time.process_time()
            card_for([text[:LENGTH]], phrases, NAMES)
            times.append(time.process_time() - begin)
        print(f"{name}, {LENGTH} characters: {min(times) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
