"""The foot of a page: notation of the charts, sources, legend."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from indicators.labels import join_statements
from parts.elements import legend_html
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board


@dataclass(frozen=True)
class Foot:
    """What the bars mean, where the numbers come from, when a verdict is given."""

    def draw(self, board: Board) -> Drawing:
        """One line and the folded legend."""
        sources = sorted({source for source in board.indicators["source"].dropna() if source})
        return Drawing(
            '<footer class="page-foot"><span><i class="solid"></i>实际 <i class="outline"></i>时序计划 '
            '<i class="hatched"></i>预计（含80%区间）</span>'
            f'<span class="quiet">来源：{escape(join_statements(sources) or "尚无数据")}</span>'
            f"{legend_html()}</footer>"
        )
