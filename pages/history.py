"""上报记录: every upload with who, when, what it changed, its original file, and the way back."""

from __future__ import annotations

import streamlit as st

from indicators.frames import records
from indicators.store import shared_store
from indicators.uploads import list_uploads
from parts.elements import banner, chosen_page
from parts.frame import ask_for_key, current_reporter, show
from parts.upload import upload_card

st.html(
    '<div class="page-head"><h1>上报记录</h1><span class="promise">谁、何时、报了什么、改了什么，可撤回，可恢复</span></div>'
)
uploads = list_uploads(shared_store())
reporter = current_reporter()
show("history")
if uploads.empty:
    banner("none", "还没有任何上报", "上报后，这里列出每一次的文件、人、时间和改动。")
    st.page_link("upload.py", label="去上报数据")
else:
    for entry in records(uploads.iloc[chosen_page(len(uploads), "history_page")]):
        upload_card(shared_store(), entry, reporter)
    if reporter is None:
        with st.expander("撤回、恢复和下载原始文件需要密钥"):
            ask_for_key()
