"""What nobody has reported on: folded to one line, the whole content where a page has nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from indicators.frames import records
from indicators.labels import day_label, join_clauses
from indicators.wording import target_text, waiting_text
from parts.board.links import indicator_link
from parts.elements import unit_text
from parts.sheet import Drawing

if TYPE_CHECKING:
    import pandas as pd

    from indicators.evaluation import Board


@dataclass(frozen=True)
class Unreported:
    """A lift's indicators without a value, with what is planned and who is to report; its tasks have their own lines."""

    def draw(self, board: Board) -> Drawing:
        """One line that unfolds; unfolded where no indicator was reported."""
        rows = board.indicators[board.indicators["actual_month"].isna()]
        waiting, unplanned = ((rows["status"] == status).sum() for status in ("awaiting", "unplanned"))
        summary = join_clauses([
            f"尚有{waiting}项指标未报送" if waiting else "", f"{unplanned}项指标计划待下达" if unplanned else ""
        ])  # fmt: skip
        return Drawing(
            folded_html(summary, _indicators(board, rows), is_all=len(rows) == len(board.indicators))
        )


def unreported_html(board: Board) -> str:
    """What is waited for in the whole zone, tasks as well; empty where all is reported."""
    awaiting = board.indicators[board.indicators["status"] == "awaiting"]
    return folded_html(waiting_text(board), [*_indicators(board, awaiting), *_tasks(board)])


def folded_html(summary: str, lines: list[str], *, is_all: bool = False) -> str:
    """A folded list; nothing without lines."""
    if not lines:
        return ""
    return (
        f'<details class="folded"{" open" if is_all else ""}><summary>{summary}</summary>'
        f'<ul class="lines">{"".join(lines)}</ul></details>'
    )


def _indicators(board: Board, rows: pd.DataFrame) -> list[str]:
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
