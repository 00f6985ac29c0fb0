"""An indicator's plan and its revisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.frames import records
from indicators.history import plans_table
from parts.elements import cell_text, stacked_table
from parts.frame import current_snapshot
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board


@dataclass(frozen=True)
class PlanVersions:
    """Every version of the plan, folded; the newest counts."""

    indicator: str

    def draw(self, board: Board) -> Drawing:
        """A table; nothing where no plan was given."""
        plans = plans_table(current_snapshot(), self.indicator, board.through)
        rows = [
            {heading: "" if cell is None else cell_text(cell) for heading, cell in row.items()}
            for row in records(plans)
        ]
        if not rows:
            return Drawing("")
        table = stacked_table(rows, "计划与调整", figures=("目标",), full_height=True)
        return Drawing(
            f'<details class="folded"><summary>计划与调整（{len(rows)}条）</summary>{table}</details>'
        )
