"""Whoever watches the server hears of tables that cannot be read or written; strangers hear no more than that."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from indicators.store import StoreError
from indicators.upkeep import LastBackup, LastCheck
from indicators.upkeep.noted import note_backup, note_check
from server.api.description import OPENAPI
from server.login import LoginRequired
from server.watch import state
from server.watch.health import health, live, ready
from server.watch.metrics import metrics
from server.watch.state import LEAST_FREE_BYTES, product_version
from tests.cheap_keys import cheap_keys
from tests.server.front_end import finished

if TYPE_CHECKING:
    from indicators.store.store import Store

HEALTH = "/api/v1/health"
APP = Starlette(
    routes=[
        Route(HEALTH, health),
        Route(f"{HEALTH}/live", live),
        Route(f"{HEALTH}/ready", ready),
        Route("/api/v1/metrics", metrics),
    ],
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


def described(answer: httpx.Response) -> dict[str, Any]:
    """The content of an answer about health, which has exactly the keys and types of the description."""
    description = json.loads(OPENAPI.read_text(encoding="utf-8"))
    schema = description["paths"][HEALTH]["get"]["responses"][str(answer.status_code)]["content"][
        "application/json"
    ]["schema"]
    validator = Draft202012Validator({"components": description["components"], **schema})
    assert [error.message for error in validator.iter_errors(answer.json())] == []
    return dict(answer.json())


def test_all_is_well(store: Store) -> None:
    """Versions of product and tables with the time of each, how much disk is left and should be, no backup yet."""
    answer = asked(HEALTH)
    content = described(answer)
    assert answer.status_code == 200
    assert content.pop("free_bytes") > 0
    tables = content.pop("tables")
    assert {table: entry["version"] for table, entry in tables.items()} == dict(store.snapshot().versions)
    history = store.history().set_index("table")
    assert datetime.fromisoformat(tables["plans"]["at"]) == history.loc["plans", "at"]
    assert content == {
        "status": "ok", "live": True, "ready": True, "readable": True, "writable": True, "damaged": [], "backup": None, "check": None,
        "product": product_version(), "version": store.snapshot().version, "least_free_bytes": LEAST_FREE_BYTES,
        "message": "一切正常。", "problems": [],
    }  # fmt: skip
    assert asked(f"{HEALTH}/ready").json() == {"status": "ok"}


def test_little_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up is said while everything still works: 200."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: type("Usage", (), {"free": LEAST_FREE_BYTES - 1}))
    answer = asked(HEALTH)
    assert (answer.status_code, answer.json()["status"]) == (200, "warning")
    assert "磁盘只剩" in described(answer)["message"]


@pytest.mark.parametrize(("days", "status"), [(1, "ok"), (8, "warning")])
def test_backup(store: Store, days: int, status: str) -> None:
    """The last good backup is named without its place; one that is too old is said."""
    at = datetime.now(UTC) - timedelta(days=days)
    note_backup(store.root, LastBackup(at, "/backups/tables.zip", 123))
    answer = asked(HEALTH)
    content = described(answer)
    assert (answer.status_code, content["status"]) == (200, status)
    assert datetime.fromisoformat(content["backup"]["at"]) == at
    assert content["backup"]["bytes"] == 123
    assert "/backups" not in answer.text
    assert ("8天前" in content["message"]) == (status == "warning")


def test_damaged_tables(store: Store) -> None:
    """503, while the pages that show what can still be read are ready: nothing takes the server away from its viewers."""
    log = Path(store.root) / "plans" / "_delta_log"
    log.rename(log.with_name("away"))
    answer = asked(HEALTH)
    assert answer.status_code == 503
    assert described(answer)["damaged"] == ["plans"]
    assert "计划有文件损坏" in answer.json()["message"]
    assert asked(f"{HEALTH}/ready").status_code == 200


def test_folder_away(store: Store) -> None:
    """A folder that is gone is called gone, once, with what was read from it: nobody is sent to repair fourteen tables."""
    assert asked(HEALTH).status_code == 200
    Path(store.root).rename(f"{store.root}-away")
    answer = asked(HEALTH)
    (problem,) = described(answer)["problems"]
    assert (answer.status_code, "数据文件夹不见了" in problem["problem"]) == (503, True)
    assert "挂载" in problem["remedy"]


def test_damage_that_a_check_found(store: Store) -> None:
    """503 with what to do before the next start, while what was read stands there whole; what a page says is not said twice."""
    at = datetime.now(UTC)
    note_check(store.root, LastCheck(at, ("plans/a.parquet", "plans/b.parquet", "uploads/1/9月.csv")))
    answer = asked(HEALTH)
    content = described(answer)
    assert (answer.status_code, content["damaged"]) == (503, [])
    assert "计划、原始文件有3个文件在磁盘上损坏" in content["message"]
    assert content["check"] == {"at": content["check"]["at"], "damaged_files": 3}
    assert datetime.fromisoformat(content["check"]["at"]) == at
    assert "sixlifts_damaged_files 3" in asked("/api/v1/metrics").text
    note_check(store.root, LastCheck(at, ("plans/_delta_log/00000000000000000000.json",)))
    log = Path(store.root) / "plans" / "_delta_log"
    log.rename(log.with_name("away"))
    assert len(described(asked(HEALTH))["problems"]) == 1


def test_tables_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """503 in words, without a path; the process itself is alive."""

    def full(**_: Any) -> None:
        msg = "/srv/tables"
        raise OSError(28, "No space left on device", msg)

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    answer = asked(HEALTH)
    assert answer.status_code == 503
    assert "不能写入" in answer.json()["message"]
    assert described(answer)["writable"] is False
    assert "/srv" not in answer.text
    assert asked(f"{HEALTH}/ready").status_code == 200
    assert asked(f"{HEALTH}/live").json() == {"status": "ok"}


def test_tables_that_cannot_be_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 in words, without a path."""

    def fails() -> None:
        raise StoreError(str(store.root))

    monkeypatch.setattr(state, "shared_store", fails)
    answer = asked(HEALTH)
    assert answer.status_code == 503
    assert described(answer)["message"] == "数据表暂时无法读取。"
    assert asked(f"{HEALTH}/ready").status_code == 503
    assert str(store.root) not in answer.text


@pytest.mark.usefixtures("closed")
def test_strangers_hear_no_more(store: Store) -> None:
    """Where looking needs a login a stranger hears whether all is well; a key opens the rest, and the metrics."""
    assert asked(HEALTH).json() == {"status": "ok"}
    assert asked("/api/v1/metrics").status_code == 401
    key = cheap_keys(store.root).add("经发局", ("industry",))
    assert "version" in asked(HEALTH, key).json()
    assert asked("/api/v1/metrics", key).status_code == 200
