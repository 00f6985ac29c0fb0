"""board(snapshot, lift, through): what every page, screen and export draws.

Pure: tables in, a board out. All indicators are evaluated once per snapshot and month, then cut by lift.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.caching import cached_on_owner
from indicators.evaluation.agenda import follow_ups
from indicators.evaluation.closed import (
    closed_indicators,
    closings_of,
    tasks_at_closing,
    values_at_closing,
    verdicts_at_closing,
)
from indicators.evaluation.forecast import YEARS, likelihood, project
from indicators.evaluation.progress import MONTHS, judge, plan_path, year_on_year
from indicators.evaluation.run_rate import run_rate
from indicators.evaluation.tasks import judge_tasks, tasks_by_month
from indicators.labels import UNSCHEDULED
from indicators.period import Period, to_single_months
from indicators.plan_year import counted_tasks, planned_indicators, retired_indicators
from indicators.store import DEMO, turn_of
from indicators.thresholds import settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.settings import Settings
    from indicators.store import Snapshot

_DEFINED = [
    "lift", "position", "headline", "name", "unit", "kind", "direction", "decimals", "frequency",
    "responsible_unit", "lead_official", "definition", "unit_origin",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Board:
    """A lift, or with ``lift`` None the whole zone, at the end of a month.

    Attributes:
        indicators: one row per indicator of the year's plan in catalogue order, index ``indicator``; amounts in its unit,
            ``gap`` too, ``completion``, ``pace``, ``yoy`` as ratios, ``gap_points``, ``yoy_points`` in 百分点; NaN is absent.
            In December of a closed year they stand as they were at closing: ``closed``, and ``revised_actual``, what the
            value is now where it has changed since.
        unlisted: the same of those that the year's plan does not contain, or that are not in use any more
            (``is_retired``): shown with their values, counted nowhere.
        series: one row per (indicator, month 1..12), unlisted ones too: ``plan``, ``actual``, ``last_year`` (stored values: ytd,
            level, rate or mean), ``single`` and ``last_single`` (the month's own), ``origin`` and ``last_origin``; ``expected``,
            ``expected_low``, ``expected_high``: the projection for the months after the newest value.
        tasks: one row per task, index ``task``: ``status``, ``days`` (left, or over when negative).
        task_months: months 1..12: ``planned`` and ``done``, cumulative counts; done is NaN after ``through``.
        indicator_counts: status -> number of indicators.
        task_counts: status -> number of tasks.
        follow_ups: what must be followed up, worst first.
        demo: whether any figure shown is a demonstration one.
        updated_at: when the newest row was reported (UTC).
        settings: the thresholds that all of it was judged by.
    """

    version: str
    lift: str | None
    through: Period
    indicators: pd.DataFrame
    unlisted: pd.DataFrame
    series: pd.DataFrame
    tasks: pd.DataFrame
    task_months: pd.DataFrame
    indicator_counts: Mapping[str, int]
    task_counts: Mapping[str, int]
    follow_ups: pd.DataFrame
    demo: bool
    updated_at: pd.Timestamp | None
    settings: Settings

    def __contains__(self, indicator: str) -> bool:
        """Whether an indicator is known here, in the plan or not."""
        return indicator in self.indicators.index or indicator in self.unlisted.index

    def row(self, indicator: str) -> dict[str, Any]:
        """An indicator's numbers and verdict by name, also of one that is not in the plan."""
        rows = self.indicators if indicator in self.indicators.index else self.unlisted
        return {str(name): cell for name, cell in rows.loc[indicator].items()}

    def year_of(self, indicator: str) -> pd.DataFrame:
        """An indicator's twelve rows of ``series``, index month."""
        return pd.DataFrame(self.series.loc[indicator])

    @property
    def time_progress(self) -> float:
        """Months elapsed / 12: September is 0.75."""
        return self.through.month / 12


@cached_on_owner
def board(snapshot: Snapshot, lift: str | None, through: Period) -> Board:
    """The board of a lift, or of the whole zone with ``lift`` None, as of the end of ``through``."""
    indicators, series = _evaluated(snapshot, through)
    tasks, agenda = _judged_tasks(snapshot, through), _agenda(snapshot, through)
    if lift is not None:
        indicators = indicators[indicators["lift"] == lift]
        tasks = tasks[tasks["lift"] == lift]
        agenda = agenda[agenda["lift"] == lift].reset_index(drop=True)
        series = series[series.index.get_level_values("indicator").isin(indicators.index)]
    is_listed = indicators["status"] != "unlisted"
    columns = [indicators[name] for name in ("origin", "unit_origin", "plan_origin")]
    columns += [tasks["origin"], series["origin"], series["last_origin"]]
    indicators, unlisted = indicators[is_listed], indicators[~is_listed]
    logs = [snapshot.log[table] for table in ("observations", "plans", "tasks")]
    newest = max((turn_of(log.iloc[-1]) for log in logs if len(log)), default=None)
    return Board(
        snapshot.version, lift, through, indicators, unlisted, series, tasks,
        task_months=tasks_by_month(tasks, through),
        indicator_counts=_count(indicators["status"]),
        task_counts=_count(tasks["status"]),
        follow_ups=agenda,
        demo=bool((pd.concat(columns) == DEMO).any()),
        updated_at=newest[1] if newest else None,
        settings=settings_of(snapshot),
    )  # fmt: skip


def _count(statuses: pd.Series) -> dict[str, int]:
    return {str(status): int(count) for status, count in statuses.value_counts().items()}


@cached_on_owner
def _judged_tasks(snapshot: Snapshot, through: Period) -> pd.DataFrame:
    """The tasks that count, with their verdicts."""
    tasks = judge_tasks(counted_tasks(snapshot, through), through.end, settings_of(snapshot))
    return tasks_at_closing(tasks, closings_of(snapshot, through))


@cached_on_owner
def _agenda(snapshot: Snapshot, through: Period) -> pd.DataFrame:
    """What must be followed up in the zone; a lift's are those of them that belong to it."""
    indicators, _ = _evaluated(snapshot, through)
    return follow_ups(indicators, _judged_tasks(snapshot, through), snapshot.follow_ups, through)


@cached_on_owner
def _evaluated(snapshot: Snapshot, through: Period) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All indicators with numbers and verdicts, and their series."""
    catalogue = snapshot.catalogue.sort_values("position").set_index("indicator")
    catalogue = catalogue.rename(columns={"origin": "unit_origin"})
    observed = snapshot.observations.dropna(subset=["value"])
    observed = observed[observed["period"] <= through.key]
    years = (through.year, through.year - 1)
    this, last = (_values_by_month(observed, catalogue.index, year) for year in years)
    closed = closed_indicators(snapshot, through, this)
    this, revised = values_at_closing(this, closed)
    targets, phases = _plan_of_year(snapshot.plans, catalogue, through.year)
    rows = catalogue[_DEFINED].join(targets).join(_quotes(snapshot.log["plans"], through.year))
    rows["quote"] = rows["quote"].fillna("")
    rows.loc[closed.index, "target"] = closed["target"]
    rows["revised_actual"] = revised
    rows["baseline"] = last["value"][12]
    rules = settings_of(snapshot)
    rows["tolerance"] = pd.Series(rules.tolerance, dtype=float).reindex(rows.index).fillna(0.0)
    path = plan_path(rows, phases)
    rows["actual_month"] = this["value"].notna().mul(MONTHS).max(axis=1).replace(0, np.nan)
    at = rows["actual_month"].fillna(through.month).astype(int)
    rows["actual"] = _in_month(this["value"], at).astype(float)
    rows["last_year"] = _in_month(last["value"], at).astype(float)
    rows["growth"] = _in_month(this["growth"], at).astype(float)
    rows["plan_to_date"] = _in_month(path, at).astype(float)
    for name in ("state", "origin", "source", "note", "reported_at"):
        rows[name] = _in_month(this[name], at)
    rows = rows.join(judge(rows, month=through.month, rules=rules)).join(year_on_year(rows))
    rows = verdicts_at_closing(rows, closed)
    rows["remaining"] = rows["target"] - rows["actual"]
    rows = rows.join(run_rate(rows, last["value"], month=through.month))
    history = _stored_values(observed, rows.index, through.year)
    ends, expected = project(rows, history, path, month=through.month)
    rows = rows.join(ends).assign(likelihood=likelihood(ends["chance"], rules))
    is_listed = rows["closed"] | rows.index.isin(planned_indicators(snapshot, through))
    rows["status"] = rows["status"].where(is_listed, "unlisted")
    rows["is_retired"] = rows.index.isin(retired_indicators(snapshot, through))
    return rows, _series(rows, path, this, last, expected)


def _values_by_month(observed: pd.DataFrame, index: pd.Index, year: int) -> dict[str, pd.DataFrame]:
    """Observed values of a year: per column a frame indicators x months 1..12."""
    rows = observed[observed["period"].between(f"{year}-01", f"{year}-12")]
    rows = rows.assign(month=rows["period"].str[5:7].astype(int)).set_index(["indicator", "month"])
    fields = ["value", "growth", "state", "origin", "source", "note", "reported_at"]
    return {field: rows[field].unstack().reindex(index=index, columns=MONTHS) for field in fields}


def _stored_values(observed: pd.DataFrame, index: pd.Index, year: int) -> np.ndarray:
    """Values of ``year`` and the years before it, indicators x years x 12, this year last; NaN where unknown."""
    keys = [f"{y}-{month:02d}" for y in range(year - YEARS + 1, year + 1) for month in MONTHS]
    values = observed.set_index(["indicator", "period"])["value"].unstack().reindex(index=index, columns=keys)
    return values.to_numpy(float).reshape(len(index), YEARS, len(MONTHS))


def _plan_of_year(
    plans: pd.DataFrame, catalogue: pd.DataFrame, year: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The year's targets (one row per planned indicator) and the phases, indicators x months 1..12."""
    plans = plans[plans["year"] == year]
    is_phase = plans["period"].notna() & (plans["period"] != "")
    targets = plans[~is_phase].set_index("indicator")[["target", "comparator", "wording", "origin"]]
    targets = targets.rename(columns={"origin": "plan_origin"})
    phases = plans[is_phase]
    at_start = phases["indicator"].map(catalogue["kind"]).isin(UNSCHEDULED)
    periods = phases["period"].map(Period.from_key)
    month = [period.first if first else period.month for period, first in zip(periods, at_start, strict=True)]
    # 2024-06 and 2024Q2 end together: the newer one counts.
    phases = phases.assign(month=month).drop_duplicates(["indicator", "month"], keep="last")
    by_month = phases.set_index(["indicator", "month"])["target"].unstack()
    return targets, by_month.reindex(index=catalogue.index, columns=MONTHS).astype(float)


def _quotes(plans: pd.DataFrame, year: int) -> pd.Series:
    """The sentence of the year's announcement by indicator; a revision without a quote leaves it as it is."""
    quoted = plans[(plans["year"] == year) & (plans["quote"].fillna("") != "")]
    return quoted.drop_duplicates("indicator", keep="last").set_index("indicator")["quote"]


def _in_month(frame: pd.DataFrame, month: pd.Series) -> pd.Series:
    """Each row's value in its own month."""
    return pd.Series(frame.to_numpy()[np.arange(len(frame)), month - 1], index=frame.index)


def _series(
    rows: pd.DataFrame,
    path: pd.DataFrame,
    this: dict[str, pd.DataFrame],
    last: dict[str, pd.DataFrame],
    expected: dict[str, pd.DataFrame],
) -> pd.DataFrame:
    """Plan, actual and last year by month; the months' own values for what adds up over the year."""
    adds_up = rows["kind"].isin(["flow", "count"])
    frames = {
        "plan": path, "actual": this["value"], "last_year": last["value"],
        "single": to_single_months(this["value"].where(adds_up, axis=0)),
        "last_single": to_single_months(last["value"].where(adds_up, axis=0)),
        "origin": this["origin"], "last_origin": last["origin"], **expected,
    }  # fmt: skip
    stacked = [frame.rename_axis(columns="month").stack(future_stack=True) for frame in frames.values()]
    return pd.concat(stacked, axis=1, keys=list(frames)).rename_axis(["indicator", "month"])
