"""From what a file says to what is stored: since January for flows and counts, the level, the rate; once a month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.frames import records
from indicators.period import Period
from indicators.reading import issue
from indicators.store import DEMO
from indicators.validation.context import issues_for_rows
from indicators.wording import number

if TYPE_CHECKING:
    from indicators.reading import Issue
    from indicators.validation.context import Context

_KEY = ["indicator", "period"]
# What rounding to the catalogue's decimals can make of a sum of two rounded numbers.
_ROUNDINGS = 1.5


def to_year_to_date(entries: pd.DataFrame, sheet: str, context: Context) -> tuple[pd.DataFrame, list[Issue]]:
    """One row per indicator and month with ``value`` as stored and the published ``growth``.

    Numbers that the file calls the month's own (当月), or a quarter's, are added to the year's value before them;
    where that one is missing they are refused. Numbers of which nothing is said are taken as since January, and
    that is asked about.
    """
    entries, changes = _without_changes_of_rates(entries, sheet)
    adds_up = entries["kind"].isin(["flow", "count"])
    growth = (entries["measure"] == "growth") & (entries["kind"] != "rate")
    own = adds_up & ~growth & _own_span(entries, context)
    findings = _ask_what_it_is(entries[adds_up & ~growth & _nothing_said(entries)], sheet, context)
    stored, twice = one_value_per_month(entries[~growth & ~own & (entries["measure"] != "target")], sheet)
    singles, twice_own = one_value_per_month(entries[own], sheet)
    growths, twice_growth = one_value_per_month(entries[growth], sheet)
    findings += [*changes, *twice, *twice_own, *twice_growth]
    if len(singles):
        stored, wrong = _added(stored, singles, sheet, context)
        findings += wrong
    stored = stored.assign(growth=np.nan)
    if len(growths):
        stored = _with_growth(stored, growths, context)
    return stored.reset_index(drop=True), findings


def _without_changes_of_rates(entries: pd.DataFrame, sheet: str) -> tuple[pd.DataFrame, list[Issue]]:
    """Beside a rate, 同比 is by how many points it changed; alone, it is the rate."""
    growth = (entries["kind"] == "rate") & (entries["measure"] == "growth")
    if not growth.any():
        return entries, []
    rates = entries[(entries["kind"] == "rate") & ~growth & entries["value"].notna()]
    beside = growth & _keys(entries).isin(_keys(rates))
    unread = entries[beside & entries["value"].notna()].drop_duplicates("indicator")
    return entries[~beside], issues_for_rows(unread, sheet, "change_of_rate")


def _own_span(entries: pd.DataFrame, context: Context) -> pd.Series:
    """Whether a number covers its own month or quarter only. January's and the first quarter's are both."""
    month = entries["period"].str[5:7]
    said = (entries["measure"] == "month") | (
        (entries["span"] == "quarter") & (entries["measure"] == "value")
    )
    if context.answers.measure == "month":
        said |= _nothing_said(entries)
    first = (month == "01") | ((entries["span"] == "quarter") & (month == "03"))
    return said & ~first


def _nothing_said(entries: pd.DataFrame) -> pd.Series:
    return (entries["measure"] == "value") & entries["span"].isin(["", "month"])


def _ask_what_it_is(entries: pd.DataFrame, sheet: str, context: Context) -> list[Issue]:
    entries = entries[entries["value"].notna()]
    if context.answers.measure is not None or entries.empty or (entries["period"].str[5:7] == "01").all():
        return []
    names = "、".join(entries["name"].unique()[:5])
    row, column = int(entries["row"].iloc[0]), str(entries["column"].iloc[0])
    return [issue("ytd_assumed", sheet=sheet, row=row, column=column, names=names)]


def one_value_per_month(entries: pd.DataFrame, sheet: str) -> tuple[pd.DataFrame, list[Issue]]:
    """One entry per indicator and period; the same twice with different values is refused."""
    if not entries.duplicated(_KEY).any():
        return entries, []
    # A blank beside a number says nothing.
    filled = entries[entries["value"].notna()]
    grouped = filled.groupby(_KEY)
    places = {f"first_{part}": grouped[part].transform("first") for part in ("row", "column")}
    differ = filled.assign(**places)[grouped["value"].transform("nunique") > 1]
    differ = differ[differ.duplicated(_KEY)]
    findings = issues_for_rows(
        differ, sheet, "twice", lambda row: {"when": _when(row["period"]), "other": _other(row)}
    )
    filled_first = entries.iloc[np.argsort(entries["value"].isna(), kind="stable")]
    return filled_first.drop_duplicates(_KEY).sort_index(), findings


def _other(row: dict[str, Any]) -> str:
    """Where the first of two stands: its row, or in the same row its column."""
    return f"{row['first_column']}列" if row["first_row"] == row["row"] else f"第{row['first_row']}行"


def _keys(rows: pd.DataFrame) -> pd.MultiIndex:
    """Indicator and period of each row."""
    return pd.MultiIndex.from_frame(rows[_KEY])


def _when(key: str) -> str:
    """A month or quarter; of a plan also the whole year."""
    return f"{key}年全年" if key.isdigit() else str(Period.from_key(key))


def _added(
    stored: pd.DataFrame, singles: pd.DataFrame, sheet: str, context: Context
) -> tuple[pd.DataFrame, list[Issue]]:
    """The months' own values added to the year's value before them, oldest first."""
    known = _standing(context) | _values(stored)
    in_file = set(_values(stored))
    rows, missing, differ = [], [], []
    for row in records(singles.sort_values("period", kind="stable")):
        indicator, period = str(row["indicator"]), Period.from_key(str(row["period"]))
        back = 3 if row["span"] == "quarter" else 1
        before = Period(period.year, period.month - back).key
        base = known.get((indicator, before))
        if row["value"] != row["value"]:
            continue
        if (indicator, period.key) in in_file:
            if base is not None and _apart(known[indicator, period.key] - base, row):
                between = number(known[indicator, period.key] - base, int(row["decimals"]))
                differ.append(row | {"between": between})
        elif base is None:
            missing.append(row | {"wanted": str(Period.from_key(before))})
        else:
            known[indicator, period.key] = round(base + row["value"], 9)
            rows.append(row | {"value": known[indicator, period.key], "found": None})
    if rows:
        added = pd.DataFrame(rows, columns=singles.columns)
        # A blank 累计 beside the month's own value says nothing.
        summed = _keys(stored).isin(_keys(added))
        stored = pd.concat([stored[stored["value"].notna() | ~summed], added])
    return stored, [
        *issues_for_rows(pd.DataFrame(missing), sheet, "missing_before"),
        *issues_for_rows(pd.DataFrame(differ), sheet, "month_differs"),
    ]


def _apart(difference: float, row: dict[str, Any]) -> bool:
    return abs(difference - float(row["value"])) > _ROUNDINGS * 10.0 ** -int(row["decimals"])


def _values(rows: pd.DataFrame) -> dict[tuple[str, str], float]:
    known = rows[rows["value"].notna()]
    return dict(zip(_keys(known), known["value"].astype(float), strict=True))


def _standing(context: Context) -> dict[tuple[str, str], float]:
    """What was reported before; simulated values are nothing to build on."""
    rows = context.snapshot.observations
    return _values(rows[rows["origin"] != DEMO])


def _with_growth(stored: pd.DataFrame, growths: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Published growth beside its value; without one in the file, beside the value that stands."""
    published = growths.set_index(_KEY)["value"]
    stored = stored.assign(growth=published.reindex(_keys(stored)).to_numpy())
    alone = growths[~_keys(growths).isin(_keys(stored)) & growths["value"].notna()]
    if alone.empty:
        return stored
    standing = _standing(context)
    values = [standing.get(key, np.nan) for key in _keys(alone)]
    alone = alone.assign(growth=alone["value"], value=values, found=None)
    return pd.concat([stored, alone[alone["value"].notna()]])
