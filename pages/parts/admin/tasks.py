"""管理，任务."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store


def tasks_section(store: Store, reporter: Reporter) -> None:
    """任务."""
