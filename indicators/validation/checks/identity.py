"""What an entry is about and whose it is: its indicator and definition, its reporter, its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.labels import join_names
from indicators.validation.context import issues_for_rows

if TYPE_CHECKING:
    from indicators.reading import Issue, Table
    from indicators.validation.context import Context
    from indicators.validation.names import Names

_DEFINED = ["name", "lift", "kind", "unit", "decimals"]


def match_indicators(table: Table, names: Names) -> tuple[pd.DataFrame, list[Issue]]:
    """Entries with ``indicator``; one issue for each unknown name, at its first row."""
    ids = {name: names.find(name) for name in {*table.entries["name"], *table.unread}}
    entries = table.entries.assign(indicator=table.entries["name"].map(ids))
    is_known = entries["indicator"].notna()
    unread = [(name, row, "") for name, row in table.unread.items() if name and ids[name] is None]
    if is_known.all() and not unread:
        return entries, []
    columns = ["name", "row", "column"]
    unknown = pd.concat([entries.loc[~is_known, columns], pd.DataFrame(unread, columns=columns)])
    unknown = unknown.astype({"row": int}).sort_values("row", kind="stable")
    counts = unknown.drop_duplicates(["name", "row"])["name"].value_counts()

    def details(row: dict[str, Any]) -> dict[str, str]:
        nearest = join_names(f"“{name}”" for name in names.nearest(str(row["name"])))
        return {
            "times": f"（共{counts[row['name']]}行）" if counts[row["name"]] > 1 else "",
            "nearest": f"最接近的是{nearest}" if nearest else "目录中没有相近的名称",
        }

    # An unknown amount whose growth is an indicator: that is offered, and not to take the amount for it.
    growths = entries[(entries["measure"] == "growth") & entries["value"].notna()]
    unknown = unknown.drop_duplicates("name")
    unknown["rate"] = unknown["name"].map(names.rate_of)
    unknown["growth"] = unknown["name"].map(
        growths.drop_duplicates("name", keep="last").set_index("name")["value"]
    )
    is_amount = unknown["rate"].notna() & unknown["growth"].notna()
    return entries[is_known], [
        *issues_for_rows(unknown[~is_amount], table, "unknown_indicator", details, field="name"),
        *issues_for_rows(unknown[is_amount], table, "unknown_indicator.growth", details, field="name"),
    ]


def join_definitions(entries: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Entries with name, lift, kind, unit and decimals of the catalogue, and ``written`` and ``unit_written``."""
    definitions = context.snapshot.catalogue.set_index("indicator")[_DEFINED]
    written = entries.rename(columns={"name": "written", "unit": "unit_written"})
    return written.join(definitions, on="indicator")


def check_permissions(
    entries: pd.DataFrame, table: Table, context: Context
) -> tuple[pd.DataFrame, list[Issue]]:
    """Entries that the reporter may report; one issue for each other indicator."""
    allowed = context.may_report(entries)
    others = entries[~allowed].drop_duplicates("indicator")
    return entries[allowed], issues_for_rows(
        others, table, "not_yours",
        lambda row: {"belonging": context.belonging(row["lift"], row["indicator"])},
        field="written", reporter=context.reporter.name,
    )  # fmt: skip


def check_periods(entries: pd.DataFrame, table: Table, context: Context) -> tuple[pd.DataFrame, list[Issue]]:
    """Entries up to this month; a value of a later one is refused."""
    this_month = f"{context.today:%Y-%m}"
    future = entries["period"] > this_month
    rows = entries[future & entries["value"].notna()].drop_duplicates(["row", "period"])
    rows = rows.assign(found=rows["period"])
    return entries[~future], issues_for_rows(rows, table, "future_period", this_month=this_month)
