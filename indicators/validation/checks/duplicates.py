"""The same indicator and period twice in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    repeated = differing[differing.duplicated(_KEY)]
    # Two Januaries in one table are mostly January and October.
    january = repeated["period"].str.endswith("-01") & (repeated["row"] != repeated["first_row"])
    issues = [
        *issues_for_rows(repeated[~january], table, "twice", _details),
        *issues_for_rows(repeated[january], table, "twice.january", _details),
    ]
    filled_first = entries.sort_values("value", key=pd.Series.isna, kind="stable")
    return filled_first.drop_duplicates(_KEY).sort_index(), issues


def _details(row: dict[str, Any]) -> dict[str, str]:
    first_row, first_column = row["first_row"], row["first_column"]
    other = f"{first_column}列" if first_row == row["row"] else f"第{first_row}行"
    return {"other": other, "year": row["period"][:4]}
