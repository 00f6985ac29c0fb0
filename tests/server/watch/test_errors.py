"""An error nobody foresaw is a sentence with an id that stands in the log; no trace and no path reach anybody."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from indicators.store.errors import StoreError
from server.watch import RequestIds, end_runs_that_panic, log_error, log_unreadable, set_up_log
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


def test_unreadable_tables_do_not_fill_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Everybody who looks meets the same error; it is logged once a minute, another one at once."""
    for _ in range(100):
        log_unreadable(StoreError("数据表 plans 无法读取"))
    log_unreadable(StoreError("数据表 tasks 无法读取"))
    assert [record.getMessage()[:6] for record in caplog.records] == ["tables"] * 2


class PanicException(BaseException):
    """What a library in Rust raises when it gives up."""


def panic(*_: object) -> None:
    """Give up."""
    msg = "/srv/tables/broken.parquet"
    raise PanicException(msg)


async def _panics(_: Request) -> PlainTextResponse:
    await anyio.to_thread.run_sync(panic)
    return PlainTextResponse("never")


async def _logs(_: Request) -> PlainTextResponse:
    logging.getLogger("sixlifts").warning("seen")
    return PlainTextResponse("fine")


APP = Starlette(
    routes=[Route("/fails", _fails), Route("/panics", _panics), Route("/logs", _logs)],
    middleware=[Middleware(RequestIds)],
)


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


def test_a_library_that_gives_up(caplog: pytest.LogCaptureFixture) -> None:
    """What passes every ``except Exception``, from a thread, is a sentence with an id like any error."""
    answer = asked("/panics")
    assert answer.status_code == 500
    (error,) = re.findall(r"请把编号 ([0-9a-f]{8}) 告诉管理员", answer.json()["error"])
    assert f"GET /panics [error {error}]" in caplog.text
    assert "broken" not in answer.text


def _page() -> None:
    import streamlit as st

    from tests.server.watch.test_errors import panic

    st.button("go", on_click=panic)
    st.text("drawn")


def test_a_click_that_gives_up_ends_its_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page whose click ends so is shown as an error and runs again; without this it would run for ever."""
    monkeypatch.setattr(
        script_runner, "exec_func_with_error_handling", script_runner.exec_func_with_error_handling
    )
    end_runs_that_panic()
    app = AppTest.from_function(_page, default_timeout=60).run()
    app.button[0].click().run()
    assert len(app.exception) == 1
    assert app.run().text[0].value == "drawn"
    assert not app.exception


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
