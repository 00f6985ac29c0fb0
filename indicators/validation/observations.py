"""Entries of a file as rows of ``observations``: identified, permitted, in the catalogue's unit, since January."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.labels import join_names
from indicators.period import Period, is_due
from indicators.plan_year import planned_indicators
from indicators.reading import issue
from indicators.store import DEMO
from indicators.validation.checks import (
    amounts_of_rates,
    check_growth_range,
    check_history,
    check_periods,
    check_permissions,
    check_presented_values,
    check_units,
    check_value_ranges,
    join_definitions,
    match_indicators,
)
from indicators.validation.context import CheckResult, period_text
from indicators.validation.diff import compare, replaced_demo, to_store
from indicators.validation.month_growths import without_month_growths
from indicators.validation.year_to_date import to_year_to_date

if TYPE_CHECKING:
    import pandas as pd

    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

_MOST_NAMES = 20


def check_observations(table: Table, context: Context) -> CheckResult:
    """Rows that would be written, what they would change, and everything that is wrong or odd."""
    entries, unknown = match_indicators(table, context.names)
    entries, targets = _without_targets(entries, table)
    entries, of_month = without_month_growths(join_definitions(entries, context), table)
    entries, amounts = amounts_of_rates(entries, table, context.names)
    entries, foreign = check_permissions(entries, table, context)
    past, future = check_periods(entries, table, context)
    # All that is wrong with a row at once: the unit of a future value too.
    entries, units = check_units(entries, table, context)
    rows, sums = to_year_to_date(entries[entries.index.isin(past.index)], table, context)
    differences = compare(rows, context)
    issues = [
        *unknown, *targets, *of_month, *amounts, *foreign, *future, *units, *sums,
        *check_value_ranges(rows, table, context),
        *check_growth_range(rows, table),
        *check_history(differences, table, context),
        *check_presented_values(differences, table, context),
        *_due_but_missing(past, context),
    ]  # fmt: skip
    written = to_store(differences, context)
    issues += replaced_demo(written[written["value"].notna()], context, "observations")
    return CheckResult(written, differences, issues)


def _without_targets(entries: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, list[Issue]]:
    """A column of targets next to the actuals is left out and reported: plans come in a file of their own."""
    targets = entries["measure"] == "target"
    if not targets.any():
        return entries, []
    columns = join_names(entries.loc[targets, "column"].unique())
    return entries[~targets], [issue("targets_ignored", sheet=table.sheet, columns=columns)]


def _due_but_missing(entries: pd.DataFrame, context: Context) -> list[Issue]:
    """The reporter's indicators that are due for the file's newest month, neither in it nor reported before."""
    filled = entries[entries["value"].notna()]
    if filled.empty:
        return []
    newest = str(filled["period"].max())
    catalogue, stored = context.snapshot.catalogue, context.snapshot.observations
    planned = catalogue["indicator"].isin(planned_indicators(context.snapshot, Period.from_key(newest)))
    own = planned & context.may_report(catalogue)
    due = catalogue[own & is_due(catalogue["frequency"], int(newest[5:7]))]
    reported = stored[(stored["period"] == newest) & stored["value"].notna() & (stored["origin"] != DEMO)]
    in_file = filled.loc[filled["period"] == newest, "indicator"]
    missing = due.loc[~due["indicator"].isin({*in_file, *reported["indicator"]}), "name"]
    if missing.empty:
        return []
    more = f"等{len(missing)}项" if len(missing) > _MOST_NAMES else ""
    listed = f"{join_names(missing.head(_MOST_NAMES))}{more}"
    return [issue("due_but_missing", when=period_text(newest), listed=listed)]
