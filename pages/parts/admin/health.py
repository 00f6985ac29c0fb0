"""管理，运行状况: whether all is well, and what to do where it is not; below it the numbers, and who was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from indicators.counters import REASONS, counted, refusals
from indicators.labels import NO_VALUE, TABLES, join_clauses
from indicators.period import time_label
from parts.elements import banner, stacked_table
from server.watch import (
    LEAST_FREE_BYTES,
    STARTED,
    connected_pages,
    current_state,
    latest_errors,
    latest_runs,
    memory_bytes,
    newest_commits,
    size_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.access import Reporter
    from indicators.store import Store
    from server.watch import State

# What came of files that were to be committed -> words.
_OUTCOMES: Final[Mapping[str, str]] = {
    "committed": "已提交",
    "repeated": "重复",
    "UploadRefused": "未通过核对",
    "Conflict": "与他人冲突",
    "NotAllowed": "无权上报",
}
_FAILED: Final = "未能写入"
_SHOWN_REFUSALS: Final = 20


def health_section(_: Store, __: Reporter) -> None:
    """One sentence that says whether all is well; then what stands behind it."""
    state = current_state()
    _say(state)
    st.html(f"<h2>现在</h2>{stacked_table(_now(state), '现在的状况', full_height=True)}")
    st.html(f"<h2>被拒绝的 <small>自启动以来，最近的在前</small></h2>{_refused()}")
    st.html(f"<h2>出错 <small>自启动以来，最近的在前；详情按编号查服务器日志</small></h2>{_errors()}")
    st.html(f"<h2>数据表</h2>{stacked_table(_tables(state), '各数据表的版本', full_height=True)}")


def _say(state: State) -> None:
    if not state.concerns:
        banner("good", "一切正常", "数据表可读可写，没有发现损坏的文件，磁盘够用。")
    for concern in state.concerns:
        banner("bad" if concern.serious else "warn", concern.what.removesuffix("。"), concern.remedy)


def _now(state: State) -> list[dict[str, str]]:
    backup = state.backup
    memory, pages = memory_bytes(), connected_pages()
    listeners = counted().get(("sixlifts_event_listeners", ""), 0)
    free = NO_VALUE if state.free_bytes is None else size_text(state.free_bytes)
    lines = {
        "数据表": ("可读，可写" if state.writable else "可读，不能写入", ""),
        "磁盘剩余": (free, f"少于{size_text(LEAST_FREE_BYTES)}时在此提醒"),
        "最近备份": (
            f"{time_label(backup.at)}，{size_text(backup.size)}"
            if backup
            else NO_VALUE
            if state.away
            else "尚无备份记录",
            backup.file if backup else "备份：python -m indicators backup 文件名.zip",
        ),
        "最近检查": _check(state),
        "程序": (f"版本 {state.product}", f"{time_label(STARTED)} 启动"),
        "打开的页面": (NO_VALUE if pages is None else f"{pages}个", f"{listeners:.0f}个等待新数据"),
        "内存": (NO_VALUE if memory is None else size_text(memory), ""),
        "页面显示": _runs(),
        "上报": (_uploads(), "自启动以来"),
    }
    return [{"项目": name, "现在": value, "说明": note} for name, (value, note) in lines.items()]


def _check(state: State) -> tuple[str, str]:
    note = "每天把全部文件从头读到尾，与写入时的校验和核对"
    if state.check is None:
        return (NO_VALUE if state.away else "尚未检查"), note
    found = f"{len(state.check.damaged)}个文件损坏" if state.check.damaged else "没有损坏"
    return f"{time_label(state.check.at)}，{found}", note


def _runs() -> tuple[str, str]:
    runs = latest_runs()
    if runs is None:
        return NO_VALUE, ""
    total = sum(value for (name, _), value in counted().items() if name == "sixlifts_page_runs_total")
    return (
        f"{total:,.0f}次，一半不超过{runs.median:.2f}秒",
        f"最慢的是“{runs.slowest_page}”，一半不超过{runs.slowest_median:.2f}秒",
    )


def _uploads() -> str:
    found: dict[str, float] = {}
    for (name, outcome), number in counted().items():
        if name == "sixlifts_uploads_total":
            words = _OUTCOMES.get(outcome, _FAILED)
            found[words] = found.get(words, 0) + number
    return join_clauses(f"{words}{number:.0f}份" for words, number in found.items()) or "还没有"


def _tables(state: State) -> list[dict[str, str]]:
    commits = newest_commits()
    return [
        {
            "数据表": name,
            "版本": str(commits[table][0]),
            "最近写入": time_label(commits[table][1]),
            "文件": state.damaged.get(table, "正常"),
        }
        for table, name in TABLES.items()
        if table in commits
    ]


def _refused() -> str:
    rows = [
        {
            "原因": REASONS[found.reason],
            "来自": found.sender,
            "次数": f"{found.times:,}",
            "最近一次": time_label(found.last),
        }
        for found in refusals()[:_SHOWN_REFUSALS]
    ]
    return stacked_table(rows, "被拒绝的", figures=("次数",), full_height=True) if rows else "<p>没有。</p>"


def _errors() -> str:
    rows = [
        {"编号": error.number, "时间": time_label(error.at), "位置": error.where} for error in latest_errors()
    ]
    return stacked_table(rows, "出错", full_height=True) if rows else "<p>没有。</p>"
