"""Two servers over one object store: each shows what came in through the other, and follows its operator."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from indicators.access import Keys
from indicators.meeting.editions import freeze_edition
from indicators.meeting.leading import leader_token
from indicators.period import Period
from indicators.store.seed import open_store
from tests.reports import ADMINISTRATOR, output
from tests.server.streams import PATIENCE_SECONDS, EventClient
from tests.server.test_follow import Follower, lead

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.server import StartServer
    from tests.s3 import ObjectStore

SEPTEMBER = Period(2024, 9)


def eventually(answer: Callable[[], Any], expected: Any) -> None:
    """What another server knows within a second or two; how soon is measured elsewhere."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (found := answer()) != expected and time.monotonic() < deadline:
        time.sleep(0.2)
    assert found == expected


@pytest.mark.processes
def test_two_servers(
    start_server: StartServer, bucket: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uploads through both at once are on both; keys, one's operator and a revocation count on the other, too."""
    root = f"{bucket.root}/{tmp_path.name}"
    monkeypatch.setenv("SIXLIFTS_DATA", root)
    store = open_store(with_demo=False)
    edition = freeze_edition(store, "九月例会", SEPTEMBER, ADMINISTRATOR).id
    key = Keys(root).add("经发局", ["industry"])
    with ExitStack() as running:
        servers = []
        for name in "ab":
            (tmp_path / name).mkdir()
            environment = bucket.environment | {"SIXLIFTS_DATA": root}
            servers.append(
                running.enter_context(start_server(tmp_path / name, demo=False, environment=environment))
            )
        here, there = servers
        headers = {"Authorization": f"Bearer {key}"}

        def send(number: int) -> int:
            url, content = f"{servers[number % 2].url}/api/v1/uploads", output(100.0 * number, first=number)
            answer = httpx.post(
                url, params={"name": f"{number}月.csv"}, content=content, headers=headers, timeout=60
            )
            # One that was let in once more, before the other server knew, is only a repetition.
            assert answer.status_code in {200, 201, 401}, answer.text
            return answer.status_code

        listener = EventClient(there)
        before = listener.receive("event: version")
        with ThreadPoolExecutor(2) as threads:
            assert list(threads.map(send, (1, 2))) == [201, 201]
        assert listener.receive("event: version") != before
        for server in servers:
            eventually(lambda url=server.url: len(httpx.get(f"{url}/api/v1/uploads").json()["uploads"]), 2)

        follower = Follower(there, edition)
        assert follower.sees()["screen"] is None
        assert lead(here, edition, {"screen": "tasks:5"}, leader_token(edition)).status_code == 200
        assert follower.sees()["screen"] == "tasks:5"
        operator = Follower(here, edition, "?leading=1")
        while operator.sees()["followers"] != 1:
            pass

        Keys(root).revoke("经发局")
        eventually(lambda: {send(3), send(4)}, {401})
        for server in servers:
            assert httpx.get(f"{server.url}/api/v1/health").json()["status"] == "ok"
            assert "Traceback" not in server.log, server.log
