"""One occasion of a pattern in a few lines: when it was, what followed and how long after, the first words.

A drawing as of :mod:`companion.review.drawing`. Everything a person wrote is made safe to show.
"""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.records import NO_ACT, PARTNER, Moment, Settings
from companion.model.text import one_line, person_words
from companion.model.vocabulary import Pattern, Vocabulary
from companion.patterns.occasions import Occasion, Step
from companion.review.closeness_steps import A_LITTLE_CLOSE, A_LITTLE_FAR
from companion.review.drawing import TOGETHER, Row, Span, hung, merged, width_of
from companion.review.finding_text import hours_words
from companion.review.grammar import counted, label_within, lower_first
from companion.review.pattern_drawing import sign_of, sign_style

_SIGNS = {
    "protective": (f"{A_LITTLE_FAR} ", "$distance"),
    "distance": (f"{A_LITTLE_FAR} ", "$distance"),
    "secure": (f"{A_LITTLE_CLOSE} ", "$closeness"),
    "approach": (f"{A_LITTLE_CLOSE} ", "$closeness"),
}
"""The sign and the style of an act by what the catalogue calls it: further away, or nearer."""

_LEFT_OUT = "the time after is not over yet, or has days without entries"


@dataclass(frozen=True)
class OccasionText:
    """Draws the occasions of one pattern.

    kind: what is told of it, as in ``Finding.told_of``. style: the pattern's own. entry: the moment with an
    id; ``None`` where it is gone. year: the one that goes without saying.
    """

    pattern: Pattern
    kind: str
    style: str
    vocabulary: Vocabulary
    settings: Settings
    entry: Callable[[str], Moment | None]
    year: int
    date_format: str = "day-first"

    def rows(
        self, one: Occasion, width: int, *, note_lines: int = 1, left_out: bool = False, sign: bool = True
    ) -> list[Row]:
        """The occasion in lines of at most ``width`` cells, with ``note_lines`` of what was written.

        ``sign``: with its sign before it, as in a list. ``left_out``: it could not be followed.
        """
        here = [found for id in one.ids if (found := self.entry(id)) is not None]
        if not here:
            return [(("This entry was deleted.", "$soft"),)]
        mark: tuple[Span, ...] = ((f"{sign_of(one)} ", sign_style(one, self.style)),) if sign else ()
        line = one.after or (one.before if self.kind in ("afterwards", "next_day") else None)
        lead = ("│ ", self.style if line else "$soft")
        rows = [*self._heading(here[0], mark, width, lead)]
        for more in here[1:3]:
            rows.append((lead, (f"{more.occurred_at:%H:%M}  ", "$soft"), *self._title(more)))
        if len(here) > 3:
            rows.append((lead, (f"and {counted(len(here) - 3, 'more entry', 'more entries')}", "$soft")))
        followed = list(self._followed(one, here, left_out))
        for n, words in enumerate(followed):
            hook = "╰─ " if n == len(followed) - 1 else "├─ "
            rows += hung((hook, lead[1]), words, width)
        note = self._note(one, here)
        rows += [(("   ", ""), (text, "")) for text in _first_lines(note, width - 3, note_lines)]
        return rows

    def said(self, one: Occasion, *, left_out: bool = False) -> str:
        """The occasion in a sentence, without signs: when, what happened, what followed."""
        here = [found for id in one.ids if (found := self.entry(id)) is not None]
        if not here:
            return "This entry was deleted."
        parts = [f"{self._when(here[0].occurred_at)}, {_plain(self._title(here[0]))}"]
        parts += [felt] if (felt := self._felt(here[0], of_ten=True)) else []
        parts += [_plain(words) for words in self._followed(one, here, left_out)]
        return f"{'; '.join(parts)}."

    def _heading(self, moment: Moment, mark: Row, width: int, lead: Span) -> Iterator[Row]:
        """When, what happened and what was felt: on one line where there is room."""
        head: Row = (*mark, (f"{self._when(moment.occurred_at)}  ", "$soft"), *self._title(moment))
        felt = self._felt(moment)
        gap = width - width_of(head) - cell_len(felt)
        if felt and gap >= 3:
            yield (*head, (" " * gap, ""), (felt, "$soft"))
            return
        yield from hung(head[0], head[1:], width)
        if felt:
            yield from hung(lead, ((felt, "$soft"),), width)

    def _followed(self, one: Occasion, here: list[Moment], left_out: bool) -> Iterator[Row]:
        """What was noted after it, before it where that is what it is compared with, or that nothing was."""
        if self.kind in ("afterwards", "next_day") and one.before is not None:
            yield self._step(one.before, "before")
        for step in one.after:
            yield self._step(step, "later")
        if one.after:
            return
        answers = self._acts(here)
        acts = self._acts(here, none=False)
        if left_out:
            yield (*_and(acts), (_LEFT_OUT, "$soft"))
        elif not one.answered:
            yield (("nothing was noted, which is not a no", "$soft"),)
        elif self.kind == "same_moment" and answers:
            yield (("noted instead: " if acts else "noted: ", "$soft"), *answers)
        elif self.kind == "same_moment":
            yield (("not noted in the same entry", "$soft"),)
        else:
            yield (*_and(acts), (f"nothing of the kind {self._looked_at}", "$soft"))

    @property
    def _looked_at(self) -> str:
        if self.kind == "next_day":
            return "on the day after"
        hours = min(24, self.pattern.window_hours) if self.kind == "afterwards" else self.pattern.window_hours
        return f"in the {hours} hours after" if hours else "in the entry"

    def _step(self, step: Step, way: str) -> Row:
        moment = self.entry(step.id)
        acts = self._acts([] if moment is None else [moment], looked_for=True)
        if step.hours is None:
            return (("in the same entry: ", self.style), *acts)
        when = "" if moment is None else f", {self._when(moment.occurred_at)}"
        return ((f"{hours_words(step.hours)} {way}", self.style), (f"{when}: ", "$soft"), *acts)

    def _acts(self, moments: list[Moment], *, looked_for: bool = False, none: bool = True) -> Row:
        """What was done in these moments, of the kind the pattern looks for; that itself first and bold.

        ``none``: the answer that there was nothing is one, where it stands alone.
        """
        wanted = {
            *self.pattern.responses,
            *(self.pattern.antecedents if self.pattern.shape == "cycle" else ()),
        }
        codes = dict.fromkeys(code for moment in moments for code in self._codes(moment))
        first = [code for code in codes if code in wanted]
        # What stands in a moment besides what is looked for is what was done, not what the other did.
        kind = "PB:" if all(code.startswith("PB:") for code in self.pattern.responses) else "R:"
        rest = [code for code in codes if code not in wanted and code.startswith(kind)]
        if not none:
            rest = [code for code in rest if code != f"R:{NO_ACT}"]
        parts: list[Span] = []
        for code in (*first, *rest):
            sign, style = self._sign(code)
            bold = " bold" if looked_for and code in wanted else ""
            parts += [(", ", "$soft")] if parts else []
            words = sign.replace(" ", TOGETHER) + self._words(code)
            parts.append((words, f"{style}{bold}".strip()))
        return tuple(parts)

    def _codes(self, moment: Moment) -> Iterable[str]:
        yield from (f"R:{code}" for code in moment.responses)
        yield from (f"PB:{code}" for code in moment.partner_acts)

    def _sign(self, code: str) -> Span:
        bare = code.partition(":")[2]
        if code.startswith("PB:"):
            act = self.vocabulary.partner_acts.get(bare)
            return _SIGNS.get(act.group if act else "", ("", ""))
        row = self.vocabulary.responses.get(bare)
        return _SIGNS.get(row.kind if row else "", ("", ""))

    def _words(self, code: str) -> str:
        bare = code.partition(":")[2]
        label = one_line(label_within(self.vocabulary, code, self.settings))
        if code.startswith("PB:"):
            return f"{person_words(PARTNER, self.settings)}: {label}"
        row = self.vocabulary.responses.get(bare)
        return row.done if row and row.done and bare != NO_ACT else label

    def _title(self, moment: Moment) -> Row:
        """What happened; of a pattern that begins with an act, that act as well."""
        begun = [code for code in self._codes(moment) if code in self.pattern.antecedents]
        codes = moment.triggers or (() if begun else moment.partner_acts or moment.responses)
        labels = [one_line(self.vocabulary.label(code, self.settings)) for code in codes]
        spans: list[Span] = [(", ".join(labels) or ("" if begun else "A moment"), "bold")]
        for code in begun:
            sign, style = self._sign(code)
            spans += [
                ("  " if spans[0][0] else "", ""),
                (f"{sign}{self._words(code)}", f"{style} bold".strip()),
            ]
        return merged(spans)

    def _felt(self, moment: Moment, *, of_ten: bool = False) -> str:
        """What was felt, with its strength; ``of_ten``: saying out of how much, for what is read out."""
        out_of = " out of 10" if of_ten else ""
        words = [
            lower_first(one_line(self.vocabulary.label(one.mood, self.settings)))
            + ("" if one.intensity is None else f" {one.intensity}{out_of}")
            for one in moment.feelings
        ]
        return f"felt {', '.join(words)}" if words else ""

    def _note(self, one: Occasion, here: list[Moment]) -> str:
        """What was written where it followed, else where it began."""
        steps = [self.entry(step.id) for step in one.after]
        written = [moment.note for moment in (*steps, *here) if moment is not None and moment.note.strip()]
        return one_line(written[0]) if written else ""

    def _when(self, at: datetime) -> str:
        day = local_day(at, self.settings.day_start)
        return f"{day_words(day, self.date_format, year=at.year != self.year, short=True)} {at:%H:%M}"


def _plain(row: Row) -> str:
    """The words of a row without the signs in it."""
    text = "".join(text for text, _ in row).replace(TOGETHER, " ")
    for sign, _ in _SIGNS.values():
        text = text.replace(sign, "")
    return " ".join(text.split())


def _and(acts: Row) -> Row:
    return (*acts, ("; ", "$soft")) if acts else ()


def _first_lines(text: str, width: int, most: int) -> list[str]:
    """The beginning of a text in so many lines; where there is more, it says so."""
    lines = textwrap.wrap(text, max(8, width), max_lines=most, placeholder=" …") if text and most else []
    return [line if cell_len(line) <= width else line[: width // 2] for line in lines]
