"""Numbers that cannot be: below 0, half a project, a share over 100, a fall by more than everything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indicators.store import DEMO
from indicators.validation.context import issues_for_rows

if TYPE_CHECKING:
    import pandas as pd

    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

# A share is a rate that cannot exceed 100: 配套率, 占比, but no 增长率, and none of those that often do.
_SHARE = re.compile(
    "(?!.*(增长|增速|增幅|涨|降|产销|利润|收益|回报|周转|完成|达成|拨备)).*(率|占比|比重|份额|比例)"
)
# What is left over, or a difference, may be below 0.
_MAY_BE_NEGATIVE = re.compile("利润|盈亏|损益|净|差|结余|增减|变动|增加|减少")
_WHOLE = 100.0


def check_value_ranges(rows: pd.DataFrame, table: Table, context: Context) -> list[Issue]:
    """Values that cannot be; an indicator that was negative before may be so again."""
    value, kind, name = rows["value"], rows["kind"], rows["name"]
    stored = context.snapshot.observations
    were_negative = stored.loc[(stored["value"] < 0) & (stored["origin"] != DEMO), "indicator"]
    negative = (value < 0) & (kind != "rate") & ~rows["indicator"].isin(were_negative)
    broken = (kind == "count") & value.notna() & (value.round(9) % 1 != 0)
    over = (kind == "rate") & (rows["unit"] == "%") & ((value > _WHOLE) | (value < 0))
    return [
        *issues_for_rows(rows[negative & ~name.str.contains(_MAY_BE_NEGATIVE)], table, "negative"),
        *issues_for_rows(rows[broken], table, "not_whole"),
        *issues_for_rows(rows[over & name.str.fullmatch(_SHARE)], table, "share_over_100"),
    ]


def check_growth_range(rows: pd.DataFrame, table: Table) -> list[Issue]:
    """Growths below -100 %."""
    impossible = rows[(rows["growth"] < -_WHOLE) & (rows["value"] >= 0)]
    return issues_for_rows(impossible, table, "impossible_growth")
