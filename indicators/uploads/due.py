"""What is to be reported, by whom, and which month is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.period import Period
from indicators.thresholds import settings_of
from indicators.uploads.templates import due_indicators

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from indicators.store import Snapshot


def month_to_report(snapshot: Snapshot, day: date) -> Period:
    """The month whose numbers are due next on a day: with the 18th as last day, August until September 18th."""
    months = day.year * 12 + day.month - 1
    months -= day.day <= settings_of(snapshot).report.due_day
    return Period(months // 12, months % 12 + 1)


def due_by_unit(snapshot: Snapshot, through: Period) -> pd.DataFrame:
    """How much each unit in charge has to report for a month, in the catalogue's order, what has no unit last.

    Returns:
        Columns ``responsible_unit`` (empty for none), ``unit_origin``, ``due`` and ``reported``: numbers of indicators.
    """
    rows = due_indicators(snapshot, LOCAL_ADMINISTRATOR, through)
    units = rows["responsible_unit"].fillna("")
    rows = rows.assign(responsible_unit=units, unit_origin=rows["origin"].where(units != "", ""))
    named = rows.assign(unnamed=units == "").sort_values("unnamed", kind="stable")
    by_unit = named.groupby(["responsible_unit", "unit_origin"], sort=False, as_index=False)
    counted: pd.DataFrame = by_unit.agg(due=("indicator", "size"), reported=("reported", "sum"))
    return counted
