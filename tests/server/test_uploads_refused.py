"""``/api/v1/uploads`` refuses: a conflict, a missing login, too many wrong keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx

from indicators.access import Keys
from indicators.store.seed import open_store
from indicators.store.store import Store
from indicators.uploads import commit_upload, preview_file
from server import uploads as routes
from tests.reports import ECONOMY, output, previewed, value_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from indicators.uploads.preview import Preview
    from tests.browser.server import StartServer


def test_somebody_was_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process changes between reading and writing is 409 with that change, and nothing is written."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))
    store = open_store(str(tmp_path), with_demo=False)

    def preview_slowly(*arguments: Any, **more: Any) -> Preview:
        preview = preview_file(*arguments, **more)
        commit_upload(store, previewed(store, output(710)), confirmed=True)
        return preview

    monkeypatch.setattr(routes, "preview_file", preview_slowly)
    response = routes._check_and_commit("9月.csv", output(700), ECONOMY, routes.UploadQuery())
    assert response.status_code == 409
    content = json.loads(bytes(response.body))
    assert {"accepted", "problems", "error", "changes"} <= set(content)
    (change,) = content["changes"]
    assert (change["name"], change["before"], change["now"], change["by"]) == (
        "规上工业总产值", "无", "710", "本机管理员",
    )  # fmt: skip
    assert value_of(store) == 710


def test_login_required_and_throttled(
    start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With require_login the list needs a key, too; after wrong keys an address has to wait, and a right key there does not."""
    rules = tmp_path / "access.toml"
    rules.write_text("require_login = true", encoding="utf-8")
    monkeypatch.setenv("SIXLIFTS_ACCESS", str(rules))
    with start_server(tmp_path, demo=False) as running:
        right = Keys(running.data).add("经发局", ["industry"])
        address = f"{running.url}/api/v1/uploads"
        assert httpx.get(address).status_code == 401
        assert httpx.get(address, headers={"Authorization": f"Bearer {right}"}).json() == {"uploads": []}
        wrong, known = ({"Authorization": f"Bearer {key}"} for key in ("wrong", right))
        assert [httpx.post(address, headers=wrong).status_code for _ in range(3)] == [401] * 3
        slowed = httpx.post(address, content=output(700), headers=wrong)
        assert slowed.status_code == 429
        assert int(slowed.headers["retry-after"]) >= 1
        assert "秒后再试" in slowed.json()["error"]
        assert value_of(Store(running.data)) is None
        assert httpx.post(address, content=output(700), headers=known).status_code == 201
