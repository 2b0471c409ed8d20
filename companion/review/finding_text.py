"""A finding in words: its state, its sentence with counts, the rule behind it, and what stands around it.

Everything is in the past tense and in counts; nothing says why. Texts may hold a name a person wrote; whoever
shows them passes them through ``shown()``.
"""

import re
from collections.abc import Sequence

from companion.model.records import PARTNER, Settings
from companion.model.text import fill, fill_counts, person_words
from companion.model.vocabulary import Pattern, Vocabulary
from companion.patterns.evidence import ENOUGH_BOUTS
from companion.patterns.exact import newcombe_interval
from companion.patterns.findings import Contrast, Finding
from companion.review.grammar import (
    counted,
    label_within,
    lower_first,
    number,
    one_or_many,
    quoted,
    upper_first,
    wanted_to,
)

STATE_NAMES = {
    "counting": "too early to say",
    "not_seen": "no difference so far",
    "early_sign": "early sign",
    "holds_up": "clear so far",
    "easing": "less often lately",
    "growing": "more often lately",
}

STATE_SIGNS = {
    "counting": "·",
    "not_seen": "○",
    "early_sign": "◐",
    "holds_up": "●",
    "easing": "↘",
    "growing": "↗",
}

_NEEDED = {"bouts": "", "comparison": " other times", "weeks": " weeks"}

_CONFOUNDERS = {
    "stress": "Many of these were on stressed or tired days; it may be the kind of day that matters.",
    "hour": "Many of these were at the same time of day; it may be the hour that matters.",
    "weekday": "Many of these were on the same days of the week; it may be the day of the week that matters.",
    "person": "Many of these were with one person; it may only be true of the two of you.",
    "answered": "You filled in what you did more often here than at other times; that alone may explain it.",
}

_CONTRASTS = {
    "night": "at night",
    "morning": "in the morning",
    "afternoon": "in the afternoon",
    "evening": "in the evening",
    "stress": "on a stressed or tired day",
    "own_reach": "after you had reached out",
    "partner_reach": "after {partner} had reached out",
}


def state_words(finding: Finding) -> str:
    """What the state says, as short as it goes: "5 of the 6 needed", "could still be chance"."""
    if finding.state == "counting":
        have, _, of = (finding.needed or "").partition(" of ")
        return (
            f"{have} of the {of}{_NEEDED.get(finding.needed_what or '', '')} needed"
            if of
            else "too early to say"
        )
    if finding.state == "not_seen":
        return "no difference so far"
    if finding.state == "early_sign":
        return "could still be chance"
    if finding.state in ("easing", "growing") and finding.earlier and finding.recent:
        weeks = f"the last {number(finding.recent_weeks)} weeks" if finding.recent_weeks else "recent weeks"
        (k, n), (k1, n1) = finding.earlier, finding.recent
        return f"{k} of {n} before, {k1} of {n1} in {weeks}"
    return rates_words(finding)


def pattern_sentence(finding: Finding, pattern: Pattern, settings: Settings) -> str:
    """The pattern's own sentence with its counts, and the comparison once there is one.

    The counts are those that were tested: in the entry itself and in other entries, or after and before.
    """
    kind, (k, n, k0, n0) = finding.told_of
    if not n and finding.left_out:
        of = "it" if finding.left_out == 1 else "none"
        why = "the time after is not over, or has days without entries"
        can = "cannot" if finding.left_out == 1 else "can"
        return f"{finding.left_out} noted so far, but {of} {can} be counted yet: {why}."
    if not n:
        return "Nothing of this kind noted yet."
    compared = " At other times: {k0} of {n0}." if n0 else ""
    if n0 and kind in _BEFORE:
        compared = f" That is {_AFTER[kind]}; {_BEFORE[kind]}: {{k0}} of {{n0}}."
    wording = _COMPARISON.sub(lambda _: compared, pattern.wording)
    wording = wording.replace(" in or after ", _WHERE.get(kind, " in or after "))
    words = one_or_many(fill_counts(wording, k=k, n=n, k0=k0, n0=n0))
    return fill(f"{words} {against_words(finding, pattern)}".rstrip(), settings)


def later_words(finding: Finding) -> str:
    """How often it was noted in a later entry only, and how soon, where the count is of the entry itself."""
    n = finding.afterwards
    if finding.told_of[0] != "same_moment" or not n:
        return ""
    often = {1: "Once more", 2: "Twice more"}.get(n) or f"{upper_first(number(n))} more times"
    delay = f", {words}" if (words := _delay_words(finding)) else ""
    left_out = "this count leaves it out" if n == 1 else "this count leaves them out"
    return f"{often}, it was noted only in a later entry{delay}; {left_out}."


def against_words(finding: Finding, pattern: Pattern) -> str:
    """The pattern beside what else could have gone before, both in the same windows, and how far that goes;
    empty where there is nothing of the kind.
    """
    if finding.against is None or not finding.n or not finding.against[1]:
        return ""
    (k, n), (k0, n0) = (finding.k, finding.n), finding.against
    interval = newcombe_interval(k, n, k0, n0)
    too_few = min(n, n0) < ENOUGH_BOUTS
    chance = interval is None or interval[0] <= 0 <= interval[1]
    doubt = "; too few to compare so far" if too_few else "; that could be chance" if chance else ""
    own, other = f"{k} of {n} times after {pattern.happened}", f"{k0} of {n0} after {pattern.instead}"
    return one_or_many(f"Within {counted(pattern.window_hours, 'hour')}: {own}, and {other}{doubt}.")


_COMPARISON = re.compile(r" At other times: \{k0\} of \{n0\}\.")
"""The part of a wording that compares; patterns of one's own may hold the older words."""
_WHERE = {"same_moment": " in ", "afterwards": " after ", "next_day": " after "}
_AFTER = {"afterwards": "in the 24 hours after", "next_day": "on the day after"}
_BEFORE = {"afterwards": "in the 24 hours before", "next_day": "on the day before"}
_SHORTLY = {
    "same_moment": "other times",
    "window": "other times",
    "afterwards": "the 24 hours before",
    "next_day": "the day before",
}


def counts_words(finding: Finding) -> tuple[str, ...]:
    """What else was counted than what the sentence says, kind by kind, a sentence each: in the entry itself,
    in the hours after, on the next day.
    """
    lines = []
    told = finding.told_of[0]
    if (entry := finding.same_entry) and entry.n and told != "same_moment":
        others = f"; at other times: {entry.k0} of {entry.n0}" if entry.n0 else ""
        lines.append(f"In the same entry: {entry.k} of {entry.n}{others}.")
    if (words := order_words(finding)) and told != "afterwards":
        lines.append(words)
    if (days := finding.next_day) and days.n and "next_day" in finding.evidence and told != "next_day":
        before = f"on the day before: {days.before_k} of {days.before_n}"
        lines.append(f"On the day after: {days.k} of {days.n}; {before}.")
    return tuple(lines)


def order_words(finding: Finding) -> str:
    """How often a response stood in the hours after, and in those before; empty where that was not tested."""
    after = finding.after
    if after is None or not after.n:
        return ""
    hours = counted(after.hours, "hour")
    before = f"in the {hours} before: {after.before_k} of {after.before_n}"
    return f"In the {hours} after: {after.k} of {after.n}; {before}."


def pattern_rule(pattern: Pattern, vocabulary: Vocabulary, settings: Settings) -> str:
    """The rule in plain words: what counts, within which time, and what it is compared with."""

    def labels(codes: tuple[str, ...]) -> str:
        return _either([quoted(_named(code, vocabulary, settings)) for code in codes])

    hours = counted(pattern.window_hours, "hour")
    if pattern.shape == "cycle":
        return (
            f"Counted: {labels(pattern.antecedents)} on one side, {labels(pattern.responses)} on the other,"
            f" then the first side again, in three entries within {hours}, whichever side came first."
            " Days without entries are not counted."
        )
    where = ["in the same entry"] if pattern.same_entry else []
    if pattern.same_day:
        where.append("later the same day")
    if pattern.window_hours:
        where.append(f"{'' if where else 'in a later entry '}within {hours}")
    return (
        f"Counted: moments with {labels(pattern.antecedents)}. Looked for: {labels(pattern.responses)},"
        f" {_either(where)}. Compared with all other times. Moments less than two hours apart count as one"
        " time. What you noted in the same entry is counted in any case. What came later is counted where the"
        " days after have entries; a day without entries is not a no. Moments when you felt afraid or kept"
        " safe are not counted at all."
    )


def _either(parts: Sequence[str]) -> str:
    return " or ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _named(code: str, vocabulary: Vocabulary, settings: Settings) -> str:
    if not code.startswith("PB:"):
        return vocabulary.label(code, settings)
    return f"{person_words(PARTNER, settings)}: {label_within(vocabulary, code, settings)}"


def evidence_words(finding: Finding) -> str:
    """Where the responses were, and when: "4 in the same entry; 2 more in a later one, about 5 hours later".

    Empty where the count is of the entry itself, which :func:`later_words` completes.
    """
    parts = []
    if finding.told_of[0] == "same_moment":
        return ""
    if in_entry := finding.same_entry.k if finding.same_entry else finding.same_moment:
        parts.append(f"{in_entry} in the same entry")
    if finding.afterwards:
        delay = f", {words}" if (words := _delay_words(finding)) else ""
        parts.append(f"{finding.afterwards}{' more' if parts else ''} in a later entry{delay}")
    words = "; ".join(parts)
    if words and finding.left_out and finding.told_of[0] in ("afterwards", "next_day"):
        # What is told counts also those of which only the first hours are known.
        words = f"of the {finding.n} that could be followed: {words}"
    return upper_first(words) + "." if words else ""


def _delay_words(finding: Finding) -> str:
    """``about 24 hours later (19 to 34 hours)``; empty where nothing came later."""
    if finding.median_delay_hours is None:
        return ""
    later = f"about {hours_words(finding.median_delay_hours)} later"
    if len(finding.delays) > 1 and hours_words(finding.delays[0]) != hours_words(finding.delays[-1]):
        later += f" ({from_to(finding.delays[0], finding.delays[-1])})"
    return later


def left_out_words(finding: Finding) -> str:
    """What could not be followed, and what had no answer; empty when everything could and had."""
    lines = []
    entry = finding.same_entry
    if finding.left_out:
        occasions = f"{finding.left_out} of {counted(entry.n, 'time')}" if entry else str(finding.left_out)
        lines.append(
            f"{occasions} could not be followed: the time after is not over yet, or has days without entries."
        )
        if entry:
            lines.append("What you noted in the same entry is counted.")
    if finding.not_answered and entry:
        of = f"{finding.not_answered} of {counted(entry.n, 'time')} had no answer"
        lines.append(f"{of}: nothing was noted, which is not a no.")
    return " ".join(lines)


def rates_words(finding: Finding) -> str:
    """Both rates, as short as it goes: "13 of 19 (other times 6 of 62)"."""
    kind, (k, n, k0, n0) = finding.told_of
    return f"{k} of {n}" + (f" ({_SHORTLY[kind]} {k0} of {n0})" if n0 else "")


def left_out_in_short(finding: Finding) -> str:
    """What there is of one that waits, and what was left out of it, for a list; empty where nothing was.

    ``9 of 19 in the same entry; 12 of these 19 could not be followed, 3 had no answer``.
    """
    if not finding.left_out and not finding.not_answered:
        return ""
    entry, told = finding.same_entry, finding.told_of[0] == "same_moment" and finding.state != "counting"
    of = f" of these {entry.n}" if entry else ""
    parts = []
    if entry and entry.n == 1:
        followed = "" if not finding.left_out else "could not be followed"
        answered = "" if not finding.not_answered else "had no answer"
        said = " and ".join(each for each in (followed, answered) if each)
        parts = [f"it {said}"] if said else []
    else:
        if entry and finding.left_out == entry.n:
            parts.append(f"none{of} could be followed")
        elif finding.left_out:
            parts.append(f"{finding.left_out}{of} could not be followed")
        if entry and finding.not_answered == entry.n:
            parts.append(f"none{'' if parts else of} had an answer")
        elif entry and finding.not_answered:
            parts.append(f"{finding.not_answered}{'' if parts else of} had no answer")
    has = f"{entry.k} of {entry.n} in the same entry; " if entry and parts and not told else ""
    return has + ", ".join(parts)


LEFT_OUT_RULE = (
    "Could not be followed: the time after is not over yet, or has days without entries; what you noted in"
    " the same entry is counted. No answer: nothing was noted, which is not a no."
)
"""What :func:`left_out_in_short` means, to stand once under a list."""


def confounder_words(finding: Finding) -> tuple[str, ...]:
    """What else could explain a difference, a sentence each."""
    return tuple(_CONFOUNDERS[name] for name in finding.confounders if name in _CONFOUNDERS)


def contrast_words(contrast: Contrast, settings: Settings, vocabulary: Vocabulary | None = None) -> str:
    """What differed between the moments that count and the others, in counts of both.

    ``vocabulary``: for the words of a feeling or of an urge.
    """
    (k, n), (k1, n1) = contrast.with_response, contrast.without
    kind, code = contrast.what[:2], contrast.what[2:]
    if kind in ("F:", "U:"):
        label = vocabulary.label(code, settings) if vocabulary else code.replace("_", " ")
        row = vocabulary.responses.get(code) if vocabulary else None
        what = f"You felt {lower_first(label)}" if kind == "F:" else f"You {wanted_to(row, label)}"
        return f"{what} in {k} of the {n} that count, and in {k1} of the other {n1}."
    what = fill(upper_first(_CONTRASTS.get(contrast.what, contrast.what)), settings)
    return f"{what}: {k} of the {n} that count, {k1} of the other {n1}."


def answer_words(finding: Finding, settings: Settings) -> str:
    """What the person said to the pattern; empty when they said nothing."""
    if finding.answer == "fits":
        return "You said it fits."
    if finding.answer == "not_me":
        return "You said it is not you."
    if finding.answer == "only_with":
        return f"You said it is only true with {person_words(finding.answer_detail, settings)}."
    return ""


def waiting_words(findings: Sequence[Finding]) -> str:
    """The patterns that have nothing to tell yet, in one line; empty when there are none."""
    counting = [finding for finding in findings if finding.state == "counting"]
    level = [finding for finding in findings if finding.state == "not_seen"]
    parts = []
    if counting:
        verb = "needs" if len(counting) == 1 else "need"
        words = f"{counted(len(counting), 'pattern')} {verb} more moments"
        near = _nearest(counting)
        parts.append(
            f"{words}; the closest has {near}"
            if near and len(counting) > 1
            else f"{words}: {near}"
            if near
            else words
        )
    if level:
        verb = "shows" if len(level) == 1 else "show"
        noun = "" if counting else " pattern" if len(level) == 1 else " patterns"
        parts.append(f"{len(level)}{noun} {verb} no difference so far")
    if any(finding.left_out for finding in (*counting, *level)):
        parts.append("Where the days after have no entries, what came later could not be counted")
    return "".join(f"{part}. " for part in parts).strip()


def _nearest(counting: Sequence[Finding]) -> str:
    def share(finding: Finding) -> float:
        have, _, of = (finding.needed or "").partition(" of ")
        return int(have) / int(of) if have.isdigit() and of.isdigit() and of != "0" else 0.0

    nearest = max(counting, key=share)
    return state_words(nearest) if share(nearest) else ""


def hours_words(hours: float) -> str:
    """``30 minutes``, ``14 hours``, ``3 days``."""
    if hours < 1:
        return counted(max(1, round(hours * 60)), "minute")
    return counted(round(hours), "hour") if hours < 48 else counted(round(hours / 24), "day")


def from_to(shortest: float, longest: float) -> str:
    """``8 to 37 hours``, ``30 minutes to 2 days``."""
    (few, unit), (many, other) = hours_words(shortest).split(), hours_words(longest).split()
    same = unit.rstrip("s") == other.rstrip("s")
    return f"{few} to {many} {other}" if same else f"{few} {unit} to {many} {other}"
