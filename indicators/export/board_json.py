"""A board as plain values for programs: what is absent is None, never 0 or NaN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indicators.frames import plain_records
from indicators.wording import STATUS, TASK_STATUS, amount, gap_figure, gap_label, outlook_text, percent

if TYPE_CHECKING:
    import pandas as pd

    from indicators.evaluation import Board

_INDICATOR_KEYS = [
    "indicator", "lift", "name", "unit", "kind", "direction", "decimals", "actual", "actual_through", "target", "wording",
    "plan_to_date", "completion", "gap", "gap_points", "pace", "yoy", "yoy_points", "needed", "year_end", "year_end_low",
    "year_end_high", "chance", "likelihood", "forecast_basis", "status", "status_word", "closed", "revised_actual",
    "origin", "source", "state", "note", "responsible_unit", "lead_official",
]  # fmt: skip
_TASK_KEYS = [
    "task", "lift", "title", "due", "status", "status_word", "days", "done_on", "responsible_unit", "origin",
]  # fmt: skip
_FOLLOW_UP_KEYS = [
    "subject", "what", "lift", "name", "status", "gap_points", "days", "chance", "responsible_unit",
]  # fmt: skip


def board_json(board: Board) -> dict[str, Any]:
    """The board in plain values. ``completion``, ``pace`` and ``yoy`` are ratios, ``gap`` is in the unit, ``gap_points`` in 百分点.

    ``unlisted`` is what the year's plan does not contain, counted nowhere. ``closed``: as it was when the year was closed;
    ``revised_actual`` is what its value is now.
    """
    tasks = board.tasks.reset_index()
    tasks["status_word"] = tasks["status"].map({code: verdict.word for code, verdict in TASK_STATUS.items()})
    return {
        "through": board.through.key,
        "lift": board.lift,
        "version": board.version,
        "time_progress": board.time_progress,
        "demo": board.demo,
        "counts": {
            "indicators": dict(board.indicator_counts),
            "tasks": dict(board.task_counts),
        },
        "indicators": _indicators(board, board.indicators),
        "unlisted": _indicators(board, board.unlisted),
        "tasks": plain_records(tasks[_TASK_KEYS]),
        "follow_ups": plain_records(board.follow_ups[_FOLLOW_UP_KEYS]),
    }


def _indicators(board: Board, rows: pd.DataFrame) -> list[dict[str, Any]]:
    rows = rows.reset_index()
    rows["actual_through"] = [
        None if np.isnan(month) else f"{board.through.year}-{int(month):02d}"
        for month in rows["actual_month"].to_numpy(float)
    ]
    rows["status_word"] = rows["status"].map({code: verdict.word for code, verdict in STATUS.items()})
    return plain_records(rows[_INDICATOR_KEYS])


def board_text(board: dict[str, Any]) -> str:
    """What ``board_json`` returns as lines for a terminal, one an indicator or task."""
    lines = [f"截至 {board['through']}　时序进度 {board['time_progress']:.1%}"]
    lines += [
        f"{row['status_word']}　{row['name']}　{amount(row, 'actual')}　完成率 {percent(row['completion'])}　"
        f"{gap_label(row)} {gap_figure(row)}　{row['origin'] or ''}　{outlook_text(row)}".rstrip("　")
        for row in board["indicators"]
    ]
    lines += [f"{task['status_word']}　{task['title']}　时限 {task['due']}" for task in board["tasks"]]
    # A console in GBK has no −, and ?32.3 would be another number.
    return "\n".join(lines).replace("−", "-")
