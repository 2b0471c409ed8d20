"""What an import holds, in words, for the command line and the panes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.exchange import ImportPlan

_READ = {
    "rows": ("row read", "rows read"),
    "entries": ("entry read", "entries read"),
    "files": ("file read", "files read"),
    "blank_lines": ("blank line skipped", "blank lines skipped"),
    "passed_over": ("file skipped", "files skipped"),
    "empty_days": ("empty day", "empty days"),
    "without_a_mood": ("row without a mood", "rows without a mood"),
    "left_behind": (
        "photo, recording or other file not imported",
        "photos, recordings and other files not imported",
    ),
}
"""What formats count, beside the records, and how it is said."""

_KINDS = {
    "moments": ("moment", "moments"),
    "reflections": ("reflection", "reflections"),
    "stories": ("worry", "worries"),
    "experiments": ("experiment", "experiments"),
    "checks": ("evening answer", "evening answers"),
    "look_backs": ("monthly review", "monthly reviews"),
    "pattern_answers": ("answer to a pattern", "answers to patterns"),
    "deleted": ("deletion", "deletions"),
}


def count_with_noun(count: int, singular: str, plural: str) -> str:
    """``1 entry``, ``12 entries``: a count with its word."""
    return f"{count} {singular if count == 1 else plural}"


def found_in_words(plan: "ImportPlan") -> str:
    """``It has 12 moments, from 2026-01-01 to 2026-02-03.``"""
    counts = plan.counts
    records = [(kind, counts[kind]) for kind in _KINDS if counts.get(kind)]
    found = ", ".join(count_with_noun(count, *_KINDS[kind]) for kind, count in records) or "nothing"
    days = f"from {plan.first} to {plan.last}" if plan.first != plan.last else f"of {plan.first}"
    return f"It has {found}{f', {days}' if plan.first else ''}."


def read_in_words(plan: "ImportPlan") -> str:
    """``12 rows read; 1 blank line skipped.``; empty where a format counts nothing beside its records."""
    read = [
        count_with_noun(plan.counts[name], *said) for name, said in _READ.items() if plan.counts.get(name)
    ]
    return f"{'; '.join(read)}." if read else ""
