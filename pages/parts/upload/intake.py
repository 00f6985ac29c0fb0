"""The start of 数据上报: who reports, the file chooser, templates, what is due."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.frames import as_csv, records
from indicators.labels import SUBJECTS
from indicators.period import today
from indicators.store import DEMO
from indicators.thresholds import settings_of
from indicators.uploads import (
    definitions_template,
    due_by_unit,
    month_to_report,
    observations_template,
    plans_template,
    tasks_template,
    template_as_xlsx,
    years_to_plan,
)
from indicators.wording import report_due_text
from parts.elements import simulated_note, unit_text
from parts.frame import FILES_DONE, PREVIEW, current_month, current_snapshot

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from indicators.access import Reporter
    from indicators.period import Period
    from indicators.store import Snapshot
    from indicators.uploads import Template

_STEPS = (
    ("拖入现有的表", "Excel、WPS 或 CSV，标题行、单位行、注释行都不用改"),
    ("看清错误和差别", "每处错误指明行、列和改法；每个数与现有数据对比"),
    ("一键提交", "各页面随即更新；提交后可以撤回"),
)
_TEMPLATE_FORMATS = (
    ("Excel", "xlsx", template_as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("CSV", "csv", lambda template: as_csv(template.table), "text/csv"),
)


def key_hint() -> None:
    """What a visitor needs to report."""
    st.html('<p class="message">请输入本部门的密钥</p><p class="quiet">查看数据不需要密钥。</p>')


def upload_steps() -> None:
    """Reporting in three steps."""
    items = "".join(f"<li><b>{title}</b><span>{text}</span></li>" for title, text in _STEPS)
    st.html(f'<h2>上报三步</h2><ol class="steps">{items}</ol>')


def without_a_key() -> None:
    """How to get a key, folded."""
    with st.expander("没有密钥？"):
        st.html(
            "<p>请向管理员索取。管理员在“管理”的“密钥”中生成，或在服务器上（都只显示一次）：</p>"
            "<p><code>python -m indicators key add 部门名 --units 部门名</code></p>"
        )


def due_of_all() -> None:
    """What is due when, and how much of it each unit in charge has to report: for whoever has not signed in yet."""
    through = current_month()
    snapshot = current_snapshot()
    units = due_by_unit(snapshot, through)
    next_due = report_due_text(month_to_report(snapshot, today()), settings_of(snapshot))
    items = "".join(
        f"<li>{unit_text(row)}<small>应报{row['due']}项，已报{row['reported']}项</small></li>"
        for row in records(units)
    )
    note = simulated_note() if (units["unit_origin"] == DEMO).any() else ""
    st.html(
        f"<h2>何时报</h2><p>{next_due}。</p>"
        f'<h2>{through.month_label}各单位应报</h2>{note}<ul class="due">{items}</ul>'
    )


def choose_file(reporter: Reporter) -> UploadedFile | None:
    """The file chooser, next to it the reporter and templates; None while no file is chosen.

    Its key changes with each commit, which empties it.
    """
    left, right = st.columns([3, 2], gap="small")
    with left, st.container(border=True, key="card_file", height="stretch"):
        upload = st.file_uploader(
            "选择文件",
            key=f"file_{st.session_state.get(FILES_DONE, 0)}",
            label_visibility="collapsed",
        )
    with right, st.container(border=True, key="card_reporter", height="stretch"):
        _reporter_box(reporter)
        if upload is None:
            st.session_state.pop(PREVIEW, None)
            st.html("<h2>下载模板</h2>")
            _templates(current_snapshot(), reporter, current_month())
        else:
            with st.popover("下载模板"):
                _templates(current_snapshot(), reporter, current_month())
    return upload


def _reporter_box(reporter: Reporter) -> None:
    st.html(
        f'<div class="reporter">上报单位 <b>{escape(reporter.name)}</b>'
        f'<br><span class="quiet">可上报：{escape(reporter.scope)}</span></div>'
    )


def _templates(snapshot: Snapshot, reporter: Reporter, through: Period) -> None:
    """Templates with the reporter's own indicators and tasks; the files are made when they are downloaded."""
    st.html('<p class="quiet">现有的表可以直接上传，不必改成模板。</p>')
    templates = [
        (observations_template(snapshot, reporter, through), f"{SUBJECTS['observations']} {through.month_label}", through.key),
        *(
            (plans_template(snapshot, reporter, through, year), f"{year}年{SUBJECTS['plans']}", f"{year}")
            for year in years_to_plan(through)
        ),
        (tasks_template(snapshot, reporter, through), SUBJECTS["tasks"], ""),
    ]  # fmt: skip
    if reporter.is_administrator:
        templates.append((definitions_template(snapshot), SUBJECTS["catalogue"], ""))
    for template, title, when in templates:
        if len(template.table) or template.blank_rows:
            # The plans of two years have one title.
            file_name = "_".join(filter(None, [template.title, reporter.name, when]))
            _template_line(template, title, file_name)


def _template_line(template: Template, title: str, file_name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"template_{file_name}"):
        st.html(f'<span class="template">{title}</span> <span class="quiet">{len(template.table)}项</span>')
        for label, extension, make, mime in _TEMPLATE_FORMATS:
            st.download_button(
                label, partial(make, template), f"{file_name}.{extension}", mime, on_click="ignore",
                key=f"{file_name}.{extension}",
            )  # fmt: skip
