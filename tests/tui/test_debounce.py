"""What waits for a pause in the keys: the first step shows at once, a run of steps shows where it ended."""

import asyncio

from textual.app import App

from companion.tui.debounce import Debounced

WAIT = 0.05
LONG_ENOUGH = 4 * WAIT


async def test_a_run_of_calls_is_passed_on_once_when_it_has_ended() -> None:
    app: App[None] = App()
    calls: list[str] = []
    async with app.run_test():
        step = Debounced(app, WAIT, lambda: calls.append("shown"))
        for _ in range(5):
            step()
        assert calls == [] and step.pending
        await asyncio.sleep(LONG_ENOUGH)
        assert calls == ["shown"] and not step.pending


async def test_a_leading_call_is_passed_on_at_once_and_those_right_after_it_as_one() -> None:
    app: App[None] = App()
    calls: list[str] = []
    async with app.run_test():
        step = Debounced(app, WAIT, lambda: calls.append("shown"), leading=True)
        step()
        assert calls == ["shown"] and not step.pending
        await asyncio.sleep(LONG_ENOUGH)
        assert calls == ["shown"], "nothing came after it"
        for _ in range(5):
            step()
        assert calls == ["shown"] * 2 and step.pending
        await asyncio.sleep(LONG_ENOUGH)
        assert calls == ["shown"] * 3


async def test_what_waits_is_done_now_or_not_at_all() -> None:
    app: App[None] = App()
    calls: list[str] = []
    async with app.run_test():
        step = Debounced(app, WAIT, lambda: calls.append("shown"))
        step()
        step.flush()
        step.flush()
        assert calls == ["shown"], "once"
        step()
        step.cancel()
        step.flush()
        await asyncio.sleep(LONG_ENOUGH)
        assert calls == ["shown"], "forgotten"
