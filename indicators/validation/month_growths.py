"""Growth of a single month: not kept next to a value since January, which has a growth of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.validation.context import issues_for_rows

if TYPE_CHECKING:
    import pandas as pd

    from indicators.reading import Issue, Table


def without_month_growths(entries: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, list[Issue]]:
    """Entries without growths of one month only; a level or a rate has but one growth, and keeps it."""
    of_month = (entries["measure"] == "growth") & (entries["span"] == "month")
    dropped = of_month & entries["kind"].isin(["flow", "count"])
    filled = entries[dropped & entries["value"].notna()].drop_duplicates("indicator")
    return entries[~dropped], issues_for_rows(filled, table, "month_growth_ignored")
