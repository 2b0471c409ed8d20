"""The evening check in words: what is asked about a pattern, and what the answers came to.

Counts of evenings in the past tense, and nothing about days without an answer. Texts may hold a name a person
wrote; whoever shows them passes them through ``shown()``.
"""

from datetime import date

from companion.model.records import Settings
from companion.model.text import fill
from companion.model.vocabulary import Pattern, Vocabulary
from companion.patterns.evening_checks import CheckCount
from companion.review.grammar import quoted, upper_first

TITLE = "In the evening check"

ANSWER_WORDS = {True: "yes", False: "no", None: "not known"}

_NEEDED = {"evenings": " evenings", "others": " other evenings", "weeks": " weeks"}


def check_words(pattern: Pattern, vocabulary: Vocabulary, settings: Settings) -> tuple[str, str]:
    """What happened and what followed in a few words that go on after "you noted": the pattern's own, or
    else the labels of its codes.
    """

    def labels(codes: tuple[str, ...]) -> str:
        return " or ".join(quoted(vocabulary.label(code, settings)) for code in codes)

    return (
        fill(pattern.happened, settings) or labels(pattern.antecedents),
        fill(pattern.followed, settings) or labels(pattern.responses),
    )


def question(words: str) -> str:
    """What :func:`check_words` gives, as it is asked: ``"Closeness?"``."""
    return f"{upper_first(words)}?"


def check_state(count: CheckCount) -> str:
    """What the state of the answers says, as short as it goes."""
    if count.state == "counting":
        have, _, of = (count.needed or f"{count.n} of 6").partition(" of ")
        return f"{have} of the {of}{_NEEDED.get(count.needed_what or '', '')} needed"
    return {"not_seen": "no difference so far", "early_sign": "could still be chance"}.get(count.state, "")


def check_sentences(
    count: CheckCount, pattern: Pattern, vocabulary: Vocabulary, settings: Settings
) -> tuple[str, ...]:
    """What the answers came to, a sentence each; while there are too few, how far that is."""
    if count.state == "counting":
        return (f"{upper_first(check_state(count))}.",)
    happened, followed = check_words(pattern, vocabulary, settings)
    told = [
        f"On {count.n} of {count.n + count.n0} evenings you noted {happened};"
        f" {followed} on {count.k} of these {count.n}, and on {count.k0} of the other {count.n0}."
    ]
    if count.next_n and count.next_n0:
        told.append(
            f"On the evening after: {followed} on {count.next_k} of {count.next_n},"
            f" and on {count.next_k0} of {count.next_n0} after the others."
        )
    if state := check_state(count):
        told.append(f"{upper_first(state)}.")
    return tuple(told)


def kept_words(day: date) -> str:
    """What is said once an answer is saved: ``"Saved for Thu 26 Nov."``."""
    return f"Saved for {day:%a} {day.day} {day:%b}."
