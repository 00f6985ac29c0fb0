"""管理，指标."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store


def indicators_section(store: Store, reporter: Reporter) -> None:
    """指标."""
