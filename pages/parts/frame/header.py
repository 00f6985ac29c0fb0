"""Header and footer of a page: message or title, time progress, demonstration notice, legend."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.catalogue import lifts
from indicators.labels import join_statements
from indicators.period import time_label
from indicators.settings import settings
from indicators.wording import STATUS, TASK_STATUS, board_message, number, percent
from parts.elements import banner, clauses_html, pill, promise_text

if TYPE_CHECKING:
    from indicators.evaluation import Board

_DEMO_NOTICE = "演示数据：带“演示”标记的数字和单位为模拟，不是园区实际情况"


def page_header(board: Board, title: str, promise: str) -> None:
    """Title and promise, time progress; the 演示 notice where it applies."""
    _head(board, f"<h1>{escape(title)}</h1>", promise)


def message_header(board: Board, promise: str, name: str = "") -> None:
    """The page's message as its title, after the name of what it is about; what is counted apart below it."""
    message = board_message(board)
    title = f"{name}：{message.headline}" if name else message.headline
    rest = f'<span class="rest">{clauses_html(message.rest)}</span>' if message.rest else ""
    _head(board, f"<h1>{clauses_html(title)}</h1>{rest}", promise, says="says")


def _head(board: Board, title_html: str, promise: str, *, says: str = "") -> None:
    st.html(
        f'<div class="page-head {says}">{title_html}'
        f'<span class="promise">{promise_text(promise)}</span>'
        f'<span class="when">时序进度 <b>{percent(board.time_progress)}</b></span></div>'
        + (f'<div class="demo-notice" role="note">{_DEMO_NOTICE}</div>' if board.demo else "")
    )


def plain_header(title: str, promise: str) -> None:
    """Title and promise of a page that shows no board."""
    st.html(
        f'<div class="page-head"><h1>{escape(title)}</h1><span class="promise">{escape(promise)}</span></div>'
    )


def lift_header(board: Board) -> None:
    """The header of a lift's page; says so where the lift has nothing to show."""
    lift = lifts()[board.lift or "overall"]
    message_header(board, lift.promise, lift.name)
    if board.indicators.empty and board.tasks.empty:
        banner("none", "这里还没有指标和任务", "管理员上报指标目录后，指标自动出现在本页。")


def name_tab(name: str) -> None:
    """Name the browser's tab, by which one of several open pages is found again."""
    st.set_page_config(page_title=f"{name}｜六提工程")


def update_time(board: Board) -> None:
    """When the newest data came in; the style sheet puts it into the navigation bar of wide screens."""
    if board.updated_at is not None:
        with st.container(key="data_time"):
            st.html(f"数据更新于 {time_label(board.updated_at)}")


def page_footer(board: Board) -> None:
    """Notation of the charts, sources, legend."""
    sources = sorted({s for s in board.indicators["source"].dropna() if s})
    st.html(
        '<div class="page-foot"><span><i class="solid"></i>实际 <i class="outline"></i>时序计划 '
        '<i class="hatched"></i>预计（含80%区间）</span>'
        f'<span class="quiet">来源：{escape(join_statements(sources) or "尚无数据")}</span></div>'
    )
    legend()


def legend() -> None:
    """The verdicts with the current thresholds, in an expander."""
    with st.expander("图例与评价标准"):
        st.html(_legend_html())


def _legend_html() -> str:
    rules = settings()
    thresholds = {
        "slow_pace": number(rules.status.slow_pace, 2),
        "slow_gap": number(-rules.status.slow_gap_points, 1),
        "slow_rate": number(-rules.status.slow_rate_points, 1),
        "due_soon": str(rules.tasks.due_soon_days),
        "due_soon_days": str(rules.tasks.due_soon_days),
    }
    verdicts = [*STATUS.values(), *TASK_STATUS.values()]
    lines = "".join(f"<li>{pill(v)}{escape(v.rule.format_map(thresholds))}</li>" for v in verdicts)
    return (
        f'<ul class="legend">{lines}</ul>'
        '<p class="quiet">时序进度＝已过月数÷12；时序计划＝按月份应完成的数；'
        "时序差＝（实际－时序计划）÷全年计划（取绝对值），单位为百分点；进度比＝实际÷时序计划；"
        "同比＝与上年同月份累计相比。增速、比率、均值类不套用时序进度，直接与年度目标比较。"
        "目标为零或负的不计完成率和进度比；应下降的期末数，完成率＝（上年末－实际）÷（上年末－目标）。"
        "合计与分项之和可能因四舍五入略有出入。</p>"
    )
