"""The text that reminds a group chat of values that are missing and of items that nobody has answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.labels import TO_BE_NAMED, day_label, join_names
from indicators.store import DEMO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from indicators.follow_up.calendar import Calendar
    from indicators.follow_up.items import Item


def reminder_text(calendar: Calendar, found: Sequence[Item], today: date) -> str:
    """What a group chat is reminded of: values that are missing and items that nobody has answered, unit by unit."""
    lines = [
        f"【数据报送提醒】{calendar.month.year}年{calendar.month.month}月数据{_when(calendar.due, today)}。"
    ]
    missing = [unit for unit in calendar.units if unit.missing]
    if missing:
        lines.append(f"尚未报送（{calendar.missing}项）：")
        lines += [f"{unit.unit or f'责任单位{TO_BE_NAMED}'}：{join_names(unit.missing)}" for unit in missing]
    else:
        lines.append("各单位均已报送。" if calendar.units else "本月没有应报的指标。")
    unanswered = [item for item in found if item.is_lagging and item.answer is None]
    if unanswered:
        lines.append(f"督办待答复（{len(unanswered)}项），请说明原因、措施、时限、责任人：")
        by_unit: dict[str, list[str]] = {}
        for item in unanswered:
            by_unit.setdefault(item.responsible_unit, []).append(item.name)
        lines += [
            f"{unit or f'责任单位{TO_BE_NAMED}'}：{join_names(names)}" for unit, names in by_unit.items()
        ]
    if any(unit.is_simulated for unit in missing) or any(item.unit_origin == DEMO for item in unanswered):
        lines.append("（责任单位为演示数据，不是实际分工）")
    return "\n".join(lines)


def _when(due: date, today: date) -> str:
    left = (due - today).days
    if left < 0:
        return f"应于{day_label(due)}前报送，已逾期{-left}天"
    return f"请于{day_label(due)}前报送，{'今天截止' if left == 0 else f'还有{left}天'}"
