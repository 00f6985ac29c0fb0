"""Slides of a lift: its figures above, its tasks as a table below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from indicators.reports.slides.figures import draw_figures, figure_rows
from indicators.reports.slides.lists import TASK_COLUMNS, draw_tasks, task_row
from indicators.reports.slides.look import GAP
from indicators.reports.slides.page import Page
from indicators.reports.slides.tables import distribute, head_height, row_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from indicators.reports.slides.page import Canvas, Meeting


def lift_pages(meeting: Meeting, screen: Screen, room: float) -> list[Page]:
    """Figures first, tasks after them, on as many slides as they need."""
    board = meeting.board(screen.lift)
    figures, tasks = _figures_and_tasks(board, screen.subjects)
    rows, heights = figure_rows(board, figures)
    heights += [row_height(TASK_COLUMNS, task_row(meeting, board, task)) for task in tasks]
    head = head_height(TASK_COLUMNS) if tasks else 0
    blocks = distribute([*rows, *([task] for task in tasks)], heights, room - head)
    pages = [tuple(name for block in page for name in block) for page in blocks]
    return [Page(names, partial(_draw, meeting, board, names)) for names in pages]


def _figures_and_tasks(board: Board, subjects: Sequence[str]) -> tuple[list[str], list[str]]:
    figures = [name for name in subjects if name in board.indicators.index]
    return figures, [name for name in subjects if name in board.tasks.index]


def _draw(meeting: Meeting, board: Board, names: Sequence[str], canvas: Canvas) -> None:
    figures, tasks = _figures_and_tasks(board, names)
    table = sum(row_height(TASK_COLUMNS, task_row(meeting, board, task)) for task in tasks)
    below = table + head_height(TASK_COLUMNS) + GAP if tasks else 0
    upper = draw_figures(canvas, board, figures, canvas.room - below) + GAP if figures else 0
    if tasks:
        draw_tasks(meeting, board, tasks, canvas, canvas.top + upper)
