"""The list of all actions: everything that can be done, found by the words people type for it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from companion.tui.key_table import meaning_of, sentence_of
from companion.tui.overlay import Overlay

_ROOM_AT_THE_SIDES = 6
"""Cells that a row of the list leaves free, both sides together."""

_TITLE = 27
"""Cells for what a row is called, before what it does."""

_PASSED_OVER = frozenset(
    ["a", "an", "the", "my", "to", "of", "for", "i", "in", "go", "me", "if", "it", "is", "too", "over"]
)
"""Words of a search that say nothing."""


class Action(NamedTuple):
    """A row of the list: what it is called, what it does in a sentence, and how it is done.

    key: as it is shown; empty for none. words: what people may type for it, beside what it is called.
    """

    title: str
    help: str
    run: Callable[[], object]
    key: str = ""
    words: str = ""


class Named(NamedTuple):
    """An action of the app, or of the pane in sight (``"screen.undo"``), as a row names it."""

    title: str
    help: str
    action: str
    words: str


LOG = Named(
    "Log a moment", "What happened, what you felt, wanted and did; one word is enough", "app.log_moment",
    "new add write note entry record plus create start moment journal log jot",
)  # fmt: skip
"""First in Today."""

EVERYWHERE = (
    LOG,
    Named("Undo", "Undo the last thing, whatever it was", "screen.undo",
          "back revert mistake oops bring restore take wrong trash deleted recover"),
    Named("Redo", "Redo what was undone last", "screen.redo", "again repeat forward"),
    Named("Find an entry", "By its words, a feeling, a tag or a date", "screen.find",
          "search look filter where query tag tags"),
    Named("Starred entries", "Find them in Reflections", "app.find_starred",
          "star starred favourite favourites favorite favorites bookmark bookmarks pin pinned"),
    Named("The year", "The days of a year by how close they were", "app.year",
          "calendar year month months days heatmap overview colours lines trend graph chart"),
    Named("Go to a date", "As in 3 weeks ago, last friday, 2026-02-14", "app.go_to_date",
          "jump date day when past ago"),
    Named("Today", "Go to Today: the day, and the way in", "app.pane('today')", "home day now main"),
    Named("Mood", "Go to Mood: a feeling, a question", "app.pane('mood')",
          "feeling feelings emotion emotions question prompt reflect answer sad angry happy check-in write"),
    Named("Reflections", "Go to Reflections: all entries, newest first", "app.pane('reflections')",
          "entries timeline history diary journal past list all days older sort order"),
    Named("Week", "Go to Week: the week as a letter", "app.pane('week')",
          "letter summary review sunday weekly report"),
    Named("Patterns", "Go to Patterns: what tended to follow what", "app.pane('patterns')",
          "habits cycle statistics stats insights counts analysis trends evidence numbers graph chart"),
    Named("Library", "Go to Library: pages to read, and practices", "app.pane('library')",
          "read pages learn articles cards exercises exercise practices practice tips advice why"),
    Named("Experiment", "Start one, or log how it went", "app.experiment",
          "try attempt test if-then change practice"),
    Named("Settings", "Everything that can be set", "app.preferences",
          "preferences options configure setup date dates format week-start day-start movement animation"),
    Named("Your partner's name and pronouns", "In Settings", "app.preferences",
          "partner name pronouns they she he husband wife girlfriend boyfriend who"),
    Named("Where your journal is", "Its folder, in Settings; nothing is sent anywhere", "app.preferences",
          "file folder location data stored cloud online account privacy"),
    Named("Theme", "How it looks", "app.change_theme",
          "dark light colours colors colour color looks appearance night paper dusk contrast"),
    Named("Passphrase", "Set or change what opens the journal", "app.passphrase",
          "password encrypt encryption secret pin security protect lock"),
    Named("Lock", "Blank the screen at once and lock", "app.lock", "hide private blank close away screen"),
    Named("Safety page", "When it is not safe between you", "app.safety_page('card_safety')",
          "danger help emergency hotline violence afraid fear abuse threat"),
    Named("Too much right now", "What helps in the next minutes", "app.safety_page('card_crisis')",
          "crisis panic overwhelmed suicide help emergency hotline"),
    Named("Tonight", "When they step back tonight, or you pull away", "app.tonight",
          "distance withdrawn cold ignoring now stuck"),
    Named("Help", "Keys and help for what you see", "app.help",
          "keys shortcuts manual how hotkeys ? tutorial guide introduction"),
    Named("Quit", "Leave; drafts are kept", "app.quit", "exit close leave bye end stop"),
)  # fmt: skip
"""The places and verbs that are there in every pane."""

TOLD = {
    "Font": ("Set the font and its size in your terminal",
             "The font is your terminal's: its own settings have it, often ctrl and + too.",
             "font fonts size bigger larger smaller zoom text letters"),
    "Mouse": ("It works: click keys, rows, days and words; the wheel scrolls",
              "The mouse works. To select text, most terminals want shift held down.",
              "mouse click scroll touch select"),
    "Reload": ("Not needed: what another window writes appears by itself",
               "Read again. What another window writes appears by itself, too.",
               "reload refresh update"),
}  # fmt: skip
"""What people look for and need not do here: by name, what its row says, what is said then, and its words."""

COMMAND_LINES = {
    "merge": ("Merge with another device", "Merge another device's journal into this one", "merge FILE",
              "sync synchronise join phone laptop combine devices device cloud"),
    "backup": ("Back up now", "One a day is made anyway", "backup -o FILE", "backup save copy safe archive"),
    "restore": ("Restore a backup", "Put a backup in the journal's place", "restore",
                "backup recover lost older back"),
    "remind": ("Reminder", "A reminder in the evening", "remind",
               "remind notification notifications notify alarm daily evening schedule"),
    "keys": ("Keys on other keys", "Put an action on a key of your own", "settings keys.pane.undo f8",
             "keys rebind shortcut shortcuts hotkey keyboard keybinding vim"),
    "doctor": ("Doctor", "Check the program and the journal's file", "doctor",
               "check repair health broken fix problem diagnose"),
    "version": ("Version", "Which version of companion this is", "--version",
                "version about new news release changelog update what's"),
    "delete": ("Delete everything", "Every entry, or a range of days", "delete --everything",
               "erase wipe remove all forget reset account"),
}  # fmt: skip
"""What is done on the command line: by name, its row, what to type, and the words it is found by."""

_OF_A_KEY = {
    "e": "change correct fix complete",
    "d": "remove erase trash",
    "asterisk": "favourite favorite mark bookmark pin star",
    "c": "calendar year month months days heatmap",
    "g": "jump date day",
    "y": "anniversary last year ago",
    "s": "worry fear story afraid",
    "r": "reasons guess",
    "x": "experiment practice try attempt",
    "i": "page library about why",
    "v": "view graph chart",
    "f": "agree yes right",
    "m": "disagree no wrong",
}
"""What people may type for what a pane has on a key."""

_OF_EVERY_SCREEN = frozenset(
    {"pane.new", "pane.undo", "pane.redo", "pane.find", "pane.back", "app.help", "app.palette"}
)
"""Bindings that are listed with the places and verbs, or are the list itself."""

_WORKS_OVER_A_PANE = ("safety_page", "tonight", "lock", "help", "quit")
_OVER_A_PANE = tuple(
    named for named in EVERYWHERE if named.action.removeprefix("app.").partition("(")[0] in _WORKS_OVER_A_PANE
)
"""Those of them that do something over whatever lies on a pane."""


def actions_in(app: "App[Any]", screen: Screen[Any], more: Iterable[Action]) -> list[Action]:
    """Every row, those of the pane in sight first; of a sheet, or while it is locked, its keys alone."""
    active = list(screen.active_bindings.values())
    of_app = {one.binding.action: app.get_key_display(one.binding) for one in reversed(active)}
    rows: list[Action] = []
    in_pane = screen.is_modal is False and hasattr(screen, "why_not")
    done: set[str] = set()
    for one in active:
        binding = one.binding
        # Our own actions each say what they do; moving about in a list is no action to look for.
        says = sentence_of(binding, of_overlay=isinstance(one.node, Overlay))
        if not (binding.description and says and one.enabled) or binding.action in done:
            continue
        if (in_pane and one.node is app) or binding.id in _OF_EVERY_SCREEN:
            continue
        done.add(binding.action)
        meaning = meaning_of(binding.key)
        words = f"{meaning.meaning} {_OF_A_KEY.get(meaning.keys.split(',')[0], '')}" if meaning else ""
        run = partial(app.run_action, binding.action, one.node)
        rows.append(Action(binding.description, binding.tooltip, run, app.get_key_display(binding), words))
    if not in_pane:
        return [*rows, *(_action(app, screen, named, of_app) for named in _OVER_A_PANE if _works(app, named))]
    places = [_action(app, screen, named, of_app) for named in EVERYWHERE]
    if app.current_mode == "today":
        return [places[0], *rows, *places[1:], *more]
    return [*rows, *places, *more]


def _works(app: "App[Any]", named: Named) -> bool:
    """Whether what the app does may be done now; the way to other places may not, while it is locked."""
    return app.check_action(named.action.removeprefix("app.").partition("(")[0], ()) is not False


def _action(app: "App[Any]", screen: Screen[Any], named: Named, keys: dict[str, str]) -> Action:
    where, _, action = named.action.partition(".")
    run = partial(app.run_action, action, screen if where == "screen" else app)
    key = keys.get({"log_moment": "new_moment"}.get(action, action), "")
    if action == "log_moment":
        key = key or keys.get("begin", "")
    return Action(named.title, named.help, run, key, named.words)


def found(rows: Iterable[Action], query: str) -> list[tuple[float, Action]]:
    """The rows that fit what was typed, with how well (up to 1), the best first."""
    typed = [word.strip("?!.,'\"") or word for word in query.casefold().split()]
    tokens = [token for token in typed if token not in _PASSED_OVER] or typed
    scored = [(_fit(row, tokens), number, row) for number, row in enumerate(rows)]
    best = sorted((-score, number, row) for score, number, row in scored if score)
    return [(-score, row) for score, _, row in best]


def _fit(row: Action, tokens: list[str]) -> float:
    """1 where it is what the row is called, less where each word is one of its own or of those for it."""
    title, others = row.title.casefold().split(), row.words.casefold().split()
    if title == tokens:
        return 1.0
    fits = [max([_word_fit(token, word) for word in [*title, *others]]) for token in tokens]
    return sum(fits) / len(fits) if fits and all(fits) else 0.0


def _word_fit(token: str, word: str) -> float:
    word = word.strip("?.,'")
    if token == word:
        return 0.95
    if word.startswith(token):
        return 0.8
    if len(token) >= 4 and _one_slip(token, word):
        return 0.5
    return 0.0


def _one_slip(token: str, word: str) -> bool:
    """Whether one letter too many, too few, another one or two exchanged make them the same."""
    if abs(len(token) - len(word)) > 1:
        return False
    at = next((n for n, (one, other) in enumerate(zip(token, word, strict=False)) if one != other), None)
    if at is None:
        return True
    ways = ((1, 1), (1, 0), (0, 1))
    if any(token[at + a :] == word[at + b :] for a, b in ways):
        return True
    exchanged = token[:at] + token[at : at + 2][::-1] + token[at + 2 :]
    return exchanged == word


class ActionsProvider(Provider):
    """Rows of actions for the list that Textual shows, each with its key at the right."""

    def _rows(self) -> Iterator[Action]:
        yield from self.app.actions(self.screen)  # type: ignore[attr-defined]

    def _shown(self, row: Action) -> Content:
        room = max(1, self.app.size.width - _ROOM_AT_THE_SIDES - Content(row.key).cell_length)
        title = Content.styled(row.title, "bold")
        title = title.pad_right(max(0, _TITLE - title.cell_length))
        words = Content.assemble(title, "  ", (row.help, "$soft not bold"))
        words = words.truncate(max(1, room - 2), ellipsis=True)
        gap = " " * max(0, room - words.cell_length)
        return Content.assemble(words, gap, (row.key, "$closeness bold"))

    async def discover(self) -> Hits:
        for row in self._rows():
            yield DiscoveryHit(self._shown(row), row.run, text=row.title)

    async def search(self, query: str) -> Hits:
        for score, row in found(self._rows(), query):
            yield Hit(score, self._shown(row), row.run, text=row.title)
