"""The head of a page: what it is about, how it stands, and what must be known before reading on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.catalogue import lifts
from indicators.labels import join_statements
from indicators.period import time_label
from indicators.settings import settings
from indicators.wording import STATUS, TASK_STATUS, number, percent
from parts.elements import banner, pill, promise_text

if TYPE_CHECKING:
    from indicators.evaluation import Board
    from indicators.wording import Verdict

DEMO_NOTICE = "演示数据：带“演示”标记的数字和单位为模拟，不是园区实际情况"


def page_header(board: Board, title: str, promise: str) -> None:
    """Title and promise, time progress, how many stand where; the 演示 notice where it applies."""
    segments = "".join(pill(verdict, str(count)) for verdict, count in _counts(board))
    st.html(
        f'<div class="page-head"><h1>{escape(title)}</h1><span class="promise">{promise_text(promise)}</span>'
        f'<span class="when">时序进度 <b>{percent(board.time_progress)}</b></span>'
        f'<span class="counts">{segments}</span></div>'
        + (f'<div class="demo-notice" role="note">{DEMO_NOTICE}</div>' if board.demo else "")
    )


def lift_header(board: Board) -> None:
    """The head of a lift's page: its name and its promise; that it is empty, where it is."""
    lift = lifts()[board.lift or "overall"]
    page_header(board, lift.name, lift.promise)
    if board.indicators.empty and board.tasks.empty:
        banner("none", "这里还没有指标和任务", "管理员上报指标目录后，指标自动出现在本页。")


def data_time_line(board: Board) -> None:
    """When the newest data came in: part of the frame, in the bar on wide screens, at the end on narrow ones."""
    if board.updated_at is not None:
        with st.container(key="data_time"):
            st.html(f"数据更新于 {time_label(board.updated_at)}")


def page_footer(board: Board) -> None:
    """How to read the page: notation, the verdicts with their thresholds, sources."""
    sources = sorted({s for s in board.indicators["source"].dropna() if s})
    st.html(
        '<div class="page-foot"><span><i class="solid"></i>实际 <i class="outline"></i>时序计划 '
        '<i class="hatched"></i>预计（含80%区间）</span>'
        f'<span class="quiet">来源：{escape(join_statements(sources) or "尚无数据")}</span></div>'
    )
    legend()


def legend() -> None:
    """The verdicts with the thresholds in force, one click away."""
    with st.expander("图例与评价标准"):
        st.html(_legend())


def _counts(board: Board) -> list[tuple[Verdict, int]]:
    """Statuses that occur, best first; words that indicators and tasks share are counted together."""
    codes: dict[str, set[str]] = {}
    words: dict[str, Verdict] = {}
    for code, verdict in [*STATUS.items(), *TASK_STATUS.items()]:
        codes.setdefault(verdict.word, set()).add(code)
        words.setdefault(verdict.word, verdict)
    counted = [(words[word], sum(board.counts.get(code, 0) for code in codes[word])) for word in words]
    return [(verdict, count) for verdict, count in counted if count]


def _legend() -> str:
    rules = settings()
    words = {
        "slow_pace": number(rules.status.slow_pace, 2),
        "slow_rate": number(-rules.status.slow_rate_points, 1),
        "due_soon": str(rules.tasks.due_soon_days),
        "due_soon_days": str(rules.tasks.due_soon_days),
    }
    rows = [*STATUS.values(), *TASK_STATUS.values()]
    lines = "".join(f"<li>{pill(v)}{escape(v.rule.format_map(words))}</li>" for v in rows)
    return (
        f'<ul class="legend">{lines}</ul>'
        '<p class="quiet">时序进度＝已过月数÷12；时序计划＝按月份应完成的数；'
        "时序差＝（实际－时序计划）÷全年计划，单位为百分点；进度比＝实际÷时序计划；"
        "同比＝与上年同月份累计相比。增速、比率类不套用时序进度，直接与年度目标比较。"
        "合计与分项之和可能因四舍五入略有出入。</p>"
    )
