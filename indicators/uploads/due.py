"""What is to be reported, by whom, and which month is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.period import CYCLE_MONTHS, Period
from indicators.store import DEMO
from indicators.thresholds import settings_of
from indicators.uploads.templates import due_indicators
from indicators.wording import number

if TYPE_CHECKING:
    from datetime import date

    from indicators.access import Reporter
    from indicators.store import Snapshot


def month_to_report(snapshot: Snapshot, day: date) -> Period:
    """The month whose numbers are due next on a day: with the 18th as last day, August until September 18th."""
    months = day.year * 12 + day.month - 1
    months -= day.day <= settings_of(snapshot).report.due_day
    return Period(months // 12, months % 12 + 1)


def due_in_month(snapshot: Snapshot, through: Period) -> pd.DataFrame:
    """Everything that is to be reported for a month, by whomever; rows as of ``due_indicators``."""
    return due_indicators(snapshot, LOCAL_ADMINISTRATOR, through)


def due_by_unit(snapshot: Snapshot, through: Period) -> pd.DataFrame:
    """How much each unit in charge has to report for a month, in the catalogue's order, what has no unit last.

    Returns:
        Columns ``responsible_unit`` (empty for none), ``unit_origin``, ``due`` and ``reported``: numbers of indicators.
    """
    rows = due_in_month(snapshot, through)
    units = rows["responsible_unit"].fillna("")
    rows = rows.assign(responsible_unit=units, unit_origin=rows["origin"].where(units != "", ""))
    named = rows.assign(unnamed=units == "").sort_values("unnamed", kind="stable")
    by_unit = named.groupby(["responsible_unit", "unit_origin"], sort=False, as_index=False)
    counted: pd.DataFrame = by_unit.agg(due=("indicator", "size"), reported=("reported", "sum"))
    return counted


def reported_beside(snapshot: Snapshot, reporter: Reporter, through: Period) -> pd.DataFrame:
    """What was reported of each indicator in ``due_indicators``, to look at while its value is typed.

    Returns:
        By heading the month's own value, the one before it and last year's, as text; never a simulated one.
    """
    due = due_indicators(snapshot, reporter, through)
    real = snapshot.observations.dropna(subset=["value"])
    real = real[real["origin"] != DEMO]
    stored = dict(zip(zip(real["indicator"], real["period"], strict=True), real["value"], strict=True))
    rows = []
    for indicator, frequency, decimals in due[["indicator", "frequency", "decimals"]].itertuples(index=False):
        months = {"本期已报": 0, "上期": CYCLE_MONTHS[frequency], "上年同期": 12}
        rows.append({
            heading: number(stored[key], int(decimals)) if key in stored else ""
            for heading, back in months.items()
            for key in [(indicator, through.earlier(back).key)]
        })  # fmt: skip
    return pd.DataFrame(rows, columns=["本期已报", "上期", "上年同期"])
