"""年终: what came of a plan year, what becomes of its undone tasks, and the button that closes it; for administrators."""

from __future__ import annotations

import streamlit as st

from indicators.plan_year import plan_years
from indicators.store import shared_store
from indicators.years import review_year
from parts.elements import banner
from parts.frame import YEAR, administrator_only, plain_header, show_flash
from parts.years import closed_section, closing_form, default_year, results_section

store = shared_store()
snapshot = store.snapshot()
years = plan_years(snapshot)
plain_header("年终", "核对全年结果，逐项决定未完成的任务，再关账；关账有记录，可一键重新打开")
reporter = administrator_only("年终关账")
if reporter is not None and not years:
    banner("none", "还没有任何年度计划", "下达计划之后，年终在这里核对、关账。")
elif reporter is not None:
    show_flash("year_end")
    asked = st.query_params.get(YEAR, "")
    chosen = int(asked) if asked in map(str, years) else default_year(snapshot)
    year = st.selectbox(
        "年份", years[::-1], years[::-1].index(chosen), format_func=lambda year: f"{year}年", filter_mode=None, width=160,
        label_visibility="collapsed",
    )  # fmt: skip
    st.query_params[YEAR] = str(year)
    review = review_year(snapshot, year)
    results_section(review)
    if review.closing is None:
        closing_form(store, reporter, review)
    else:
        closed_section(store, reporter, review)
