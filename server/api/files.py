"""``/api/v1/reports/…`` and ``/api/v1/tables/…``: files to be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from indicators.export import REPORTS, report_file, table_file
from indicators.labels import join_names
from indicators.meeting import open_edition
from indicators.store import shared_store
from server.api.answers import answer, refused
from server.api.query import SubjectQuery, parse_query

if TYPE_CHECKING:
    from starlette.requests import Request

_MEDIA_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


class _TableQuery(BaseModel):
    """A table has all months: it is asked for as it is, or as an ``edition`` saw it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: str | None = None


async def get_report(request: Request) -> Response:
    """A report of a month or an edition."""
    report = request.path_params["report"]

    def make() -> Response:
        file = report_file(report, parse_query(SubjectQuery, request.query_params).view())
        return _attachment(file.name, file.content)

    if report not in REPORTS:
        return refused(f"没有“{report:.40}”这份报告，可用：{join_names(REPORTS)}。", 404)
    return await answer(make)


async def get_table(request: Request) -> Response:
    """Every stored row of a table, of an edition as it was."""
    file = request.path_params["file"]

    def make() -> Response:
        table, _, ending = file.rpartition(".")
        edition = parse_query(_TableQuery, request.query_params).edition
        store = shared_store()
        snapshot = open_edition(store, edition)[1] if edition else store.snapshot()
        return _attachment(file, table_file(snapshot.require_whole(), table, ending))

    return await answer(make)


def _attachment(name: str, content: bytes) -> Response:
    # A report is of the moment it is asked for: no cache may hand out another one.
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "cache-control": "no-store",
    }
    return Response(content, media_type=_MEDIA_TYPES[name.rpartition(".")[2]], headers=headers)
