"""管理，版式与名称."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store


def layouts_section(store: Store, reporter: Reporter) -> None:
    """版式与名称."""
