"""Once a day everything is read to its end: what is damaged is known before the next start, or anybody, meets it.

``python -m indicators verify`` does it, in a process that gives way to all others, unless somebody ran it that day; a
backup does, too. What it finds is noted next to the tables, where ``state`` looks.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import DEVNULL
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import anyio

from indicators.settings import ROOT, data_root
from indicators.upkeep import last_check

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from indicators.upkeep import LastCheck

LOOK_SECONDS: Final = 600.0
_EVERY: Final = timedelta(days=1)
# What was damaged may have been put back by hand.
_EVERY_WHILE_DAMAGED: Final = timedelta(hours=1)
_LOWEST_PRIORITY: Final = 19
_log = logging.getLogger("sixlifts")


@asynccontextmanager
async def checking(look_seconds: float = LOOK_SECONDS) -> AsyncIterator[None]:
    """Look now and then whether it is time, until the end of the block."""
    task = asyncio.create_task(_check(look_seconds))
    try:
        yield
    finally:
        task.cancel()


def is_due(check: LastCheck | None, now: datetime) -> bool:
    """Whether the last check is too long ago; one of the future was made by a wrong clock."""
    if check is None:
        return True
    age = now - check.at
    return not timedelta(0) <= age < (_EVERY_WHILE_DAMAGED if check.damaged else _EVERY)


async def _check(look_seconds: float) -> None:
    while True:
        await asyncio.sleep(look_seconds)
        before = await anyio.to_thread.run_sync(last_check, data_root())
        if is_due(before, datetime.now(UTC)):
            try:
                await verified()
            except (OSError, NotImplementedError):  # no handle or memory is left: the next time there may be
                _log.exception("check")
            after = await anyio.to_thread.run_sync(last_check, data_root())
            if after is not None and after.damaged and (before is None or after.damaged != before.damaged):
                _log.error("damaged: %s", ", ".join(after.damaged))


async def verified() -> None:
    """Verify everything; nobody waits for it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "indicators", "verify", cwd=ROOT, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, process.pid, _LOWEST_PRIORITY)
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
