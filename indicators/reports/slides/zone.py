"""The first slide, and those of the whole zone: its headline figures, the six lifts, what is counted apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from indicators.catalogue import OVERALL, ZONE_NAME, lifts
from indicators.meeting import lift_names
from indicators.reports.slides.figures import draw_figures, figure_rows
from indicators.reports.slides.look import BODY_WIDTH, DEMO_GROUND, GAP, MARGIN, NAME, PAPER, QUIET, TONES
from indicators.reports.slides.page import Page, Place, verdict_text
from indicators.reports.slides.tables import Cell, Column, draw_table, text_cell
from indicators.reports.slides.text import line, text_height
from indicators.wording import STATUS, TASK_STATUS, board_message, percent, shares, ytd_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from indicators.reports.slides.page import Canvas, Meeting

# What a meeting follows up, worst first.
_WORST_FIRST: Final = {
    code: {**STATUS, **TASK_STATUS}[code] for code in ("behind", "overdue", "slow", "stale", "due_soon")
}
# As many as the screen shows.
_MAX_FIGURES: Final = 4
_NAME_WIDTH, _COUNT_WIDTH = 150, 126


def title_pages(meeting: Meeting, _: Screen, _room: float) -> list[Page]:
    """District, year and month, time progress, edition."""
    return [Page((), partial(_draw_title, meeting))]


def _draw_title(meeting: Meeting, canvas: Canvas) -> None:
    zone = meeting.board(None)
    said = [
        line(f"{meeting.through.year}年{ytd_text(meeting.through.month)}执行情况", 32, align="ctr"),
        *([line(lift_names(meeting.lifts), 24, align="ctr")] if meeting.lifts else []),
        line(f"时序进度 {percent(zone.time_progress)}　{meeting.name}".rstrip(), NAME, QUIET, align="ctr"),
    ]
    canvas.text(Place(MARGIN, 110, BODY_WIDTH, 40), [line(ZONE_NAME, 30, align="ctr")])
    canvas.text(Place(MARGIN, 290, BODY_WIDTH, text_height(said, BODY_WIDTH)), said)
    if zone.demo:
        mark = line("含演示数据：带“演示”标记的数字、判定和单位为模拟", NAME, PAPER, bold=True, align="ctr")
        wide = mark.width + 4 * GAP
        canvas.text(Place((2 * MARGIN + BODY_WIDTH - wide) / 2, 430, wide, 40), [mark], ground=DEMO_GROUND, anchor="ctr")  # fmt: skip


def overall_pages(meeting: Meeting, _: Screen, _room: float) -> list[Page]:
    """The headline figures with the year ahead, two a slide; then the six lifts and one quiet line."""
    board = meeting.board(None)
    names = [str(name) for name in board.indicators.index[board.indicators["headline"].astype(bool)]]
    figures, _heights = figure_rows(board, names[:_MAX_FIGURES])
    return [
        *(Page(tuple(row), partial(_draw_headline_figures, board, row)) for row in figures),
        Page((), partial(_draw_lifts, meeting)),
    ]


def _draw_headline_figures(board: Board, names: Sequence[str], canvas: Canvas) -> None:
    draw_figures(canvas, board, names, canvas.room, answers=True)


def _draw_lifts(meeting: Meeting, canvas: Canvas) -> None:
    """How many indicators are on schedule in each lift, how many tasks are done, and its worst verdicts."""
    boards = {lift.name: meeting.board(lift.lift) for lift in lifts().values() if lift.lift != OVERALL}
    counts = {name: board.follow_ups["status"].value_counts() for name, board in boards.items()}
    found = [code for code in _WORST_FIRST if any(code in of_lift for of_lift in counts.values())]
    wide = (BODY_WIDTH - _NAME_WIDTH - 2 * _COUNT_WIDTH) / max(len(found), 1)
    columns = [
        Column("板块", _NAME_WIDTH), Column("指标按时序", _COUNT_WIDTH, "ctr"), Column("任务已完成", _COUNT_WIDTH, "ctr"),
        *(Column(verdict_text(_WORST_FIRST[code], ""), wide, "ctr") for code in found),
    ]  # fmt: skip
    rows = [
        [
            text_cell(line(name, NAME, bold=True)),
            *_shares(board),
            *(_count(code, int(counts[name].get(code, 0))) for code in found),
        ]
        for name, board in boards.items()
    ]
    rest = board_message(meeting.board(None)).rest
    below = [line(rest, colour=QUIET)] if rest else []
    height = text_height(below, BODY_WIDTH)
    draw_table(canvas, canvas.top, columns, rows, room=canvas.room - height - GAP, alt="各板块情况")
    canvas.text(Place(MARGIN, canvas.top + canvas.room - height, BODY_WIDTH, height), below)


def _shares(board: Board) -> list[Cell]:
    """5 / 7 of indicators and of tasks."""
    known = {what: f"{good} / {of}" for good, of, what in shares(board)}
    return [text_cell(line(known.get(what, "—"), NAME)) for what in ("项指标按时序", "项任务已完成")]


def _count(code: str, count: int) -> Cell:
    """A number on the ground of its verdict; an empty cell for none."""
    letters, ground = TONES[_WORST_FIRST[code].tone]
    return Cell((line(f"{count} 项", NAME, letters, bold=True),), ground) if count else text_cell(line(""))
