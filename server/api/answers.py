"""Answers that take long are made beside the event loop, two at once, and what is wrong is JSON in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import anyio
from starlette.responses import JSONResponse

from indicators.export import ReportError, ViewError
from indicators.meeting import EditionError
from indicators.store import StoreError
from server.api.query import BadRequestError
from server.watch import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

# Whoever makes reports leaves time to those who look at pages.
AT_ONCE: Final = anyio.CapacityLimiter(2)


async def answer(make: Callable[[], Response]) -> Response:
    """What ``make`` returns; 400 for what cannot be asked, 404 for an edition that is not there, 503 for what cannot be read or made now."""
    try:
        return await anyio.to_thread.run_sync(make, limiter=AT_ONCE)
    except (BadRequestError, ViewError) as error:
        return refused(f"请求有误：{error}", 400)
    except EditionError as error:
        return refused(str(error), 404)
    except StoreError as error:
        return unreadable(error)
    except ReportError as error:
        return refused(str(error), 503)


def refused(message: str, status: int) -> JSONResponse:
    """A refusal."""
    return JSONResponse({"error": message}, status)
