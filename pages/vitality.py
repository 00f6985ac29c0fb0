"""内生动力提振: mostly tasks on people and service, so these come first; indicators added later follow."""

from __future__ import annotations

from parts.board import Cards, Foot, Head, Timeline, Unlisted, Unreported
from parts.frame import current_board
from parts.sheet import show

show(current_board("vitality"), Head(), Timeline("队伍与营商任务"), Cards(), Unreported(), Unlisted(), Foot())
