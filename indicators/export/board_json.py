"""A board as plain values for programs: keys as in the domain, absent is None, never 0 or NaN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indicators.frames import records, to_plain
from indicators.wording import STATUS, TASK_STATUS, amount, outlook_text, percent, points_text

if TYPE_CHECKING:
    import pandas as pd

    from indicators.evaluation import Board

INDICATOR_KEYS = [
    "indicator", "lift", "name", "unit", "kind", "direction", "decimals", "actual", "actual_through", "target", "wording",
    "plan_to_date", "completion", "gap_points", "pace", "yoy", "yoy_points", "needed", "year_end", "year_end_low",
    "year_end_high", "chance", "forecast_basis", "status", "status_word", "origin",
    "source", "state", "note", "responsible_unit", "lead_official",
]  # fmt: skip
TASK_KEYS = [
    "task",
    "lift",
    "title",
    "due",
    "status",
    "status_word",
    "days",
    "done_on",
    "responsible_unit",
    "origin",
]


def board_json(board: Board) -> dict[str, Any]:
    """The board as JSON would have it. ``completion``, ``pace``, ``yoy`` are ratios, ``gap_points`` 百分点."""
    words = {code: verdict.word for code, verdict in STATUS.items()}
    task_words = {code: verdict.word for code, verdict in TASK_STATUS.items()}
    indicators = board.indicators.reset_index()
    month = indicators["actual_month"]
    indicators["actual_through"] = [
        None if np.isnan(m) else f"{board.through.year}-{int(m):02d}" for m in month.to_numpy(float)
    ]
    indicators["status_word"] = indicators["status"].map(words)
    tasks = board.tasks.reset_index()
    tasks["status_word"] = tasks["status"].map(task_words)
    return {
        "through": board.through.key,
        "lift": board.lift,
        "version": board.version,
        "time_progress": board.time_progress,
        "demo": board.demo,
        "counts": {code: int(count) for code, count in board.counts.items()},
        "indicators": _records(indicators[INDICATOR_KEYS]),
        "tasks": _records(tasks[TASK_KEYS]),
        "follow_ups": _records(
            board.follow_ups[
                [
                    "subject",
                    "what",
                    "lift",
                    "name",
                    "status",
                    "gap_points",
                    "days",
                    "chance",
                    "responsible_unit",
                ]
            ]
        ),
    }


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{name: to_plain(cell) for name, cell in row.items()} for row in records(frame)]


def board_text(answered: dict[str, Any]) -> str:
    """The same for a terminal: one line an indicator, worst things where they stand."""
    lines = [f"截至 {answered['through']}　时序进度 {answered['time_progress']:.1%}"]
    lines += [
        f"{row['status_word']}　{row['name']}　{amount(row, 'actual')}　完成率 {percent(row['completion'])}　"
        f"时序差 {points_text(row['gap_points'])}　{row['origin'] or ''}　{outlook_text(row)}".rstrip("　")
        for row in answered["indicators"]
    ]
    lines += [f"{task['status_word']}　{task['title']}　时限 {task['due']}" for task in answered["tasks"]]
    # A console that speaks GBK has no −, and ?32.3 would be another number.
    return "\n".join(lines).replace("−", "-")
