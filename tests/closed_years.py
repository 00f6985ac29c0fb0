"""For the tests of closed years: what a zone reports for 2024, and what is decided on its tasks."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.access.reporter import Reporter
from indicators.labels import CANCELLED, DONE, UNDER_WAY
from indicators.period.clock import LOCAL_ZONE
from indicators.store.schemas import REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.years.closing import close_year
from indicators.years.undone_tasks import Decision

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.years.review import Closing

BUREAU: Final = "经发局"
OFFICE: Final = Reporter("办公室", "administrator", None)
AFTER_THE_YEAR: Final = date(2025, 1, 22)
# indicator: name, unit, kind, direction, target of 2024, of 2025, values of 2024-12, 2025-03
_YEARS: Final[dict[str, tuple[Any, ...]]] = {
    "output": ("规上工业总产值", "亿元", "flow", "more", 2500.0, 2700.0, 2312.3, 640.0),
    "projects": ("新签产业项目", "个", "count", "more", 50.0, 60.0, 56.0, 15.0),
    "gdp": ("地区生产总值增速", "%", "rate", "more", 8.0, 7.0, 7.7, 7.4),
    "patents": ("发明专利授权", "件", "count", "more", 400.0, 420.0, 380.0, None),
    "premises": ("新增载体面积", "万平方米", "flow", "more", 30.0, None, None, 6.0),
}
# Values of 2024-03, the last of premises is of November.
_SPRING: Final = {"output": 530.0, "projects": 14.0, "gdp": 8.1, "patents": 100.0}
DECISIONS: Final = {
    "park": Decision("done", date(2024, 12, 20), "竣工验收备案表"),
    "school": Decision("carried", date(2025, 6, 30)),
    "bridge": Decision("cancelled", text="规划调整，不再实施"),
}


def two_years(folder: Path, *, second: bool = True) -> Store:
    """Tables with the plan of 2024 and its values, and unless left out the plan of 2025 and its first quarter."""
    store = Store(folder)
    store.create({})
    begun, over = datetime(2024, 1, 22, tzinfo=LOCAL_ZONE), datetime(2025, 1, 15, tzinfo=LOCAL_ZONE)
    catalogue, plans, values = [], [], []
    for position, (name, cells) in enumerate(_YEARS.items()):
        called, unit, kind, direction, target, _, december, _ = cells
        catalogue.append({
            "indicator": name, "position": position, "headline": position < 3, "name": called, "unit": unit,
            "kind": kind, "direction": direction, "decimals": 0 if kind == "count" else 1, "frequency": "month",
            "responsible_unit": BUREAU,
        })  # fmt: skip
        plans.append(_target(name, 2024, target, unit))
        state = "快报" if name == "patents" else "正式"
        values += [_value(name, "2024-03", _SPRING.get(name)), _value(name, "2024-12", december, state)]
    report(store, "catalogue", catalogue, begun)
    report(store, "plans", plans, begun)
    report(store, "observations", [row for row in values if row["value"] is not None], over)
    report(store, "observations", [_value("premises", "2024-11", 27.0)], over)
    report(store, "tasks", _tasks(), over)
    if second:
        new = [_target(name, 2025, cells[5], cells[1]) for name, cells in _YEARS.items() if cells[5]]
        report(store, "plans", new, datetime(2025, 1, 26, tzinfo=LOCAL_ZONE))
        spring = [_value(name, "2025-03", cells[7]) for name, cells in _YEARS.items() if cells[7]]
        report(store, "observations", spring, datetime(2025, 4, 15, tzinfo=LOCAL_ZONE))
    return store


def close_2024(store: Store, decisions: dict[str, Decision] | None = None, note: str = "") -> Closing:
    """Close 2024, with a decision on each of its tasks unless given."""
    return close_year(
        store, OFFICE, 2024, DECISIONS if decisions is None else decisions, note, AFTER_THE_YEAR
    )


def report(store: Store, table: str, rows: list[dict[str, Any]], at: datetime) -> None:
    """Rows as a bureau reports them at a moment."""
    frame = pd.DataFrame(rows).assign(origin=REPORTED)
    frame = frame if "lift" in frame else frame.assign(lift="industry")
    upload = Upload.new(BUREAU)
    store.append(table, frame, Upload(upload.id, BUREAU, at))


def report_value(store: Store, indicator: str, value: float, period: str = "2024-12") -> None:
    """A value that comes in when the year is closed."""
    report(store, "observations", [_value(indicator, period, value)], datetime(2025, 6, 3, tzinfo=LOCAL_ZONE))


def _value(indicator: str, period: str, value: float | None, state: str = "正式") -> dict[str, Any]:
    return {"indicator": indicator, "period": period, "value": value, "state": state}


def _target(indicator: str, year: int, target: float, unit: str) -> dict[str, Any]:
    words = {"comparator": "at_least", "wording": f"{target:g}{unit}以上", "period": ""}
    return {"indicator": indicator, "year": year, "target": target, **words}


def _tasks() -> list[dict[str, Any]]:
    due = date(2024, 9, 30)
    rows = [
        {"task": "park", "title": "机器人产业园", "state": UNDER_WAY},
        {"task": "school", "title": "教育联盟", "state": UNDER_WAY},
        {"task": "bridge", "title": "过江通道", "state": UNDER_WAY},
        {"task": "road", "title": "园区道路", "state": DONE, "done_on": date(2024, 8, 8)},
        {"task": "dropped", "title": "旧楼改造", "state": CANCELLED, "done_on": date(2024, 5, 5)},
        {"task": "three_years", "title": "三年行动", "state": UNDER_WAY, "due": date(2026, 12, 31)},
    ]
    kept = {
        "done_on": None,
        "due": due,
        "due_basis": "今年",
        "year": 2024,
        "lift": "city",
        "responsible_unit": BUREAU,
    }
    return [kept | row for row in rows]
