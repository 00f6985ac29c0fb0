"""跟随: everybody who follows an edition sees the screen that its operator is on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from itsdangerous import TimestampSigner

from indicators.access import Keys
from indicators.meeting.editions import freeze_edition, suggested_name, withdraw_edition
from indicators.meeting.leading import follower_ticket, leader_token
from indicators.period import Period
from indicators.store.store import Store
from server.follow import MAX_BYTES
from tests.reports import ADMINISTRATOR
from tests.server.streams import EventClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.server import Server, StartServer

# Its tests share one server, and so one process; their order does not matter.
pytestmark = pytest.mark.xdist_group("follow")

SEPTEMBER = Period(2024, 9)
ALL_SCREENS = {"only": "", "lifts": ""}


class Follower(EventClient):
    """Follows an edition."""

    def __init__(self, server: Server, edition: str, query: str = "") -> None:
        super().__init__(server, f"/api/v1/follow/{edition}{query}")

    def sees(self) -> dict[str, Any]:
        """The next position it receives."""
        state: dict[str, Any] = json.loads(self.receive("event: screen").partition("data: ")[2])
        return state


@pytest.fixture(scope="module")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with plan and public figures."""
    with start_server(tmp_path_factory.mktemp("server"), demo=False) as running:
        yield running
        assert "Traceback" not in running.log, running.log


@pytest.fixture
def edition(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """An edition nobody has led yet; this process signs for it as the server does."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(server.data))
    return freeze(server)


def freeze(server: Server) -> str:
    """Another edition."""
    store = Store(server.data)
    name = suggested_name(store.snapshot(), SEPTEMBER)
    return freeze_edition(store, name, SEPTEMBER, ADMINISTRATOR).id


def lead(server: Server, edition: str, body: Any, token: str | None = None) -> httpx.Response:
    """The operator moves."""
    token = leader_token(edition) if token is None else token
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return httpx.post(f"{server.url}/api/v1/follow/{edition}", content=content, headers=headers, timeout=30)


def test_two_follow(server: Server, edition: str) -> None:
    """Before the operator has moved there is no screen; then both see each move."""
    both = [Follower(server, edition) for _ in range(2)]
    assert [follower.sees()["screen"] for follower in both] == [None, None]
    chosen = {"only": "behind", "lifts": "industry,space"}
    for place in (
        ALL_SCREENS | {"screen": "overall", "cover": ""},
        ALL_SCREENS | {"screen": "overall", "cover": "black"},
        chosen | {"screen": "item:unicorns", "cover": ""},
    ):
        answer = lead(server, edition, place)
        assert answer.json() == place | {"followers": 2}
        assert [follower.sees() for follower in both] == [place | {"followers": 2}] * 2


def test_a_late_joiner(server: Server, edition: str) -> None:
    """A late follower gets the current position at once, though the operator has left."""
    lead(server, edition, {"screen": "tasks", "cover": "white"})
    assert Follower(server, edition).sees() == ALL_SCREENS | {
        "screen": "tasks",
        "cover": "white",
        "followers": 1,
    }


def test_editions_apart(server: Server, edition: str) -> None:
    """Two meetings at the same time do not move each other."""
    other = freeze(server)
    lead(server, edition, {"screen": "tasks:3"})
    lead(server, other, {"screen": "tasks:9"})
    assert [Follower(server, e).sees()["screen"] for e in (edition, other)] == ["tasks:3", "tasks:9"]


def test_a_hundred_follow(server: Server, edition: str) -> None:
    """A hundred followers get a move."""
    hundred = [Follower(server, edition) for _ in range(100)]
    assert {follower.sees()["screen"] for follower in hundred} == {None}
    assert lead(server, edition, {"screen": "tasks:4"}).json()["followers"] == 100
    assert {follower.sees()["screen"] for follower in hundred} == {"tasks:4"}


def test_the_operator_knows_how_many(server: Server, edition: str) -> None:
    """The operator's browser is not counted, and gets the number when somebody comes or leaves."""
    operator = Follower(server, edition, "?leading=1")
    assert operator.sees()["followers"] == 0
    follower = Follower(server, edition)
    assert operator.sees() == ALL_SCREENS | {"screen": None, "cover": "", "followers": 1}
    follower.leave()
    assert operator.sees()["followers"] == 0


def test_a_slow_follower_gets_the_last_move(server: Server, edition: str) -> None:
    """However fast the operator turns, the last screen is where everybody ends."""
    follower = Follower(server, edition)
    for n in range(1, 30):
        lead(server, edition, {"screen": f"tasks:{n}"})
    while follower.sees()["screen"] != "tasks:29":
        pass


def test_a_wrong_token(server: Server, edition: str) -> None:
    """Neither any token, nor another edition's, nor a follower's ticket moves anybody; 403, in Chinese."""
    follower = Follower(server, edition)
    follower.sees()
    for token in ("wrong", "0", leader_token(freeze(server)), follower_ticket(edition)):
        answer = lead(server, edition, {"screen": "tasks:2"}, token)
        assert answer.status_code == 403
        assert answer.json()["error"].startswith("主持口令不正确，没有移动任何人的画面")
    lead(server, edition, {"screen": "tasks:3"})
    assert follower.sees()["screen"] == "tasks:3"


def aged(monkeypatch: pytest.MonkeyPatch, edition: str) -> str:
    """The leader's token of half a day ago."""
    clock = TimestampSigner.get_timestamp
    with monkeypatch.context() as earlier:
        earlier.setattr(TimestampSigner, "get_timestamp", lambda signer: clock(signer) - 12 * 3600 - 60)
        return leader_token(edition)


def test_half_a_day(server: Server, edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token older than twelve hours moves nobody, and the response says why."""
    answer = lead(server, edition, {"screen": "tasks:2"}, aged(monkeypatch, edition))
    assert answer.status_code == 403
    assert answer.json()["error"].startswith("主持已满 12 小时，没有移动任何人的画面")
    assert Follower(server, edition).sees()["screen"] is None


@pytest.mark.usefixtures("edition")
def test_no_such_edition(server: Server) -> None:
    """An unknown edition is 404, in Chinese."""
    unknown = "0badcafe"
    for answer in (
        lead(server, unknown, {"screen": "tasks:1"}),
        httpx.get(f"{server.url}/api/v1/follow/{unknown}"),
    ):
        assert answer.status_code == 404
        assert "没有编号为“0badcafe”的会议版本" in answer.json()["error"]


def test_a_withdrawal_ends_leading(server: Server, edition: str) -> None:
    """An edition withdrawn while it is shown stays on the screens; nobody is moved any more, and the leader reads why."""
    follower = Follower(server, edition)
    follower.sees()
    lead(server, edition, {"screen": "tasks:2"})
    assert follower.sees()["screen"] == "tasks:2"
    withdraw_edition(Store(server.data), edition, ADMINISTRATOR)
    answer = lead(server, edition, {"screen": "tasks:3"})
    assert answer.status_code == 404
    assert "撤销" in answer.json()["error"]
    assert Follower(server, edition).sees()["screen"] == "tasks:2"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        ({"screen": ""}, 400),
        ({"screen": 5}, 400),
        ({"screen": None}, 400),
        ({"screen": "x" * 101}, 400),
        ({"screen": "title", "cover": "red"}, 400),
        ({"screen": "title", "only": "all"}, 400),
        ({"screen": "title", "lifts": ["industry"]}, 400),
        ({"screen": "title", "more": 1}, 400),
        (b" " * (MAX_BYTES + 1), 413),
    ],
)
def test_a_wrong_body(server: Server, edition: str, body: Any, status: int) -> None:
    """A body that is no position is refused with an example of a right one, and nobody moves."""
    answer = lead(server, edition, body)
    assert answer.status_code == status
    assert '应如 {"screen": "closing", "cover": ""}' in answer.json()["error"]
    assert Follower(server, edition).sees()["screen"] is None


def test_after_a_restart(start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who follows a restarted server sees where the meeting was, and then each move; the token stays valid."""
    with start_server(tmp_path, demo=False) as first:
        monkeypatch.setenv("SIXLIFTS_DATA", str(first.data))
        edition = freeze(first)
        token = leader_token(edition)
        lead(first, edition, {"screen": "tasks:5"}, token)
        follower = Follower(first, edition)
        assert follower.sees()["screen"] == "tasks:5"
    assert follower.receive("the end")
    with start_server(tmp_path, demo=False) as second:
        follower = Follower(second, edition)
        assert follower.sees()["screen"] == "tasks:5"
        lead(second, edition, {"screen": "tasks:6"}, token)
        assert follower.sees()["screen"] == "tasks:6"
        assert "Traceback" not in second.log


def test_with_require_login(
    start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With require_login strangers are refused; a key, a ticket and the leader's token are accepted, and no try of a key is counted."""
    rules = tmp_path / "access.toml"
    rules.write_text("require_login = true\n", encoding="utf-8")
    monkeypatch.setenv("SIXLIFTS_ACCESS", str(rules))
    with start_server(tmp_path, demo=False) as server:
        monkeypatch.setenv("SIXLIFTS_DATA", str(server.data))
        edition = freeze(server)
        key = Keys(server.data).add("经发局", ["industry"])
        address = f"{server.url}/api/v1/follow/{edition}"
        for query in ("", "?ticket=wrong", f"?ticket={follower_ticket('0badcafe')}"):
            assert httpx.get(address + query).status_code == 401
        for _ in range(5):
            assert lead(server, edition, {"screen": "tasks:5"}).status_code == 200
        assert Follower(server, edition, f"?ticket={follower_ticket(edition)}").sees()["screen"] == "tasks:5"
        with httpx.stream("GET", address, headers={"Authorization": f"Bearer {key}"}) as answer:
            assert answer.status_code == 200
        assert lead(server, edition, {"screen": "tasks:5"}, key).status_code == 403
        for _ in range(5):
            answer = lead(server, edition, {"screen": "tasks:6"}, aged(monkeypatch, edition))
            assert (answer.status_code, "主持已满 12 小时" in answer.json()["error"]) == (403, True)
