"""安全保障提升: mostly tasks, so these come first; indicators added later follow."""

from __future__ import annotations

from parts.board import Cards, Foot, Head, Timeline, Unlisted, Unreported
from parts.frame import current_board
from parts.sheet import show

show(current_board("safety"), Head(), Timeline("安全与民生任务"), Cards(), Unreported(), Unlisted(), Foot())
