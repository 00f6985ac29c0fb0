"""Entries of a file as rows of ``observations``: named, permitted, in the catalogue's unit, since January."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.period import Period, is_due
from indicators.reading import conversion_factor, is_scaled, issue
from indicators.store import DEMO
from indicators.validation.checks import check_history, check_presented_values
from indicators.validation.context import CheckResult, issues_for_rows
from indicators.validation.diff import compare, to_store
from indicators.validation.year_to_date import to_year_to_date

if TYPE_CHECKING:
    from indicators.reading import Issue, Table
    from indicators.validation.context import Context
    from indicators.validation.names import Names

_DEFINED = ["name", "lift", "kind", "unit", "decimals"]
# A share is a rate that cannot exceed 100: 配套率, 占比, but no 增长率, and none of those that often do.
_SHARE = re.compile(
    "(?!.*(增长|增速|增幅|涨|降|产销|利润|收益|回报|周转|完成|达成|拨备)).*(率|占比|比重|份额|比例)"
)
# What is left over, or a difference, may be below 0.
_MAY_BE_NEGATIVE = re.compile("利润|盈亏|损益|净|差|结余|增减|变动|增加|减少")
_WHOLE = 100.0


def check_observations(table: Table, context: Context) -> CheckResult:
    """Rows that would be written, the difference to what stands, and everything that is wrong or odd."""
    entries, findings = match_indicators(table, context.names)
    entries, targets = _without_targets(entries, table.sheet)
    entries = join_definitions(entries, context)
    entries, foreign = check_permissions(entries, table.sheet, context)
    past, early = _not_in_the_future(entries, table.sheet, context)
    missing = _due_but_missing(past, context)
    # All that is wrong with a row at once, so the unit of what lies in the future too.
    entries, wrong = check_units(entries, table.sheet, context)
    entries = entries[entries.index.isin(past.index)]
    rows, twice = to_year_to_date(entries, table.sheet, context)
    differences = compare(rows, context)
    findings += [*targets, *foreign, *early, *wrong, *twice, *check_value_ranges(rows, table.sheet, context)]
    findings += _impossible_growth(rows, table.sheet)
    findings += check_history(differences, table.sheet, context)
    findings += check_presented_values(differences, table.sheet, context)
    findings += missing
    return CheckResult(to_store(differences, context), differences, findings)


def match_indicators(table: Table, names: Names) -> tuple[pd.DataFrame, list[Issue]]:
    """Entries with ``indicator``; one finding for each name nobody knows, at its first row."""
    meant = {name: names.find(name) for name in table.entries["name"].unique()}
    entries = table.entries.assign(indicator=table.entries["name"].map(meant))
    is_known = entries["indicator"].notna()
    unread = {name: row for name, row in table.unread.items() if name and names.find(name) is None}
    if is_known.all() and not unread:
        return entries, []
    read = entries.loc[~is_known, ["name", "row", "column"]]
    others = pd.DataFrame({"name": list(unread), "row": list(unread.values()), "column": ""})
    nobody = pd.concat([read, others]).astype({"row": int}).sort_values("row", kind="stable")
    counts = nobody.drop_duplicates(["name", "row"])["name"].value_counts()
    unknown = nobody.drop_duplicates("name").assign(found=lambda rows: rows["name"])
    if "name" in table.labels:
        unknown = unknown.assign(column=table.labels["name"])

    def places(row: dict[str, Any]) -> dict[str, str]:
        nearest = "、".join(f"“{name}”" for name in names.nearest(str(row["name"])))
        return {
            "times": f"（共{counts[row['name']]}行）" if counts[row["name"]] > 1 else "",
            "nearest": f"最接近的是{nearest}" if nearest else "目录中没有相近的名称",
        }

    return entries[is_known], issues_for_rows(unknown, table.sheet, "unknown_indicator", places)


def _without_targets(entries: pd.DataFrame, sheet: str) -> tuple[pd.DataFrame, list[Issue]]:
    """A column of targets beside the actuals is left alone, and that is said: plans come in a file of their own."""
    targets = entries["measure"] == "target"
    if not targets.any():
        return entries, []
    columns = "、".join(entries.loc[targets, "column"].unique())
    return entries[~targets], [issue("targets_ignored", sheet=sheet, columns=columns)]


def join_definitions(entries: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Lift, kind, unit and decimals of the catalogue beside each entry; ``unit`` stays as written."""
    defined = context.snapshot.catalogue.set_index("indicator")[_DEFINED]
    return entries.rename(columns={"name": "written", "unit": "unit_written"}).join(defined, on="indicator")


def check_permissions(
    entries: pd.DataFrame, sheet: str, context: Context
) -> tuple[pd.DataFrame, list[Issue]]:
    """Entries of lifts that the reporter has a say in; one finding for each other indicator."""
    closed = [lift for lift in entries["lift"].unique() if not context.reporter.may_report(str(lift))]
    theirs = entries["lift"].isin(closed)
    rows = entries[theirs].drop_duplicates("indicator")
    rows = rows.assign(found=rows["written"])
    return entries[~theirs], issues_for_rows(rows, sheet, "not_yours", reporter=context.reporter.name)


def _not_in_the_future(
    entries: pd.DataFrame, sheet: str, context: Context
) -> tuple[pd.DataFrame, list[Issue]]:
    this_month = f"{context.today:%Y-%m}"
    early = entries["period"] > this_month
    rows = entries[early & entries["value"].notna()].drop_duplicates(["row", "period"])
    rows = rows.assign(found=rows["period"], when=rows["period"].map(Period.from_key))
    return entries[~early], issues_for_rows(rows, sheet, "future_period", this_month=this_month)


def check_units(entries: pd.DataFrame, sheet: str, context: Context) -> tuple[pd.DataFrame, list[Issue]]:
    """Entries whose numbers are in the catalogue's unit; another unit is refused, or converted when asked to be."""
    # 同比 and the like are in %, whatever the indicator's own unit.
    amounts = entries["measure"] != "growth"
    pairs = list(zip(entries["unit_written"], entries["unit"], strict=True))
    factors = {pair: _factor(*pair) for pair in set(pairs)}
    factor = pd.Series([factors[pair] for pair in pairs], entries.index, dtype=float)
    wrong = amounts & (factor != 1.0) & entries["value"].notna()
    if context.answers.convert_units:
        convertible = wrong & factor.notna()
        entries = entries.assign(
            value=entries["value"].where(~convertible, (entries["value"] * factor).round(12))
        )
        said = issues_for_rows(entries[convertible].drop_duplicates("indicator"), sheet, "unit_converted")
        entries = entries.assign(found=entries["found"].where(~convertible, None))
        wrong &= ~convertible
    else:
        said = []
    bare = wrong & (entries["unit_written"] == "")
    related = wrong & ~bare & factor.notna()
    return entries[~wrong], [
        *said,
        *issues_for_rows(entries[bare], sheet, "missing_unit"),
        *issues_for_rows(entries[wrong & ~bare & ~related], sheet, "wrong_unit"),
        *issues_for_rows(entries.assign(factor=factor)[related], sheet, "wrong_unit.convertible", _converted),
    ]


def _converted(row: dict[str, Any]) -> dict[str, float]:
    factor = row["factor"]
    return {"times": max(factor, 1 / factor), "right": row["value"] * factor}


def _factor(written: str, wanted: str) -> float | None:
    """1.0 where the number can be taken as it is; None where a unit is missing or no factor leads to the other."""
    if not written:
        return None if is_scaled(wanted) else 1.0
    return conversion_factor(written, wanted)


def check_value_ranges(rows: pd.DataFrame, sheet: str, context: Context) -> list[Issue]:
    """Numbers that cannot be: below 0, half a project, a share over 100."""
    value, kind = rows["value"], rows["kind"]
    past = context.snapshot.observations
    had_negatives = past.loc[(past["value"] < 0) & (past["origin"] != DEMO), "indicator"].unique()
    negative = rows[(value < 0) & kind.isin(["flow", "count", "stock"])]
    negative = negative[
        ~negative["indicator"].isin(had_negatives) & ~negative["name"].str.contains(_MAY_BE_NEGATIVE)
    ]
    counted = value[(kind == "count") & value.notna()]
    broken = counted.index[counted.round(9) % 1 != 0]
    over = rows[(kind == "rate") & (rows["unit"] == "%") & ((value > _WHOLE) | (value < 0))]
    over = over[over["name"].str.fullmatch(_SHARE)]
    return [
        *issues_for_rows(negative, sheet, "negative"),
        *issues_for_rows(rows.loc[broken], sheet, "not_whole"),
        *issues_for_rows(over, sheet, "share_over_100"),
    ]


def _impossible_growth(rows: pd.DataFrame, sheet: str) -> list[Issue]:
    """Nothing loses more than all of itself."""
    gone = rows[(rows["growth"] < -_WHOLE) & (rows["value"] >= 0)]
    return issues_for_rows(gone, sheet, "impossible_growth")


def _due_but_missing(entries: pd.DataFrame, context: Context) -> list[Issue]:
    """Indicators of the reporter that are due for the file's newest month, neither in it nor reported before."""
    filled = entries[entries["value"].notna()]
    if filled.empty:
        return []
    newest = str(filled["period"].max())
    month = int(newest[5:7])
    catalogue = context.snapshot.catalogue
    open_to = [lift for lift in catalogue["lift"].unique() if context.reporter.may_report(str(lift))]
    due = catalogue[catalogue["lift"].isin(open_to)]
    due = due[is_due(due["frequency"], month)]
    current = context.snapshot.observations
    reported = current[(current["period"] == newest) & current["value"].notna() & (current["origin"] != DEMO)]
    in_file = filled.loc[filled["period"] == newest, "indicator"]
    missing = due[~due["indicator"].isin({*in_file, *reported["indicator"]})]
    if missing.empty:
        return []
    listed = "、".join(missing["name"].head(20))
    more = f"等{len(missing)}项" if len(missing) > 20 else ""  # noqa: PLR2004
    return [issue("due_but_missing", when=Period.from_key(newest), listed=f"{listed}{more}")]
