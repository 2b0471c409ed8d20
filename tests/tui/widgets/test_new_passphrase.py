"""The two fields for a new passphrase: what is given in them, and what is asked once more."""

from textual.app import App, ComposeResult
from textual.widgets import Static

from companion.tui.widgets.new_passphrase import NewPassphrase
from tests.tui.waiting import type_in

EASY, ANOTHER, HARD = "password", "qwerty", "owl 5 kettle moss"


class OnlyThis(App[None]):
    """The fields alone, and what they gave."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def compose(self) -> ComposeResult:
        yield NewPassphrase()

    def on_new_passphrase_given(self, event: NewPassphrase.Given) -> None:
        self.given.append(event.passphrase)

    @property
    def answer(self) -> str:
        return str(self.query_one("#answer", Static).content)


async def test_one_that_is_guessed_at_once_is_asked_once_more_and_enter_again_takes_it() -> None:
    app = OnlyThis()
    async with app.run_test() as pilot:
        fields = app.query_one(NewPassphrase)
        for passphrase in (EASY, ANOTHER):  # another easy one is asked about too
            fields.empty()
            fields.first.focus()
            await type_in(pilot, passphrase)
            await pilot.press("enter")
            await type_in(pilot, passphrase)
            await pilot.press("enter")
            assert app.given == [] and "guessed at once. Enter again uses it anyway" in app.answer
            assert fields.second.has_focus and fields.second.value == passphrase
        await pilot.press("enter")
        assert app.given == [ANOTHER]


async def test_one_that_is_not_easy_is_taken_at_the_first_enter_and_two_that_differ_are_not() -> None:
    app = OnlyThis()
    async with app.run_test() as pilot:
        fields = app.query_one(NewPassphrase)
        fields.first.value = HARD
        fields.second.focus()
        await type_in(pilot, "owl")
        await pilot.press("enter")
        assert app.given == [] and "do not match" in app.answer and fields.second.value == ""
        fields.second.value = HARD
        await pilot.press("enter")
        assert app.given == [HARD]
