"""Words, questions, patterns and practices of one's own: a sheet for each, to add one or to change it."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from companion.journal import Journal
from companion.model.errors import InputRefused
from companion.tui.sheet import Sheet
from companion.tui.widgets.choice import Choice
from companion.tui.widgets.picker import Picker
from companion.tui.widgets.text_fields import LineField, NoteField
from companion.tui.widgets.vocabulary import code_choices, with_partner_acts, word_adder

_TIMES = (
    Choice("morning", "in the morning"),
    Choice("after_trigger", "after a moment"),
    Choice("evening", "in the evening"),
    Choice("weekly", "once a week"),
)
_WINDOWS = (
    Choice("0", "in the same entry"),
    Choice("24", "within a day"),
    Choice("48", "within two days"),
    Choice("72", "within three days"),
)
_GROUPS = (
    Choice("closeness", "closeness"),
    Choice("distance", "distance"),
    Choice("uncertainty", "uncertainty"),
    Choice("conflict", "arguments"),
    Choice("vulnerability", "showing what hurts"),
    Choice("commitment", "the future together"),
    Choice("trust", "trust"),
    Choice("autonomy", "time and space of your own"),
    Choice("external", "from outside"),
    Choice("neutral", "none of these"),
)
_KINDS_OF_RESPONSE = {
    "neutral": ("none of these", ("neutral", "none")),
    "secure": ("a way of coming closer", ("secure", "secure")),
    "back": ("a way of pulling back", ("protective", "deactivating")),
    "after": ("a way of holding on", ("protective", "hyperactivating")),
}
_CORNERS = {
    "45": "pleasant, high energy",
    "315": "pleasant, low energy",
    "135": "unpleasant, high energy",
    "225": "unpleasant, low energy",
}


class _CustomSheet(Sheet):
    """Fields that are text, a list of picks, or many lines, by their ids; empty, or those of one that is
    there already."""

    kind = ""
    """Which kind of word it is for; see :data:`companion.journal.words.TABLES`."""

    def __init__(self, journal: Journal, id: str = "") -> None:
        """``id``: the one to change; empty for a new one."""
        draft = {"prompt": "question"}.get(self.kind, self.kind)
        super().__init__(journal, f"own:{draft}:{id}" if id else f"own:{draft}")
        self._id = id

    @property
    def row(self) -> Any:
        """The row to change."""
        tables: Mapping[str, Any] = {
            "trigger": self.journal.vocabulary.triggers,
            "response": self.journal.vocabulary.responses,
            "partner_act": self.journal.vocabulary.partner_acts,
            "mood": self.journal.vocabulary.moods,
            "prompt": self.journal.vocabulary.prompts,
            "practice": self.journal.vocabulary.practices,
            "pattern": self.journal.vocabulary.patterns,
        }
        return tables[self.kind][self._id]

    def given(self) -> dict[str, Any]:
        """What the fields hold at first, of the row to change."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def state(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in self.query(".field"):
            if isinstance(field, Picker):
                values[str(field.id)] = list(field.picked)
            elif isinstance(field, LineField | NoteField):
                values[str(field.id)] = field.value
        return values

    def restore(self, state: dict[str, Any]) -> None:
        state = state or (self.given() if self._id else {})
        for field in self.query(".field"):
            value = state.get(str(field.id))
            if isinstance(field, Picker) and value is not None:
                field.set_picked(value)
            elif isinstance(field, LineField | NoteField):
                field.set_value(value or "")

    def save(self, words: str, **fields: Any) -> None:
        """Add it, or change the one that is there. Raises InputRefused."""
        if self._id:
            self.journal.words.change(self.kind, self._id, words, **fields)
        else:
            self.journal.words.add(self.kind, words, **fields)


class CustomQuestionScreen(_CustomSheet):
    """A question and the time of day it belongs to."""

    HELP = """
A question of your own, asked in Mood at the time of day you choose. Tab moves on and **ctrl+l** saves. Your
draft is kept if you leave.
"""
    kind = "prompt"

    def fields(self) -> ComposeResult:
        yield Static(Content.styled("Your own question", "bold"), classes="story-title")
        yield LineField("Question", "e.g. What was easy today?", id="text")
        yield Picker("When to ask it", lambda: _TIMES, single=True, id="moment")
        yield Static("It comes up along with the others, about every ten days.", classes="soft")

    def given(self) -> dict[str, Any]:
        return {"text": self.row.text, "moment": [self.row.moment]}

    def keep(self) -> None:
        state = self.state()
        self.save(state["text"], moment=next(iter(state["moment"]), "evening"))


class CustomPracticeScreen(_CustomSheet):
    """A practice: its name, its steps, and the sentence to try it as."""

    HELP = """
A practice of your own, listed in the Library with the others. Give it a name, a few short steps, and a
sentence to try it as: if this happens, then I will do that. **ctrl+l** saves; Esc keeps your draft.
"""
    kind = "practice"

    def fields(self) -> ComposeResult:
        yield Static(Content.styled("Your own practice", "bold"), classes="story-title")
        yield LineField("Name", "e.g. Tea first", id="label")
        yield LineField("If-then", "If ..., then I ...", id="if_then")
        yield NoteField("Steps, one per line", "e.g. Put the kettle on.", id="steps")

    def given(self) -> dict[str, Any]:
        return {"label": self.row.label, "if_then": self.row.if_then, "steps": "\n".join(self.row.steps)}

    def keep(self) -> None:
        state = self.state()
        steps = [line.strip() for line in state["steps"].splitlines() if line.strip()]
        if not (steps and state["if_then"].strip()):
            raise InputRefused(
                "A practice needs at least one step and an if-then sentence: If ..., then I ..."
            )
        self.save(state["label"], steps=steps, if_then=state["if_then"].strip())


class CustomPatternScreen(_CustomSheet):
    """A pattern: what goes before, what may follow, and within how many hours.

    Either side can hold what the other did.
    """

    HELP = """
A pattern of your own: what happened first, what came then, and within how many hours. Either side can be
something you did or something the other person did. It is counted like the others, compared with your other
times, and says something after about six of each. **ctrl+l** saves; Esc keeps your draft.
"""
    kind = "pattern"

    def fields(self) -> ComposeResult:
        words = self.journal.vocabulary
        yield Static(Content.styled("Your own pattern", "bold"), classes="story-title")
        yield LineField("Name", "e.g. Quiet after visits", id="title")
        yield Picker(
            "When this happened",
            with_partner_acts(
                self.journal, code_choices(self.journal, "trigger", lambda: words.triggers.values())
            ),
            word_adder=word_adder(self.journal, "trigger"),
            id="antecedents",
        )
        yield Picker(
            "Then came",
            with_partner_acts(
                self.journal, code_choices(self.journal, "response", lambda: words.acts.values())
            ),
            word_adder=word_adder(self.journal, "response"),
            id="responses",
        )
        yield Picker("Within", lambda: _WINDOWS, single=True, id="window")
        yield Static(
            "It is counted like the others and compared with other times; it has something to say after about"
            " six of each.",
            classes="soft",
        )

    def given(self) -> dict[str, Any]:
        row = self.row
        return {
            "title": row.title,
            "antecedents": [code.removeprefix("R:") for code in row.antecedents],
            "responses": [code.removeprefix("R:") for code in row.responses],
            "window": [str(row.window_hours)],
        }

    def keep(self) -> None:
        state = self.state()
        if not (state["antecedents"] and state["responses"]):
            raise InputRefused("Pick at least one thing that happened, and one that came then.")
        own = self.row if self._id else None
        before = [f"R:{code}" for code in state["antecedents"] if own and f"R:{code}" in own.antecedents]
        self.save(
            state["title"],
            antecedents=[f"R:{code}" if f"R:{code}" in before else code for code in state["antecedents"]],
            responses=[code if code.startswith("PB:") else f"R:{code}" for code in state["responses"]],
            window_hours=int(next(iter(state["window"]), "24")),
        )


class WordScreen(_CustomSheet):
    """The label of a word; of one's own also what it says beside it, and where it belongs."""

    HELP = """
What a word is called, wherever you pick it or read it. Entries that use it stay with it, and show the new
name. A word of your own also has a line that explains it, and a group it is counted with. **ctrl+l** saves;
Esc keeps your draft.
"""

    def __init__(self, journal: Journal, kind: str, id: str) -> None:
        self.kind = kind
        super().__init__(journal, id)
        self._word = journal.words.word(kind, id)

    def fields(self) -> ComposeResult:
        own, kind = self._word.own, self.kind
        title = "Your own word" if own else "What you call it"
        yield Static(Content.styled(title, "bold"), classes="story-title")
        yield LineField("Label", self._word.usual, id="label")
        if not own:
            yield Static(
                f"Usually “{self._word.usual}”; leave the line empty for that. It is found by both, and"
                " entries keep it.",
                classes="soft",
                markup=False,
            )
            return
        if kind == "mood":
            yield LineField("What it means", "e.g. A good kind of nervous", id="definition")
            yield Picker("Where it belongs", _choices(_CORNERS), single=True, id="angle")
        else:
            yield LineField("What it means", "e.g. Sunday evening, with my sister", id="help")
        if kind == "trigger":
            yield Picker("Belongs to", lambda: _GROUPS, single=True, id="group")
        elif kind == "response":
            kinds = {id: words for id, (words, _) in _KINDS_OF_RESPONSE.items()}
            yield Picker("It is", _choices(kinds), single=True, id="kind")

    def given(self) -> dict[str, Any]:
        word, row = self._word, self.row
        if not word.own:
            return {"label": "" if word.label == word.usual else word.label}
        state: dict[str, Any] = {"label": row.label}
        if self.kind == "mood":
            corners = (45, 135, 225, 315)
            nearest = min(corners, key=lambda corner: abs(corner - row.angle))
            state |= {"definition": row.definition, "angle": [str(nearest)]}
        else:
            state["help"] = row.help
        if self.kind == "trigger":
            state["group"] = [row.group]
        elif self.kind == "response":
            now = (row.kind, row.strategy)
            state["kind"] = [id for id, (_, fields) in _KINDS_OF_RESPONSE.items() if fields == now]
        return state

    def keep(self) -> None:
        state = self.state()
        fields: dict[str, Any] = {
            name: state[name].strip() for name in ("help", "definition") if name in state
        }
        if picked := next(iter(state.get("group", ())), ""):
            fields["group"] = picked
        if picked := next(iter(state.get("kind", ())), ""):
            fields["kind"], fields["strategy"] = _KINDS_OF_RESPONSE[picked][1]
        if state.get("angle") and state["angle"] != self.given()["angle"]:
            fields["angle"] = int(state["angle"][0])
        self.save(state["label"], **fields)


def _choices(words: Mapping[str, str]) -> Callable[[], list[Choice]]:
    return lambda: [Choice(id, each) for id, each in words.items()]


SHEETS: dict[str, Callable[[Journal], Sheet]] = {
    "question": CustomQuestionScreen,
    "pattern": CustomPatternScreen,
    "practice": CustomPracticeScreen,
}
"""The sheet for each kind of thing a person can add."""


def sheet_for(journal: Journal, kind: str, id: str) -> Sheet:
    """The sheet to change a word. Raises InputRefused for an id that no word of this kind has."""
    sheets = {
        "prompt": CustomQuestionScreen,
        "pattern": CustomPatternScreen,
        "practice": CustomPracticeScreen,
    }
    return sheets[kind](journal, id) if kind in sheets else WordScreen(journal, kind, id)
