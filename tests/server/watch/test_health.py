"""Whoever watches the server hears of tables that cannot be read or written; strangers hear no more than that."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from server.login import LoginRequired
from server.watch.health import health, live, product_version
from server.watch.metrics import metrics
from tests.cheap_keys import cheap_keys
from tests.server.front_end import finished

if TYPE_CHECKING:
    from indicators.store.store import Store

HEALTH = "/api/v1/health"
APP = Starlette(
    routes=[Route(HEALTH, health), Route(f"{HEALTH}/live", live), Route("/api/v1/metrics", metrics)],
    middleware=[Middleware(LoginRequired)],
)


def asked(path: str, key: str = "") -> httpx.Response:
    """One request."""
    headers = {"authorization": f"Bearer {key}"} if key else {}

    async def answer() -> httpx.Response:
        transport = httpx.ASGITransport(APP)
        async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
            return await client.get(path, headers=headers)

    return finished(answer())


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, store: Store) -> Store:
    """The one that is asked."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
    return store


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """Even looking needs a login."""
    rules = Path(store.root) / "access.toml"
    rules.write_text("require_login = true", encoding="utf-8")
    monkeypatch.setenv("SIXLIFTS_ACCESS", str(rules))


def test_all_is_well(store: Store) -> None:
    """Versions of product and tables, and how much disk is left."""
    answer = asked(HEALTH)
    content = answer.json()
    assert answer.status_code == 200
    assert content.pop("free_bytes") > 0
    assert content == {"status": "ok", "product": product_version(), "version": store.snapshot().version}


def test_tables_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """503 in words, without a path; the process itself is alive."""

    def full(**_: Any) -> None:
        msg = "/srv/tables"
        raise OSError(28, "No space left on device", msg)

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    answer = asked(HEALTH)
    assert answer.status_code == 503
    assert "不能写入" in answer.json()["message"]
    assert "/srv" not in answer.text
    assert asked(f"{HEALTH}/live").json() == {"status": "ok"}


def test_tables_that_cannot_be_read(store: Store) -> None:
    """503 in words, without a path."""
    log = Path(store.root) / "observations" / "_delta_log"
    log.rename(log.with_name("away"))
    answer = asked(HEALTH)
    assert answer.status_code == 503
    assert answer.json()["message"] == "数据表暂时无法读取。"
    assert str(store.root) not in answer.text


@pytest.mark.usefixtures("closed")
def test_strangers_hear_no_more(store: Store) -> None:
    """Where looking needs a login a stranger hears whether all is well; a key opens the rest, and the metrics."""
    assert asked(HEALTH).json() == {"status": "ok"}
    assert asked("/api/v1/metrics").status_code == 401
    key = cheap_keys(store.root).add("经发局", ("industry",))
    assert "version" in asked(HEALTH, key).json()
    assert asked("/api/v1/metrics", key).status_code == 200
