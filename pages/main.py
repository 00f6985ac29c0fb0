"""The frame around every page: navigation, month picker, sign-in, error messages."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from indicators.catalogue import lifts
from parts.frame import (
    administers,
    catch_errors,
    current_board,
    listen_for_updates,
    month_picker,
    name_tab,
    queries_of_view,
    require_sign_in,
    run_cookie_errand,
    theme_switch,
    update_time,
    visitor_box,
    warn_administrator,
    warn_of_damage,
    warn_of_wrong_address,
)
from parts.sheet import draw_sheet
from server.watch import timed_run

PARTS = Path(__file__).parent / "parts"

st.set_page_config(page_icon=str(PARTS / "frame" / "favicon.svg"), layout="wide")

PAGES = [
    st.Page("overview.py", title="总览", default=True),
    *(st.Page(f"{lift.lift}.py", title=lift.short) for lift in lifts().values() if lift.lift != "overall"),
    st.Page("meeting.py", title="会议放映"),
    st.Page("follow_up.py", title="督办"),
    st.Page("upload.py", title="数据上报"),
    st.Page("history.py", title="上报记录"),
    st.Page("editions.py", title="会议版本"),
    st.Page("admin.py", title="管理", visibility="visible" if administers() else "hidden"),
    st.Page("indicator.py", title="指标", visibility="hidden"),
    st.Page("circular.py", title="通报", visibility="hidden"),
    st.Page("new_year.py", title="新年计划", visibility="hidden"),
    st.Page("year_end.py", title="年终", visibility="hidden"),
]

page = st.navigation(PAGES, position="top")
name_tab(page.title)
with timed_run(page.url_path or "overview", page.title), catch_errors():
    run_cookie_errand()
    require_sign_in()
    listen_for_updates()
    month_picker()
    theme_switch()
    warn_of_wrong_address()
    notice = warn_of_damage()
    warn_administrator()
    sheet = st.container(key="page")
    page.run()
    with sheet:
        draw_sheet(page.url_path, queries_of_view(), notice)
    update_time(current_board(None))
    visitor_box()
