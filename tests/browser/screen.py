"""A page as a visitor has it open, with what its browser complained about."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

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
        foreign: requests to any host but the server's own.
    """

    page: Page
    console_errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def measure(self, what: str, *arguments: Any) -> Any:
        """Result of a function in measure.js."""
        return self.page.evaluate(
            "([what, arguments]) => window.measure[what](...arguments)", [what, [*arguments]]
        )

    def text(self) -> str:
        """All text that is on the page, as a reader sees it."""
        return self.page.locator("body").inner_text()


def open_page(context: BrowserContext, url: str) -> Screen:
    """Open ``url`` in a new tab and wait until it is settled."""
    context.add_init_script(path=MEASURE)
    screen = Screen(context.new_page())
    _listen(screen, urlsplit(url).netloc)
    screen.page.goto(url)
    return settled(screen)


def settled(screen: Screen) -> Screen:
    """Wait until Streamlit has run to the end, every chart is drawn and nothing moves any more."""
    screen.page.wait_for_function("() => window.measure.settled()", polling=100, timeout=SETTLE_MILLISECONDS)
    return screen


def _listen(screen: Screen, host: str) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            screen.console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def on_request(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in LOCAL_SCHEMES and parts.netloc != host:
            screen.foreign.append(url)

    def on_failed(request: Request) -> None:
        # The stream of events has no end: a page that is left hangs up.
        if (urlsplit(request.url).path, request.failure) != (EVENTS, HUNG_UP):
            screen.failed.append(f"{request.failure}: {request.url}")

    screen.page.on("console", on_console)
    screen.page.on("pageerror", lambda error: screen.console_errors.append(str(error)))
    screen.page.on("request", lambda request: on_request(request.url))
    screen.page.on("websocket", lambda socket: on_request(socket.url))
    screen.page.on("requestfailed", on_failed)
    screen.page.on(
        "response",
        lambda answer: answer.status >= 400 and screen.failed.append(f"{answer.status}: {answer.url}"),
    )
