"""管理，年度: every plan year with its announcement, who published it, and the ways to 新年计划 and 年终."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.frames import records
from indicators.labels import is_missing, join_clauses
from indicators.period import time_label
from indicators.years import list_years
from parts.frame import YEAR

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store


def years_section(store: Store, reporter: Reporter) -> None:  # noqa: ARG001 - as every section
    """The years, newest first; the first may be the one to begin."""
    st.html('<p class="quiet">每一年有自己的公告、目标和任务；新一年在这里起草和发布，旧一年在这里关账。</p>')
    for row in records(list_years(store.snapshot())):
        with st.container(border=True, key=f"card_year_{row['year']}"):
            st.html(f"<h2>{row['year']}年</h2><div>{'</div><div>'.join(map(escape, _lines(row)))}</div>")
            with st.container(horizontal=True):
                what = "修改计划" if row["targets"] else "起草新年计划"
                st.page_link("new_year.py", label=what, query_params={YEAR: str(row["year"])})
                if row["targets"]:
                    st.page_link("year_end.py", label="年终", query_params={YEAR: str(row["year"])})


def _lines(row: dict[str, Any]) -> list[str]:
    plan = f"计划：{row['targets']}项指标，{row['tasks']}项任务" if row["targets"] else "还没有计划"
    announced = "日期未注明" if is_missing(row["announced"]) else row["announced"]
    title = f"公告：{join_clauses([row['title'], row['document'], announced])}" if row["title"] else ""
    published = f"发布：{row['by']} {time_label(row['at'])}" if row["targets"] else ""
    draft = f"草稿：{row['draft_by']} {time_label(row['draft_at'])} 保存" if row["draft_by"] else ""
    closed = f"已关账：{row['closed_by']} {time_label(row['closed_at'])}" if row["closed_by"] else ""
    return [
        line
        for line in (plan, title, published, draft, closed or ("未关账" if row["targets"] else ""))
        if line
    ]
