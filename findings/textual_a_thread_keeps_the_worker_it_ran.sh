#!/bin/sh
# Textual 8.2.8: a thread of the pool keeps the worker that ran in it last, and with it the widget, long after both ended.
#
# A worker with thread=True runs in one of asyncio's pool of threads, which stay for the next one. There Textual sets the
# context variable of the active worker, in the thread's own context instead of a copy of it, and nothing sets it back:
# the thread holds the worker, which holds its result and its widget, which holds the screen. A screen that was
# removed stays in memory with all it showed until another worker happens to run in that very thread. gc.get_referrers
# shows nobody who holds it, since what a thread holds is not among them. A worker that is async leaves nothing behind.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
cat > "$folder/ask.py" <<'PYTHON'
import asyncio
import gc
import sys
import weakref
from importlib.metadata import version

from textual.app import App


class Counted:
    """What a worker has found."""


def in_a_thread() -> Counted:
    return Counted()


async def in_the_loop() -> Counted:
    return Counted()


async def main() -> int:
    print("textual", version("textual"))
    held = {}
    app = App()
    async with app.run_test() as pilot:

        async def result_of(work, thread: bool) -> weakref.ref:
            worker = app.run_worker(work, thread=thread)
            return weakref.ref(await worker.wait())

        async def is_held(result: weakref.ref) -> bool:
            await pilot.pause(0.3)
            gc.collect()
            return result() is not None

        in_loop = await is_held(await result_of(in_the_loop, thread=False))
        print("ran in the loop, result held once it ended:", in_loop)
        result = await result_of(in_a_thread, thread=True)
        in_thread = await is_held(result)
        print("ran in a thread, result held once it ended:", in_thread)
        await result_of(in_a_thread, thread=True)
        after_another = await is_held(result)
        print("another worker ran in that thread, first result held:", after_another)
    return 0 if (in_loop, in_thread, after_another) == (False, True, False) else 1


sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
