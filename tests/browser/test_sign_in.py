"""With ``require_login``: nobody unknown sees anything, whoever is known gets in by key or by the office's own login."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from indicators.access import COOKIE, TICKET_HOURS, Keys
from indicators.period import today
from indicators.settings import Settings
from indicators.uploads import month_to_report
from indicators.wording import report_due_text
from tests.browser import oidc_provider
from tests.browser.screen import Screen, open_page, settled
from tests.browser.test_live import HIDE
from tests.second_process import report_in_second_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

    from indicators.store.store import Store
    from tests.browser.server import Server, StartServer

# Its tests share one server, and so one process; their order does not matter.
pytestmark = pytest.mark.xdist_group("sign_in")

ACCESS = """
require_login = true
[[people]]
email = "Zhang@example.gov.cn"
name = "张三（经发局）"
role = "department"
lifts = ["industry"]
"""
SIGN_IN = "请先登录"
COOKIE_SECRET = "signs the cookies of this test's server"  # noqa: S105
WRONG = "ZZZZ-1111-2222-3333-4444-5555-6666-7777"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Address of an OpenID Connect provider in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, oidc_provider.__file__],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def closed(
    provider: str, start_server: StartServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that wants a login; its secrets and its access file lie in a folder of their own."""
    folder = tmp_path_factory.mktemp("closed")
    (folder / "access.toml").write_text(ACCESS, encoding="utf-8")
    (folder / "secrets.toml").write_text(
        f"""[auth]
        redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
        cookie_secret = "{COOKIE_SECRET}"
        client_id = "{oidc_provider.CLIENT_ID}"
        client_secret = "{oidc_provider.CLIENT_SECRET}"
        server_metadata_url = "{provider}/.well-known/openid-configuration"
        """,
        encoding="utf-8",
    )
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("SIXLIFTS_ACCESS", str(folder / "access.toml"))
            environment.setenv("STREAMLIT_SECRETS_FILES", str(folder / "secrets.toml"))
            running = stack.enter_context(start_server(folder))
        yield running
    assert "Traceback" not in running.log, running.log


def api(server: Server, headers: dict[str, str] | None = None, path: str = "uploads") -> tuple[int, Any]:
    """Status and JSON of an address of the API, asked without any browser."""
    request = Request(f"{server.url}/api/v1/{path}", headers=headers or {})  # noqa: S310 - our own server
    try:
        with urlopen(request) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except HTTPError as error:
        return error.code, json.load(error)


def enter(screen: Screen, key: str) -> None:
    """Type a key into the box and send it off."""
    screen.page.get_by_label("密钥", exact=True).fill(key)
    screen.page.get_by_role("button", name="提交").click()


def sign_in(screen: Screen, email: str) -> None:
    """Go to the provider, be that person there, come back."""
    screen.page.get_by_role("button", name="统一身份登录").click()
    screen.page.get_by_label("邮箱").fill(email)
    screen.page.get_by_role("button", name="登录").click()
    screen.page.wait_for_url(re.compile(r"^http://127\.0\.0\.1:\d+/(\?.*)?$"))
    settled(screen)


@pytest.mark.parametrize("path", ["/", "/industry", "/indicator?id=industrial_output", "/?through=2024-06"])
def test_a_stranger_sees_the_sign_in_and_nothing_else(
    context: BrowserContext, closed: Server, seeded: Store, path: str
) -> None:
    """No address shows a number, a title or a month before somebody is known."""
    screen = open_page(context, f"{closed.url}{path}")
    assert SIGN_IN in screen.text()
    assert screen.page.locator("h1").all_inner_texts() == [SIGN_IN]
    assert not screen.measure("chartCount")
    assert screen.measure("smallText", 16) == []
    assert screen.foreign == []
    assert report_due_text(month_to_report(seeded.snapshot(), today()), Settings()) in screen.text()
    assert not re.search("亿元|应报[0-9]|经发局", screen.text())
    assert screen.page.locator(".st-key-picker, .st-key-data_time").count() == 0


def test_a_stranger_gets_no_data_over_http(closed: Server) -> None:
    """/api/ answers 401 and says in JSON what would help; addresses that do not exist give nothing away."""
    expected = {"error": "请先登录，或在请求头 Authorization: Bearer 中给出密钥。"}
    assert api(closed) == (401, expected)
    for path in ("nothing", "events", "events?ticket=wrong"):
        assert api(closed, path=path) == (401, expected)
    assert api(closed, {"Authorization": f"Bearer {WRONG}"})[0] == 401


def test_first_start_prints_a_key_that_opens(context: BrowserContext, closed: Server) -> None:
    """The key in the terminal opens the page, which hears of news, and the API; 退出 closes the page again."""
    printed = re.findall(r"管理员密钥（只在此显示一次，请立即妥善保存）：([0-9A-Z-]{39})", closed.log)
    assert len(printed) == 1
    screen = open_page(context, f"{closed.url}/industry")
    enter(screen, printed[0])
    screen.page.locator("h1", has_text="产业能级提档").wait_for()
    assert api(closed, {"Authorization": f"Bearer {printed[0]}"})[0] == 200
    settled(screen)
    report_in_second_process(closed.data, 4321.5)
    screen.page.get_by_text("4,321.5").first.wait_for()
    assert not [request for request in screen.failed if "/api/" in request]
    screen.page.get_by_role("button", name="退出").click()
    screen.page.locator("h1", has_text=SIGN_IN).wait_for()


def test_news_after_half_a_day(context: BrowserContext, closed: Server) -> None:
    """A page whose ticket opens nothing any more, as after twelve hours, takes another one when it is seen again."""
    screen = open_page(context, f"{closed.url}/")
    sign_in(screen, "zhang@example.gov.cn")
    screen.page.goto(f"{closed.url}/industry")
    screen.page.locator("h1", has_text="产业能级提档").wait_for()
    settled(screen)
    screen.page.evaluate(HIDE, True)  # noqa: FBT003
    (closed.data / "access" / "tickets.secret").unlink()
    report_in_second_process(closed.data, 5432.5)
    screen.page.evaluate(HIDE, False)  # noqa: FBT003
    screen.page.get_by_text("5,432.5").first.wait_for()


def signed_in_cookie(context: BrowserContext) -> Any:
    """The cookie of a key that was typed in this browser; None without one."""
    return next((cookie for cookie in context.cookies() if cookie.get("name") == COOKIE), None)


def test_a_key_is_typed_once(context: BrowserContext, closed: Server) -> None:
    """The browser stays signed in over a reload, a typed address, another page and another tab, until 退出."""
    screen = open_page(context, f"{closed.url}/")
    page, visitor = screen.page, screen.page.locator(".st-key-visitor", has_text="组织部")
    with page.expect_response("**/api/v1/session") as fetched:
        enter(screen, Keys(closed.data).add("组织部", ["innovation"]))
    assert fetched.value.status == 204
    cookie = signed_in_cookie(context)
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["secure"]) == (True, "Strict", False)
    assert 0 < cookie["expires"] - time.time() <= TICKET_HOURS * 3600
    assert COOKIE not in page.evaluate("document.cookie")
    page.reload()
    visitor.wait_for()
    page.goto(f"{closed.url}/history?through=2024-06")
    visitor.wait_for()
    settled(screen)
    page.locator("[data-testid=stTopNavLink]", has_text="产业提档").click()
    page.locator("h1", has_text="产业能级提档").wait_for()
    assert SIGN_IN not in open_page(context, f"{closed.url}/innovation").text()
    assert context.request.get(f"{closed.url}/api/v1/uploads").status == 200
    assert context.request.post(f"{closed.url}/api/v1/uploads", data=b"x").status == 401
    with page.expect_response("**/api/v1/session") as ended:
        page.get_by_role("button", name="退出").click()
    assert (ended.value.status, signed_in_cookie(context)) == (204, None)
    page.locator("h1", has_text=SIGN_IN).wait_for()
    page.reload()
    page.locator("h1", has_text=SIGN_IN).wait_for()
    assert screen.console_errors == []


def test_key_given_out_on_the_page(context: BrowserContext, closed: Server) -> None:
    """An administrator makes a key and copies it; after a reload it is nowhere, and whoever got it is in."""
    screen = open_page(context, f"{closed.url}/admin?section=keys")
    page = screen.page
    enter(screen, Keys(closed.data).add("办公室", None, "administrator"))
    page.get_by_label("给谁用").fill("招商局")
    page.get_by_label("按六提：其中的全部指标和任务").click()
    page.get_by_role("option", name="产业提档").click()
    page.keyboard.press("Escape")
    page.get_by_text("现在可上报").wait_for()
    page.get_by_role("button", name="生成密钥").click()
    box = page.locator(".st-key-card_new_key")
    box.get_by_role("button", name="复制", exact=True).wait_for()
    key = box.locator("code").inner_text()
    settled(screen)
    assert screen.measure("smallText", 16) == []
    page.reload()
    page.locator(".upload-head", has_text="招商局").wait_for()
    assert key not in page.content()
    page.get_by_role("button", name="退出").click()
    page.get_by_label("密钥", exact=True).wait_for()
    enter(screen, key)
    page.locator(".st-key-visitor", has_text="招商局").wait_for()
    assert "本页只对管理员开放" in screen.text()
    assert screen.console_errors == []


def test_half_a_day_after_a_key(context: BrowserContext, closed: Server) -> None:
    """After twelve hours a page left open shows the sign-in, not the news."""
    screen = open_page(context, f"{closed.url}/industry")
    enter(screen, Keys(closed.data).add("统计局", ["industry"]))
    screen.page.locator("h1", has_text="产业能级提档").wait_for()
    settled(screen)
    (closed.data / "access" / "tickets.secret").unlink()
    report_in_second_process(closed.data, 6543.5)
    screen.page.locator("h1", has_text=SIGN_IN).wait_for()
    assert "6,543.5" not in screen.text()


def test_a_revoked_key_stops_at_once(context: BrowserContext, closed: Server) -> None:
    """Whoever is in is out on the next click after the key was revoked, on the page and over HTTP."""
    keys = Keys(closed.data)
    key = keys.add("科技局", ["innovation"])
    screen = open_page(context, f"{closed.url}/")
    enter(screen, key)
    screen.page.locator(".st-key-visitor", has_text="科技局").wait_for()
    settled(screen)
    assert api(closed, {"Authorization": f"Bearer {key}"})[0] == 200
    keys.revoke("科技局")
    assert api(closed, {"Authorization": f"Bearer {key}"})[0] == 401
    screen.page.locator("[data-testid=stTopNavLink]", has_text="产业提档").click()
    screen.page.get_by_text("原密钥已停用").wait_for()
    screen.page.reload()
    screen.page.locator("h1", has_text=SIGN_IN).wait_for()
    assert screen.page.locator("h1").all_inner_texts() == [SIGN_IN]


def test_known_person_signs_in(context: BrowserContext, closed: Server) -> None:
    """A person of access.toml sees the pages after the office's login, also over HTTP, and can sign out."""
    screen = open_page(context, f"{closed.url}/")
    sign_in(screen, "zhang@example.gov.cn")
    screen.page.locator(".st-key-visitor", has_text="张三（经发局）").wait_for()
    assert SIGN_IN not in screen.text()
    assert context.request.get(f"{closed.url}/api/v1/uploads").status == 200
    assert api(closed)[0] == 401
    screen.page.get_by_role("button", name="退出").click()
    screen.page.locator("h1", has_text=SIGN_IN).wait_for()
    assert context.request.get(f"{closed.url}/api/v1/uploads").status == 401


@pytest.mark.parametrize("email", ["stranger@example.gov.cn", "unverified.zhang@example.gov.cn"])
def test_unknown_person_is_told_so(context: BrowserContext, closed: Server, email: str) -> None:
    """Somebody who is not in access.toml, or whose e-mail is unverified, reads which name is missing; sees nothing."""
    screen = open_page(context, f"{closed.url}/")
    sign_in(screen, email)
    expected = screen.page.get_by_role("alert").inner_text()
    assert "尚未登记" in expected
    assert email.removeprefix(oidc_provider.UNVERIFIED) in expected
    assert screen.page.locator("h1").all_inner_texts() == [SIGN_IN]
    assert context.request.get(f"{closed.url}/api/v1/uploads").status == 401


@pytest.mark.parametrize(
    ("signed_with", "changed", "status"),
    [
        (COOKIE_SECRET, {}, 200),
        ("another secret", {}, 401),
        (COOKIE_SECRET, {"origin": "http://elsewhere.example"}, 401),
        (COOKIE_SECRET, {"is_logged_in": False}, 401),
    ],
)
def test_cookie_counts_if_this_server_made_it(
    closed: Server, signed_with: str, changed: dict[str, object], status: int
) -> None:
    """A login cookie that somebody else signed, that another address made, or that says so, is nobody's."""
    claims = {"is_logged_in": True, "origin": closed.url, "email": "zhang@example.gov.cn"} | changed
    cookie = create_signed_value(signed_with, "_streamlit_user", json.dumps(claims)).decode()
    assert api(closed, {"Cookie": f"_streamlit_user={cookie}"})[0] == status


def test_first_paint_is_for_the_known(browser: Browser, closed: Server) -> None:
    """What a page showed last comes with the page for whoever signed in, and for nobody else."""
    claims = {"is_logged_in": True, "origin": closed.url, "email": "zhang@example.gov.cn"}
    cookie = create_signed_value(COOKIE_SECRET, "_streamlit_user", json.dumps(claims)).decode()
    known, stranger = browser.new_context(), browser.new_context()
    known.add_cookies([{"name": "_streamlit_user", "value": cookie, "url": closed.url}])
    address = f"{closed.url}/industry?through=2024-09"
    open_page(known, address).page.locator("h1", has_text="产业能级提档").wait_for()
    assert "34.18" in known.request.get(address).text()
    assert "34.18" not in stranger.request.get(address).text()
    assert open_page(stranger, address).page.locator("h1").all_inner_texts() == [SIGN_IN]
    known.close()
    stranger.close()


def test_wrong_keys_wait(
    context: BrowserContext, start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After three wrong keys the page says how long to wait; the log says from where, and the key stays out of it."""
    (tmp_path / "access.toml").write_text("require_login = true", encoding="utf-8")
    monkeypatch.setenv("SIXLIFTS_ACCESS", str(tmp_path / "access.toml"))
    with start_server(tmp_path) as server:
        screen = open_page(context, f"{server.url}/")
        assert screen.page.get_by_role("button", name="统一身份登录").count() == 0
        tries = 0
        while "输错次数过多" not in screen.text():
            enter(screen, WRONG)
            settled(screen)
            tries += 1
            assert tries < 40, screen.text()
        assert tries > 3
        assert re.search(r"请 \d+ 秒后再试", screen.text())
        assert "key refused from 127.0.0.1" in server.log
        assert WRONG not in server.log
