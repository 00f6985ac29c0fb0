"""``/api/v1/uploads``: what 数据上报 and 上报记录 do, for programs.

``POST``: checks and writes a file. The body is the file itself with ``?name=…``, or a form with a field ``file``; other
query parameters as in ``UploadQuery``, of which a form may hold ``corrections`` as a field. 200 checked or committed before, 201 written, 400 wrong query, 401, 403, 409
somebody changed the same values meanwhile, 413 too large, 422 refused, 429 too many wrong keys, 503 tables that cannot be
read or written.
``GET``: every upload, newest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import anyio
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from indicators.access import AccessError, KeyRefusedError
from indicators.frames import plain_records
from indicators.period import parse, today
from indicators.reading import SIZE_LIMIT
from indicators.store import StoreError, shared_store
from indicators.uploads import (
    ConflictError,
    CorrectionError,
    UploadRefusedError,
    commit_upload,
    find_duplicate,
    list_uploads,
    preview_file,
    preview_json,
    read_corrections,
)
from indicators.validation import UploadDecisions
from indicators.wording import SPLIT
from server.api import BadRequestError, parse_query
from server.login import key_holder, refusal
from server.watch import unreadable

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from indicators.access import Reporter

_FORM_OVERHEAD: Final = 1 << 16  # bytes of boundaries and headers around the file of a form
_MEGABYTE: Final = 1 << 20


class UploadQuery(BaseModel):
    """The query parameters of a ``POST``.

    Attributes:
        name: name of the file, where the body is the file.
        dry_run: check only, write nothing.
        confirm: answer all questions with yes.
        measure: whether numbers are cumulative or monthly, where the file does not say.
        convert_units: convert numbers in another unit of the same dimension.
        clear_blanks: blank cells clear stored values.
        sheet: name of the sheet; the first by default.
        year: the year, where the file names none.
        period: the month, where the file names none.
        note: a remark of the reporter.
        corrections: what the file means, as JSON of ``uploads.Corrections``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = "upload"
    dry_run: bool = False
    confirm: bool = False
    measure: Literal["ytd", "month"] | None = None
    convert_units: bool = False
    clear_blanks: bool = False
    sheet: str | None = None
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    period: Annotated[str, AfterValidator(lambda text: parse(text).key)] | None = None
    note: str = ""
    corrections: str = "{}"


class _TooLargeError(Exception):
    """The body is larger than a file may be; the rest of it has not been read."""


async def post_upload(request: Request) -> JSONResponse:
    """Check a file and, unless ``dry_run``, write it."""
    try:
        reporter = await anyio.to_thread.run_sync(key_holder, request)
        if reporter is None:
            msg = "上报需要密钥：请求头 Authorization: Bearer 密钥。"
            raise KeyRefusedError(msg)
        query = parse_query(UploadQuery, request.query_params)
        name, content, query = await _read_file(request, query)
        return await anyio.to_thread.run_sync(_check_and_commit, name, content, reporter, query)
    except AccessError as error:
        return refusal(error)
    except (BadRequestError, CorrectionError, ClientDisconnect) as error:
        return JSONResponse({"error": f"请求有误：{error}"}, 400)
    except _TooLargeError:
        await _drain(request)
        message = f"文件超过 {SIZE_LIMIT // _MEGABYTE} MB，未读取，请{SPLIT}。"
        return JSONResponse({"error": message}, 413, {"connection": "close"})
    except StoreError as error:
        return unreadable(error)


async def get_uploads(_: Request) -> JSONResponse:
    """Every upload with reporter, time, file, sha256, counts and whether it is in force."""
    try:
        rows = await anyio.to_thread.run_sync(lambda: plain_records(list_uploads(shared_store())))
    except StoreError as error:
        return unreadable(error)
    return JSONResponse({"uploads": rows})


async def _read_file(request: Request, query: UploadQuery) -> tuple[str, bytes, UploadQuery]:
    """Name and content of the file, and the query with what a form adds; reading stops at the largest size allowed."""
    is_form = request.headers.get("content-type", "").lower().startswith("multipart/form-data")
    max_bytes = SIZE_LIMIT + (_FORM_OVERHEAD if is_form else 0)
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > max_bytes:
        raise _TooLargeError
    limited = _limit_body(request, max_bytes)
    if not is_form:
        return query.name, await limited.body(), query
    try:
        async with limited.form(max_files=1) as fields:
            file = fields.get("file")
            if file is None or isinstance(file, str):
                msg = "表单中缺少文件字段 file"
                raise BadRequestError(msg)
            content = await file.read()
            corrections = str(fields.get("corrections", query.corrections))
    except (MultiPartException, HTTPException) as error:
        msg = "表单无法读取，应为 multipart/form-data，有且只有一个文件字段 file"
        raise BadRequestError(msg) from error
    if len(content) > SIZE_LIMIT:
        raise _TooLargeError
    return file.filename or query.name, content, query.model_copy(update={"corrections": corrections})


def _limit_body(request: Request, max_bytes: int) -> Request:
    """The same request; reading its body raises when it is too large, whatever its headers promised."""
    size = 0

    async def receive() -> MutableMapping[str, Any]:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > max_bytes:
            raise _TooLargeError
        return message

    return Request(request.scope, receive)


async def _drain(request: Request) -> None:
    """Receive and drop a body of up to twice the size: most clients read the response only after sending everything."""
    if "expect" in request.headers:
        return  # this client waits for permission to send
    size = 0
    while size <= SIZE_LIMIT:
        message = await request.receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            return


def _check_and_commit(name: str, content: bytes, reporter: Reporter, query: UploadQuery) -> JSONResponse:
    store = shared_store()
    snapshot, corrections = store.snapshot(), read_corrections(query.corrections)
    given = {"year": query.year, "period": query.period, "measure": query.measure}
    corrections = corrections.model_copy(update={key: value for key, value in given.items() if value})
    preview = preview_file(
        content,
        name=name,
        snapshot=snapshot,
        reporter=reporter,
        today=today(),
        overrides=corrections.overrides(query.sheet),
        decisions=UploadDecisions(
            names=corrections.indicators(snapshot), unused_names=corrections.unused_names,
            convert_units=query.convert_units, clear_blanks=query.clear_blanks,
        ),
    )  # fmt: skip
    corrections.refuse_unmatched(preview.layout)
    if query.dry_run:
        earlier = find_duplicate(store, preview)
        return JSONResponse(preview_json(preview, earlier, repeated=earlier is not None))
    try:
        receipt = commit_upload(store, preview, confirmed=query.confirm, note=query.note)
    except ConflictError as error:
        conflict = {"error": str(error), "changes": plain_records(error.changes)}
        return JSONResponse(preview_json(preview) | conflict, 409)
    except UploadRefusedError as error:
        return JSONResponse(preview_json(preview) | {"error": str(error)}, 422)
    result = preview_json(preview, receipt.upload, repeated=receipt.repeated)
    return JSONResponse(result, 200 if receipt.repeated else 201)
