"""管理，演示数据."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store


def demo_section(store: Store, reporter: Reporter) -> None:
    """演示数据."""
