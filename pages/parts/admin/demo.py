"""管理，演示数据: what is simulated, removed by one button and put back by the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.evaluation import board
from indicators.labels import join_clauses
from indicators.period import time_label
from indicators.store import DEMO, count_demo, demo_switches, switch_demo, with_demo
from indicators.wording import STATUS
from parts.elements import banner, stacked_table
from parts.frame import current_month, current_snapshot, run_action

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Snapshot, Store

_COUNTED = {"observations": "{}个实际数", "tasks": "{}项任务的状态", "catalogue": "{}个指标的责任单位"}


def demo_section(store: Store, reporter: Reporter) -> None:
    """What is simulated now, and the button that removes all of it or puts it back."""
    snapshot = current_snapshot()
    stored = any((rows["origin"] == DEMO).any() for rows in snapshot.log.values())
    headline = f"现在显示的演示数据：{_counts(snapshot)}" if stored else "现在没有演示数据"
    banner("none", headline, _last_switch(store))
    on = not stored
    word, done = ("装入", "已装入演示数据") if on else ("清除", "已清除全部演示数据")
    after = with_demo(snapshot, on=on)
    if on:
        st.html(f"<p>装入后显示{_counts(after)}，都标“演示”；已有真实数据的指标不受影响。</p>")
    else:
        st.html("<p>清除后只显示公开的和各部门报送的数。随时可以再装入，内容相同。</p>")
    st.html(stacked_table(_verdicts(snapshot, after, f"{word}后"), "评价的变化", full_height=True))
    with st.popover(f"{word}演示数据", key="switch_demo"):
        st.text(f"{word}全部演示数据？所有页面随即改变，会议版本不变。")
        if st.button(f"确认{word}", type="primary", key="demo_switched"):
            run_action(
                "admin",
                lambda: switch_demo(store, reporter.name, on=on),
                f"没有{word}",
                lambda rows: (done, f"清除{rows[0]}行，装入{rows[1]}行。可以在这里改回。"),
            )


def _counts(snapshot: Snapshot) -> str:
    counts = {table: number for table, number in count_demo(snapshot).items() if number}
    return join_clauses(_COUNTED[table].format(number) for table, number in counts.items()) or "没有"


def _last_switch(store: Store) -> str:
    last = next(iter(demo_switches(store)), None)
    if last is None:
        return ""
    return f"{last['by']}于 {time_label(last['at'])} {'装入' if last['on'] else '清除'}。"


def _verdicts(before: Snapshot, after: Snapshot, heading: str) -> list[dict[str, str]]:
    """How many indicators have each verdict in the month shown, now and then."""
    month = current_month()
    now, then = (board(snapshot, None, month).indicator_counts for snapshot in (before, after))
    return [
        {f"截至{month.month_label}": f"{verdict.shape} {verdict.word}", "现在": f"{now.get(status, 0)}项", heading: f"{then.get(status, 0)}项"}
        for status, verdict in STATUS.items()
        if now.get(status) or then.get(status)
    ]  # fmt: skip
