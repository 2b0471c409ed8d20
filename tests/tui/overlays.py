"""Every sheet and page that lies over a pane, and how each is opened: one line for a new one."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

import companion.tui.screens
from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.overlay import Overlay
from companion.tui.screens.custom_vocabulary import WordScreen
from companion.tui.screens.experiment import BeginScreen, TryScreen
from companion.tui.screens.handout import HandoutScreen
from companion.tui.screens.help_checklist import HelpChecklistScreen
from companion.tui.screens.import_file import ImportScreen
from companion.tui.screens.new_passphrase import NewPassphraseScreen
from companion.tui.screens.only_with import OnlyWithScreen
from companion.tui.screens.passphrase_check import PassphraseCheckScreen
from companion.tui.screens.pick_one import PickOneScreen
from companion.tui.screens.reasons import ReasonsScreen
from companion.tui.screens.settings_to_agree import SettingsToAgreeScreen
from companion.tui.screens.support_contacts import SupportContactsScreen
from companion.tui.screens.tag_meaning import TagMeaningScreen
from companion.tui.screens.welcome import WelcomeScreen
from companion.tui.sheet import Sheet
from companion.tui.widgets.choice import Choice

Open = Callable[[CompanionApp], object]


def _push(make: Callable[[Journal, CompanionApp], Screen[object]]) -> Open:
    return lambda app: app.push_screen(make(app.journal, app))


def _welcome(journal: Journal, app: CompanionApp) -> Screen[object]:
    return WelcomeScreen(journal.vocabulary, journal.settings, place="journal.db", who="kim")


def _try(journal: Journal, app: CompanionApp) -> Screen[object]:
    experiment = journal.experiments.under_way() or journal.experiments.start(if_then="If so, then I wait.")
    return TryScreen(journal, experiment)


def _after(app: CompanionApp) -> None:
    when = app.journal.clock.now() - timedelta(hours=20)
    app.journal.log(triggers=["disagreement"], responses=["pursued"], when=when)
    app.action_after()


def _evening(app: CompanionApp) -> None:
    app.journal.evening_checks.watch("stress_spillover")
    app.action_evening_check()


def _own_word(journal: Journal) -> str:
    own = (word.id for word in journal.words.listed() if word.label == "Sunday call")
    return next(own, "") or journal.words.add("trigger", "Sunday call", help="by phone, with my sister")


def _own_words(app: CompanionApp) -> None:
    _own_word(app.journal)
    app.action_own_words()


def _tag(journal: Journal, _: CompanionApp) -> Screen[object]:
    journal.log(tags=["date night"])
    return TagMeaningScreen(journal, "date night")


def _word(journal: Journal, _: CompanionApp) -> Screen[object]:
    return WordScreen(journal, "trigger", _own_word(journal))


def _worry(app: CompanionApp) -> None:
    moment = app.journal.log(triggers=["slow_reply"])
    app.journal.stories.tell(moment=moment.id, feared="they are tired of me", belief=60)
    app.action_check_worry()


OVERLAYS: dict[str, Open] = {
    "BeginScreen": _push(lambda journal, _: BeginScreen(journal, None)),
    "ChoosePersonScreen": lambda app: app.action_add_person(),
    "CommandLineScreen": lambda app: app.action_command_line("merge"),
    "CustomPatternScreen": lambda app: app.action_add_custom("pattern"),
    "CustomPracticeScreen": lambda app: app.action_add_custom("practice"),
    "CustomQuestionScreen": lambda app: app.action_add_custom("question"),
    "DaysScreen": lambda app: app.simulate_key("w"),
    "EditScreen": lambda app: app.simulate_key("e"),
    "EveningCheckScreen": _evening,
    "ExportScreen": lambda app: app.action_export(),
    "GoToDateScreen": lambda app: app.action_go_to_date(),
    "HandoutScreen": _push(lambda *_: HandoutScreen([], "page")),
    "HelpChecklistScreen": _push(lambda journal, _: HelpChecklistScreen(journal, offered=True)),
    "ImportScreen": _push(lambda journal, app: ImportScreen(journal, app.opener.places, Path("nowhere"))),
    "LibraryPageScreen": lambda app: app.open_page("card_attachment"),
    "LookBackScreen": lambda app: app.action_look_back(),
    "NewJournalScreen": lambda app: app.action_new_journal(),
    "NewPassphraseScreen": _push(lambda _, app: NewPassphraseScreen(app.opener.places, has_one=True)),
    "OnlyWithScreen": _push(lambda journal, _: OnlyWithScreen(journal)),
    "OwnWordsScreen": _own_words,
    "PassphraseCheckScreen": _push(
        lambda _, app: PassphraseCheckScreen(app.opener.places, "Is it you?", "It asks.", "goes on", "leaves")
    ),
    "PickOneScreen": _push(
        lambda *_: PickOneScreen("What is it?", "It is", [Choice("a", "One"), Choice("b", "Two")], "Take it")
    ),
    "PreferencesScreen": lambda app: app.action_preferences(),
    "ReasonsScreen": _push(
        lambda journal, _: ReasonsScreen(journal, journal.log(partner_acts=["pb_withdrew"]).id)
    ),
    "RecoverySheetScreen": lambda app: app.action_recovery_sheet(),
    "SafetyPageScreen": lambda app: app.open_safety_page("card_safety"),
    "SequelScreen": _after,
    "SettingsToAgreeScreen": _push(
        lambda _, app: SettingsToAgreeScreen(app.opener.places, {"lock_after": 0})
    ),
    "StoryCheckScreen": _worry,
    "StoryScreen": lambda app: app.action_note_worry(),
    "SupportContactsScreen": _push(lambda journal, _: SupportContactsScreen(journal)),
    "TagMeaningScreen": _push(_tag),
    "TonightScreen": lambda app: app.action_tonight(),
    "TryScreen": _push(_try),
    "WelcomeScreen": _push(_welcome),
    "WordScreen": _push(_word),
}

PANE_OF = {"DaysScreen": "patterns"}
"""Those that a key of one pane opens; the others are opened over Today."""


def all_overlays() -> dict[str, type[Overlay[object]]]:
    """Every class of an overlay there is, by its name."""
    found = {}
    for module in pkgutil.iter_modules(companion.tui.screens.__path__, "companion.tui.screens."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, Overlay) and kind not in (Overlay, Sheet) and not name.startswith("_"):
                found[name] = kind
    return found


async def open_overlay(app: CompanionApp, pilot: Pilot[object], name: str) -> Overlay[object]:
    """Open one from its pane, with nothing over it; the screen."""
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    await app.action_pane(PANE_OF.get(name, "today"))
    await pilot.pause()
    opened = OVERLAYS[name](app)
    if inspect.isawaitable(opened):
        await opened
    await pilot.pause()
    assert type(app.screen).__name__ == name
    assert isinstance(app.screen, Overlay)
    return app.screen
