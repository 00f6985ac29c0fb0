"""管理，目标: a year's targets and phases as a grid, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.frames import records
from indicators.history import plan_versions
from indicators.labels import SUBJECTS, is_missing
from indicators.period import Period, time_label
from indicators.plan_year import plan_years
from indicators.uploads import plans_template
from parts.elements import cell_text, stacked_table
from parts.frame import current_month, current_snapshot
from parts.grid import Grid, grid_section

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store


def targets_section(store: Store, reporter: Reporter) -> None:
    """The targets of a year to be typed and pasted, and the versions of one of them."""
    st.html(
        "<p>直接填数，目标可照文件写法填，如“突破2700亿元”。改完点“核对”，看清差别再提交。"
        "改动已下达的计划是计划调整，须写明原因。</p>"
    )
    year = _choose_year()
    template = plans_template(current_snapshot(), reporter, Period(year, 12))
    grid_section(Grid(f"plans_{year}", f"{year}年{SUBJECTS['plans']}", template), reporter)
    _versions(store, year)


def _choose_year() -> int:
    shown = current_month().year
    known = plan_years(current_snapshot())
    years = sorted({shown, *known, max([shown, *known]) + 1}, reverse=True)
    return st.selectbox(
        "年度", years, years.index(shown), format_func=lambda year: f"{year}年目标", key="admin_year", width=220,
        label_visibility="collapsed", filter_mode=None,
    )  # fmt: skip


def _versions(store: Store, year: int) -> None:
    """The original and the revisions of the indicator that is chosen, newest last, with who, when and why."""
    snapshot = current_snapshot()
    planned = snapshot.plans.loc[snapshot.plans["year"] == year, "indicator"]
    names = dict(zip(snapshot.catalogue["indicator"], snapshot.catalogue["name"], strict=True))
    choices = [indicator for indicator in names if indicator in set(planned)]
    if not choices:
        return
    st.html(f"<h2>{year}年计划与调整</h2>")
    chosen = st.selectbox(
        "看哪项指标", choices, format_func=names.__getitem__, key=f"admin_versions_{year}", width=420,
        label_visibility="collapsed",
    )  # fmt: skip
    rows = [
        {
            "阶段": Period.from_key(row["period"]).month_label if row["period"] else "全年",
            "目标": cell_text(row["target"], row["unit"]),
            "原文": cell_text(row["wording"]),
            "何人": str(row["by"]),
            "何时": time_label(row["at"]) if is_missing(row["announced"]) else f"{row['announced']}公布",
            "原因": cell_text(row["reason"]),
            "来源": str(row["source"]),
        }
        for row in records(plan_versions(store, chosen, year))
    ]
    st.html(stacked_table(rows, "计划与调整", figures=("目标",), full_height=True))
