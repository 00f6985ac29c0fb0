"""What the year's plan does not contain: folded to one line, with its values, counted nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from indicators.frames import records
from indicators.labels import join_clauses
from indicators.wording import amount, span_text
from parts.board.links import indicator_link
from parts.board.unreported import folded_html
from parts.elements import origin_chip, unit_text
from parts.sheet import Drawing

if TYPE_CHECKING:
    import pandas as pd

    from indicators.evaluation import Board


@dataclass(frozen=True)
class Unlisted:
    """A lift's indicators that are not in the year's plan and have values."""

    def draw(self, board: Board) -> Drawing:
        """One line that unfolds; nothing where the plan contains all that was reported."""
        return Drawing(unlisted_html(board, board.unlisted[board.unlisted["actual_month"].notna()]))


def unlisted_html(board: Board, rows: pd.DataFrame) -> str:
    """Rows of ``board.unlisted``, folded under 3项指标未列入2025年计划，其中1项已停用; empty without any."""
    lines = [_line(board, row) for row in records(rows.reset_index())]
    retired = int(rows["is_retired"].sum())
    also = f"其中{retired}项已停用" if retired else ""
    left_out = join_clauses([f"{len(lines)}项指标未列入{board.through.year}年计划", also])
    return folded_html(f"{len(lines)}项指标已停用" if retired == len(lines) else left_out, lines)


def _line(board: Board, row: dict[str, Any]) -> str:
    return (
        f"<li><span>{indicator_link(board, row['indicator'], row['name'])}</span>"
        f"<span>{span_text(row)} {escape(amount(row, 'actual'))}{origin_chip(row['origin'])}</span>"
        f'<span class="who">{unit_text(row)}</span></li>'
    )
