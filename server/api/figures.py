"""``/api/v1/board``, ``/indicators``, ``/observations``: what pages show, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from indicators.export import board_json, indicators_json, observations_json
from server.api.answers import answer
from server.api.query import SubjectQuery, ViewQuery, parse_query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class _ObservationsQuery(SubjectQuery):
    """Adds ``history``: also what was reported before the values that count."""

    history: bool = False


async def get_board(request: Request) -> Response:
    """The board of a lift, or of the zone."""

    def make() -> Response:
        view = parse_query(ViewQuery, request.query_params).view()
        return JSONResponse(board_json(view.board))

    return await answer(make)


async def get_indicators(request: Request) -> Response:
    """Every indicator's definition."""

    def make() -> Response:
        view = parse_query(ViewQuery, request.query_params).view()
        return JSONResponse({"indicators": indicators_json(view)})

    return await answer(make)


async def get_observations(request: Request) -> Response:
    """The stored values up to a month."""

    def make() -> Response:
        query = parse_query(_ObservationsQuery, request.query_params)
        view = query.view()
        rows = observations_json(view, history=query.history)
        return JSONResponse({"through": view.through.key, "observations": rows})

    return await answer(make)
