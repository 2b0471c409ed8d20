"""The form for a moment: what happened, was felt, wanted and done, and how it ended. Every part optional."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypedDict

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input, TextArea

from companion.journal import Journal
from companion.model.records import NO_ACT, PARTNER, Feeling, Moment
from companion.tui.widgets.feelings import FeelingPicker
from companion.tui.widgets.field import Changed, Field
from companion.tui.widgets.picker import Picker
from companion.tui.widgets.scale import ClosenessScale
from companion.tui.widgets.text_fields import Labelled, LineField, NoteField, WritingArea, tags_from
from companion.tui.widgets.vocabulary import (
    code_choices,
    mentioned_in,
    mood_rows,
    person_choices,
    shared_moods,
    urge_choices,
    word_adder,
)
from companion.tui.widgets.when_field import WhenField


class State(TypedDict):
    """What stands in the form, as plain JSON values: the shape of a draft."""

    person: list[str]
    triggers: list[str]
    partner_acts: list[str]
    feelings: list[list[Any]]
    urges: list[str]
    responses: list[str]
    closeness: int | None
    body: str
    ending: str
    when: str
    when_at: str | None
    tags: str
    note: str


def state_of_moment(moment: Moment) -> State:
    """What stands in the form where it shows a moment."""
    return State(
        person=[moment.person],
        triggers=list(moment.triggers),
        partner_acts=list(moment.partner_acts),
        feelings=[[feeling.mood, feeling.intensity] for feeling in moment.feelings],
        urges=list(moment.urges),
        responses=list(moment.responses),
        closeness=moment.closeness,
        body=moment.body,
        ending=moment.ending,
        when=moment.occurred_at.strftime("%Y-%m-%d %H:%M"),
        when_at=None,
        tags=", ".join(moment.tags),
        note=moment.note,
    )


_PICKERS = ("person", "triggers", "partner_acts", "urges", "responses")
_LINES = ("body", "ending", "tags")
_IN_ORDER = ("triggers", "partner_acts", "feelings", "urges", "responses", "ending", "body", "note")
"""The rows a moment that was left is gone on with in, from the first to the last."""


class MomentForm(VerticalScroll, can_focus=False):
    """Posts ``Edited`` at every change; the pane keeps the draft and saves."""

    class Edited(Message):
        """Something in the form changed; ``state`` is what stands in it now."""

        def __init__(self, state: State) -> None:
            super().__init__()
            self.state = state

    def __init__(self, journal: Journal, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.journal = journal
        self._original: Moment | None = None
        self._shown_when = ""

    def compose(self) -> ComposeResult:
        for field in self._fields():
            field.thread = True
            yield field

    def _fields(self) -> Iterator[Field | Labelled]:
        journal, vocabulary = self.journal, self.journal.vocabulary
        yield Picker("With whom", lambda: person_choices(journal), single=True, id="person")
        yield Picker(
            "What happened",
            code_choices(journal, "trigger", lambda: vocabulary.triggers.values()),
            word_adder=word_adder(journal, "trigger"),
            takes_words=True,
            id="triggers",
        )
        yield Picker(
            f"What {journal.settings.partner_name or 'my partner'} did",
            code_choices(journal, "partner_act", lambda: vocabulary.partner_acts.values()),
            id="partner_acts",
        )
        yield FeelingPicker(
            "What I felt",
            lambda: mood_rows(journal),
            shared=lambda: shared_moods(journal),
            word_adder=word_adder(journal, "mood"),
            id="feelings",
        )
        yield Picker(
            "What I wanted to do",
            urge_choices(journal),
            word_adder=word_adder(journal, "response"),
            id="urges",
        )
        yield Picker(
            "What I did",
            code_choices(journal, "response", lambda: vocabulary.responses.values()),
            word_adder=word_adder(journal, "response"),
            alone=NO_ACT,
            id="responses",
        )
        yield ClosenessScale("How close it felt", id="closeness")
        yield LineField("How it ended", "e.g. reached out an hour later", id="ending")
        yield LineField("In the body", "e.g. tight chest, warm face", id="body")
        yield NoteField("In my own words", "If you like. F4 opens your editor.", id="note")
        when = WhenField(journal, "now; or yesterday 9pm, 2h ago, last friday", id="when")
        when.idle = "now"
        tags = LineField("Tags", "e.g. kitchen, visit", id="tags")
        when.sign = tags.sign = False
        yield from (when, tags)

    # what stands in the form

    def picker(self, name: str) -> Picker:
        """One of the pickers, by its id."""
        return self.query_one(f"#{name}", Picker)

    def state(self) -> State:
        """What stands in the form now."""
        lines = {name: self.query_one(f"#{name}", LineField).value for name in _LINES}
        feelings = self.query_one("#feelings", FeelingPicker).feelings
        return State(
            person=list(self.picker("person").picked),
            triggers=list(self.picker("triggers").picked),
            partner_acts=list(self.picker("partner_acts").picked),
            feelings=[[feeling.mood, feeling.intensity] for feeling in feelings],
            urges=list(self.picker("urges").picked),
            responses=list(self.picker("responses").picked),
            closeness=self.query_one(ClosenessScale).value,
            body=lines["body"],
            ending=lines["ending"],
            when=self.when.value,
            when_at=None if self.when.value == self._shown_when else self.when.typed_at,
            tags=lines["tags"],
            note=self._note(),
        )

    def _note(self) -> str:
        """The words of one's own, with a sentence that was typed in the first row and stands nowhere else."""
        note, sentence = self.query_one("#note", NoteField).value, self.picker("triggers").sentence
        return f"{note.rstrip()}\n{sentence}" if note.strip() and sentence else note or sentence

    def restore(self, state: dict[str, Any]) -> None:
        """Show what a draft holds; parts the draft does not name stay empty."""
        for name in _PICKERS:
            self.picker(name).set_picked(state.get(name, []))
        feelings = [Feeling(mood=mood, intensity=intensity) for mood, intensity in state.get("feelings", [])]
        self.query_one("#feelings", FeelingPicker).set_feelings(feelings)
        self.query_one(ClosenessScale).set_value(state.get("closeness"))
        for name in _LINES:
            self.query_one(f"#{name}", LineField).set_value(state.get(name, ""))
        self.when.set_value(state.get("when", ""), state.get("when_at"))
        self.query_one("#note", NoteField).set_value(state.get("note", ""))

    def clear(self) -> None:
        """An empty form for a new moment."""
        self._original = None
        self._shown_when = ""
        self.restore({})
        for picker in self.query(Picker):
            picker.read_again()
        self.offer_persons()

    def offer_persons(self) -> None:
        """Ask with whom it was where there is more than one answer, and only there."""
        picker = self.picker("person")
        picker.read_again()
        picker.display = len(picker.choices) > 1

    def show(self, moment: Moment) -> None:
        """Show a moment for editing."""
        self.clear()
        self._original = moment
        state = state_of_moment(moment)
        self._shown_when = state["when"]
        self.restore(dict(state))

    def fields(self) -> dict[str, Any]:
        """What stands in the form, as the Journal takes it. Raises InputRefused for a time that is none."""
        state = self.state()
        return {
            "person": next(iter(state["person"]), self._original.person if self._original else PARTNER),
            "when": None if state["when"].strip() == self._shown_when else self.when.time,
            "triggers": tuple(state["triggers"]),
            "partner_acts": tuple(state["partner_acts"]),
            "feelings": self._feelings(),
            "urges": tuple(state["urges"]),
            "responses": tuple(state["responses"]),
            "closeness": state["closeness"],
            "body": state["body"],
            "ending": state["ending"],
            "tags": tags_from(state["tags"], self._original.tags if self._original else ()),
            "note": state["note"],
        }

    def _feelings(self) -> tuple[Feeling, ...]:
        """The feelings, with what an imported one carried beside its word and strength."""
        before = self._original.feelings if self._original else ()
        extras = {feeling.mood: feeling.extra for feeling in before}
        picked = self.query_one("#feelings", FeelingPicker).feelings
        return tuple(replace(feeling, extra=extras.get(feeling.mood, {})) for feeling in picked)

    # messages from the fields

    @on(Picker.Written)
    def keep_words(self, event: Picker.Written) -> None:
        """What was typed in the first row and is nothing to pick is the note; what it mentions is offered."""
        event.stop()
        note = self.query_one("#note", NoteField)
        before = note.value.rstrip()
        note.set_value(f"{before}\n{event.words}" if before else event.words)
        self.offer_mentions(event.words)
        self._tell()

    def offer_mentions(self, text: str) -> None:
        """Have what a text mentions stand first in the rows it belongs to; nothing is picked."""
        for name, ids in mentioned_in(self.journal, text).items():
            self.query_one(f"#{name}", Picker).offer_first(ids)

    def on_changed(self, event: Changed) -> None:
        event.stop()
        self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        # Enter in a line goes on to the next field, as in every picker Tab does.
        event.stop()
        self.screen.focus_next("MomentForm *")

    def _tell(self) -> None:
        self.post_message(self.Edited(self.state()))

    def begin(self) -> None:
        """Put the cursor where a moment begins."""
        self.screen.set_focus(self.picker("triggers"))
        if self.picker("person").display:
            self.scroll_home(animate=False)

    def go_on(self) -> None:
        """Put the cursor where a moment was left: at the end of the last row that was answered."""
        answered = [name for name in _IN_ORDER if self.state()[name]]  # type: ignore[literal-required]
        if not answered or answered[-1] in _PICKERS:
            self.begin() if not answered else self.screen.set_focus(self.picker(answered[-1]))
            return
        field = self.query_one(f"#{answered[-1]}")
        inner = field if field.can_focus else field.query_one("Input, WritingArea")
        self.screen.set_focus(inner)
        if isinstance(inner, Input):
            inner.cursor_position = len(inner.value)

    def on_resize(self) -> None:
        """A terminal made lower keeps the field in use in sight."""
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            focused.call_after_refresh(focused.scroll_visible, animate=False)

    @property
    def when(self) -> WhenField:
        """The field for the time."""
        return self.query_one(WhenField)

    @property
    def writing(self) -> WritingArea:
        """The field for words of one's own."""
        return self.query_one(WritingArea)
