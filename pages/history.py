"""上报记录: every upload with reporter, time, changes and original file; withdraw or restore it."""

from __future__ import annotations

import streamlit as st

from indicators.frames import records
from indicators.store import shared_store
from indicators.uploads import list_uploads
from parts.admin import administration_records
from parts.elements import banner, paginate
from parts.frame import current_reporter, key_form, plain_header, show_flash
from parts.upload import remembered_layouts, upload_card

store = shared_store()
reporter = current_reporter()
plain_header("上报记录", "谁、何时、报了什么、改了什么，可撤回，可恢复")
show_flash("history")
uploads = list_uploads(store)
if uploads.empty:
    banner("none", "还没有任何上报", "上报后，这里列出每一次的文件、人、时间和改动。")
    st.page_link("upload.py", label="去上报数据")
else:
    for entry in records(uploads.iloc[paginate(len(uploads), "history_page")]):
        upload_card(store, entry, reporter)
    remembered_layouts(store, reporter, page="history")
    if reporter is None:
        with st.expander("撤回、恢复和下载原始文件需要密钥"):
            key_form()
if reporter is not None and reporter.is_administrator:
    administration_records(store)
