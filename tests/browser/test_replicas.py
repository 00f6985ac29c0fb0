"""Two servers over one object store behind nginx, as ``deploy/nginx.conf`` has them: for a visitor they are one."""

from __future__ import annotations

import json
import re
import ssl
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from indicators.access import Keys
from indicators.meeting.editions import freeze_edition
from indicators.meeting.leading import leader_token
from indicators.period import Period
from indicators.store import Store
from tests import nginx
from tests.browser.meeting import open_meeting, wait_for_screen
from tests.browser.screen import open_page, settled
from tests.browser.test_upload import box, commit, enter, output_on, put
from tests.reports import ADMINISTRATOR
from tests.second_process import report_in_second_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

    from tests.browser.server import Server, StartServer
    from tests.s3 import ObjectStore

# Its tests share the servers, and so one process; their order does not matter.
pytestmark = pytest.mark.xdist_group("replicas")

COOKIE = "sixlifts_replica"
HEAD = "指标,单位,期间,累计"


class Replicas:
    """Two servers on the same tables, by their number; a test that killed one need not start it again."""

    def __init__(self, data: str, start: Callable[..., Server]) -> None:
        self.data = data
        self.running = {number: start() for number in "12"}
        self._start = start

    def kill(self, number: str) -> None:
        """End one as a power failure does."""
        self.running[number].process.kill()
        self.running[number].process.wait()

    def start(self, number: str) -> None:
        """Start one again where it was, unless it runs."""
        if self.running[number].process.poll() is not None:
            self.running[number] = self._start(port=port_of(self.running[number]))


@dataclass(frozen=True)
class Cluster:
    """Two replicas and the proxy before them.

    Attributes:
        url: of the proxy.
        replicas: what is behind it.
    """

    url: str
    replicas: Replicas

    @property
    def data(self) -> str:
        """Where the tables are."""
        return self.replicas.data


def port_of(server: Server) -> int:
    """Where a server listens."""
    port = urlsplit(server.url).port
    assert port is not None
    return port


@pytest.fixture(scope="module")
def replicas(
    start_server: StartServer, object_store: ObjectStore, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Replicas]:
    """Two servers over one object store; this process reaches the tables, too."""
    folder, data = tmp_path_factory.mktemp("replicas"), f"{object_store.root}/nginx"
    environment = object_store.environment | {"SIXLIFTS_DATA": data}
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in environment.items():
            patch.setenv(name, value)
        yield Replicas(
            data,
            lambda **where: stack.enter_context(start_server(folder, environment=environment, **where)),
        )


@pytest.fixture
def cluster(replicas: Replicas, tmp_path: Path) -> Iterator[Cluster]:
    """Both replicas run, reached by TLS; the proxy knows nothing of what earlier tests did to them."""
    for number in "12":
        replicas.start(number)
    first, second = (port_of(server) for server in replicas.running.values())
    with nginx.before(first, second, tmp_path) as url:
        yield Cluster(url, replicas)


@pytest.fixture
def visitors(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """One who is at the first replica, and one who is at the second."""
    contexts = {
        number: browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="zh-CN", ignore_https_errors=True
        )
        for number in "12"
    }
    yield contexts
    for context in contexts.values():
        context.close()


def stay_at(context: BrowserContext, cluster: Cluster, number: str) -> BrowserContext:
    """The visitor with the cookie of a replica."""
    context.add_cookies([{"name": COOKIE, "value": number, "url": cluster.url, "secure": True}])
    return context


def replica_of(context: BrowserContext) -> str:
    """Which replica the visitor is at."""
    return next(cookie["value"] for cookie in context.cookies() if cookie["name"] == COOKIE)


def test_an_upload_at_one_is_seen_at_the_other(visitors: dict[str, BrowserContext], cluster: Cluster) -> None:
    """A file sent to the first replica stands on a page of the second by itself; by TLS, sockets and cookies, too."""
    leader = open_page(visitors["2"], f"{cluster.url}/industry?through=2024-09")
    number = replica_of(visitors["2"])  # a visitor without the cookie gets one
    other = {"1": "2", "2": "1"}[number]
    clerk = open_page(stay_at(visitors["1"], cluster, other), f"{cluster.url}/upload?through=2024-09")
    enter(clerk, Keys(cluster.data).add("经发局", ["industry"]))
    box(clerk).wait_for(state="detached")
    settled(clerk)
    put(clerk, "第一次.csv", f"{HEAD}\n规上工业总产值,亿元,2024-09,2345.5\n")
    commit(clerk, "第一次.csv")
    output_on(leader, "2,345.5")
    assert [replica_of(visitors["1"]), replica_of(visitors["2"])] == [other, number]
    for screen in (leader, clerk):
        assert [screen.failed, screen.foreign, screen.console_errors] == [[], [], []]
        assert {urlsplit(socket.url).scheme for socket in screen.sockets} == {"wss"}
    assert [cookie for cookie in visitors["2"].cookies() if not cookie["secure"]] == []


def test_a_meeting_is_followed_at_the_other(visitors: dict[str, BrowserContext], cluster: Cluster) -> None:
    """Who follows at the second replica sees the screens that the operator at the first turns to."""
    store = Store(cluster.data)
    edition = freeze_edition(store, "八月例会", Period(2024, 8), ADMINISTRATOR).id
    token = leader_token(edition)
    visitors["1"].add_init_script(f"sessionStorage.setItem('leads:{edition}', '{token}')")
    operator, follower = (
        open_meeting(
            stay_at(visitors[number], cluster, number),
            cluster.url,
            f"through=2024-08&edition={edition}{more}",
        )
        for number, more in (("1", ""), ("2", "&follow=1"))
    )
    operator.keyboard.press("PageDown")
    wait_for_screen(follower, 2)
    assert [replica_of(context) for context in visitors.values()] == ["1", "2"]


def test_what_nginx_does_itself(cluster: Cluster) -> None:
    """Scripts come compressed and, the second time, from nginx; what is too large is refused in Chinese."""
    with httpx.Client(base_url=cluster.url, verify=False) as visitor:  # noqa: S501 - signed by the test itself
        styles = re.search(r'href="\.(/static/own/style[^"]+)"', visitor.get("/").text)
        assert styles is not None
        first, second = (visitor.get(styles[1], headers={"accept-encoding": "br"}) for _ in range(2))
        assert [first.headers["content-encoding"], second.headers["content-encoding"]] == ["br", "br"]
        assert second.headers["x-cache"] == "HIT"
        assert second.text == first.text

    host = urlsplit(cluster.url).netloc
    connection = HTTPSConnection(host, context=ssl._create_unverified_context())  # noqa: S323 - the same
    connection.putrequest("POST", "/api/v1/uploads")
    connection.putheader("content-length", str(26 * 1024 * 1024))
    connection.endheaders()
    refused = connection.getresponse()
    assert (refused.status, json.load(refused)) == (413, {"error": "文件超过 25 MB，未接收。"})
    connection.close()


def test_one_is_killed(visitors: dict[str, BrowserContext], cluster: Cluster) -> None:
    """Its viewers carry on at the other one, where they were and signed in, and stay there when it is back."""
    at_first = stay_at(visitors["1"], cluster, "1")
    address = f"{cluster.url}/industry?through=2024-09"
    leader, clerk = open_page(at_first, address), open_page(at_first, f"{cluster.url}/upload?through=2024-09")
    enter(clerk, Keys(cluster.data).add("科创局", ["industry"]))
    box(clerk).wait_for(state="detached")
    settled(clerk)
    leader.page.evaluate("window.marked = true")

    cluster.replicas.kill("1")
    report_in_second_process(cluster.data, 2346.5)
    output_on(leader, "2,346.5")
    assert leader.page.evaluate("window.marked")
    assert leader.page.url == address
    assert replica_of(at_first) == "2"

    cluster.replicas.start("1")
    settled(clerk)
    put(clerk, "第二次.csv", f"{HEAD}\n规上工业总产值,亿元,2024-09,2347.5\n")
    commit(clerk, "第二次.csv")
    output_on(leader, "2,347.5")
    assert replica_of(at_first) == "2"
    assert "Traceback" not in cluster.replicas.running["2"].log


def test_none_is_there(visitors: dict[str, BrowserContext], cluster: Cluster) -> None:
    """Who comes meanwhile is told so in Chinese, and has the page they asked for as soon as one is back."""
    open_one = open_page(visitors["1"], f"{cluster.url}/industry?through=2024-09")
    for number in "12":
        cluster.replicas.kill(number)
    page = visitors["2"].new_page()
    answer = page.goto(f"{cluster.url}/industry?through=2024-09")
    assert answer is not None
    assert answer.status == 503
    assert "系统正在重新启动" in page.inner_text("body")
    refused = visitors["2"].request.get(f"{cluster.url}/api/v1/health")
    assert (refused.status, refused.json()) == (503, {"error": "系统正在重新启动，请稍后重试。"})

    cluster.replicas.start("2")
    page.locator("#card_industrial_output .number").wait_for()
    report_in_second_process(cluster.data, 2348.5)
    output_on(open_one, "2,348.5")
    assert page.url == f"{cluster.url}/industry?through=2024-09"
