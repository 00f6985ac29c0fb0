"""``/api/v1/uploads``: the same reading, checking and committing for programs as on the page; and what there was.

``POST``: the body is the file itself with ``?name=…``, or a form with a field ``file``; other query values as in
``UploadQuery``. 200 checked or committed before, 201 written, 400 a wrong query, 401, 403, 409 somebody was first, 413 too
large, 422 refused, 429 too many wrong keys, 503 tables that cannot be read or written.
``GET``: every upload, newest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import anyio
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from indicators.access import AccessError, KeyRefusedError
from indicators.field_errors import expected_value
from indicators.frames import plain_records
from indicators.period import parse, today
from indicators.reading import SIZE_LIMIT, ReadOverrides
from indicators.store import StoreError, shared_store
from indicators.uploads import (
    ConflictError,
    UploadRefusedError,
    commit_upload,
    find_duplicate,
    list_uploads,
    preview_file,
    preview_json,
)
from indicators.validation import UploadDecisions
from indicators.wording import SPLIT
from server.login import key_holder, refusal

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.datastructures import QueryParams

    from indicators.access import Reporter

# Boundaries and headers of a form around the file.
_FORM_ROOM: Final = 1 << 16
_MEGABYTE: Final = 1 << 20


class UploadQuery(BaseModel):
    """The query of a ``POST``.

    Attributes:
        name: of the file, where the body is the file.
        dry_run: check only.
        confirm: answer all questions with yes.
        measure: what numbers are of which the file does not say it.
        convert_units: numbers in another unit of the same dimension are converted.
        clear_blanks: blanks take away values that stand.
        sheet: of a workbook; the first by default.
        year: where the file names none.
        period: month where the file names none.
        note: what the reporter adds.
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


class _BadRequestError(Exception):
    """The message is Chinese."""


class _TooLargeError(Exception):
    """The body is larger than a file may be; the rest of it is not read."""


async def uploads(request: Request) -> JSONResponse:
    """Check a file and, unless ``dry_run``, write it."""
    try:
        reporter = await anyio.to_thread.run_sync(key_holder, request)
        if reporter is None:
            msg = "上报需要密钥：请求头 Authorization: Bearer 密钥。"
            raise KeyRefusedError(msg)
        asked = _asked(request.query_params)
        name, content = await _body(request, asked)
        return await anyio.to_thread.run_sync(_answer, name, content, reporter, asked)
    except AccessError as error:
        return refusal(error)
    except (_BadRequestError, ClientDisconnect) as error:
        return JSONResponse({"error": f"请求有误：{error}"}, 400)
    except _TooLargeError:
        await _hear_out(request)
        told = {"error": f"文件超过 {SIZE_LIMIT // _MEGABYTE} MB，未读取，请{SPLIT}。"}
        return JSONResponse(told, 413, {"connection": "close"})
    except StoreError as error:
        return JSONResponse({"error": str(error)}, 503)


async def listing(_: Request) -> JSONResponse:
    """Every upload with who, when, file, sha256, counts, and whether it stands."""
    try:
        told = await anyio.to_thread.run_sync(lambda: plain_records(list_uploads(shared_store())))
    except StoreError as error:
        return JSONResponse({"error": str(error)}, 503)
    return JSONResponse({"uploads": told})


def _asked(query: QueryParams) -> UploadQuery:
    names = [name for name, _ in query.multi_items()]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        msg = f"参数 {'、'.join(twice)} 出现了不止一次"
        raise _BadRequestError(msg)
    try:
        return UploadQuery.model_validate(dict(query))
    except ValidationError as error:
        wrong = (
            f"参数 {e['loc'][0]} = {e['input']!s:.60}，应为：{expected_value(e)}" for e in error.errors()
        )
        raise _BadRequestError("；".join(wrong)) from error


async def _body(request: Request, asked: UploadQuery) -> tuple[str, bytes]:
    """Name and content of the file, read no further than a file may be large."""
    form = request.headers.get("content-type", "").lower().startswith("multipart/form-data")
    most = SIZE_LIMIT + (_FORM_ROOM if form else 0)
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        raise _TooLargeError
    limited = _limited(request, most)
    if not form:
        return asked.name, await limited.body()
    try:
        async with limited.form(max_files=1) as fields:
            file = fields.get("file")
            if file is None or isinstance(file, str):
                msg = "表单中缺少文件字段 file"
                raise _BadRequestError(msg)
            content = await file.read()
    except (MultiPartException, HTTPException) as error:
        msg = "表单无法读取，应为 multipart/form-data，只含一个文件字段 file"
        raise _BadRequestError(msg) from error
    if len(content) > SIZE_LIMIT:
        raise _TooLargeError
    return file.filename or asked.name, content


def _limited(request: Request, most: int) -> Request:
    """The same request, whose body stops with an error when it grows too large, whatever its headers promised."""
    size = 0

    async def receive() -> MutableMapping[str, Any]:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > most:
            raise _TooLargeError
        return message

    return Request(request.scope, receive)


async def _hear_out(request: Request) -> None:
    """Let a body of up to twice the size come to its end, unkept: most clients listen only once they have sent all."""
    if "expect" in request.headers:
        return  # this one has not begun to send
    size = 0
    while size <= SIZE_LIMIT:
        message = await request.receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            return


def _answer(name: str, content: bytes, reporter: Reporter, asked: UploadQuery) -> JSONResponse:
    store = shared_store()
    preview = preview_file(
        content,
        name=name,
        snapshot=store.snapshot(),
        reporter=reporter,
        today=today(),
        overrides=ReadOverrides(sheet=asked.sheet, year=asked.year, period=asked.period),
        decisions=UploadDecisions(
            measure=asked.measure, convert_units=asked.convert_units, clear_blanks=asked.clear_blanks
        ),
    )
    if asked.dry_run:
        earlier = find_duplicate(store, preview)
        return JSONResponse(preview_json(preview, earlier, repeated=earlier is not None))
    try:
        receipt = commit_upload(store, preview, confirmed=asked.confirm, note=asked.note)
    except ConflictError as error:
        told = {"error": str(error), "changes": plain_records(error.changes)}
        return JSONResponse(preview_json(preview) | told, 409)
    except UploadRefusedError as error:
        return JSONResponse(preview_json(preview) | {"error": str(error)}, 422)
    told = preview_json(preview, receipt.upload, repeated=receipt.repeated)
    return JSONResponse(told, 200 if receipt.repeated else 201)
