"""The way in of 数据上报: who reports, the box for the file, templates; and the file read once, not at every click."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.catalogue import lifts
from indicators.frames import as_csv
from indicators.labels import SUBJECTS, join_names
from indicators.period import today
from indicators.store import shared_store
from indicators.uploads import (
    Preview,
    definitions_template,
    due_indicators,
    find_conflicts,
    observations_template,
    plans_template,
    preview_file,
    tasks_template,
    template_as_xlsx,
)
from parts.frame import FILES_DONE, PREVIEW, current_month, current_snapshot
from parts.upload.commit import record_conflict

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from indicators.access import Reporter
    from indicators.period import Period
    from indicators.reading import ReadOverrides
    from indicators.store import Snapshot
    from indicators.uploads import Template
    from indicators.validation import UploadDecisions

_STEPS = (
    ("拖入现有的表", "Excel、WPS 或 CSV，标题行、单位行、注释行都不用改"),
    ("看清错误和差别", "每处错误指明行、列和改法；每个数与现有数据对比"),
    ("一键提交", "各页面随即更新；提交后可以撤回"),
)


def key_hint() -> None:
    """What a department needs before it can report, and what then happens."""
    st.html('<p class="message">请输入本部门的密钥</p><p class="quiet">查看数据不需要密钥。</p>')


def upload_steps() -> None:
    """Reporting in three steps, for whoever is here for the first time."""
    items = "".join(f"<li><b>{name}</b><span>{what}</span></li>" for name, what in _STEPS)
    st.html(f'<h2>上报三步</h2><ol class="steps">{items}</ol>')
    with st.expander("没有密钥？"):
        st.html(
            "<p>请向管理员索取。管理员在服务器上发放（只显示一次）：</p>"
            "<p><code>python -m indicators key add 部门名 --lifts industry</code></p>"
        )


def choose_file(reporter: Reporter) -> UploadedFile | None:
    """The box for the file, beside it templates, or who reports; emptied after a commit by a new key."""
    left, right = st.columns([3, 2], gap="small")
    with left, st.container(border=True, key="card_file", height="stretch"):
        upload = st.file_uploader(
            "选择文件",
            key=f"file_{st.session_state.get(FILES_DONE, 0)}",
            label_visibility="collapsed",
        )
    with right, st.container(border=True, key="card_reporter", height="stretch"):
        _who(reporter)
        if upload is None:
            st.session_state.pop(PREVIEW, None)
            st.html("<h2>下载模板</h2>")
            _templates(current_snapshot(), reporter, current_month())
        else:
            with st.popover("下载模板"):
                _templates(current_snapshot(), reporter, current_month())
    return upload


def due_section(reporter: Reporter) -> None:
    """What the reporter owes for the month looked at, and what of it is there."""
    through = current_month()
    rows = due_indicators(current_snapshot(), reporter, through)
    if rows.empty:
        return
    items = "".join(
        f'<li class="{"good" if reported else "none"}"><span aria-hidden="true">{"✔" if reported else "○"}</span> '
        f"{escape(str(name))}<small>{'已报' if reported else '未报'}</small></li>"
        for name, reported in zip(rows["name"], rows["reported"], strict=True)
    )
    st.html(
        f"<h2>{through.month_label}应报{len(rows)}项，已报{rows['reported'].sum()}项</h2>"
        f'<ul class="due">{items}</ul>'
    )


def cached_preview(
    upload: UploadedFile,
    snapshot: Snapshot,
    reporter: Reporter,
    overrides: ReadOverrides,
    decisions: UploadDecisions,
) -> Preview:
    """The file read and checked; kept until file, corrections or tables change."""
    made_of = (upload.file_id, overrides, decisions, snapshot.version, reporter, today())
    kept = st.session_state.get(PREVIEW)
    if kept is None or kept[0] != made_of:
        with st.spinner("正在读取和核对…"):
            made = preview_file(
                upload.getvalue(), name=upload.name, snapshot=snapshot, reporter=reporter,
                today=today(), overrides=overrides, decisions=decisions,
            )  # fmt: skip
            if kept is not None and kept[0][0] == upload.file_id:
                _remember_overtaken(kept[1], snapshot, upload.file_id)
            kept = st.session_state[PREVIEW] = (made_of, made)
    made = kept[1]
    assert isinstance(made, Preview)  # noqa: S101 - session state has no types
    return made


def _remember_overtaken(before: Preview, now: Snapshot, file_id: str) -> None:
    """Somebody changed the same values while this file was being looked at: that must not pass unseen."""
    if before.table is not None and len(before.checked.rows):
        record_conflict(file_id, find_conflicts(shared_store(), before, now))


def _who(reporter: Reporter) -> None:
    own = join_names(lift.short for name, lift in lifts().items() if reporter.may_report(name))
    own = "全部" if reporter.lifts is None else own or "无"
    st.html(
        f'<div class="reporter">上报单位 <b>{escape(reporter.name)}</b>'
        f'<br><span class="quiet">可上报：{escape(own)}</span></div>'
    )


def _templates(snapshot: Snapshot, reporter: Reporter, through: Period) -> None:
    """Templates with the reporter's own indicators and tasks; made when they are clicked."""
    st.html('<p class="quiet">现有的表可以直接上传，不必改成模板。</p>')
    made = [
        (
            observations_template(snapshot, reporter, through),
            f"{SUBJECTS['observations']} {through.month_label}",
            through.key,
        ),
        (
            plans_template(snapshot, reporter, through),
            f"{through.year}年{SUBJECTS['plans']}",
            str(through.year),
        ),
        (tasks_template(snapshot, reporter), SUBJECTS["tasks"], ""),
    ]
    if reporter.is_administrator:
        made.append((definitions_template(snapshot), SUBJECTS["catalogue"], ""))
    for template, title, when in made:
        if len(template.table) or template.blank_rows:
            uploaded_file = "_".join(filter(None, [template.title, reporter.name, when]))
            _template(template, title, uploaded_file)


def _template(template: Template, title: str, name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"template_{template.title}"):
        st.html(f'<span class="template">{title}</span> <span class="quiet">{len(template.table)}项</span>')
        for kind, ending, make, mime in (
            (
                "Excel",
                "xlsx",
                template_as_xlsx,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            ("CSV", "csv", lambda chosen: as_csv(chosen.table), "text/csv"),
        ):
            st.download_button(
                kind, partial(make, template), f"{name}.{ending}", mime, on_click="ignore", key=f"{template.title}_{ending}"
            )  # fmt: skip
