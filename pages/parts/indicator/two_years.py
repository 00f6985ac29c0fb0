"""This year and the last at the same month: value, target, completion, gap and verdict one above the other."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from indicators.labels import UNSCHEDULED, is_missing
from indicators.wording import (
    STATUS,
    amount,
    gap_figure,
    gap_label,
    percent,
    span_text,
    target_text,
)
from parts.elements import origin_chip, pill
from parts.frame import board_of_last_year
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board

_WITHOUT_PLAN: Final = {"unplanned", "unlisted"}


@dataclass(frozen=True)
class TwoYears:
    """The verdicts of two years; nothing where one of them has no plan for the indicator, or no value yet."""

    indicator: str

    def draw(self, board: Board) -> Drawing:
        """A table of two rows; last year's are of the months that this year's value covers."""
        row = board.row(self.indicator)
        if is_missing(row["actual_month"]) or row["status"] in _WITHOUT_PLAN:
            return Drawing("")
        before = board_of_last_year(board, int(row["actual_month"]))
        if before is None or self.indicator not in before:
            return Drawing("")
        last = before.row(self.indicator)
        if is_missing(last["actual_month"]) or last["status"] in _WITHOUT_PLAN:
            return Drawing("")
        years = {"本年": (board, row), "上年同期": (before, last)}
        lines = [_cells(name, shown, of_year) for name, (shown, of_year) in years.items()]
        heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in lines[0])
        body = "".join(f"<tr>{_row(line)}</tr>" for line in lines)
        return Drawing(
            f'<section class="panel two-years"><h2>本年与上年同期</h2><table class="stacked"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table></section>"
        )


def _row(cells: dict[str, str]) -> str:
    return "".join(f'<td data-head="{escape(head)}">{cell}</td>' for head, cell in cells.items())


def _cells(name: str, board: Board, row: dict[str, Any]) -> dict[str, str]:
    """The cells as HTML."""
    scheduled = row["kind"] not in UNSCHEDULED
    return {
        "年份": f"<b>{name}</b> {board.through.year}年{span_text(row)}",
        "数值": f"{escape(amount(row, 'actual'))}{origin_chip(row['origin'])}",
        "年度目标": escape(target_text(row)),
        **({"完成率": percent(row["completion"])} if scheduled else {}),
        gap_label(row): escape(gap_figure(row)),
        "判定": pill(STATUS[row["status"]]),
    }
