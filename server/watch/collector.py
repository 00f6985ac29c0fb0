"""Sessions of pages that were closed leave the memory, and their handles the system, within minutes."""

from __future__ import annotations

import asyncio
import gc
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_PAUSE_SECONDS: Final = 60.0


@asynccontextmanager
async def collected(pause_seconds: float = _PAUSE_SECONDS) -> AsyncIterator[None]:
    """Run the collector now and then until the end of the block, and never after a page's run.

    A session is a circle of objects with an event loop and its three handles: Python's own collector comes only when a
    quarter of all objects is new, which takes hundreds of sessions.
    """
    # What is loaded by now stays: it need not be looked at again.
    gc.collect()
    gc.freeze()
    task = asyncio.create_task(_collect(pause_seconds))
    try:
        yield
    finally:
        task.cancel()


async def _collect(pause_seconds: float) -> None:
    while True:
        await asyncio.sleep(pause_seconds)
        gc.collect()
