"""What nobody has reported on: folded to one line, the whole content where a page has nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from indicators.frames import records
from indicators.labels import day_label
from indicators.wording import target_text, waiting_text
from parts.board.links import indicator_link
from parts.elements import unit_text
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board


@dataclass(frozen=True)
class Unreported:
    """Indicators and tasks that are waited for, with what is planned and who is to report."""

    def draw(self, board: Board) -> Drawing:
        """One line that unfolds; unfolded where nothing else was reported."""
        return Drawing(unreported_html(board))


def unreported_html(board: Board) -> str:
    """The folded line; empty where all is reported."""
    summary = waiting_text(board) or _unplanned_text(board)
    if not summary:
        return ""
    lines = "".join([*_indicators(board), *_tasks(board)])
    is_all = not (board.indicators["actual_month"] > 0).any() and (board.tasks["status"] == "awaiting").all()
    return (
        f'<details class="folded unreported"{" open" if is_all else ""}><summary>{summary}</summary>'
        f'<ul class="lines">{lines}</ul></details>'
    )


def _unplanned_text(board: Board) -> str:
    count = int((board.indicators["status"] == "unplanned").sum())
    return f"{count}项指标计划待下达" if count else ""


def _indicators(board: Board) -> list[str]:
    rows = board.indicators[board.indicators["status"].isin(["awaiting", "unplanned"])]
    return [
        _line(indicator_link(board, row["indicator"], row["name"]), f"年度计划 {target_text(row)}", row)
        for row in records(rows.reset_index())
    ]


def _tasks(board: Board) -> list[str]:
    rows = board.tasks[board.tasks["status"] == "awaiting"]
    rows = rows.assign(unit_origin=rows["origin"])
    return [
        _line(escape(row["title"]), f"时限 {day_label(row['due'], '未定')}", row) for row in records(rows)
    ]


def _line(name: str, plan: str, row: dict[str, Any]) -> str:
    return f'<li><span>{name}</span><span>{escape(plan)}</span><span class="who">{unit_text(row)}</span></li>'
