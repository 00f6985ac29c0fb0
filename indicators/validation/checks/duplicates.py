"""The same indicator and period twice in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from indicators.validation.context import issues_for_rows

if TYPE_CHECKING:
    from indicators.reading import Issue, Table

_KEY = ["indicator", "period"]


def check_duplicates(entries: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, list[Issue]]:
    """One entry per indicator and period; different values for the same are refused."""
    # A blank next to a number says nothing.
    filled = entries[entries["value"].notna()]
    grouped = filled.groupby(_KEY)
    first = {f"first_{place}": grouped[place].transform("first") for place in ("row", "column")}
    differing = filled.assign(**first)[grouped["value"].transform("nunique") > 1]
    issues = issues_for_rows(
        differing[differing.duplicated(_KEY)], table, "twice",
        lambda row: {"other": f"{row['first_column']}列" if row["first_row"] == row["row"] else f"第{row['first_row']}行"},
    )  # fmt: skip
    filled_first = entries.sort_values("value", key=pd.Series.isna, kind="stable")
    return filled_first.drop_duplicates(_KEY).sort_index(), issues
