"""Frames of a moving picture: screenshots, a pointer that moves over them, a line of words below."""  # noqa: INP001

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.utils import get_column_letter
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet
    from playwright.sync_api import Page

Point = tuple[int, int]
Box = tuple[int, int, int, int]

WIDTH, HEIGHT, STRIP = 1280, 720, 56
_STEP_MILLISECONDS: Final = 50
_MOVE_STEPS: Final = 12
_DIMMED: Final = 0.45
_FONT: Final = '"Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif'
# The same violet that marks demonstration data on every page.
_STYLE: Final = f"""<style>
  body {{ margin: 0; background: transparent; font-family: {_FONT}; }}
  .strip {{ width: {WIDTH}px; height: {STRIP}px; box-sizing: border-box; padding: 0 24px; background: #143e78;
            color: #fff; display: flex; align-items: center; justify-content: space-between; font-size: 24px; }}
  .demo {{ background: #4a2878; padding: 4px 14px; border-radius: 6px; font-size: 20px; font-weight: bold; }}
  .chip {{ display: inline-block; padding: 10px 16px; background: #fff; border: 2px solid #1d6f42; border-radius: 8px;
           font-size: 20px; color: #1d6f42; box-shadow: 0 4px 12px #0004; white-space: nowrap; }}
  .window {{ width: {WIDTH}px; height: {HEIGHT}px; box-sizing: border-box; padding: 64px 24px; background: #e7ebe8; }}
  .bar {{ background: #1d6f42; color: #fff; padding: 14px 16px; font-size: 24px; }}
  table {{ border-collapse: collapse; width: 100%; background: #fff; font-size: 20px; }}
  td, th {{ border: 1px solid #c9cfcb; height: 64px; padding: 0 8px; white-space: pre-line; }}
  th {{ background: #f1f3f2; color: #555; font-weight: normal; height: 30px; }}
</style>"""
_POINTER: Final = """<svg width="34" height="46" viewBox="0 0 17 23"><path d="M1 1v17l4-4 3 8 3-1-3-8h6z"
  fill="#111" stroke="#fff"/></svg>"""


class Studio:
    """Draws in a blank browser page what the product itself does not show: words, pointer, the file as Excel has it."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def draw(self, html: str, selector: str) -> Image.Image:
        """A picture of one element of ``html``, transparent around it."""
        self._page.set_content(_STYLE + html)
        return _image(self._page.locator(selector).screenshot(omit_background=True))

    def spreadsheet(self, book: Path) -> Image.Image:
        """The first sheet of a workbook, cell by cell."""
        sheet = openpyxl.load_workbook(book).worksheets[0]
        letters = "".join(f"<th>{get_column_letter(n)}</th>" for n in range(1, sheet.max_column + 1))
        rows = "".join(
            f"<tr><th>{row}</th>{''.join(_cells(sheet, row))}</tr>" for row in range(1, sheet.max_row + 1)
        )
        table = f"<table><tr><th></th>{letters}</tr>{rows}</table>"
        html = f'<div class="window"><div class="bar">{escape(book.name)}</div>{table}</div>'
        return self.draw(html, ".window").convert("RGB")


class Film:
    """Frames one after another, each with how long it is shown.

    Attributes:
        studio: draws what is no screenshot.
    """

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self._frames: list[tuple[Image.Image, int]] = []
        self._strip = Image.new("RGB", (WIDTH, STRIP))
        self._pointer = studio.draw(_POINTER, "svg")

    def caption(self, words: str) -> None:
        """The line below the frames that follow."""
        html = f'<div class="strip"><span>{escape(words)}</span><span class="demo">演示数据，非园区实际</span></div>'
        self._strip = self.studio.draw(html, ".strip").convert("RGB")

    def take(self, page: Page) -> Image.Image:
        """A screenshot of a page."""
        return _image(page.screenshot()).convert("RGB")

    def hold(self, image: Image.Image, milliseconds: int) -> None:
        """Show a picture for a while."""
        frame = Image.new("RGB", (WIDTH, HEIGHT + STRIP))
        frame.paste(image, (0, 0))
        frame.paste(self._strip, (0, HEIGHT))
        self._frames.append((frame, milliseconds))

    def spotlight(self, image: Image.Image, box: Box, milliseconds: int) -> None:
        """Show a picture that is dimmed outside ``box``: left, top, right, bottom."""
        dimmed = Image.blend(image, Image.new("RGB", image.size, "black"), _DIMMED)
        dimmed.paste(image.crop(box), box[:2])
        self.hold(dimmed, milliseconds)

    def drag(self, start: Point, end: Point, name: str) -> None:
        """Move a file over the last picture."""
        chip = self.studio.draw(f'<span class="chip">▦ {escape(name)}</span>', ".chip")
        self._move(start, end, [(chip, (-20, -20)), (self._pointer, (0, 0))])

    def point(self, start: Point, end: Point) -> None:
        """Move the pointer over the last picture."""
        self._move(start, end, [(self._pointer, (0, 0))])

    def save(self, path: Path) -> None:
        """Write all frames as one animated WebP that plays again and again."""
        pictures, milliseconds = zip(*self._frames, strict=True)
        pictures[0].save(
            path,
            save_all=True,
            append_images=pictures[1:],
            duration=list(milliseconds),
            loop=0,
            lossless=True,
            method=6,
        )

    def _move(self, start: Point, end: Point, things: list[tuple[Image.Image, Point]]) -> None:
        ground = self._frames[-1][0]
        for step in range(_MOVE_STEPS + 1):
            # Slow at both ends, as a hand moves.
            part = step / _MOVE_STEPS
            eased = part * part * (3 - 2 * part)
            x, y = (round(a + (b - a) * eased) for a, b in zip(start, end, strict=True))
            picture = ground.copy()
            for thing, (right, down) in things:
                picture.paste(thing, (x + right, y + down), thing)
            # A moment at the end, before the hand lets go.
            still = step == _MOVE_STEPS
            self._frames.append((picture, _STEP_MILLISECONDS * (6 if still else 1)))


def _image(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGBA")


def _cells(sheet: Worksheet, row: int) -> list[str]:
    """The cells of a row as HTML; what a merged cell covers is left out."""
    spans = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
    covered = {cell for r in sheet.merged_cells.ranges for cell in r.cells} - set(spans)
    cells = []
    for column in range(1, sheet.max_column + 1):
        if (row, column) in covered:
            continue
        cell, span = sheet.cell(row, column), spans.get((row, column))
        size = f' colspan="{span.size["columns"]}" rowspan="{span.size["rows"]}"' if span else ""
        style = f"text-align:{cell.alignment.horizontal or ('right' if _is_number(cell.value) else 'left')}"
        weight = ";font-weight:bold" if cell.font.b else ""
        cells.append(
            f'<td{size} style="{style}{weight}">{escape(_shown(cell.value, cell.number_format))}</td>'
        )
    return cells


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _shown(value: object, number_format: str) -> str:
    if value is None:
        return ""
    decimals = len(number_format.partition(".")[2])
    return f"{value:.{decimals}f}" if _is_number(value) and decimals else str(value)
