"""An error nobody foresaw is a sentence with an id that stands in the log; no trace and no path reach anybody."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.watch import RequestIds, log_error, set_up_log
from server.watch.log import _ours
from tests.server.front_end import finished

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The log as it was."""
    logger = logging.getLogger("sixlifts")
    level = logger.level
    set_up_log()
    yield
    logger.removeHandler(_ours)
    logger.setLevel(level)


async def _fails(_: Request) -> PlainTextResponse:
    msg = "/srv/tables/secret.parquet"
    raise RuntimeError(msg)


async def _logs(_: Request) -> PlainTextResponse:
    logging.getLogger("sixlifts").warning("seen")
    return PlainTextResponse("fine")


APP = Starlette(routes=[Route("/fails", _fails), Route("/logs", _logs)], middleware=[Middleware(RequestIds)])


def asked(path: str) -> httpx.Response:
    """One request."""

    async def answer() -> httpx.Response:
        transport = httpx.ASGITransport(APP)
        async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
            return await client.get(path)

    return finished(answer())


def test_a_sentence_and_an_id(caplog: pytest.LogCaptureFixture) -> None:
    """500 says what to do and the id; the log has the same id with the trace."""
    answer = asked("/fails")
    assert answer.status_code == 500
    (error,) = re.findall(r"请把编号 ([0-9a-f]{8}) 告诉管理员", answer.json()["error"])
    assert f"GET /fails [error {error}]" in caplog.text
    assert "secret.parquet" in caplog.text
    assert "secret" not in answer.text


@pytest.mark.parametrize("form", ["json", "plain"])
def test_each_line_has_its_request(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The id in the answer's header stands in the log's lines, plain or as JSON."""
    monkeypatch.setenv("SIXLIFTS_LOG", form)
    set_up_log()
    lines: list[str] = []
    monkeypatch.setattr(_ours, "emit", lambda record: lines.append(_ours.format(record)))
    request = asked("/logs").headers["x-request-id"]
    (line,) = lines
    if form == "json":
        content = json.loads(line)
        assert (content["request"], content["message"], content["level"]) == (request, "seen", "warning")
    else:
        assert f"WARNING sixlifts [{request}] seen" in line


def test_a_trace_is_one_line_of_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads the log line by line gets a trace whole."""
    monkeypatch.setenv("SIXLIFTS_LOG", "json")
    set_up_log()
    lines: list[str] = []
    monkeypatch.setattr(_ours, "emit", lambda record: lines.append(_ours.format(record)))
    try:
        raise ValueError("数据")  # noqa: EM101, TRY301
    except ValueError as failure:
        error = log_error("page", failure)
    (line,) = lines
    assert "\n" not in line
    content = json.loads(line)
    assert content["message"] == f"page [error {error}]"
    assert content["traceback"].endswith("ValueError: 数据")
