"""An indicator's values and plans in every version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from indicators.evaluation import MONTHS
from indicators.period import time_label
from indicators.store import DEMO

if TYPE_CHECKING:
    from indicators.period import Period
    from indicators.store import Snapshot, Store


def values_by_year(snapshot: Snapshot, indicator: str, through: Period) -> pd.DataFrame:
    """Values up to ``through``, one row a year (ascending), columns months 1..12; NaN where there is none."""
    rows = snapshot.observations
    rows = rows[(rows["indicator"] == indicator) & (rows["period"] <= through.key)]
    table = rows.assign(year=rows["period"].str[:4].astype(int), month=rows["period"].str[5:7].astype(int))
    return table.pivot_table(index="year", columns="month", values="value").reindex(columns=MONTHS)


def observations_table(snapshot: Snapshot, indicator: str, through: Period) -> pd.DataFrame:
    """Every stored value of an indicator up to a month, newest period and newest revision first; 现行 marks what counts.

    Each value is in the unit that it was reported in.
    """
    log = snapshot.log["observations"]
    log = log[(log["indicator"] == indicator) & (log["period"] <= through.key)]
    current = snapshot.observations
    if (current.loc[current["indicator"] == indicator, "origin"] != DEMO).any():
        # Simulated values that real ones have replaced are no history of anything.
        log = log[log["origin"] != DEMO]
    table = log.assign(current=np.where(log.duplicated("period", keep="last"), "否", "是"))
    table = table.iloc[::-1].sort_values("period", ascending=False, kind="stable")
    return pd.DataFrame({
        "期间": table["period"], "数值": table["value"], "单位": snapshot.units_when_reported(table),
        "状态": table["state"], "现行": table["current"],
        "数据性质": table["origin"], "来源": table["source"],
        "文件行": table["row"].astype("Int64").astype("string").fillna(""), "备注": table["note"],
        "报送人": table["reported_by"], "报送时间": table["reported_at"].map(time_label, na_action="ignore"),
    })  # fmt: skip


def plans_table(snapshot: Snapshot, indicator: str, through: Period) -> pd.DataFrame:
    """Every version of an indicator's plans up to a month's year, newest first, with Chinese headings."""
    table = snapshot.log["plans"]
    table = table[(table["indicator"] == indicator) & (table["year"] <= through.year)].iloc[::-1]
    return pd.DataFrame({
        "年度": table["year"], "阶段": table["period"].replace("", "全年").fillna("全年"), "目标": table["target"],
        "单位": snapshot.units_when_reported(table), "原文": table["wording"], "依据": table["quote"], "数据性质": table["origin"], "来源": table["source"],
        "下达时间": table["reported_at"].map(time_label, na_action="ignore"),
    })  # fmt: skip


def plan_versions(store: Store, indicator: str, year: int) -> pd.DataFrame:
    """Every version of an indicator's target and phases of a year, the original first.

    Returns:
        Columns ``period`` (empty for the year), ``target``, ``unit`` (of its time), ``wording``, ``by``, ``at``,
        ``announced`` (the day, where one was given), ``reason`` (what was noted with the upload), ``source``.
    """
    snapshot = store.snapshot()
    log = snapshot.log["plans"]
    rows = log[(log["indicator"] == indicator) & (log["year"] == year)]
    notes = store.history().drop_duplicates("upload").set_index("upload")["note"]
    return pd.DataFrame({
        "period": rows["period"].fillna(""), "target": rows["target"],
        "unit": snapshot.units_when_reported(rows), "wording": rows["wording"],
        "by": rows["reported_by"], "at": rows["reported_at"], "announced": rows["announced"],
        "reason": rows["upload"].map(notes).fillna(""), "source": rows["source"],
    })  # fmt: skip
