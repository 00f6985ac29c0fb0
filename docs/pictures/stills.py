"""The still pictures of README and handbook, each under its name."""  # noqa: INP001

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

from docs.pictures import files
from docs.pictures.visit import MONTH, choose_file
from tests.browser.meeting import open_meeting
from tests.browser.screen import settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from docs.pictures.visit import Visit

WALL: Final = (1920, 1080)
LAPTOP: Final = (1366, 900)
PHONE: Final = (390, 844)
LI_AUTO: Final = "li_auto_deliveries"


def page(address: str, size: tuple[int, int]) -> Callable[[Visit, Path], None]:
    """A picture of a page that is only looked at."""

    def draw(visit: Visit, path: Path) -> None:
        save(visit.open(address, *size).page, path)

    return draw


def card(visit: Visit, path: Path) -> None:
    """One card of the industry page, as the handbook explains it."""
    save(visit.open("industry", *WALL).page.locator(f"#card_{LI_AUTO}"), path)


def layout(visit: Visit, path: Path) -> None:
    """How a file was understood: what is stated, what is inferred, and a column that needs a use."""
    screen = visit.open("upload", *LAPTOP)
    visit.sign_in(screen)
    with tempfile.TemporaryDirectory() as folder:
        choose_file(screen, files.unclear_form(Path(folder)))
    save(screen.page.locator("[class*=st-key-understood_]"), path)


def upload(visit: Visit, path: Path) -> None:
    """A file in the wrong unit, refused with row, value and remedy."""
    screen = visit.open("upload", *LAPTOP)
    visit.sign_in(screen)
    with tempfile.TemporaryDirectory() as folder:
        choose_file(screen, files.wrong_unit(Path(folder)))
    # Below how the file was understood.
    screen.page.get_by_text("在这里改正，不必改文件").scroll_into_view_if_needed()
    settled(screen)
    save(screen.page, path)


def meeting(visit: Visit, path: Path) -> None:
    """The screen of the meeting about the indicator that lags most."""
    opened = open_meeting(visit.window(*WALL), visit.server.url)
    show_screen(opened, "理想汽车新车交付滞后")
    save(opened, path)


def editions(visit: Visit, path: Path) -> None:
    """An edition beside what has been reported since."""
    visit.command("edition", "freeze", "2024年9月调度会（演示）", "--through", MONTH)
    with tempfile.TemporaryDirectory() as folder:
        for file in files.corrections(Path(folder)):
            visit.command("import", str(file), "--yes", "--key", visit.key)
    screen = visit.open("editions", *LAPTOP)
    screen.page.get_by_text("与现在比较", exact=True).click()
    screen.page.get_by_text("关闭比较", exact=True).wait_for()
    settled(screen)
    save(screen.page, path)


def show_screen(opened: Page, headline: str) -> None:
    """Turn the screens of a meeting until the one with this headline is shown."""
    shown = opened.locator(".st-key-stage:not(.picture *) .current")
    opened.keyboard.press("Home")
    while headline not in shown.inner_text():
        before = shown.inner_text()
        opened.keyboard.press("PageDown")
        if shown.inner_text() == before:
            msg = f"the meeting has no screen with the headline {headline}"
            raise LookupError(msg)


def save(of: Page | Locator, path: Path) -> None:
    """Take the picture; 256 colours are enough for screens and a third of the bytes."""
    of.screenshot(path=path)
    with Image.open(path) as taken:
        small = taken.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


STILLS: Final[dict[str, Callable[[Visit, Path], None]]] = {
    "overview": page("", WALL),
    "industry": page("industry", WALL),
    "indicator": page(f"indicator?id={LI_AUTO}", WALL),
    "phone": page("", PHONE),
    "card": card,
    "meeting": meeting,
    "layout": layout,
    "upload": upload,
    "editions": editions,
}
