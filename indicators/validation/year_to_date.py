"""From what a file says to what is stored: since January for flows and counts, the level, the rate; once a month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.frames import records
from indicators.labels import join_names
from indicators.period import Period
from indicators.store import DEMO
from indicators.validation.checks import check_duplicates
from indicators.validation.context import issues_for_rows, period_text

if TYPE_CHECKING:
    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

    _Values = dict[tuple[str, str], float]

_KEY = ["indicator", "period"]
# What rounding to the catalogue's decimals can make of a sum of two rounded numbers.
_ROUNDINGS = 1.5
_MOST_NAMES = 5


def to_year_to_date(
    entries: pd.DataFrame, table: Table, context: Context
) -> tuple[pd.DataFrame, list[Issue]]:
    """One row per indicator and month with ``value`` as stored and the published ``growth``.

    Numbers of one month (当月) or quarter are added to the year's value before them; where that is missing they are
    refused.
    """
    entries, changes = _without_changes_of_rates(entries, table)
    entries, months = _without_months_of_means(entries, table)
    adds_up = entries["kind"].isin(["flow", "count"])
    growth = (entries["measure"] == "growth") & (entries["kind"] != "rate")
    single = adds_up & ~growth & _is_single(entries)
    stored, twice = check_duplicates(entries[~growth & ~single & (entries["measure"] != "target")], table)
    singles, twice_single = check_duplicates(entries[single], table)
    growths, twice_growth = check_duplicates(entries[growth], table)
    issues = [*changes, *months, *twice, *twice_single, *twice_growth]
    if len(singles):
        stored, wrong = _add_singles(stored, singles, table, context)
        issues += wrong
    rows, lost = _with_growth(stored, growths, table, context)
    return rows.reset_index(drop=True), [*issues, *lost]


def _without_changes_of_rates(entries: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, list[Issue]]:
    """Next to a rate, 同比 is by how many points it changed; alone, it is the rate."""
    is_rate, filled = entries["kind"] == "rate", entries["value"].notna()
    growth = is_rate & (entries["measure"] == "growth")
    change = growth & _keys(entries).isin(_keys(entries[is_rate & ~growth & filled]))
    ignored = entries[change & filled].drop_duplicates("indicator")
    return entries[~change], issues_for_rows(ignored, table, "change_of_rate")


def _without_months_of_means(entries: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, list[Issue]]:
    """A month's own average is no average since January, and averages do not add up to one."""
    single = (entries["kind"] == "mean") & (entries["measure"] != "growth") & _is_single(entries)
    refused = entries[single & entries["value"].notna()]
    return entries[~single], issues_for_rows(refused, table, "month_of_mean")


def _is_single(entries: pd.DataFrame) -> pd.Series:
    """Whether a number covers its own month or quarter only. January's and the first quarter's cover the year, too."""
    month, of_quarter = entries["period"].str[5:7], entries["span"] == "quarter"
    single = (entries["measure"] == "month") | (of_quarter & (entries["measure"] == "value"))
    return single & (month != "01") & ~(of_quarter & (month == "03"))


def _add_singles(
    stored: pd.DataFrame, singles: pd.DataFrame, table: Table, context: Context
) -> tuple[pd.DataFrame, list[Issue]]:
    """The months' own values added to the year's value before them, oldest first."""
    in_file = _values(stored)
    known = _stored_values(context) | in_file
    added, missing, differing = [], [], []
    for row in records(singles[singles["value"].notna()].sort_values("period", kind="stable")):
        key, period = (str(row["indicator"]), str(row["period"])), Period.from_key(str(row["period"]))
        before = Period(period.year, period.month - (3 if row["span"] == "quarter" else 1)).key
        base = known.get((key[0], before))
        if key in in_file:
            between = in_file[key] - (np.nan if base is None else base)
            if abs(between - row["value"]) > _ROUNDINGS * 10.0 ** -int(row["decimals"]):
                differing.append(row | {"between": round(between, 9)})
        elif base is None:
            missing.append(row | {"wanted": Period.from_key(before)})
        else:
            known[key] = round(base + row["value"], 9)
            added.append(row | {"value": known[key], "found": None})
    if added:
        sums = pd.DataFrame(added, columns=singles.columns)
        # A blank 累计 next to the month's own value says nothing.
        replaced = stored["value"].isna() & _keys(stored).isin(_keys(sums))
        stored = pd.concat([stored[~replaced], sums])
    return stored, [
        *issues_for_rows(pd.DataFrame(missing), table, "missing_before"),
        *issues_for_rows(pd.DataFrame(differing), table, "month_differs"),
    ]


def _with_growth(
    stored: pd.DataFrame, growths: pd.DataFrame, table: Table, context: Context
) -> tuple[pd.DataFrame, list[Issue]]:
    """Published growth next to its value; without one in the file, next to the stored value; without that, nowhere."""
    published = growths.set_index(_KEY)["value"]
    stored = stored.assign(growth=published.reindex(_keys(stored)).to_numpy())
    blank = stored["value"].isna()
    alone = growths[~_keys(growths).isin(_keys(stored[~blank])) & growths["value"].notna()]
    if alone.empty:
        return stored, []
    known = _stored_values(context)
    if context.decisions.clear_blanks:
        known = {key: value for key, value in known.items() if key not in set(_keys(stored[blank]))}
    values = [known.get(key, np.nan) for key in _keys(alone)]
    alone = alone.assign(growth=alone["value"], value=values, found=None)
    joined = alone[alone["value"].notna()]
    # Of a row that could not be read it is known already why it has no value.
    unread = {
        row for found in table.issues if found.severity == "error" for row in (found.rows or (found.row,))
    }
    lost = alone[alone["value"].isna() & ~alone["row"].isin(unread)]
    # A blank next to a growth leaves the value that the growth is of.
    rows = pd.concat([stored[~(blank & _keys(stored).isin(_keys(joined)))], joined])
    return rows, _growths_without_value(lost, table, refused=bool(rows["value"].isna().all()))


def _growths_without_value(lost: pd.DataFrame, table: Table, *, refused: bool) -> list[Issue]:
    """One issue an indicator, with its months; a file of nothing else is refused."""
    periods = lost.groupby("indicator")["period"].agg(lambda keys: sorted(set(keys)))

    def details(row: dict[str, Any]) -> dict[str, str]:
        keys = periods[row["indicator"]]
        more = f"等{len(keys)}期" if len(keys) > _MOST_NAMES else ""
        return {"listed": f"{join_names(map(period_text, keys[:_MOST_NAMES]))}{more}"}

    kind = "growth_without_value" if refused else "growth_without_value.left_out"
    return issues_for_rows(lost.assign(column=""), table, kind, details)


def _keys(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[_KEY])


def _values(rows: pd.DataFrame) -> _Values:
    rows = rows[rows["value"].notna()]
    return dict(zip(_keys(rows), rows["value"].astype(float), strict=True))


def _stored_values(context: Context) -> _Values:
    """What was reported before; simulated values are nothing to build on."""
    rows = context.snapshot.observations
    return _values(rows[rows["origin"] != DEMO])
