"""Where the tables are in an object store, one task looks once a second for what other servers have written there.

Pages, routes and event streams read what it last found. In a folder they ask themselves: that costs nothing.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import anyio

from indicators.settings import data_root
from indicators.shared_files import Bucket, shared_files
from indicators.store import StoreError, WatchedStore, shared_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LOOK_SECONDS: Final = 1.0
_log = logging.getLogger("sixlifts")


@asynccontextmanager
async def watching() -> AsyncIterator[None]:
    """Look as long as the server runs."""
    task = asyncio.create_task(_watch())
    try:
        yield
    finally:
        task.cancel()


async def _watch() -> None:
    files = shared_files(data_root())
    failed = False
    while isinstance(files, Bucket):
        try:
            await anyio.to_thread.run_sync(look, files, abandon_on_cancel=True)
            failed = False
        except (StoreError, OSError):
            if not failed:  # said once, however long it lasts
                _log.exception("storage")
            failed = True
        await asyncio.sleep(LOOK_SECONDS)


def look(files: Bucket) -> None:
    """Look once at the tables and at the small files beside them."""
    store = shared_store()
    assert isinstance(store, WatchedStore)  # noqa: S101 - its root is an address
    files.watched = store.watched = True
    files.look()
    store.look()
