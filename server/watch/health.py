"""``/api/v1/health``: whether the tables can be read and written, how much disk is left, which versions run.

Strangers hear only whether all is well where looking needs a login. ``/api/v1/health/live`` asks nothing of the tables.
"""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

import anyio
from starlette.responses import JSONResponse

from indicators.access import AccessError
from indicators.settings import ROOT, data_root
from indicators.store import StoreError, shared_store
from server.login import may_read
from server.watch.log import log_error

if TYPE_CHECKING:
    from starlette.requests import Request

_UNREADABLE = "数据表暂时无法读取。"
_UNWRITABLE = "数据表可以读取，但不能写入：磁盘已满，或文件夹只读。"
_PROBE = b"\0" * 4096


async def live(_: Request) -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"})


async def health(request: Request) -> JSONResponse:
    """200 where the tables can be read and written, or else 503 and what is wrong."""
    state = await anyio.to_thread.run_sync(_state)
    if not await anyio.to_thread.run_sync(_may_know, request):
        state = {"status": state["status"]}
    return JSONResponse(state, 200 if state["status"] == "ok" else 503)


@cache
def product_version() -> str:
    """As ``pyproject.toml`` says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def _state() -> dict[str, Any]:
    state: dict[str, Any] = {"status": "error", "product": product_version()}
    try:
        state["version"] = shared_store().snapshot().version
    except StoreError as error:
        log_error("tables", error)
        return state | {"message": _UNREADABLE}
    root = data_root()
    if "://" in root:
        return state | {"status": "ok"}  # a storage elsewhere says at the next commit what it refuses
    try:
        state["free_bytes"] = shutil.disk_usage(root).free
        with tempfile.TemporaryFile(dir=root) as probe:
            probe.write(_PROBE)
    except OSError as error:
        log_error("tables", error)
        return state | {"message": _UNWRITABLE}
    return state | {"status": "ok"}


def _may_know(request: Request) -> bool:
    try:
        return may_read(request)
    except AccessError:
        return False
