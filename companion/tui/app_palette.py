"""The list of all actions: the rows that stand in it, and what some of them do."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from companion.system.journal_names import others
from companion.system.paths import command_for
from companion.tui.app_actions import ActionsApp

if TYPE_CHECKING:
    from textual.command import Provider

    from companion.tui.palette import Action

_OF_A_HANDOUT = "print pdf therapist therapy counsellor paper page take along doctor share report"
"""What people type for the handout."""


def _rows_of_the_list() -> "type[Provider]":
    """Imported when the list is opened."""
    from companion.tui.palette import ActionsProvider

    return ActionsProvider


class PaletteApp(ActionsApp):
    """An app with the list of all actions."""

    COMMANDS: ClassVar[set[Any]] = {_rows_of_the_list}

    def action_command_palette(self) -> None:
        """Open the list of all actions, unless it is open already, under a page that lies over it."""
        from textual.command import CommandPalette

        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            # Without an id: one that is closing, or lies over another pane, would have the same.
            self.push_screen(CommandPalette(placeholder="What would you like to do?"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The rows of the list of all actions, as Textual has them."""
        for row in self.actions(screen):
            yield SystemCommand(row.title, row.help, row.run)

    def actions(self, screen: Screen[Any]) -> "list[Action]":
        """Every action there is, those of the pane in sight first."""
        from companion.tui.palette import actions_in

        return actions_in(self, screen, () if self.locked else self._more_actions(screen))

    def _more_actions(self, screen: Screen[Any]) -> "Iterable[Action]":
        """What has no key everywhere, or none."""
        from companion.tui.palette import COMMAND_LINES, TOLD, Action
        from companion.tui.pane import Pane

        if isinstance(screen, Pane):
            yield from (Action(*command, words=_OF_A_HANDOUT) for command in screen.commands())
        quiet = "off" if self.journal.quiet else "on"
        yield Action(
            f"Turn quiet mode {quiet}",
            "Quiet mode hides suggestions about closeness",
            self.action_quiet,
            words="silent calm mute hide",
        )
        yield Action(
            "Add another person",
            "Log moments with someone else too",
            self.action_add_person,
            words="people someone else friend mother family name with",
        )
        for kind, does, words in (
            ("question", "A question asked at the time of day you choose", "prompt custom my"),
            ("pattern", "A pattern counted with the others", "custom my habit"),
            ("practice", "A practice listed in the Library", "exercise custom my"),
        ):
            make = partial(self.action_add_custom, kind)
            yield Action(f"Add your own {kind}", does, make, words=words)
        yield Action(
            "Your own words",
            "Rename, retire or delete words; yours and the program's",
            self.action_own_words,
            words="own words word vocabulary language custom rename relabel retire delete edit labels",
        )
        yield Action(
            "Tags from an import",
            "Say what a tag means, so that patterns count it",
            partial(self.action_own_words, "Tags"),
            words="tags import meaning activities unmatched match daylio",
        )
        if not self.journal.quiet and self.current_mode != "patterns":
            yield Action(
                "The loop",
                "The loop your moments most often went through, drawn",
                self.action_loop,
                words="cycle round dance",
            )
        if self.journal.look_backs.wanted:
            yield Action(
                "Monthly review",
                "Ten sentences to answer, at most once every 28 days",
                self.action_look_back,
                words="month look back look-back lookback questionnaire",
            )
        yield Action(
            "Evening check",
            "Yes or no for the patterns you watch; a week back too",
            self.action_evening_check,
            words="night daily checklist watch",
        )
        if not self.journal.quiet:  # then nothing puts a fear in doubt
            yield Action(
                "Note a worry",
                "What you fear the latest moment meant, and how sure you feel",
                self.action_note_worry,
                words="fear feared story afraid thought anxious worried",
            )
            yield Action(
                "Check a worry",
                "Say how one turned out",
                self.action_check_worry,
                words="fear feared story outcome turned",
            )
        yield Action(
            "And afterwards?",
            "How it is now, some hours or a day after a moment",
            self.action_after,
            words="after later follow",
        )
        if self.journal.key is not None:
            yield Action(
                "Recovery sheet",
                "A page to print, for a forgotten passphrase",
                self.action_recovery_sheet,
                words="forgot password code print lost",
            )
        if self.current_mode != "week":
            yield Action(
                "Make a handout",
                "Four weeks in counts, without names or notes, for someone who helps you",
                self.action_handout,
                words=_OF_A_HANDOUT,
            )
        yield Action(
            "Export",
            "Write the journal to a file: to keep, to read, to print, or for another program",
            self.action_export,
            words="save download csv markdown pdf html json org book file copy share",
        )
        yield Action(
            "Import",
            "Bring another diary along: from Daylio, Day One, notes, a table",
            self.action_import,
            words="load bring daylio dayone obsidian csv bearable nomie file move",
        )
        for title, (about, said, words) in TOLD.items():
            yield Action(title, about, partial(self._tell, said), words=words)
        yield from self._other_journals()
        for name, (title, about, _, words) in COMMAND_LINES.items():
            yield Action(title, about, partial(self.action_command_line, name), words=words)

    def _tell(self, words: str) -> None:
        """Say what there is to say to something that need not be done here."""
        self.tell_changed()
        self.say(words)

    def action_command_line(self, name: str) -> None:
        """Say what to type for what is done on the command line."""
        from companion.tui.palette import COMMAND_LINES
        from companion.tui.screens.command_line import CommandLineScreen

        title, about, line, _ = COMMAND_LINES[name]
        self.push_screen(CommandLineScreen(title, about, command_for(self.opener.places, line)))

    async def action_log_moment(self) -> None:
        """Log a moment; Escape leads back to the pane one came from."""
        await self.begin_moment(back=True)

    def _other_journals(self) -> "Iterable[Action]":
        from companion.tui.palette import Action

        if self.journal.made_up:
            return
        for each in others(self.opener.places):
            name = f"Open another journal: {each.name}" if each.name else "Open the journal without a name"
            yield Action(
                name,
                "This one is locked first; drafts are kept",
                partial(self.open_other, each),
                words="switch change",
            )
        yield Action(
            "A new journal with a name",
            "With a passphrase of its own",
            self.action_new_journal,
            words="create",
        )
