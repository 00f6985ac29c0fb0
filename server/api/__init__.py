"""What programs ask for: figures, reports and tables, all read only, and their description."""

from starlette.routing import Route

from server.api.description import get_description
from server.api.figures import get_board, get_indicators, get_observations
from server.api.files import get_report, get_table
from server.api.query import BadRequestError, parse_query
from server.api.unknown import METHODS, no_such_route

ROUTES = [
    Route("/api/v1/openapi.json", get_description),
    Route("/api/v1/board", get_board),
    Route("/api/v1/indicators", get_indicators),
    Route("/api/v1/observations", get_observations),
    Route("/api/v1/reports/{report}", get_report),
    Route("/api/v1/tables/{file}", get_table),
]
# After all others.
NO_ROUTE = Route("/api/{path:path}", no_such_route, methods=METHODS)

__all__ = ["NO_ROUTE", "ROUTES", "BadRequestError", "parse_query"]
