"""The moving picture: a crooked Excel file is dropped, checked and committed; its verdict appears on the wall."""  # noqa: INP001

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docs.pictures.files import NAMES, crooked_workbook
from docs.pictures.film import HEIGHT, WIDTH, Film, Studio
from docs.pictures.stills import show_screen
from docs.pictures.visit import choose_file
from tests.browser.meeting import open_meeting
from tests.browser.screen import settled

if TYPE_CHECKING:
    from PIL import Image
    from playwright.sync_api import Locator

    from docs.pictures.film import Box, Point
    from docs.pictures.visit import Visit
    from tests.browser.screen import Screen

OUTPUT: Final = next(iter(NAMES))
CAPTIONS: Final = {
    "file": "① 部门现有的 Excel，不必改成模板　A crooked Excel file",
    "drop": "② 拖进去　Drop it",
    "layout": "③ 看它是怎样理解的，确认一次　What was understood, confirmed once",
    "preview": "④ 先核对、看差别，再提交　Checked and compared before anything is written",
    "page": "⑤ 打开着的页面自动更新　Open pages follow by themselves",
    "wall": "⑥ 会场大屏：结论在先　The verdict on the wall",
}


def make_story(visit: Visit, path: Path) -> None:
    """Use the product from file to wall and save what was seen as an animated WebP."""
    film = Film(Studio(visit.window(WIDTH, HEIGHT).new_page()))
    # Open all the time, as on the wall of an office.
    industry = visit.open("industry", WIDTH, HEIGHT)
    before = film.take(industry.page)
    upload = visit.open("upload", WIDTH, HEIGHT)
    visit.sign_in(upload)
    with tempfile.TemporaryDirectory() as folder:
        book = crooked_workbook(Path(folder))
        film.caption(CAPTIONS["file"])
        film.hold(film.studio.spreadsheet(book), 1900)
        _drop(film, upload, book)
    _commit(film, upload)
    _follow(film, before, industry)
    _show_on_the_wall(film, visit)
    film.save(path)


def _drop(film: Film, upload: Screen, book: Path) -> None:
    """The file is dragged from the edge of the window onto its place."""
    place = box(upload.page.locator("[data-testid=stFileUploaderDropzone]"))
    film.caption(CAPTIONS["drop"])
    film.hold(film.take(upload.page), 300)
    film.drag((WIDTH - 180, HEIGHT - 90), middle(place), book.name)
    choose_file(upload, book)


def _commit(film: Film, upload: Screen) -> None:
    """How the file was understood is confirmed; what would change is shown, then it is committed."""
    film.caption(CAPTIONS["layout"])
    film.hold(film.take(upload.page), 1400)
    button = upload.page.get_by_role("button", name="这样理解没错")
    button.scroll_into_view_if_needed()
    film.hold(film.take(upload.page), 900)
    film.point((WIDTH // 2, HEIGHT // 2), middle(box(button)))
    button.click()
    upload.page.locator(".layout .confirmation", has_text="已确认").wait_for()
    settled(upload)
    film.caption(CAPTIONS["preview"])
    upload.page.get_by_text("与现有数据的差别").scroll_into_view_if_needed()
    film.hold(film.take(upload.page), 1400)
    button = upload.page.get_by_role("button", name=re.compile(r"提交 \d+ 个数据"))
    film.point((WIDTH // 2, HEIGHT // 2), middle(box(button)))
    button.click()
    upload.page.locator(".banner", has_text="已提交").wait_for()
    settled(upload)
    film.hold(film.take(upload.page), 1000)


def _follow(film: Film, before: Image.Image, industry: Screen) -> None:
    """The page of 产业提档 had no value; now it has one, and a verdict."""
    card = industry.page.locator(f"#card_{OUTPUT}")
    card.locator(".pill", has_text="略慢").wait_for()
    settled(industry)
    film.caption(CAPTIONS["page"])
    film.hold(before, 1000)
    after = film.take(industry.page)
    film.hold(after, 600)
    film.spotlight(after, box(card), 1600)


def _show_on_the_wall(film: Film, visit: Visit) -> None:
    """The meeting's own screen of this indicator."""
    opened = open_meeting(visit.window(WIDTH, HEIGHT), visit.server.url)
    show_screen(opened, "规上工业总产值略慢")
    film.caption(CAPTIONS["wall"])
    film.hold(film.take(opened), 2600)


def box(of: Locator) -> Box:
    """Where an element is in the window: left, top, right, bottom."""
    place = of.bounding_box()
    if place is None:
        msg = f"{of} is not visible"
        raise LookupError(msg)
    left, top = round(place["x"]), round(place["y"])
    return left, top, left + round(place["width"]), top + round(place["height"])


def middle(of: Box) -> Point:
    """The middle of a box."""
    left, top, right, bottom = of
    return (left + right) // 2, (top + bottom) // 2
