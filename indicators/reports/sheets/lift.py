"""A lift on standing A4: its message, indicators as table and charts, what lags, tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.catalogue import lift_name
from indicators.frames import records
from indicators.labels import TO_BE_NAMED, day_label
from indicators.reports.pdf import set_page
from indicators.reports.progress_table import Figure, progress_table
from indicators.reports.sheets.parts import (
    DEMO_NOTE,
    PROJECTED,
    ahead,
    answered,
    head,
    pill,
    with_origin,
    year_bars,
)
from indicators.wording import LAGGING, board_message, gap_text, task_detail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.evaluation import Board
    from indicators.reports.progress_table import Line
    from indicators.store import Snapshot


def lift_sheet(snapshot: Snapshot, board: Board) -> bytes:
    """The sheet of a board as PDF; ``snapshot`` has what was answered.

    Raises:
        NoChineseFontError: no font with Chinese characters is installed.
    """
    table, message = progress_table(board), board_message(board)
    lines = [line for _, of_lift in table.sections for line in of_lift]
    title = f"{lift_name(board.lift)}{board.through.year}年进展"
    return set_page("lift_sheet", {
        **head(board, title, message.headline, message.rest, is_simulated=board.demo),
        "indicators": [_cells(line) for line in lines],
        "chart_title": _chart_title(board),
        "charts": list(_charts(board)) if lines else [_tasks_chart(board)],
        "lagging": list(_lagging(snapshot, board)),
        "tasks": [_task(row) for row in records(board.tasks)],
        "footnotes": [*table.footnotes, *([PROJECTED] if _is_projected(board) else [])] if lines else [DEMO_NOTE] * board.demo,
    })  # fmt: skip


def _is_projected(board: Board) -> bool:
    return bool(board.indicators["year_end"].notna().any())


def _chart_title(board: Board) -> str:
    if board.indicators.empty:
        return "任务进展：已完成（实心）、应完成（空框）"
    return f"各月进展：实际（实心）、计划（空框）{'、预计（斜线）' if _is_projected(board) else ''}"


def _cells(line: Line) -> list[Any]:
    gap = line.gap.text if isinstance(line.gap, Figure) else line.gap
    verdict = {"text": f"{line.verdict.shape} {line.verdict.word}", "tone": line.verdict.tone}
    return [
        line.name, line.unit, line.plan, line.actual.text, line.yoy.text, line.completion.text, gap, verdict,
        line.responsible_unit, line.source,
    ]  # fmt: skip


def _charts(board: Board) -> Iterator[dict[str, Any]]:
    """The year of each indicator that has a value or a plan."""
    for indicator in board.indicators.index:
        row, year = board.row(indicator), board.year_of(indicator)
        if not year[["plan", "actual"]].isna().to_numpy().all():
            detail = with_origin(str(row["unit"]), row["origin"])
            yield {
                "name": row["name"],
                "detail": detail,
                "pill": pill(row["status"]),
                "year": year_bars(row, year),
            }


def _tasks_chart(board: Board) -> dict[str, Any]:
    """Tasks planned and done by month: what a lift without indicators is measured by."""
    months = board.task_months.rename(columns={"planned": "plan", "done": "actual"})
    year = months.assign(expected=None, expected_low=None, expected_high=None)
    return {
        "name": "按时限应完成和已完成的任务（累计）",
        "detail": "项",
        "pill": None,
        "year": year_bars({"decimals": 0}, year),
    }


def _lagging(snapshot: Snapshot, board: Board) -> Iterator[dict[str, Any]]:
    """What lags, worst first: what lies ahead, who answers for it, what they said."""
    agenda = board.follow_ups
    for item in records(agenda[agenda["status"].isin([*LAGGING, "overdue"])]):
        subject, is_task = item["subject"], item["what"] == "task"
        detail = task_detail(item) if is_task else gap_text(board.row(subject))
        unit = with_origin(item["responsible_unit"] or TO_BE_NAMED, item["unit_origin"])
        said = answered(snapshot, board, subject) or ["尚未报送原因和措施"]
        yield {
            "name": item["name"], "pill": pill(item["status"], detail),
            "said": [*([] if is_task else ahead(board.row(subject))), f"责任单位：{unit}", *said],
        }  # fmt: skip


def _task(row: dict[str, Any]) -> list[Any]:
    unit = with_origin(row["responsible_unit"] or TO_BE_NAMED, row["origin"])
    return [row["title"], day_label(row["due"]), unit, pill(row["status"], task_detail(row))]
