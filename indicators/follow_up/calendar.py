"""The reporting calendar: what is due until when, who has reported, who has not, and the text that reminds of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from indicators.labels import TO_BE_NAMED, day_label, join_names
from indicators.period import Period
from indicators.store import DEMO
from indicators.thresholds import settings_of
from indicators.uploads import due_in_month, month_to_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.follow_up.items import Item
    from indicators.store import Snapshot

_DECEMBER: Final = 12


@dataclass(frozen=True)
class UnitDue:
    """What one unit has to report for a month.

    Attributes:
        unit: its name; empty for what has none.
        is_simulated: whether the unit is a simulated one.
        reported: names of the indicators that are reported.
        missing: names of those that are not.
    """

    unit: str
    is_simulated: bool
    reported: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Calendar:
    """A month's reports: of which month, until when, and how far each unit is, those who miss something first."""

    month: Period
    due: date
    units: tuple[UnitDue, ...]

    @property
    def missing(self) -> int:
        """How many indicators are not reported yet."""
        return sum(len(unit.missing) for unit in self.units)


def due_day(snapshot: Snapshot, month: Period) -> date:
    """Until when a month's numbers are to be reported: September's by October 18th, as the settings say."""
    year, following = (month.year + 1, 1) if month.month == _DECEMBER else (month.year, month.month + 1)
    return date(year, following, settings_of(snapshot).report.due_day)


def reporting_calendar(snapshot: Snapshot, shown: Period, today: date) -> Calendar:
    """The calendar of the month that is due next; where nothing is due in it, of the month that is looked at."""
    month = month_to_report(snapshot, today)
    rows = due_in_month(snapshot, month)
    if rows.empty:
        month = Period(shown.year, shown.month)
        rows = due_in_month(snapshot, month)
    rows = rows.assign(responsible_unit=rows["responsible_unit"].fillna(""))
    units = []
    for unit, own in rows.groupby("responsible_unit", sort=False):
        names = {done: tuple(own.loc[own["reported"] == done, "name"]) for done in (True, False)}
        units.append(
            UnitDue(str(unit), bool(unit) and own["origin"].iloc[0] == DEMO, names[True], names[False])
        )
    units.sort(key=lambda unit: (not unit.missing, not unit.unit))
    return Calendar(month, due_day(snapshot, month), tuple(units))


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
