"""数据上报: read, check and compare a file before anything is written; one click commits it."""

from __future__ import annotations

import streamlit as st

from parts.frame import current_reporter, key_form, plain_header
from parts.grid import month_values
from parts.upload import (
    Delivery,
    choose_file,
    clear_outcome,
    commit_outcome,
    due_of_all,
    key_hint,
    review,
    upload_steps,
    without_a_key,
)

plain_header("数据上报", "上传 Excel 或 CSV，核对无误后一键提交")
reporter = current_reporter()
if reporter is None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        key_hint()
        key_form()
    with right:
        upload_steps()
        due_of_all()
        without_a_key()
else:
    top = st.container()
    upload = choose_file(reporter)
    if upload is None:
        with top:
            commit_outcome(typed=False)
        month_values(reporter)
    else:
        clear_outcome()
        review(Delivery(upload.file_id, upload.name, upload.getvalue()), reporter)
