"""board(snapshot, lift, through): the one thing every screen, report and answer draws.

Pure: tables in, a board out. Computed once per snapshot and month for all indicators together, then cut by lift.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.caching import cached_on_owner
from indicators.evaluation.agenda import follow_ups, judge_tasks, tasks_by_month
from indicators.evaluation.forecast import YEARS, project
from indicators.evaluation.progress import MONTHS, judge, plan_path, year_on_year
from indicators.evaluation.run_rate import run_rate
from indicators.period import Period, to_single_months
from indicators.settings import settings
from indicators.store import DEMO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.store import Snapshot

_DEFINED = [
    "lift", "position", "headline", "name", "unit", "kind", "direction", "decimals", "frequency",
    "responsible_unit", "lead_official", "definition", "quote", "unit_origin",
]  # fmt: skip
ON_TRACK = ("achieved", "on_schedule", "done", "in_progress", "due_soon")


@dataclass(frozen=True, eq=False)
class Board:
    """How a lift (or, with ``lift`` None, the whole zone) stands at the end of a month.

    Attributes:
        indicators: one row per indicator in catalogue order, index ``indicator``; amounts in its unit,
            ``completion``, ``pace``, ``yoy`` as ratios, ``gap_points``, ``yoy_points`` in 百分点; NaN is absent.
        series: one row per (indicator, month 1..12): ``plan``, ``actual``, ``last_year`` (stored values: ytd,
            level or rate), ``single`` and ``last_single`` (the month's own),
            ``origin`` and ``last_origin``; ``expected``, ``expected_low``, ``expected_high``: what is projected for
            the months after the newest value.
        tasks: one row per task, index ``task``: ``status``, ``days`` (left, or over when negative).
        task_months: months 1..12: ``planned`` and ``done``, cumulative counts; done is NaN after ``through``.
        counts: how many indicators and tasks have which status.
        follow_ups: what must be followed up, worst first.
        demo: whether any figure shown is a demonstration one.
        updated_at: when the newest row was reported (UTC).
    """

    version: str
    lift: str | None
    through: Period
    indicators: pd.DataFrame
    series: pd.DataFrame
    tasks: pd.DataFrame
    task_months: pd.DataFrame
    counts: Mapping[str, int]
    follow_ups: pd.DataFrame
    demo: bool
    updated_at: pd.Timestamp | None

    def row(self, indicator: str) -> dict[str, Any]:
        """An indicator's numbers and verdict by name."""
        return {str(name): cell for name, cell in self.indicators.loc[indicator].items()}

    def year_of(self, indicator: str) -> pd.DataFrame:
        """An indicator's twelve rows of ``series``, index month."""
        return pd.DataFrame(self.series.loc[indicator])

    @property
    def time_progress(self) -> float:
        """Months elapsed / 12: September is 0.75."""
        return self.through.month / 12

    @property
    def total(self) -> int:
        """Indicators and tasks together."""
        return sum(self.counts.values())

    @property
    def on_track(self) -> int:
        """How many of them are on schedule."""
        return sum(self.counts.get(status, 0) for status in ON_TRACK)


@cached_on_owner
def board(snapshot: Snapshot, lift: str | None, through: Period) -> Board:
    """The board of a lift, or of the whole zone with ``lift`` None, as of the end of ``through``."""
    indicators, series = _evaluated(snapshot, through)
    tasks = judge_tasks(snapshot.tasks, through.end, settings())
    if lift is not None:
        indicators = indicators[indicators["lift"] == lift]
        tasks = tasks[tasks["lift"] == lift]
        series = series[series.index.get_level_values("indicator").isin(indicators.index)]
    counts = pd.concat([indicators["status"], tasks["status"]]).value_counts().to_dict()
    shown = [indicators[name] for name in ("origin", "unit_origin", "plan_origin")]
    origins = pd.concat([*shown, tasks["origin"], series["origin"], series["last_origin"]])
    updated = [snapshot.log[table]["reported_at"].max() for table in ("observations", "plans", "tasks")]
    return Board(
        version=snapshot.version,
        lift=lift,
        through=through,
        indicators=indicators,
        series=series,
        tasks=tasks,
        task_months=tasks_by_month(tasks, through),
        counts=counts,
        follow_ups=follow_ups(indicators, tasks, snapshot.follow_ups, through),
        demo=bool((origins == DEMO).any()),
        updated_at=max((at for at in updated if not pd.isna(at)), default=None),
    )


@cached_on_owner
def default_month(snapshot: Snapshot) -> Period:
    """The newest month for which more than half of the planned indicators have a value.

    Without such a month the newest month with any value; without any value December of the plan's year.
    """
    planned = snapshot.plans.loc[snapshot.plans["target"].notna(), "indicator"].unique()
    reported = snapshot.observations.dropna(subset=["value"])
    planned_values = reported[reported["indicator"].isin(planned)]
    per_month = planned_values.groupby("period")["indicator"].nunique()
    enough = per_month[per_month * 2 > len(planned)]
    if len(enough):
        return Period.from_key(str(enough.index.max()))
    if len(reported):
        return Period.from_key(str(reported["period"].max()))
    return Period(settings().plan.year, 12, "ytd")


@cached_on_owner
def months(snapshot: Snapshot) -> tuple[Period, ...]:
    """Months that can be looked at, newest first: of the years with a plan, and of the one that opens."""
    observed = snapshot.observations.dropna(subset=["value"])["period"]
    last = str(observed.max()) if len(observed) else f"{settings().plan.year}-12"
    years = {int(year) for year in snapshot.plans["year"]} | {
        settings().plan.year,
        default_month(snapshot).year,
    }
    keys = {f"{year}-{month:02d}" for year in years for month in MONTHS}
    return tuple(Period.from_key(key) for key in sorted((key for key in keys if key <= last), reverse=True))


@cached_on_owner
def _evaluated(snapshot: Snapshot, through: Period) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All indicators with numbers and verdicts, and their series."""
    catalogue = snapshot.catalogue.sort_values("position").set_index("indicator")
    catalogue = catalogue.rename(columns={"origin": "unit_origin"})
    observed = snapshot.observations.dropna(subset=["value"])
    observed = observed[observed["period"] <= through.key]
    this, last = observed_years(observed, catalogue.index, through.year)
    actual_month = newest_month(this["value"])
    targets, phases = plan_of_year(snapshot.plans, catalogue, through.year)
    rows = catalogue[_DEFINED].join(targets)
    rows["baseline"] = last["value"][12]
    rows["tolerance"] = pd.Series(settings().tolerance, dtype=float).reindex(rows.index).fillna(0.0)
    path = plan_path(rows, phases)
    rows["actual_month"] = actual_month
    at = actual_month.fillna(through.month)
    rows["actual"] = cell_per_row(this["value"], at).astype(float)
    rows["last_year"] = cell_per_row(last["value"], at).astype(float)
    rows["growth"] = cell_per_row(this["growth"], at).astype(float)
    rows["plan_to_date"] = cell_per_row(path, at).astype(float)
    for name in ("state", "origin", "source", "note", "reported_at"):
        rows[name] = cell_per_row(this[name], at)
    rows = rows.join(judge(rows, month=through.month)).join(year_on_year(rows))
    rows["remaining"] = rows["target"] - rows["actual"]
    rows = rows.join(run_rate(rows, last["value"], month=through.month))
    ends, expected = project(
        rows, stored_values(observed, rows.index, through.year), path, month=through.month
    )
    return rows.join(ends), _series(rows, path, this, last, expected)


def observed_years(
    observed: pd.DataFrame, index: pd.Index, year: int
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Observed values of ``year`` and of the year before: per column a frame indicators x months 1..12."""
    fields = ["value", "growth", "state", "origin", "source", "note", "reported_at"]
    years = observed["period"].str[:4].astype(int)
    both = []
    for wanted in (year, year - 1):
        rows = observed[years == wanted]
        rows = rows.assign(month=rows["period"].str[5:7].astype(int)).set_index(["indicator", "month"])
        both.append({f: rows[f].unstack().reindex(index=index, columns=MONTHS) for f in fields})
    return both[0], both[1]


def stored_values(observed: pd.DataFrame, index: pd.Index, year: int) -> np.ndarray:
    """Values of ``year`` and the years before it, indicators x years x 12, this year last; NaN where none is known."""
    keys = [f"{y}-{month:02d}" for y in range(year - YEARS + 1, year + 1) for month in MONTHS]
    values = observed.set_index(["indicator", "period"])["value"].unstack().reindex(index=index, columns=keys)
    return values.to_numpy(float).reshape(len(index), YEARS, len(MONTHS))


def plan_of_year(
    plans: pd.DataFrame, catalogue: pd.DataFrame, year: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The year's targets (one row per planned indicator) and the phases, indicators x months 1..12."""
    plans = plans[plans["year"] == year]
    is_phase = plans["period"].notna() & (plans["period"] != "")
    targets = plans[~is_phase].set_index("indicator")[["target", "comparator", "wording", "origin"]]
    given = plans[is_phase].set_index("indicator")
    periods = given["period"].map(Period.from_key)
    begins = catalogue["kind"].reindex(given.index) == "rate"
    month = [p.first if b else p.month for p, b in zip(periods, begins, strict=True)]
    # 2024-06 and 2024Q2 end together: the newer one counts.
    phases = given.assign(month=month).reset_index().drop_duplicates(["indicator", "month"], keep="last")
    phases = phases.set_index(["indicator", "month"])["target"].unstack()
    return targets.rename(columns={"origin": "plan_origin"}), phases.reindex(
        index=catalogue.index, columns=MONTHS
    ).astype(float)


def newest_month(values: pd.DataFrame) -> pd.Series:
    """The last month (column) with a value, NaN for a row without any."""
    months = pd.DataFrame(np.where(values.notna(), MONTHS, np.nan), index=values.index)
    return months.max(axis=1)


def cell_per_row(frame: pd.DataFrame, column: pd.Series) -> pd.Series:
    """One cell per row: the column that ``column`` names for that row."""
    stacked = frame.stack()
    wanted = pd.MultiIndex.from_arrays([frame.index, column.astype(int)])
    return pd.Series(stacked.reindex(wanted).to_numpy(), index=frame.index)


def _series(
    rows: pd.DataFrame,
    path: pd.DataFrame,
    this: dict[str, pd.DataFrame],
    last: dict[str, pd.DataFrame],
    expected: dict[str, pd.DataFrame],
) -> pd.DataFrame:
    """Plan, actual and last year by month; the months' own values for what adds up over the year."""
    adds_up = rows["kind"].isin(["flow", "count"])
    single = to_single_months(this["value"].where(adds_up, axis=0))
    last_single = to_single_months(last["value"].where(adds_up, axis=0))
    frames = {
        "plan": path,
        "actual": this["value"],
        "last_year": last["value"],
        "single": single,
        "last_single": last_single,
        "origin": this["origin"],
        "last_origin": last["origin"],
        **expected,
    }
    columns = {
        name: frame.rename_axis(columns="month").stack(future_stack=True) for name, frame in frames.items()
    }
    return pd.DataFrame(columns).rename_axis(["indicator", "month"])
