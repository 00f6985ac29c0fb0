"""What programs ask for: figures, reports and tables, all read only, and their description."""

from starlette.routing import Route

from server.api.description import get_description
from server.api.figures import get_board, get_indicators, get_observations
from server.api.files import get_report, get_table
from server.api.query import BadRequestError, parse_query

ROUTES = [
    Route("/api/v1/openapi.json", get_description),
    Route("/api/v1/board", get_board),
    Route("/api/v1/indicators", get_indicators),
    Route("/api/v1/observations", get_observations),
    Route("/api/v1/reports/{report}", get_report),
    Route("/api/v1/tables/{file}", get_table),
]

__all__ = ["ROUTES", "BadRequestError", "parse_query"]
