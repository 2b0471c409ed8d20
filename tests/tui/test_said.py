"""The short words at the edge of the screen: one place for them, and the latest alone."""

from textual.widgets._toast import Toast, ToastRack

from companion.journal import Journal
from companion.model.errors import InputRefused
from companion.tui.app import LONG, CompanionApp
from tests.tui.screen import text_of

UNDER_THE_RULE = 2
"""The row of the screen they stand in."""


def said(app: CompanionApp) -> list[tuple[int, str]]:
    """What is said, with its row."""
    return [
        (toast.region.y, str(toast.render()))
        for toast in app.screen.get_child_by_type(ToastRack).query(Toast)
    ]


async def test_words_said_quickly_one_after_another_stand_in_the_same_place(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("asterisk")
        assert said(app) == [(UNDER_THE_RULE, "Star added.")]
        for _ in range(2):
            for word in ("first", "second", "third"):
                app.say(f"The {word}.")
            await pilot.pause()
            assert said(app) == [(UNDER_THE_RULE, "The third.")]
            assert text_of(app).splitlines()[UNDER_THE_RULE].endswith("The third.")
        for key in "uUuUu":
            await pilot.press(key)
            assert [row for row, _ in said(app)] == [UNDER_THE_RULE]
        app.say_error(InputRefused("That is not a date."))
        app.say_error(InputRefused("Nor is that."))
        await pilot.pause()
        assert said(app) == [(UNDER_THE_RULE, "Nor is that.")]


async def test_what_takes_long_to_read_stands_together_until_something_is_done(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for words in ("One file was left out.", "A setting does not count."):
            app.notify(words, timeout=LONG)
        await pilot.pause()
        rows = [(UNDER_THE_RULE, "One file was left out."), (UNDER_THE_RULE + 1, "A setting does not count.")]
        assert said(app) == rows
        await pilot.press("asterisk")
        assert said(app) == [(UNDER_THE_RULE, "Star added.")]
