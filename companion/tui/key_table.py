"""Every key there is and what it means: the same in every pane, on every sheet, or nothing at all."""

from typing import Literal, NamedTuple, get_args

from textual.binding import Binding
from textual.screen import Screen

Group = Literal["Write it down", "Look closer", "Move about", "Everywhere"]
"""What a person wants of a key; the order in which help tells of them."""
GROUPS: tuple[Group, ...] = get_args(Group)


class Key(NamedTuple):
    """A key with its one meaning.

    keys: the names it has in Textual, with commas between; the first is the one that is shown.
    meaning: what it does, in a word or two. tooltip: the same in a sentence.
    actions: the names of the actions that do it, in whichever pane, with commas between; no other one may lie
    on this key.
    nowhere: what is said in a pane where there is nothing for it to do, in under 50 characters: the line has
    room for so many at 80 columns. Empty where nothing need be said.
    """

    keys: str
    meaning: str
    tooltip: str
    group: Group
    actions: str
    nowhere: str = ""


NOT_NOW = "Nothing here for this key right now."
"""What is said instead of ``nowhere`` in a pane that it names."""

WORRY = "a worry"
WORRIES_REST = "In quiet mode no worry is asked about."
"""What the key for worries says then."""

KEY_TABLE: tuple[Key, ...] = (
    Key(
        "n", "log a moment", "Log a moment; Esc leads back here", "Write it down",
        "new_moment,begin,log",
    ),
    Key(
        "e", "edit", "Change or complete what is chosen", "Write it down", "edit,people",
        "Nothing is chosen here to be edited.",
    ),
    Key(
        "d,delete", "delete", "Delete what is chosen; u brings it back", "Write it down", "delete,clear",
        "Nothing is chosen here to be deleted.",
    ),
    Key(
        "asterisk", "star, pin", "Star what is chosen, pin a question, watch a pattern; again undoes it",
        "Write it down", "star,pin,watch", "Nothing is chosen here to be starred or pinned.",
    ),
    Key(
        "u", "undo", "Undo the last thing, whatever it was", "Write it down", "undo",
    ),
    Key("U", "redo", "Redo what was undone last", "Write it down", "redo"),
    Key(
        "z", "hide", "Hide a question or a page, or bring it back", "Write it down",
        "put_away,bring_back,restore_prompt,dismiss_prompt,banish,skip,decline",
        "Nothing here can be hidden.",
    ),
    Key(
        "x", "experiment", "Start an experiment, or log a try", "Write it down",
        "experiment,begin,try,note_try", "Experiments start in Week, or from the Library.",
    ),
    Key(
        "s", WORRY, "Note what you feared, or how it turned out", "Write it down", "story",
        "Choose a moment in Today or Reflections first.",
    ),
    Key(
        "a", "answer", "Answer what is asked here: the evening check, or how it is after a moment",
        "Write it down", "answer,check,after,ask", "Nothing is asked here right now.",
    ),
    Key(
        "f", "fits", "Say that a pattern fits", "Write it down", "answer",
        "Answers to a pattern are given in Patterns.",
    ),
    Key(
        "m", "not me", "Say that a pattern is not you: it is hidden for 60 days", "Write it down", "answer",
        "Answers to a pattern are given in Patterns.",
    ),
    Key(
        "o", "only with", "Say that a pattern is so only with someone", "Write it down", "only_with",
        "Answers to a pattern are given in Patterns.",
    ),
    Key("ctrl+l", "save", "Save this moment", "Write it down", "save,keep,go_on"),
    Key("f4", "editor", "Write in your own editor", "Write it down", "edit_outside"),
    Key("f5", "revert", "Show it as it was before the change", "Write it down", "as_it_was,revert"),
    Key(
        "backspace", "clear", "Delete a letter, or clear an answer", "Write it down", "clear",
    ),
    Key(
        "enter", "open, go on", "Open what is chosen, pick it, go on", "Look closer",
        "open,select,read,edit,answer,choose,another,go_on,move,signs,pick,copy",
        "Nothing is chosen here to be opened.",
    ),
    Key("space", "tick", "Tick and untick a row of choices", "Look closer", "mark,toggle,tick"),
    Key(
        "slash", "find", "Find a page, a word or an entry", "Look closer", "find,search,another,narrow",
    ),
    Key("g", "go to a date", "Go to a date, as in 3 weeks ago", "Look closer", "go_to_date"),
    Key("c", "the year", "Open the year", "Look closer", "year"),
    Key("v", "next view", "The next view of this pane", "Look closer", "view,loop",
        "This pane has one view."),
    Key(
        "left_square_bracket", "earlier", "One earlier: day, week, year, question", "Look closer",
        "week,day,year,earlier,another_question,question", "There is nothing earlier here.",
    ),
    Key(
        "right_square_bracket", "later", "One later: day, week, year, question", "Look closer",
        "week,day,year,later,another_question,question", "There is nothing later here.",
    ),
    Key("t", "today", "Back to today, or this week", "Look closer", "today,this_week",
        "This pane does not go by days."),
    Key("i", "about it", "Its page in the Library", "Look closer", "page,library_page,counts",
        "No page goes with this."),
    Key(
        "r", "what may lie behind", "What may lie behind their step back", "Look closer", "reasons",
        "This is asked after you log their step back.",
    ),
    Key("p", "with whom", "Count with one person, or with all", "Look closer", "whose,person",
        "Patterns counts with one person or with all."),
    Key("y", "earlier years", "This day in earlier years", "Look closer", "on_this_day",
        "Reflections shows a day in earlier years."),
    Key("w", "with", "How it was on days with something, or only entries with it", "Look closer",
        "days,only_with", "Days with something are looked at in Patterns."),
    Key("C", "copy", "Copy the entry in hand as text", "Look closer", "copy",
        "Nothing is chosen here to be copied."),
    Key("plus", "closer", "A shorter time, drawn wider", "Look closer", "closer",
        "Lines, in Reflections, can be drawn closer."),
    Key("minus", "wider", "A longer time", "Look closer", "wider",
        "Lines, in Reflections, can be drawn wider."),
    Key("b", "blank page", "Write without a question", "Write it down", "free,blank",
        "The blank page is in Mood."),
    Key("1,2,3,4,5,6", "go to a pane, pick a row", "Go to a pane; in a form or on a sheet, pick a row",
        "Move about", "pane,go_on,answer,dismiss"),
    Key("escape,q", "back", "Go back one step; your draft is kept", "Move about",
        "back,leave,dismiss,keep"),
    Key("tab", "next field", "On to the next field, or part of the pane", "Move about",
        "move,onward,next,focus_next"),
    Key("shift+tab", "field before", "Back to the field before", "Move about", "move,backward"),
    Key(
        "left,h", "left", "Left, or back", "Move about",
        "move,day,week,back,leave,contents,earlier",
    ),
    Key("right,l", "right", "Right, or on", "Move about", "move,day,week,read,later"),
    Key("up,k", "up", "Up", "Move about", "move,cursor_up,scroll_up"),
    Key("down,j", "down", "Down", "Move about", "move,cursor_down,scroll_down,to_list"),
    Key("home", "first", "The first row, or the start of a row", "Move about", "first,move"),
    Key("end,G", "last", "The last row, or the end of a row", "Move about", "last,move,today"),
    Key("pageup", "a page up", "A page up", "Move about", "move,page_up"),
    Key("pagedown", "a page down", "A page down", "Move about", "move,page_down"),
    Key("question_mark,f1", "help", "Keys and help for what you see", "Everywhere", "help,dismiss"),
    Key("ctrl+p", "all actions", "Find everything that can be done, by its words", "Everywhere",
        "command_palette"),
    Key("comma", "Settings", "Everything that can be set", "Everywhere", "preferences,settings"),
    Key("f2", "safety", "The safety page", "Everywhere", "safety_page"),
    Key("f3", "too much", "If it is too much right now", "Everywhere", "safety_page"),
    Key("f6", "tonight", "When they step back tonight, or you pull away", "Everywhere", "tonight"),
    Key("f9,ctrl+g", "lock", "Blank the screen at once and lock", "Everywhere", "lock"),
    Key("ctrl+q", "quit", "Quit; your draft is kept", "Everywhere", "quit"),
    Key("ctrl+t", "show", "Show or hide what is typed as a passphrase", "Everywhere", "show"),
)  # fmt: skip

_BY_NAME = {name: key for key in KEY_TABLE for name in key.keys.split(",")}


def meaning_of(name: str) -> Key | None:
    """What a key means, by the name Textual gives it; ``None`` for one that has no meaning."""
    return _BY_NAME.get(name)


def same_meaning(name: str, action: str) -> bool:
    """Whether an action, as a binding has it (``"screen.answer(True)"``), is what this key means."""
    key = meaning_of(name)
    return key is not None and action.partition("(")[0].rpartition(".")[2] in key.actions.split(",")


_OF_ANY_SCREEN = {binding.action for binding in Binding.make_bindings(Screen.BINDINGS)}
"""What Textual gives every screen: to move the focus, to copy what is selected."""


def sentence_of(binding: Binding, *, of_overlay: bool) -> str:
    """What a binding does, in a sentence; of what lies over a pane a word will do. Empty for what only moves
    about in a list.
    """
    named = of_overlay and binding.action not in _OF_ANY_SCREEN
    return binding.tooltip or (binding.description if named else "")


def meaning_of_action(action: str) -> Key | None:
    """What an action means that a person put on a key of their own; the first there is."""
    return next((key for key in KEY_TABLE if same_meaning(key.keys.partition(",")[0], action)), None)
