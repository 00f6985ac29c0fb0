"""``/api/v1/openapi.json``: what can be asked, and what the answers look like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse

if TYPE_CHECKING:
    from starlette.requests import Request

OPENAPI: Final = Path(__file__).with_name("openapi.json")


async def get_description(_: Request) -> FileResponse:
    """The description."""
    return FileResponse(OPENAPI, media_type="application/json")
