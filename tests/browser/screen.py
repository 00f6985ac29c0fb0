"""A page as a visitor has it open, with what its browser complained about."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebSocket

MEASURE = Path(__file__).with_name("measure.js")
SETTLE_MILLISECONDS = 30_000
EVENTS = "/api/v1/events"
HUNG_UP = "net::ERR_ABORTED"
LOCAL_SCHEMES = ("data", "blob", "about")


@dataclass(frozen=True)
class Screen:
    """An open page.

    Attributes:
        page: Playwright's page.
        console_errors: what the browser's console called an error, uncaught exceptions included.
        failed: requests that got no answer or one of 400 and above.
        asked: addresses that were asked for, of sockets too.
        sockets: Streamlit's connections, the newest last.
    """

    page: Page
    console_errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    sockets: list[WebSocket] = field(default_factory=list)

    @property
    def foreign(self) -> list[str]:
        """Addresses asked for at any host but the server's own."""
        host = urlsplit(self.page.url).netloc
        parts = [urlsplit(url) for url in self.asked]
        return [part.geturl() for part in parts if part.scheme not in LOCAL_SCHEMES and part.netloc != host]

    def measure(self, what: str, *arguments: Any) -> Any:
        """Result of a function in measure.js."""
        return self.page.evaluate(
            "([what, arguments]) => window.measure[what](...arguments)", [what, [*arguments]]
        )

    def text(self) -> str:
        """All text that is on the page, as a reader sees it."""
        return self.page.locator("body").inner_text()


def open_page(where: BrowserContext | Screen, url: str) -> Screen:
    """Open ``url`` in a new tab, or in one that is open, and wait until it is settled."""
    screen = where if isinstance(where, Screen) else new_tab(where)
    for heard in (screen.console_errors, screen.failed, screen.asked, screen.sockets):
        heard.clear()
    screen.page.goto(url)
    return settled(screen)


def new_tab(context: BrowserContext) -> Screen:
    """An empty tab whose page will be measured and listened to."""
    context.add_init_script(path=MEASURE)
    screen = Screen(context.new_page())
    _listen(screen)
    return screen


def settled(screen: Screen) -> Screen:
    """Wait until Streamlit has run to the end, every chart is drawn and nothing moves any more."""
    screen.page.wait_for_function("() => window.measure.settled()", polling=100, timeout=SETTLE_MILLISECONDS)
    return screen


def a_run(screen: Screen) -> AbstractContextManager[object]:
    """Wait until a run of the page, set off by what is done meanwhile, is over."""
    return screen.sockets[-1].expect_event("framereceived", _ends_a_run)


def _ends_a_run(frame: bytes | str) -> bool:
    if isinstance(frame, str):
        return False
    message = ForwardMsg.FromString(frame)
    # A run that another one broke off says so, too.
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )


def _listen(screen: Screen) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            screen.console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def on_failed(request: Request) -> None:
        # The stream of events has no end: a page that is left hangs up.
        if (urlsplit(request.url).path, request.failure) != (EVENTS, HUNG_UP):
            screen.failed.append(f"{request.failure}: {request.url}")

    screen.page.on("console", on_console)
    screen.page.on("pageerror", lambda error: screen.console_errors.append(str(error)))
    screen.page.on("request", lambda request: screen.asked.append(request.url))

    def on_socket(socket: WebSocket) -> None:
        screen.asked.append(socket.url)
        screen.sockets.append(socket)

    screen.page.on("websocket", on_socket)
    screen.page.on("requestfailed", on_failed)
    screen.page.on(
        "response",
        lambda answer: answer.status >= 400 and screen.failed.append(f"{answer.status}: {answer.url}"),
    )
