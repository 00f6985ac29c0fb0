"""What is under ``/api/`` and no route, or none for this method: said as JSON, not by a page in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.routing import Match

from server.api.answers import refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import JSONResponse


METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


async def no_such_route(request: Request) -> JSONResponse:
    """405 where the path takes another method, else 404; put this route after all others."""
    # The front end's own routes match whatever there is.
    ours = [route for route in request.app.routes if getattr(route, "path", "").startswith("/api/v1/")]
    if Match.PARTIAL in {route.matches(request.scope)[0] for route in ours}:
        return refused(f"这个接口不支持 {request.method}，见 /api/v1/openapi.json。", 405)
    return refused("没有这个接口，有哪些见 /api/v1/openapi.json。", 404)
