"""Native tables: rows as high as their texts, and as many slides as they need."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from indicators.reports.slides.look import BODY_WIDTH, GAP, INK, MARGIN, PAPER, RULE, TONES, emu
from indicators.reports.slides.page import Place, verdict_text
from indicators.reports.slides.text import (
    Paragraph,
    fill_xml,
    line,
    paragraphs_xml,
    text_height,
)
from indicators.store import DEMO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.reports.slides.page import Canvas
    from indicators.wording import Verdict

# Points left and right of a cell's text, above and below it.
_SIDE, _ABOVE = 8, 6
_SPREAD = 1.6  # rows that have room are so much higher at most

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Cell:
    """Paragraphs on a ground."""

    paragraphs: tuple[Paragraph, ...]
    ground: str = PAPER


@dataclass(frozen=True)
class Column:
    """Its heading, its width in points, and how it is aligned."""

    heading: str
    width: float
    align: str = "l"


def text_cell(*paragraphs: Paragraph) -> Cell:
    """A cell of text."""
    return Cell(paragraphs)


def verdict_cell(verdict: Verdict, detail: str, *, is_simulated: bool) -> Cell:
    """A verdict as shape, word and number on the ground of its tone."""
    letters, ground = TONES[verdict.tone]
    said = verdict_text(verdict, detail) + (f" {DEMO}" if is_simulated else "")
    return Cell((line(said, colour=letters, bold=True),), ground)


def row_height(columns: Sequence[Column], row: Sequence[Cell]) -> float:
    """How high a row is with the longest of its texts."""
    return 2 * _ABOVE + max(
        text_height(cell.paragraphs, column.width - 2 * _SIDE)
        for column, cell in zip(columns, row, strict=True)
    )


def head_height(columns: Sequence[Column]) -> float:
    """How high the headings are."""
    return row_height(columns, _heads(columns))


def _heads(columns: Sequence[Column]) -> list[Cell]:
    return [Cell((line(column.heading, colour=PAPER, bold=True),), INK) for column in columns]


def distribute(items: Sequence[_Item], heights: Sequence[float], room: float) -> list[list[_Item]]:
    """The items on as few slides as hold them, each about as full as the others; one that is higher stands alone."""
    fewest = len(_fill(items, heights, room))
    limits = range(math.ceil(sum(heights) / max(fewest, 1)), math.ceil(room), GAP)
    filled = (_fill(items, heights, limit) for limit in limits)
    return next((pages for pages in filled if len(pages) == fewest), _fill(items, heights, room))


def _fill(items: Sequence[_Item], heights: Sequence[float], room: float) -> list[list[_Item]]:
    pages: list[list[_Item]] = []
    used = math.inf
    for item, height in zip(items, heights, strict=True):
        if used + height > room:
            pages.append([])
            used = 0
        pages[-1].append(item)
        used += height
    return pages


def draw_table(  # noqa: PLR0913 - a table and where it is drawn
    canvas: Canvas,
    y: float,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    room: float,
    alt: str,
) -> None:
    """Draw a table over the whole width, its rows higher where there is room."""
    head, heights = head_height(columns), [row_height(columns, row) for row in rows]
    spread = max(min(_SPREAD, (room - head) / sum(heights)), 1.0)
    heights = [height * spread for height in heights]
    grid = "".join(f'<a:gridCol w="{emu(column.width)}"/>' for column in columns)
    body = "".join(
        f'<a:tr h="{emu(height)}">{"".join(map(_cell_xml, row, columns))}</a:tr>'
        for height, row in zip([head, *heights], [_heads(columns), *rows], strict=True)
    )
    canvas.frame(
        "表格",
        Place(MARGIN, y, BODY_WIDTH, head + sum(heights)),
        f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>',
        alt=alt,
    )


def _cell_xml(cell: Cell, column: Column) -> str:
    aligned = [Paragraph(said.runs, column.align, said.before) for said in cell.paragraphs]
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs_xml(aligned)}</a:txBody>"
        f'<a:tcPr marL="{emu(_SIDE)}" marR="{emu(_SIDE)}" marT="{emu(_ABOVE)}" marB="{emu(_ABOVE)}" anchor="ctr">'
        f'{none}<a:lnB w="12700">{fill_xml(RULE)}</a:lnB>{fill_xml(cell.ground)}</a:tcPr></a:tc>'
    )
