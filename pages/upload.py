"""数据上报: a file is read, checked and compared before anything is written; one click commits it."""

from __future__ import annotations

import streamlit as st

from parts.frame import ask_for_key, current_reporter
from parts.upload import (
    due_section,
    explain_upload,
    forget_outcome,
    review_file,
    say_what_was_done,
    upload_steps,
    uploaded_file,
)


def open_with_key() -> None:
    """Who is not known yet reads what reporting is, and gives a key."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        explain_upload()
        ask_for_key()
    with right:
        upload_steps()


st.html(
    '<div class="page-head"><h1>数据上报</h1><span class="promise">上传 Excel 或 CSV，核对无误后一键提交</span></div>'
)
reporter = current_reporter()
if reporter is None:
    open_with_key()
else:
    above = st.container()
    upload = uploaded_file(reporter)
    if upload is None:
        with above:
            say_what_was_done()
        due_section(reporter)
    else:
        forget_outcome()
        review_file(upload, reporter)
