"""What is a circle of objects leaves the memory soon, without a page having to wait for it."""

from __future__ import annotations

import asyncio
import gc
import weakref

from anyio.from_thread import start_blocking_portal

from server.watch import collected


class Circle:
    """An object that holds itself, as a session does."""

    def __init__(self) -> None:
        self.itself = self


def test_circles_are_let_go() -> None:
    """Whatever nobody holds is gone after a pause, though Python's own collector has not come."""

    async def lets_go() -> None:
        gone = asyncio.Event()
        circle = Circle()
        weakref.finalize(circle, gone.set)
        del circle
        async with collected(pause_seconds=0.01):
            await asyncio.wait_for(gone.wait(), 30)

    gc.disable()
    try:
        # In a thread of its own: the browser of other tests keeps a loop running in this one.
        with start_blocking_portal() as portal:
            portal.call(lets_go)
    finally:
        gc.enable()
