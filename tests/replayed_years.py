"""What an office reports from January 2024 to June 2026: three plans, values, tasks, and what goes wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final


@dataclass(frozen=True)
class Event:
    """One row that is reported on a day.

    Attributes:
        day: when.
        table: what for.
        row: what it says.
        file: the file of definitions that brings it about; empty where the row is stored as it is.
    """

    day: date
    table: str
    row: dict[str, Any]
    file: str = ""


_BEGIN: Final = date(2024, 1, 22)
# indicator: position, name, unit, kind, direction, decimals, frequency
_DEFINED: Final = {
    "output": (1, "规上工业总产值", "亿元", "flow", "more", 2, "month"),
    "projects": (2, "新签产业项目", "个", "count", "more", 0, "month"),
    "gazelles": (3, "瞪羚企业", "家", "stock", "more", 0, "month"),
    "gdp": (4, "地区生产总值增速", "%", "rate", "more", 1, "quarter"),
    "pm25": (5, "PM2.5浓度", "微克/立方米", "mean", "less", 1, "month"),
    "accidents": (6, "生产安全事故", "起", "count", "less", 0, "month"),
    "premises": (7, "新增载体面积", "万平方米", "flow", "more", 2, "month"),
    "patents": (8, "发明专利授权", "件", "count", "more", 0, "month"),
    "investment": (9, "工业投资", "万元", "flow", "more", 2, "month"),
}
# From this day on investment is in 亿元: its numbers from before it are converted, those after it reported so.
UNIT_CHANGED: Final = date(2025, 8, 6)
UNIT_FACTOR: Final = 1e-4
_FIELDS: Final = ("position", "name", "unit", "kind", "direction", "decimals", "frequency")
# Targets by year; what has none is not in that year's plan.
_TARGETS: Final = {
    "output": {2024: 2500.0, 2025: 2700.0, 2026: 2900.0},
    "projects": {2024: 50.0, 2025: 60.0, 2026: 55.0},
    "gazelles": {2024: 75.0, 2025: 90.0, 2026: 104.0},
    "gdp": {2024: 8.0, 2025: 7.0, 2026: 6.5},
    "pm25": {2024: 32.0, 2025: 31.0, 2026: 30.5},
    "accidents": {2024: 6.0, 2025: 5.0, 2026: 5.0},
    "premises": {2024: 30.0},
    "patents": {2026: 400.0},
    "investment": {2024: 1_200_000.0, 2025: 1_300_000.0, 2026: 150.0},
}
_ANNOUNCED: Final = {2024: _BEGIN, 2025: date(2025, 1, 21), 2026: date(2026, 3, 6)}
_COMPARATORS: Final = {"output": "above", "pm25": "at_most", "accidents": "at_most"}
# What a year brings in the end, and how much of it by each month.
_YEAR_ENDS: Final = {
    "output": {2024: 2460.0, 2025: 2755.0, 2026: 2600.0},
    "projects": {2024: 56.0, 2025: 54.0, 2026: 60.0},
    "accidents": {2024: 7.0, 2025: 4.0, 2026: 5.0},
    "premises": {2024: 33.0, 2025: 20.0},
    "patents": {2025: 310.0, 2026: 380.0},
    "investment": {2024: 1_290_000.0, 2025: 1_180_000.0, 2026: 1_520_000.0},
}
_SHARES: Final = (0.06, 0.12, 0.23, 0.31, 0.39, 0.49, 0.57, 0.65, 0.75, 0.83, 0.91, 1.0)
_LEVELS: Final = {2023: 60, 2024: 78, 2025: 88, 2026: 110}


def _event(day: date, table: str, **row: Any) -> Event:
    return Event(day, table, row)


def _definition(day: date, name: str, /, file: str = "", **changes: Any) -> Event:
    cells = dict(zip(_FIELDS, _DEFINED[name], strict=True))
    row = {"indicator": name, "headline": False, **cells} | changes
    return Event(day, "catalogue", row, file and f"指标名称,六提,单位,类型\n{file}")


def _target(day: date, name: str, year: int, target: float) -> Event:
    how = _COMPARATORS.get(name, "at_least")
    return _event(
        day, "plans", indicator=name, year=year, target=target, comparator=how, wording=f"{target:g}"
    )


def _value(name: str, year: int, month: int) -> float | None:
    """A month's value; None where nothing is reported for it."""
    if name == "gdp":
        return None if month % 3 else round(7.9 - 0.6 * (year - 2024) + 0.1 * month - 0.8 * (month == 6), 1)
    if name == "pm25":
        return round(33.5 - 0.9 * (year - 2024) - 0.15 * month + 0.4 * (month % 4), 1)
    if name == "gazelles":
        before, end = _LEVELS[year - 1], _LEVELS[year]
        return float(before + (end - before) * month // 12)
    if month == 1 and (name in {"output", "premises", "projects"} or (name == "investment" and year < 2026)):
        return None  # 1—2月 are published together
    total = _YEAR_ENDS[name].get(year)
    if total is None or ((name, year) == ("patents", 2025) and month < 3):
        return None
    value = total * _SHARES[month - 1]
    return round(value, 2) if name in {"output", "premises"} else float(int(value))


def _values() -> list[Event]:
    """A month's values on the 15th of the next one; what is late comes later, December once more when it is final."""
    events = []
    for year in (2024, 2025, 2026):
        for month in range(1, 13 if year < 2026 else 7):
            day = date(year + month // 12, month % 12 + 1, 15)
            for name in _DEFINED:
                value = _value(name, year, month)
                if value is None:
                    continue
                late = _LATE.get((name, year, month), day)
                if name == "investment" and late >= UNIT_CHANGED:
                    value *= UNIT_FACTOR
                cells = {"indicator": name, "period": f"{year}-{month:02d}", "state": "快报"}
                events.append(_event(late, "observations", **cells, value=value))
                if month == 12 and name in {"output", "projects"}:
                    final = date(year + 1, 3, 2)
                    events.append(_event(final, "observations", **cells | {"state": "正式"}, value=value - 3))
    return events


_LATE: Final = {
    ("projects", 2024, 5): date(2024, 8, 5),
    ("projects", 2024, 6): date(2024, 8, 5),
    ("accidents", 2024, 12): date(2025, 2, 3),
    ("pm25", 2025, 8): date(2025, 11, 4),
    ("pm25", 2025, 9): date(2025, 11, 4),
    ("gazelles", 2026, 2): date(2026, 4, 1),
}
_NO_DAY: Final = {"state": "进行中", "done_on": None}


def _task(day: date, name: str, year: int, due: date, **cells: Any) -> Event:
    row = {"title": name, "due_basis": f"{due}", **_NO_DAY} | cells
    return _event(day, "tasks", task=name, year=year, due=due, **row)


_TASKS: Final = [
    # Handed over three weeks late, reported in the month after.
    _task(_BEGIN, "handover", 2024, date(2024, 4, 30), state=""),
    _task(date(2024, 3, 15), "handover", 2024, date(2024, 4, 30)),
    _task(date(2024, 6, 14), "handover", 2024, date(2024, 4, 30), state="已完成", done_on=date(2024, 5, 21)),
    # Missed, carried over to June, missed again, done in July.
    _task(_BEGIN, "park", 2024, date(2024, 10, 31)),
    _task(date(2025, 1, 22), "park", 2025, date(2025, 6, 15)),
    _task(date(2025, 8, 12), "park", 2025, date(2025, 6, 15), state="已完成", done_on=date(2025, 7, 10)),
    # Cancelled when the year was closed.
    _task(_BEGIN, "bridge", 2024, date(2024, 11, 30)),
    _task(date(2025, 1, 22), "bridge", 2024, date(2024, 11, 30), state="已取消", done_on=date(2025, 1, 10)),
    # Neither done nor carried over.
    _task(_BEGIN, "planning", 2024, date(2024, 12, 20)),
    # Three years, done before they are over.
    _task(_BEGIN, "safety", 2024, date(2026, 12, 31)),
    _task(date(2026, 3, 12), "safety", 2024, date(2026, 12, 31), state="已完成", done_on=date(2026, 2, 27)),
    # Of the later plans; the first of them is still open while the plan of 2026 is not there.
    _task(_ANNOUNCED[2025], "centre", 2025, date(2025, 9, 30)),
    _task(_ANNOUNCED[2025], "clinic", 2025, date(2025, 12, 31), state=""),
    _task(date(2025, 10, 9), "clinic", 2025, date(2025, 12, 31), state="已取消", done_on=date(2025, 9, 30)),
    _task(_ANNOUNCED[2026], "station", 2026, date(2026, 6, 30)),
]
EVENTS: Final[list[Event]] = [
    *(_definition(_BEGIN, name) for name in _DEFINED if name != "patents"),
    # It gets another name in a file without codes, and stays the same indicator.
    _definition(
        date(2025, 7, 2), "output", name="规模以上工业总产值", file="规模以上工业总产值,产业提档,亿元,累计"
    ),
    _definition(UNIT_CHANGED, "investment", unit="亿元", file="工业投资,产业提档,亿元,累计"),
    # New in the middle of 2025, with a target from June on.
    _definition(date(2025, 4, 9), "patents"),
    _target(date(2025, 6, 20), "patents", 2025, 300.0),
    *(_target(_ANNOUNCED[year], name, year, of[year]) for name, of in _TARGETS.items() for year in of),
    _target(date(2025, 8, 26), "output", 2025, 2650.0),
    _target(date(2024, 9, 3), "gazelles", 2024, 77.0),
    _target(date(2025, 5, 21), "investment", 2025, 1_250_000.0),
    _target(date(2025, 10, 22), "investment", 2025, 120.0),
    *_values(),
    *_TASKS,
]
