"""Slides of lists: tasks that are overdue or due soon, and what is followed up after the meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from indicators.follow_up import newest_answer
from indicators.frames import records
from indicators.labels import day_label
from indicators.reports.slides.figures import unit_runs
from indicators.reports.slides.look import QUIET
from indicators.reports.slides.page import Page
from indicators.reports.slides.tables import (
    Cell,
    Column,
    distribute,
    draw_table,
    head_height,
    row_height,
    text_cell,
    verdict_cell,
)
from indicators.reports.slides.text import Paragraph, line
from indicators.store import DEMO
from indicators.wording import STATUS, TASK_STATUS, gap_text, task_detail, task_quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from indicators.reports.slides.page import Canvas, Meeting

TASK_COLUMNS: Final = (
    Column("任务", 328), Column("进展", 220), Column("时限", 186), Column("责任单位", 154),
)  # fmt: skip
_ITEM_COLUMNS: Final = (
    Column("事项", 262), Column("判定", 286), Column("责任单位", 154), Column("时限", 186),
)  # fmt: skip
# A longer answer would be a slide of its own; the speaker's notes have all of it.
_MAX_ANSWER: Final = 60


def task_pages(meeting: Meeting, screen: Screen, room: float) -> list[Page]:
    """Tasks with what their units answered."""
    board = meeting.board(None)
    heights = [
        row_height(TASK_COLUMNS, task_row(meeting, board, task, answered=True)) for task in screen.subjects
    ]
    pages = distribute(screen.subjects, heights, room - head_height(TASK_COLUMNS))
    return [Page(tuple(tasks), partial(draw_tasks, meeting, board, tasks, answered=True)) for tasks in pages]


def closing_pages(meeting: Meeting, screen: Screen, room: float) -> list[Page]:
    """All that must be followed up, worst first, with verdict, responsible unit and deadline."""
    board = meeting.board(None)
    items = records(board.follow_ups[board.follow_ups["subject"].isin(screen.subjects)])
    rows = {str(item["subject"]): _item_row(board, item) for item in items}
    heights = [row_height(_ITEM_COLUMNS, row) for row in rows.values()]
    pages = distribute(list(rows), heights, room - head_height(_ITEM_COLUMNS))
    return [
        Page(tuple(subjects), partial(_draw_items, [rows[subject] for subject in subjects]))
        for subjects in pages
    ] or [Page((), lambda _: None)]


def draw_tasks(  # noqa: PLR0913 - a table and where it is drawn
    meeting: Meeting,
    board: Board,
    tasks: Sequence[str],
    canvas: Canvas,
    y: float | None = None,
    *,
    answered: bool = False,
) -> None:
    """Put tasks as a table, from ``y`` down or on the whole slide."""
    rows = [task_row(meeting, board, task, answered=answered) for task in tasks]
    top = canvas.top if y is None else y
    draw_table(canvas, top, TASK_COLUMNS, rows, room=canvas.top + canvas.room - top, alt=f"{len(rows)}项任务")


def task_row(meeting: Meeting, board: Board, task: str, *, answered: bool = False) -> list[Cell]:
    """A task: title, verdict, due date, responsible unit; with reason and measure if asked."""
    (row,) = records(board.tasks.loc[[task]])
    more = _answer(meeting, task, row) if answered else []
    return [
        text_cell(line(str(row["title"]), bold=True), *more),
        verdict_cell(TASK_STATUS[row["status"]], task_detail(row), is_simulated=row["origin"] == DEMO),
        text_cell(line(day_label(row["due"], "时限未定"))),
        text_cell(Paragraph(unit_runs(row["responsible_unit"], row["origin"]))),
    ]


def _answer(meeting: Meeting, task: str, row: Mapping[str, Any]) -> list[Paragraph]:
    """What the responsible unit said, or else the plan's words."""
    answer = newest_answer(meeting.snapshot, task, meeting.through)
    said = {
        "原因": answer.reason, "措施": answer.measure, "办理时限": day_label(answer.deadline, ""), "责任人": answer.person,
    }  # fmt: skip
    given = [line(f"{label}：{_shortened(text)}", colour=QUIET) for label, text in said.items() if text]
    quote = task_quote(row)
    return given or ([line(quote, colour=QUIET)] if quote else [])


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_ANSWER else f"{text[:_MAX_ANSWER]}…（全文见备注）"


def _item_row(board: Board, item: Mapping[str, Any]) -> list[Cell]:
    """Something to follow up: its name, verdict, responsible unit, deadline."""
    subject = str(item["subject"])
    if item["what"] == "task":
        verdict = verdict_cell(
            TASK_STATUS[item["status"]], task_detail(item), is_simulated=item["origin"] == DEMO
        )
        day = board.tasks.loc[subject, "due"]
    else:
        row = board.row(subject)
        is_simulated = DEMO in {row["origin"], row["plan_origin"]}
        verdict = verdict_cell(STATUS[row["status"]], gap_text(row), is_simulated=is_simulated)
        day = item["deadline"]
    return [
        text_cell(line(str(item["name"]), bold=True)),
        verdict,
        text_cell(Paragraph(unit_runs(item["responsible_unit"], item["unit_origin"]))),
        text_cell(line(day_label(day, "时限待定"))),
    ]


def _draw_items(rows: Sequence[Sequence[Cell]], canvas: Canvas) -> None:
    draw_table(canvas, canvas.top, _ITEM_COLUMNS, rows, room=canvas.room, alt=f"{len(rows)}项督办事项")
