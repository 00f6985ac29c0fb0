"""Demonstration actuals: simulated, stored with origin 演示, never mixed with real figures.

The rule, the same on every machine: a flow's month is its year's total times a fixed seasonal share (weak
January and February, strong quarter ends), rippled by a few per cent of a sine so that no two indicators look
alike; a count is that, floored; a stock rises from last December's level along the same shares; a rate swings
around its distance to the target. ``PACE`` sets who is ahead, slow and behind. On purpose one indicator is
stale (新增载体面积, last reported for July), one was never reported (近地化配套率), and one stock has no
baseline (规划预留产业发展用地).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.caching import cached_on_owner
from indicators.catalogue import Catalogue, Indicator, load
from indicators.frames import records
from indicators.settings import SEED
from indicators.store.commits import ACTION, FILE, REMOVE
from indicators.store.schemas import DEMO
from indicators.store.snapshot import Snapshot
from indicators.store.upload import Upload
from indicators.store.withdrawal import remove_origin

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.store.store import Store

_SHARES = (7.0, 6.5, 9.0, 8.0, 8.3, 9.5, 8.0, 8.1, 9.2, 8.3, 8.6, 9.5)
_RIPPLE = 0.05
LAST_PERIOD = (2024, 9)
YEARS = (2023, 2024)


@dataclass(frozen=True)
class Pace:
    """How one indicator does in the demonstration.

    Attributes:
        year_2023: total of 2023 (stock: level of December 2023; rate: distance to the target in points).
        year_2024: the same for 2024, as if the year ran on to its end.
        first_month: 2 where 1—2月 are published together.
        last_month: newest month of 2024.
    """

    year_2023: float | None
    year_2024: float
    first_month: int = 1
    last_month: int = LAST_PERIOD[1]


PACE = {
    "gdp_growth": Pace(-1.2, -0.5),
    "budget_revenue_growth": Pace(-0.9, 0.5, first_month=2),
    "industrial_output": Pace(2310, 2440, first_month=2),
    "industrial_invoicing": Pace(2860, 3170, first_month=2),
    "new_projects": Pace(47, 56),
    "projects_3bn": Pace(1.5, 2.8),
    "projects_5bn": Pace(1.2, 1.4),
    "projects_10bn": Pace(0.6, 0.7),
    "unicorns": Pace(6, 8),
    "gazelles": Pace(58, 79),
    "new_premises_area": Pace(26.5, 31.8, last_month=7),
    "reserved_land": Pace(None, 0.86),
}
# Bureaus and the indicators and tasks that such a bureau usually answers for; never a person.
_ANSWERS_FOR = {
    "经发局": ("gdp_growth", "industrial_output", "industrial_invoicing", "li_auto_deliveries", "local_parts_share"),
    "财政局": ("budget_revenue_growth",),
    "招商局": ("new_projects", "projects_3bn", "projects_5bn", "projects_10bn", "robot_park", "service_liaison",
               "haosen_production"),
    "科技局": ("unicorns", "gazelles", "orthopaedics_centre", "wide_bandgap_centre", "nev_test_centre",
               "open_bidding"),
    "建设局": ("new_premises_area", "reserved_land", "gongyanhui_phase3", "qianhuang_handover", "four_areas",
               "station_north"),
    "应急局": ("work_safety_2024", "work_safety_2026"),
    "生态环境局": ("air_pollution", "sewage_source"),
    "农业农村局": ("rural_economy",),
    "教育局": ("education_alliance",),
    "卫健局": ("medical_consortium", "speciality_clinic"),
    "组织部": ("young_cadres", "post_selection"),
}  # fmt: skip
UNITS = {name: unit for unit, names in _ANSWERS_FOR.items() for name in names}
DONE_ON = {
    "qianhuang_handover": date(2024, 10, 20), "open_bidding": date(2024, 6, 18), "nev_test_centre": date(2024, 8, 30),
    "young_cadres": date(2024, 5, 24), "haosen_production": date(2024, 7, 12), "education_alliance": date(2024, 9, 5),
}  # fmt: skip
UNREPORTED_TASKS = frozenset({"sewage_source", "post_selection"})


_LOADED = "装入演示数据"


def switch_demo(store: Store, by: str, *, on: bool) -> tuple[int, int]:
    """Remove all demonstration rows and, where they are wanted, put them back as they are generated now.

    Returns:
        How many rows were removed, and how many were added.

    Raises:
        StoreWriteError: a table could not be written; the same call again does the rest.
    """
    removed = remove_origin(store, DEMO, by)
    added = _fitting(demo_rows(), store.snapshot()) if on else {}
    upload = Upload.new(by, note=_LOADED)
    for table, rows in added.items():
        store.append(table, rows, upload)
    return removed, sum(map(len, added.values()))


@cached_on_owner
def with_demo(snapshot: Snapshot, *, on: bool) -> Snapshot:
    """The tables as ``switch_demo`` would leave them, to look at before it is done."""
    real = {
        table: rows[rows["origin"] != DEMO].reset_index(drop=True) for table, rows in snapshot.log.items()
    }
    without = Snapshot(snapshot.versions, real)
    return without.with_rows(_fitting(demo_rows(), without)) if on else without


def _fitting(rows: dict[str, pd.DataFrame], snapshot: Snapshot) -> dict[str, pd.DataFrame]:
    """The generated rows without the values of indicators that have another unit or another kind by now."""
    generated, defined = (
        definitions.set_index("indicator")[["unit", "kind"]]
        for definitions in (rows["catalogue"], snapshot.catalogue)
    )
    same = (generated == defined.reindex(generated.index)).all(axis=1)
    values = rows["observations"]
    return rows | {"observations": values[values["indicator"].isin(generated.index[same])]}


def count_demo(snapshot: Snapshot) -> dict[str, int]:
    """How many simulated rows count in each table: where there is a real one, it does not."""
    shown = {name: getattr(snapshot, name) for name in ("observations", "tasks", "catalogue")}
    return {table: int((rows["origin"] == DEMO).sum()) for table, rows in shown.items()}


def demo_switches(store: Store) -> list[dict[str, Any]]:
    """Each time somebody switched since the tables were made, the newest first: ``by``, ``at``, ``on``."""
    history = store.history()
    removed = history[ACTION] == f"{REMOVE} {DEMO}"
    loaded = (history["note"] == _LOADED) & (history[FILE] == "")
    switches = history[removed | loaded].drop_duplicates("upload")  # a commit each table
    return [{"by": row["by"], "at": row["at"], "on": row["note"] == _LOADED} for row in records(switches)]


def demo_rows(folder: Path = SEED) -> dict[str, pd.DataFrame]:
    """Rows per table with origin 演示: actuals of 2023-01 to 2024-09, task states, responsible units."""
    seed = load(folder)
    trail = {"origin": DEMO, "source": "演示数据（按固定规则生成）"}
    indicators = [
        asdict(replace(i, responsible_unit=UNITS[i.indicator])) | trail
        for i in seed.indicators
        if i.indicator in UNITS
    ]
    tasks = []
    for task in seed.tasks:
        if task.task in UNITS and task.task not in UNREPORTED_TASKS:
            done_on = DONE_ON.get(task.task)
            state = {"state": "已完成" if done_on else "进行中", "done_on": done_on, "evidence": "演示"}
            tasks.append(asdict(task) | trail | {"responsible_unit": UNITS[task.task]} | state)
    return {
        "observations": pd.DataFrame(_observations(seed)).assign(state="快报", **trail),
        "tasks": pd.DataFrame(tasks),
        "catalogue": pd.DataFrame(indicators),
    }


def _observations(seed: Catalogue) -> list[dict[str, Any]]:
    targets = {t.indicator: t.target for t in seed.targets if (t.year, t.period) == (LAST_PERIOD[0], None)}
    return [
        {"indicator": i.indicator, "lift": i.lift, "period": f"{year}-{month:02d}", "value": value}
        for phase, i in enumerate(seed.indicators)
        if i.indicator in PACE and i.indicator in targets
        for year in YEARS
        for month, value in _year(i, PACE[i.indicator], year, phase, targets[i.indicator])
    ]


def _year(indicator: Indicator, pace: Pace, year: int, phase: int, target: float) -> list[tuple[int, float]]:
    """Reported months of one year with their values, rounded as an office would report them."""
    level = pace.year_2023 if year == YEARS[0] else pace.year_2024
    if level is None:
        return []
    step = {"month": 1, "quarter": 3, "year": 12}[indicator.frequency]
    last = 12 if year < LAST_PERIOD[0] else pace.last_month
    months = [m for m in range(pace.first_month, last + 1) if m % step == 0]
    if indicator.kind == "rate":
        values = [target + level + 0.25 * math.sin(1.3 * m + phase + year) for m in months]
    else:
        start = (
            (pace.year_2023 or 0.0) * (1.0 if year == YEARS[1] else 0.9) if indicator.kind == "stock" else 0.0
        )
        shares = _cumulative_shares(phase + year)
        values = [start + (level - start) * shares[m - 1] for m in months]
        if indicator.decimals == 0:
            values = [float(math.floor(value + 1e-9)) for value in values]
    return [(m, round(value, indicator.decimals)) for m, value in zip(months, values, strict=True)]


def _cumulative_shares(phase: int) -> list[float]:
    """Share of the year reached by the end of each month; ends at exactly 1."""
    weights = [w * (1 + _RIPPLE * math.sin(2.4 * m + phase)) for m, w in enumerate(_SHARES)]
    total = sum(weights)
    return [reached / total for reached in accumulate(weights)]
