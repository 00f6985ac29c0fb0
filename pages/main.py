"""The frame around every page: navigation, month picker, guards."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from indicators.catalogue import lifts
from parts import access, guard, header, live, view

PARTS = Path(__file__).parent / "parts"

st.set_page_config(page_title="六提工程", page_icon=str(PARTS / "favicon.svg"), layout="wide")
st.html(PARTS / "style.css")

PAGES = [
    st.Page("overview.py", title="总览", default=True),
    *(st.Page(f"{lift.lift}.py", title=lift.short) for lift in lifts().values() if lift.lift != "overall"),
    st.Page("meeting.py", title="会议放映"),
    st.Page("follow_up.py", title="督办"),
    st.Page("upload.py", title="数据上报"),
    st.Page("history.py", title="上报记录"),
    st.Page("editions.py", title="会议版本"),
    st.Page("indicator.py", title="指标", visibility="hidden"),
]

page = st.navigation(PAGES, position="top")
with guard.clear_errors():
    access.require_sign_in()
    live.listen_for_updates()
    view.choose_month()
    guard.warn_of_wrong_address()
    page.run()
    header.data_time_line(view.current_board(None))
    access.visitor_box()
