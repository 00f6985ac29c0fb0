"""A server with tables of its own and a browser in front of it, as the browser tests use them."""  # noqa: INP001

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS
from tests.browser.screen import open_page, settled
from tests.browser.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.screen import Screen
    from tests.browser.server import Server

MONTH: Final = "2024-09"
# Nobody may take what these pictures show for the zone's own report.
DEPARTMENT: Final = "演示经发局"


@dataclass(frozen=True)
class Visit:
    """Somebody who uses the product while pictures are taken.

    Attributes:
        server: the running product.
        browser: the browser of this machine.
    """

    server: Server
    browser: Browser

    @cached_property
    def key(self) -> str:
        """The key of a department that exists in the demonstration alone."""
        key: str = self.command("key", "add", DEPARTMENT, "--lifts", "industry")["key"]
        return key

    def open(self, address: str, width: int, height: int) -> Screen:
        """A page as of September 2024 in a window of this size, settled."""
        mark = "&" if "?" in address else "?"
        return open_page(self.window(width, height), f"{self.server.url}/{address}{mark}through={MONTH}")

    def window(self, width: int, height: int) -> BrowserContext:
        """A new window in which nobody was here before."""
        return self.browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")

    def sign_in(self, screen: Screen) -> None:
        """Type the department's key."""
        box = screen.page.get_by_label("密钥", exact=True)
        box.fill(self.key)
        screen.page.keyboard.press("Enter")
        box.wait_for(state="detached")
        settled(screen)

    def command(self, *arguments: str) -> dict[str, Any]:
        """What a command of ``python -m indicators`` answers."""
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "indicators", *arguments, "--json"],
            env=os.environ | {"SIXLIFTS_DATA": str(self.server.data), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


@contextmanager
def product(*, demo: bool) -> Iterator[Visit]:
    """Start the product, with or without demonstration data, and a browser; end both afterwards."""
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.ADVICE)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder), demo=demo) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield Visit(server, browser)
        browser.close()


def choose_file(screen: Screen, file: Path) -> None:
    """Choose a file on 数据上报 and wait until it was read."""
    page: Page = screen.page
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_title(file.name, exact=True).wait_for()
    page.locator(".banner").first.wait_for()
    settled(screen)
