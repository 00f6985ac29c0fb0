"""``/api/v1/health``: whether all is well, for whoever watches; ``live`` and ``ready`` below it, for what restarts and routes.

Strangers hear only whether all is well where looking needs a login. ``live`` asks nothing of the tables; ``ready`` says
whether pages can be shown, which they can be while a table is damaged or the disk is full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio
from starlette.responses import JSONResponse

from indicators.access import AccessError
from indicators.period import iso_time
from indicators.store import StoreError
from server.login import may_read
from server.watch.log import log_unreadable
from server.watch.state import LEAST_FREE_BYTES, current_state, newest_commits

if TYPE_CHECKING:
    from starlette.requests import Request

    from server.watch.state import State


async def live(_: Request) -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"})


async def ready(_: Request) -> JSONResponse:
    """200 where pages can be shown, or else 503."""
    state = await anyio.to_thread.run_sync(current_state)
    return JSONResponse({"status": "ok" if state.readable else "error"}, 200 if state.readable else 503)


async def health(request: Request) -> JSONResponse:
    """503 and what is wrong where reading or reporting suffers; 200 where all is well, or something will want attention."""
    state = await anyio.to_thread.run_sync(current_state)
    content: dict[str, Any] = {"status": state.status}
    if await anyio.to_thread.run_sync(_may_know, request):
        content |= await anyio.to_thread.run_sync(_details, state)
    return JSONResponse(content, 503 if state.status == "error" else 200)


def _details(state: State) -> dict[str, Any]:
    concerns = state.concerns
    backup = state.backup and {"at": iso_time(state.backup.at), "bytes": state.backup.size}
    return {
        "product": state.product,
        "live": True,
        "ready": state.readable,
        "readable": state.readable,
        "writable": state.writable,
        "version": state.snapshot.version if state.snapshot else None,
        "tables": _tables(),
        "damaged": sorted(state.damaged),
        "free_bytes": state.free_bytes,
        "least_free_bytes": LEAST_FREE_BYTES,
        "backup": backup,
        "check": state.check and {"at": iso_time(state.check.at), "damaged_files": len(state.check.damaged)},
        "message": concerns[0].what if concerns else "一切正常。",
        "problems": [{"problem": concern.what, "remedy": concern.remedy} for concern in concerns],
    }


def _tables() -> dict[str, dict[str, Any]]:
    try:
        commits = newest_commits()
    except StoreError as error:
        log_unreadable(error)
        return {}
    return {table: {"version": version, "at": iso_time(at)} for table, (version, at) in commits.items()}


def _may_know(request: Request) -> bool:
    try:
        return may_read(request)
    except AccessError:
        return False
