"""The feelings on their plane, to go about in and to pick from: by arrows, letters or the mouse."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key, Paste
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from companion.model.label_matching import Candidate, Shared, label_index
from companion.model.records import Feeling
from companion.model.text import joined_lines
from companion.model.vocabulary import Mood, everyday_words
from companion.review.mood_plane import PlaneState, dot_at, plane_row
from companion.review.mood_plane_places import (
    LEAST_HEIGHT,
    LEAST_WIDTH,
    LEFT_CORNERS,
    RIGHT_CORNERS,
    Plane,
    PlaneWord,
    plane_of,
    plane_words,
)

CORNERS = {
    "1": (RIGHT_CORNERS[0], 45), "2": (RIGHT_CORNERS[1], 315),
    "3": (LEFT_CORNERS[0], 135), "4": (LEFT_CORNERS[1], 225),
}  # fmt: skip
"""The digit, the name and the angle of each place a new word can have."""

MOST_ROWS = 34
"""Rows from which on more room would only pull the words apart."""


class MoodPlane(Widget):
    """All feelings where they belong. Picked ones have a dot before them, and a strength or none.

    Right after a pick the digits are its strength. Letters narrow once ``/`` was pressed; then the arrows go
    to those that fit.
    """

    can_focus = True
    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(way, f"move('{way}')", show=False) for way in ("up", "down", "left", "right")),
        *(
            Binding(key, f"move('{way}')", show=False)
            for key, way in (("k", "up"), ("j", "down"), ("h", "left"), ("l", "right"))
        ),
        Binding("enter", "pick", "Pick", id="mood.pick", tooltip="Pick the word in hand"),
        Binding("enter", "go_on", "Save", id="mood.save_words", tooltip="Save what you picked as an entry"),
        Binding("space", "tick", "Pick or unpick", show=False, id="mood.tick",
                tooltip="Pick the word in hand, or unpick it"),
        Binding("backspace",
            "clear", "Unpick", show=False, id="mood.take_back",
                tooltip="Unpick the last word you picked"),
        Binding("slash", "find", "Find", id="mood.find", tooltip="Find a word by its letters"),
        Binding("tab", "screen.onward", "Question", id="mood.answer", tooltip="Write your answer"),
    ]  # fmt: skip

    class Changed(Message):
        """What is picked has changed, or how strong it is."""

    class Moved(Message):
        """Another word is in hand, or other letters narrow."""

    class Added(Message):
        """A word that is not there is to be added, at this angle of the plane."""

        def __init__(self, words: str, angle: int) -> None:
            super().__init__()
            self.words, self.angle = words, angle

    class Saved(Message):
        """What is picked is to be saved."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words: tuple[PlaneWord, ...] = ()
        self._moods: Mapping[str, Mood] = {}
        self._named: Mapping[str, int] = {}
        self._candidates: tuple[Candidate, ...] = ()
        self._shared: Shared = {}
        self.picked: dict[str, int | None] = {}
        """The words that were picked, each with its strength from 1 to 10, or ``None``."""
        self.at = ""
        """The word in hand."""
        self.asking = False
        """Whether digits are a strength now."""
        self.typed: str | None = None
        """The letters that narrow; ``None`` while none are asked for."""
        self.placing = False
        """Whether a digit says where on the plane what was typed is to be added."""

    # what it shows

    def show(self, moods: Iterable[Mood], named: Mapping[str, int], shared: Shared | None = None) -> None:
        """Show these feelings; ``named``: how often each was named lately, most often first. ``shared``: the
        words that say several of them.

        At first the one named most is in hand.
        """
        self._moods = {mood.id: mood for mood in moods}
        self._shared = several = shared or {}
        self._candidates = tuple(
            Candidate(mood.id, mood.label, "", everyday_words(mood), several.get(mood.id, ()))
            for mood in self._moods.values()
        )
        self._words = plane_words(self._moods.values())
        self._named = named
        if self.at not in self._moods:
            self.at = next((mood for mood in named if mood in self._moods), next(iter(self._moods)))
        self.refresh(layout=True)

    def take_in(self, mood: Mood) -> None:
        """Have a new word among the others, and pick it."""
        self.show([*self._moods.values(), mood], self._named, self._shared)
        self.at = mood.id
        self.action_pick()

    @property
    def feelings(self) -> tuple[Feeling, ...]:
        """What was picked."""
        return tuple(Feeling(mood=mood, intensity=strength) for mood, strength in self.picked.items())

    def set_feelings(self, feelings: Sequence[Feeling]) -> None:
        """Show these as picked, without telling the pane."""
        self.picked = {feeling.mood: feeling.intensity for feeling in feelings}
        self.asking, self.typed = False, None
        self.refresh()

    def label_of(self, mood: str) -> str:
        """A feeling as it stands on the plane; its id where the vocabulary knows it no more."""
        return next((word.text for word in self._words if word.id == mood), mood)

    @property
    def fitting(self) -> tuple[str, ...] | None:
        """The words that fit what was typed, best first; ``None`` while nothing narrows."""
        if not (self.typed or "").strip():
            return None
        found = label_index(self._candidates).matches(self.typed or "")
        certain = [match.id for match in found if not match.fit.is_near]
        return tuple(certain or [match.id for match in found])

    @property
    def plane(self) -> Plane:
        """Where the words lie in the room there is."""
        return self._plane_in(self.size.width, self.size.height)

    def _plane_in(self, width: int, height: int) -> Plane:
        return plane_of(self._words, width, min(height, MOST_ROWS))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._plane_in(width, container.height).height if self._words else LEAST_HEIGHT

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return max(LEAST_WIDTH, container.width)

    def render_line(self, y: int) -> Strip:
        if not self._words or y >= (plane := self.plane).height:
            return Strip.blank(self.size.width, self.rich_style)
        state = PlaneState(self.at, self.picked, self._named, self.fitting, self.has_focus)
        row = Content.assemble(*plane_row(plane, self._words, self._moods, state, y))
        return Visual.to_strips(self, row, self.size.width, 1, self.visual_style, pad=True)[0]

    def _draw_again(self, *moods: str) -> None:
        """Draw the rows of these words again, and the middle."""
        plane, width = self.plane, self.size.width
        rows = [plane.places[mood].y for mood in moods if mood in plane.places]
        self.refresh(
            Region(0, plane.middle.y, width, plane.middle.height), *(Region(0, y, width, 1) for y in rows)
        )

    # going about

    def go_to(self, mood: str) -> None:
        """Take a word in hand."""
        if mood == self.at:
            return
        before, self.at = self.at, mood
        self._draw_again(before, mood)
        place = self.plane.places[mood]
        self.scroll_visible_row(place.y)
        self._moved()

    def scroll_visible_row(self, y: int) -> None:
        """Keep a row in sight, where the plane is taller than its room."""
        room = self.parent
        if isinstance(room, Widget) and self.size.height > room.size.height:
            room.scroll_to_region(Region(0, max(0, y - 1), 1, 3), animate=False)

    def _moved(self) -> None:
        self.post_message(self.Moved())
        self.screen.refresh_bindings()

    def action_move(self, way: str) -> None:
        self.go_to(self.plane.toward(self.at, way, self.fitting or ()))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.asking, self.typed, self.placing = False, None, False
        self.refresh()

    # picking

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter picks a word that is not picked, and saves with one in hand that is."""
        if action == "pick":
            return self.at not in self.picked or self.typed is not None
        if action == "go_on":
            return self.at in self.picked and self.typed is None
        return True

    def action_pick(self) -> None:
        if self.typed is not None:
            if self.fitting == ():
                self.placing = True
                self._moved()
                return
            self._narrow(None)
        self.picked.setdefault(self.at, None)
        self.asking = True
        self._changed(self.at)

    def action_go_on(self) -> None:
        self.post_message(self.Saved())

    def action_tick(self) -> None:
        if self.at in self.picked:
            self._unpick(self.at)
        else:
            self.action_pick()

    def action_clear(self) -> None:
        if self.picked:
            self._unpick(next(reversed(self.picked)))

    def _unpick(self, mood: str) -> None:
        del self.picked[mood]
        self.asking = bool(self.picked)
        self._changed(mood)

    def set_strength(self, strength: int) -> None:
        """Say how strong the word in hand is; it is picked with that."""
        self.picked[self.at] = strength
        self.asking = True
        self._changed(self.at)

    def _changed(self, mood: str) -> None:
        self._draw_again(mood)
        self.post_message(self.Changed())
        self.screen.refresh_bindings()

    @property
    def occupied(self) -> bool:
        """Whether Escape ends something here: the narrowing, or the question how strong it is."""
        return self.asking or self.typed is not None

    def leave(self) -> bool:
        """Escape: end the narrowing, or the question how strong it is; False where there was neither."""
        if self.placing:
            self._narrow(self.typed)
        elif self.typed is not None:
            self._narrow(None)
        elif self.asking:
            self.asking = False
            self._moved()
        else:
            return False
        return True

    # letters and digits

    def action_find(self) -> None:
        self._narrow("")

    def _narrow(self, typed: str | None) -> None:
        self.typed, self.placing = typed, False
        if self.fitting:
            self.at = self.fitting[0]
        self.refresh()
        self._moved()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        if self.typed is not None:
            return character is not None and character.isprintable()
        return self.asking and _is_digit(character)

    async def _on_key(self, event: Key) -> None:
        if self._handled(event):
            event.stop()
            event.prevent_default()

    def _handled(self, event: Key) -> bool:
        """Act on a letter or a digit; False when the key is not for this."""
        if self.placing and self.typed and event.character in CORNERS:
            words, self.placing, self.typed = self.typed, False, None
            self.post_message(self.Added(words, CORNERS[event.character or ""][1]))
        elif self.typed is not None:
            if event.key == "backspace":
                self._narrow(self.typed[:-1] if self.typed else None)
            elif event.character is not None and event.character.isprintable():
                self._narrow((self.typed + event.character).lstrip())
            else:
                return False
        elif self.asking and _is_digit(event.character):
            self.set_strength(int(event.character or "0") or 10)
        else:
            return False
        return True

    def on_paste(self, event: Paste) -> None:
        event.stop()
        if self.typed is not None:
            self._narrow((self.typed + joined_lines(event.text)).lstrip())

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset_capture(self)
        mood = self.plane.at(at.x, at.y)
        if mood is not None:
            again = mood == self.at and mood in self.picked
            self.go_to(mood)
            if again:
                self.action_go_on()
            else:
                self.action_pick()
        elif (strength := dot_at(self.plane, self._moods[self.at], at.x, at.y)) is not None:
            self.set_strength(strength)


def _is_digit(character: str | None) -> bool:
    return character is not None and character.isascii() and character.isdigit()
