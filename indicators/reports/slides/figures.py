"""Figures on a slide: one or two with the charts of their years where there is room, else two tiles a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from indicators.labels import TO_BE_NAMED, is_missing
from indicators.reports.slides.look import (
    BODY_WIDTH,
    DEMO_GROUND,
    FIGURE,
    GAP,
    HALF_FIGURE,
    INK,
    MARGIN,
    NAME,
    QUIET,
    RAISED,
    RULE,
    SMALL,
    TEXT,
)
from indicators.reports.slides.page import Place, verdict_text
from indicators.reports.slides.text import Paragraph, Run, line, text_height, text_width
from indicators.reports.slides.year_chart import draw_year
from indicators.store import DEMO
from indicators.wording import STATUS, gap_text, progress_text, short_number, target_text, year_end_answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from indicators.evaluation import Board
    from indicators.reports.slides.page import Canvas

_SIDE: Final = 12  # free points left and right of a tile's text
_WAY, _WAY_ROOM = 10, 24
_TEXTS_WIDTH: Final = 300
FIGURES_A_ROW: Final = 2
TILE_WIDTH: Final = (BODY_WIDTH - 2 * GAP) / FIGURES_A_ROW
_HIGHEST_TILE, _LEAST_CHART = 200, 140


def simulated(origin: object) -> tuple[Run, ...]:
    """演示 after what is simulated."""
    return (Run(f" {DEMO}", colour=DEMO_GROUND, bold=True),) if origin == DEMO else ()


def value_line(row: Mapping[str, Any], size: int = FIGURE) -> Paragraph:
    """The newest value with its unit, rounded to be read from afar."""
    number = Run(short_number(row["actual"], int(row["decimals"])), size, bold=True)
    return Paragraph((number, Run(f" {row['unit']}", colour=QUIET), *simulated(row["origin"])))


def unit_runs(unit: object, origin: object) -> tuple[Run, ...]:
    """The responsible unit; 待明确 while none is named."""
    named = isinstance(unit, str) and bool(unit)
    return (Run(str(unit) if named else TO_BE_NAMED), *(simulated(origin) if named else ()))


def verdict_height(row: Mapping[str, Any], width: float) -> float:
    """How high the verdict of an indicator is above a tile of that width."""
    said = line(verdict_text(STATUS[row["status"]], gap_text(row)), bold=True)
    return said.height(width - 2 * _SIDE) + 8


def draw_verdict(canvas: Canvas, place: Place, row: Mapping[str, Any]) -> float:
    """Put the verdict at the top of a place; where what follows may begin."""
    height = verdict_height(row, place.width)
    canvas.verdict(
        Place(place.x, place.y, place.width, height), STATUS[row["status"]], gap_text(row), size=SMALL
    )
    return place.y + height


def draw_figures(
    canvas: Canvas, board: Board, names: Sequence[str], room: float, *, answers: bool = False
) -> float:
    """Put figures on the upper part of a slide; how high they are.

    Args:
        canvas: the slide.
        board: where they are from.
        names: the indicators.
        room: how high they may be.
        answers: whether those with charts also say if the year will be met.
    """
    rows = [board.row(name) for name in names]
    place = Place(MARGIN, canvas.top, BODY_WIDTH, room)
    if len(names) == 1 and _beside_height(rows[0]) <= room:
        _draw_beside(canvas, place, rows[0], board.year_of(names[0]))
        return room
    above = max(_above_height(row, answers=answers) for row in rows)
    if len(names) <= FIGURES_A_ROW and above + _LEAST_CHART <= room:
        for column, (name, row) in enumerate(zip(names, rows, strict=True)):
            half = Place(MARGIN + column * (TILE_WIDTH + 2 * GAP), canvas.top, TILE_WIDTH, room)
            _draw_above(canvas, half, row, board.year_of(name), above, answers=answers)
        return room
    return _draw_tiles(canvas, [Tile(row) for row in rows], room)


def figure_rows(board: Board, names: Sequence[str]) -> tuple[list[list[str]], list[float]]:
    """Figures two a row, and how high each row is at least."""
    rows = [list(names[first : first + FIGURES_A_ROW]) for first in range(0, len(names), FIGURES_A_ROW)]
    return rows, [max(Tile(board.row(name)).height for name in row) + GAP for row in rows]


def _beside(row: Mapping[str, Any]) -> list[Paragraph]:
    return [
        line(str(row["name"]), NAME, bold=True), value_line(row), line(progress_text(row), colour=QUIET),
        line(f"计划 {target_text(row)}", colour=QUIET),
    ]  # fmt: skip


def _beside_height(row: Mapping[str, Any]) -> float:
    texts = verdict_height(row, _TEXTS_WIDTH) + GAP + text_height(_beside(row), _TEXTS_WIDTH)
    return max(texts, _LEAST_CHART)


def _draw_beside(canvas: Canvas, place: Place, row: Mapping[str, Any], series: pd.DataFrame) -> None:
    """One figure beside its chart."""
    y = draw_verdict(canvas, Place(place.x, place.y, _TEXTS_WIDTH, place.height), row) + GAP
    canvas.text(Place(place.x, y, _TEXTS_WIDTH, place.y + place.height - y), _beside(row))
    left = _TEXTS_WIDTH + 2 * GAP
    draw_year(canvas, Place(place.x + left, place.y, place.width - left, place.height), row, series)


def _above(row: Mapping[str, Any], *, answers: bool) -> list[Paragraph]:
    facts = "　".join(filter(None, (progress_text(row), f"计划 {target_text(row)}")))
    # 待报送 says already that nothing can be expected yet.
    answer = year_end_answer(row) if answers and row["status"] != "awaiting" else ""
    return [
        line(str(row["name"]), NAME, bold=True), value_line(row, HALF_FIGURE), line(facts, colour=QUIET),
        *([line(answer, bold=True)] if answer else []),
    ]  # fmt: skip


def _above_height(row: Mapping[str, Any], *, answers: bool) -> float:
    texts = text_height(_above(row, answers=answers), TILE_WIDTH)
    return verdict_height(row, TILE_WIDTH) + GAP / 2 + texts


def _draw_above(  # noqa: PLR0913 - a figure and where it is drawn
    canvas: Canvas, place: Place, row: Mapping[str, Any], series: pd.DataFrame, above: float, *, answers: bool
) -> None:
    """One of two figures above its chart, which begins at the same height as the other's."""
    y = draw_verdict(canvas, place, row) + GAP / 2
    canvas.text(Place(place.x, y, place.width, place.y + above - y), _above(row, answers=answers))
    draw_year(canvas, Place(place.x, place.y + above, place.width, place.height - above), row, series)


def _draw_tiles(canvas: Canvas, tiles: Sequence[Tile], room: float) -> float:
    """Tiles two a row, each row as high as it needs and a little more where there is room."""
    rows = [tiles[first : first + FIGURES_A_ROW] for first in range(0, len(tiles), FIGURES_A_ROW)]
    needed = [max(tile.height for tile in row) for row in rows]
    more = max(room - sum(needed) - GAP * (len(rows) - 1), 0) / len(rows)
    y = canvas.top
    for row, least in zip(rows, needed, strict=True):
        height = max(least, min(least + more, _HIGHEST_TILE))
        for column, tile in enumerate(row):
            tile.draw(canvas, MARGIN + column * (TILE_WIDTH + 2 * GAP), y, height)
        y += height + GAP
    return y - GAP - canvas.top


@dataclass(frozen=True)
class Tile:
    """A figure with verdict, name, value, plan and its way to the target."""

    row: Mapping[str, Any]

    @property
    def _inner(self) -> float:
        return TILE_WIDTH - 2 * _SIDE

    @property
    def _name(self) -> Paragraph:
        return line(str(self.row["name"]), NAME, bold=True)

    @property
    def _beside(self) -> float:
        """How wide the facts are beside the value; all of the tile where they stand below it."""
        left = self._inner - value_line(self.row).width - GAP
        return left if all(text_width(text, SMALL) <= left for text in self._said) else self._inner

    @property
    def _said(self) -> tuple[str, ...]:
        return tuple(filter(None, (progress_text(self.row), f"计划 {target_text(self.row)}")))

    @property
    def _facts(self) -> tuple[Paragraph, ...]:
        align = "r" if self._beside < self._inner else "l"
        return tuple(line(text, colour=QUIET, align=align) for text in self._said)

    @property
    def _numbers_height(self) -> float:
        value = value_line(self.row).height(self._inner)
        facts = text_height(self._facts, self._beside)
        return max(value, facts) if self._beside < self._inner else value + facts

    @property
    def height(self) -> float:
        """The least that it needs."""
        texts = self._name.height(self._inner) + self._numbers_height
        return verdict_height(self.row, TILE_WIDTH) + texts + _WAY_ROOM + GAP

    def draw(self, canvas: Canvas, x: float, y: float, height: float) -> None:
        """Put it, stretched to a height."""
        canvas.text(Place(x, y, TILE_WIDTH, height), (), ground=RAISED)
        spread, left = max(height - self.height, 0) / 3, x + _SIDE
        y = draw_verdict(canvas, Place(x, y, TILE_WIDTH, height), self.row) + spread / 2 + GAP / 2
        name_height, is_beside = self._name.height(self._inner), self._beside < self._inner
        canvas.text(Place(left, y, self._inner, name_height), [self._name])
        y += name_height + spread
        value_height = value_line(self.row).height(self._inner)
        value = Place(left, y, self._inner, self._numbers_height if is_beside else value_height)
        facts = Place(
            left + self._inner - self._beside, value.y + (0 if is_beside else value_height), self._beside,
            self._numbers_height - (0 if is_beside else value_height),
        )  # fmt: skip
        canvas.text(value, [value_line(self.row)], anchor="ctr")
        canvas.text(facts, self._facts, anchor="ctr")
        y += self._numbers_height + spread
        _draw_way(canvas, Place(left, y + (_WAY_ROOM - _WAY) / 2, self._inner, _WAY), self.row)


def _draw_way(canvas: Canvas, place: Place, row: Mapping[str, Any]) -> None:
    """A bar as long as the year's target, filled as far as it is completed, with a mark where the plan is by now."""
    done, plan = row["completion"], row["plan_completion"]
    if is_missing(done):
        return
    canvas.text(place, (), ground=RULE)
    filled = min(max(done, 0.0), 1.0) * place.width
    if filled:
        canvas.text(Place(place.x, place.y, filled, place.height), (), ground=INK)
    if not is_missing(plan):
        at = place.x + min(max(plan, 0.0), 1.0) * place.width
        canvas.text(Place(at - 2, place.y - 4, 4, place.height + 8), (), ground=TEXT)
