"""产业能级提档: output and invoicing, 理想汽车, and new projects by size."""

from __future__ import annotations

from parts.board import Cards, Foot, Head, Ladder, Timeline, Unlisted, Unreported
from parts.frame import current_board
from parts.sheet import show

SCALE = (
    "industrial_output",
    "industrial_invoicing",
    "li_auto_deliveries",
    "local_parts_share",
    "new_projects",
)
LARGE_PROJECTS = ("projects_3bn", "projects_5bn", "projects_10bn")

show(
    current_board("industry"),
    Head(),
    Cards(SCALE, elsewhere=LARGE_PROJECTS),
    Ladder("项目阶梯", LARGE_PROJECTS),
    Unreported(),
    Unlisted(),
    Timeline(),
    Foot(),
)
