"""One upload of 上报记录: its changes, its original file, and the buttons 撤回 and 恢复."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.frames import records
from indicators.labels import TABLES, is_missing
from indicators.period import time_label
from indicators.store import RESTORE, UploadedFiles
from indicators.uploads import differences_of_upload, restore_upload, withdraw_upload
from parts.elements import cell_text, stacked_table
from parts.frame import run_action

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store

_SHOWN_ROWS = 200


def upload_card(store: Store, entry: dict[str, Any], reporter: Reporter | None) -> None:
    """One upload as a card; a reporter may also download, withdraw and restore."""
    upload = str(entry["upload"])
    with st.container(border=True, key=f"card_upload_{upload}"):
        st.html(_head(entry))
        with st.container(horizontal=True, key=f"actions_{upload}"):
            details = st.toggle("改动明细", key=f"open_{upload}")
            if reporter is not None:
                _download_button(store, entry)
                _withdraw_or_restore(store, entry, reporter)
        if details:
            _details(store, entry)


def _head(entry: dict[str, Any]) -> str:
    last_change = f"{escape(str(entry['last_by']))} {time_label(entry['last_at'])}"
    state = '<span class="pill good">● 有效</span>'
    if not entry["stands"]:
        state = f'<span class="pill none">○ 已撤回</span> <span class="quiet">{last_change} 撤回</span>'
    elif entry["last_action"] == RESTORE:
        state += f' <span class="quiet">{last_change} 恢复</span>'
    note = f'<div class="note">备注：{escape(str(entry["note"]))}</div>' if entry["note"] else ""
    return (
        f'<div class="upload-head"><div><b>{escape(str(entry["file"]))}</b> {state}</div>'
        f"<div>{escape(str(entry['by']))}　{time_label(entry['at'])}　{TABLES[entry['table']]}　"
        f"新增 <b>{entry['new']}</b> 个，更改 <b>{entry['changed']}</b> 个"
        f'　<span class="quiet">编号 {escape(str(entry["upload"])[:8])}</span></div>{note}</div>'
    )


def _details(store: Store, entry: dict[str, Any]) -> None:
    changes = differences_of_upload(store, str(entry["upload"]), first=_SHOWN_ROWS)
    in_words = entry["table"] != "observations"
    when = "期间或字段" if in_words else "期间"
    rows = [
        {
            "名称": str(row["name"]),
            when: str(row["period"]),
            "上报前": cell_text(row["old"], row["old_unit"]),
            "上报": cell_text(row["new"], row["unit"]),
            "文件行": "" if is_missing(row["row"]) else f"{row['row']:.0f}",
        }
        for row in records(changes)
    ]
    if rows:
        st.html(stacked_table(rows, "改动明细", figures=() if in_words else ("上报前", "上报")))
    if entry["rows"] > _SHOWN_ROWS:
        st.html(f'<p class="quiet">共{entry["rows"]}行，先列{_SHOWN_ROWS}行；全部见原始文件。</p>')


def _download_button(store: Store, entry: dict[str, Any]) -> None:
    """The original file, read only when it is downloaded."""
    if entry["sha256"]:
        upload, name = str(entry["upload"]), str(entry["file"])
        st.download_button(
            "下载原始文件", lambda: _content(store, upload), name, key=f"original_{upload}", on_click="ignore"
        )


def _content(store: Store, upload: str) -> bytes:
    file = UploadedFiles(store).read(upload)
    return b"" if file is None else file[1]


def _withdraw_or_restore(store: Store, entry: dict[str, Any], reporter: Reporter) -> None:
    upload = str(entry["upload"])
    if not reporter.is_administrator and entry["by"] != reporter.name:
        return
    label = "撤回" if entry["stands"] else "恢复"
    consequence = (
        "撤回后，上报前的数据恢复有效；以后可以再恢复。"
        if entry["stands"]
        else "恢复后，这次上报的数据重新有效。"
    )
    # A new key after each action closes the box.
    with st.popover(label, key=f"way_back_{upload}_{entry['last_at']}"):
        st.text(f"{label}“{entry['file']}”？\n{consequence}")
        if st.button(f"确认{label}", key=f"act_{upload}", type="primary"):
            _change(store, entry, reporter, label)


def _change(store: Store, entry: dict[str, Any], reporter: Reporter, label: str) -> None:
    change = withdraw_upload if entry["stands"] else restore_upload
    run_action(
        "history",
        lambda: change(store, str(entry["upload"]), reporter),
        f"没有{label}",
        lambda rows: (f"已{label}“{entry['file']}”的 {rows} 个数据", "各页面已更新。"),
    )
