"""Tasks (节点任务): a chart of tasks due and done by month, a list, cards."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators import charts
from indicators.caching import cached_on_owner
from indicators.frames import records
from indicators.labels import NO_VALUE, is_missing
from parts.elements import draw_chart, origin_chip, task_pill, unit_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    import plotly.graph_objects as go

    from indicators.evaluation import Board


def task_section(board: Board, *, title: str = "节点任务", height: int = 260) -> None:
    """The lift's tasks: the chart on the left, the list on the right."""
    if board.tasks.empty:
        return
    headline = f"{title}：{_progress(board)}"
    st.html(f"<h2>{escape(headline)}</h2>")
    left, right = st.columns([2, 3], gap="small")
    with left, st.container(border=True, key="card_tasks", height="stretch"):
        st.html('<div class="chart-title">累计完成（实心）与应完成（空框），项</div>')
        draw_chart(_figure(board, height), key="chart_tasks", alt=headline)
    with right, st.container(border=True, key="card_task_list", height="stretch"):
        st.html(_task_list(board))


@cached_on_owner
def _figure(board: Board, height: int) -> go.Figure:
    """Tasks due and done by month, the same object for all visitors."""
    return charts.tasks_against_plan(board.task_months, height=height)


def task_cards(board: Board, tasks: Iterable[str], *, columns: int = 3, title: str = "") -> None:
    """Tasks as cards with their quotes; those that the board does not have are left out."""
    known = [task for task in tasks if task in board.tasks.index]
    if not known:
        return
    if title:
        st.html(f"<h2>{escape(title)}</h2>")
    with st.grid(columns, min_column_width=290, gap="small", key="task_cards"):
        for row in _rows(board, known):
            with st.container(border=True, key=f"card_{row['task']}", height="stretch"):
                st.html(
                    f'<div class="task-card"><h3>{escape(row["title"])}</h3>'
                    f'<div class="verdict">{task_pill(row)}{origin_chip(row["origin"])}</div>'
                    f"<div>时限 <b>{_day(row['due'])}</b>"
                    f'<span class="quiet">（{escape(row["due_basis"])}）</span></div>'
                    f"<div>{_done_on(row)}{unit_text(row)}</div>"
                    f"<blockquote>“{escape(row['quote'])}”</blockquote></div>"
                )


def _task_list(board: Board) -> str:
    rows = "".join(_table_row(row) for row in _rows(board, board.tasks.index))
    return (
        '<table class="tasks"><thead><tr><th scope="col">任务</th><th scope="col">时限</th>'
        '<th scope="col">状态</th><th scope="col">责任单位</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _rows(board: Board, tasks: Iterable[str]) -> list[dict[str, Any]]:
    rows = board.tasks.loc[list(tasks)].assign(unit_origin=lambda frame: frame["origin"])
    return records(rows.reset_index())


def _table_row(row: dict[str, Any]) -> str:
    return (
        f'<tr><td>{escape(row["title"])}</td><td class="date">{_day(row["due"])}</td>'
        f"<td>{task_pill(row)}{origin_chip(row['origin']) if row['state'] else ''}</td>"
        f"<td>{unit_text(row)}</td></tr>"
    )


def _day(day: object) -> str:
    return NO_VALUE if is_missing(day) else f"{day:%Y-%m-%d}"


def _done_on(row: dict[str, Any]) -> str:
    done = row["done_on"]
    return f"办结 <b>{_day(done)}</b> " if row["status"] == "done" and not is_missing(done) else ""


def _progress(board: Board) -> str:
    months = board.task_months
    planned, done = int(months["planned"].iloc[-1]), months["done"].max()
    so_far = "进展尚未报送" if is_missing(done) else f"截至{board.through.month}月已完成{done:.0f}项"
    return f"年内应完成{planned}项，{so_far}"
