"""The foot of a page: notation of the charts, sources, legend."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from indicators.labels import join_statements
from parts.elements import legend_html
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board

_NOTATION: Final = '<span><i class="solid"></i>实际 <i class="outline"></i>时序计划 <i class="hatched"></i>预计（含80%区间）</span>'


@dataclass(frozen=True)
class Foot:
    """What the bars mean, where the numbers come from, when a verdict is given.

    Attributes:
        has_bars: whether the page shows any.
    """

    has_bars: bool = True

    def draw(self, board: Board) -> Drawing:
        """One line and the folded legend."""
        sources = sorted({source for source in board.indicators["source"].dropna() if source})
        named = f'<span class="quiet">来源：{escape(join_statements(sources))}</span>' if sources else ""
        notation = _NOTATION if self.has_bars and board.indicators["actual_month"].notna().any() else ""
        return Drawing(f'<footer class="page-foot">{notation}{named}{legend_html(board)}</footer>')
