"""Which months can be looked at, and which one opens: the tables decide, at the turn of the year, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.caching import cached_on_owner
from indicators.evaluation.progress import MONTHS
from indicators.period import Period
from indicators.plan_year import plan_years, year_in_force
from indicators.settings import settings

if TYPE_CHECKING:
    from datetime import date

    from indicators.store import Snapshot


@cached_on_owner
def default_month(snapshot: Snapshot) -> Period:
    """The newest month for which more than half of the indicators planned for its year have a value.

    While a year has no plan, those of the last one. Without such a month the newest month with any value; without any
    value December of the newest plan.
    """
    targets = snapshot.plans[snapshot.plans["target"].notna()]
    reported = snapshot.observations.dropna(subset=["value"])
    for year in sorted({period[:4] for period in reported["period"].unique()}, reverse=True):
        planned = targets.loc[targets["year"] == year_in_force(snapshot, int(year)), "indicator"].unique()
        of_year = reported["period"].between(f"{year}-01", f"{year}-12")
        per_month = reported.loc[of_year & reported["indicator"].isin(planned), "period"].value_counts()
        enough = per_month[per_month * 2 > len(planned)]
        if len(enough):
            return Period.from_key(str(enough.index.max()))
    if len(reported):
        return Period.from_key(str(reported["period"].max()))
    return Period(max(plan_years(snapshot), default=settings().plan.year), 12, "ytd")


@cached_on_owner
def months(snapshot: Snapshot, today: date) -> tuple[Period, ...]:
    """Months that can be looked at, newest first: of the years with a plan up to today's, and up to the newest value.

    What is due and not reported, and tasks that are overdue, can be looked at before the month's first value. A plan that
    is announced for the year after all of them can be looked at in its January.
    """
    observed = snapshot.observations.dropna(subset=["value"])["period"]
    reported = Period.from_key(str(observed.max())) if len(observed) else default_month(snapshot)
    years = {*plan_years(snapshot), default_month(snapshot).year, reported.year}
    last = max(reported, Period(today.year, today.month))
    newest_first = (Period(year, month) for year in sorted(years, reverse=True) for month in reversed(MONTHS))
    begun = Period(last.year + 1, MONTHS[0])
    return tuple(month for month in newest_first if month <= last or month == begun)
