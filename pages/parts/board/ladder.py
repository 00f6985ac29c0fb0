"""New projects by size as the rungs of a ladder: each planned project a box, filled where it has come."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from indicators.wording import STATUS, target_text, value_text, year_end_answer
from parts.board.cards import has_values
from parts.board.links import indicator_link
from parts.elements import clauses_html, indicator_pill, origin_chip, unit_text
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board

# More are counted, not drawn.
_MOST_BOXES: Final = 12


@dataclass(frozen=True)
class Ladder:
    """Counts of few things, without charts: two bars say less than two boxes."""

    title: str
    indicators: tuple[str, ...]

    def draw(self, board: Board) -> Drawing:
        """A row of rungs."""
        rungs = "".join(
            _rung(board, name)
            for name in self.indicators
            if name in board.indicators.index and has_values(board, name)
        )
        if not rungs:
            return Drawing("")
        return Drawing(f'<section class="ladder"><h2>{escape(self.title)}</h2><ol>{rungs}</ol></section>')


def _rung(board: Board, indicator: str) -> str:
    row = board.row(indicator)
    tone = STATUS[row["status"]].tone
    return (
        f'<li class="rung {tone}" id="card_{escape(indicator)}">'
        f"<h3>{indicator_link(board, indicator, row['name'])}</h3>"
        f'<div class="verdict">{indicator_pill(row)}<span class="who">{unit_text(row)}</span></div>'
        f'<div class="value">{_boxes(row)}<span class="number">{value_text(row)}</span>'
        f'<span class="unit">/ {escape(target_text(row))}</span>{origin_chip(row["origin"])}</div>'
        f'<div class="ahead">{clauses_html(year_end_answer(row))}</div></li>'
    )


def _boxes(row: dict[str, Any]) -> str:
    """One box for each planned thing, and for each one more."""
    target, actual = row["target"], row["actual"]
    if not 0 < target <= _MOST_BOXES or not 0 <= actual <= _MOST_BOXES:
        return ""
    boxes = "".join(
        f'<i class="{"solid" if place < actual else "outline"}"></i>'
        for place in range(int(max(target, actual)))
    )
    return f'<span class="boxes" aria-hidden="true">{boxes}</span>'
