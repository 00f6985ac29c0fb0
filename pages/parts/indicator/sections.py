"""The sections of an indicator's page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from indicators import charts
from indicators.catalogue import lifts
from indicators.export import observations_table, plans_table, values_by_year
from indicators.frames import as_csv
from indicators.labels import TO_BE_NAMED, UNSCHEDULED, join_names
from indicators.period import months_covered
from indicators.store import DEMO
from indicators.wording import (
    amount,
    gap_figure,
    gap_label,
    headline,
    method_text,
    needed_sentence,
    number,
    outlook_text,
    percent,
    target_text,
    yoy_text,
)
from parts.elements import draw_chart, empty_chart, fact, html_table, indicator_pill, unit_text, value_line

if TYPE_CHECKING:
    import pandas as pd

    from indicators.evaluation import Board
    from indicators.store import Snapshot

# 1—2月 and quarters are published together; a value that covers more is no month's own.
_MAX_MONTHS_TOGETHER = 3
_YEARLY_VALUES = {"stock": "期末数", "mean": "均值"}


def indicator_header(snapshot: Snapshot, board: Board, indicator: str, row: dict[str, Any]) -> None:
    """Name, verdict, lift; the headline as a sentence; the 演示 notice."""
    values = snapshot.observations
    shown = values[(values["indicator"] == indicator) & (values["period"] <= board.through.key)]
    simulated = bool((shown["origin"] == DEMO).any())
    notice = "演示数据：数值为模拟，不是园区实际情况" if simulated else f"责任单位为演示，尚{TO_BE_NAMED}"
    lift = lifts()[row["lift"]]
    st.html(
        f'<div class="page-head"><h1>{escape(row["name"])}</h1>{indicator_pill(row)}'
        f'<span class="promise">{escape(lift.name)}</span></div>'
        f'<p class="message">{escape(headline(row))}</p>'
        + (
            f'<div class="demo-notice" role="note">{notice}</div>'
            if simulated or row["unit_origin"] == DEMO
            else ""
        )
    )


def year_chart(board: Board, indicator: str, row: dict[str, Any]) -> None:
    """The year's stored values against the plan to date."""
    ahead = "" if np.isnan(row["year_end"]) else "，预计（斜线）"
    plan = "年度目标" if row["kind"] in UNSCHEDULED else "时序计划"
    with st.container(border=True, key="card_year", height="stretch"):
        st.html(f"<h2>{board.through.year}年实际（实心）与{plan}（空框）{ahead}，{escape(row['unit'])}</h2>")
        figure = charts.actual_against_plan(row, board.year_of(indicator), height=420)
        draw_chart(figure, key="chart_year", alt=headline(row))


def key_figures(row: dict[str, Any]) -> None:
    """The numbers behind the verdict."""
    unscheduled = row["kind"] in UNSCHEDULED
    facts = [
        fact("年度计划", target_text(row)),
        "" if unscheduled else fact("时序计划", amount(row, "plan_to_date")),
        "" if unscheduled else fact("完成率", percent(row["completion"])),
        fact(gap_label(row), gap_figure(row)),
        "" if row["kind"] == "rate" else fact("进度比", number(row["pace"], 3)),
        fact("同比", yoy_text(row) + ("（公布数）" if row["yoy_published"] else "")),
        "" if unscheduled else fact("距目标", amount(row, "remaining")),
        fact("上年末基数", amount(row, "baseline")) if row["kind"] == "stock" else "",
        fact("数据状态", str(row["state"] if isinstance(row["state"], str) else "")),
    ]
    ahead = [f"<p><b>{escape(text)}</b></p>" for text in (needed_sentence(row), outlook_text(row)) if text]
    method = method_text(row)
    note = "公布的同比与按绝对额计算的不同，以公布数为准。" if row["yoy_differs"] else ""
    source = row["source"] if isinstance(row["source"], str) else ""
    with st.container(border=True, key="card_figures", height="stretch"):
        st.html(
            f"{value_line(row)}"
            f'<div class="fact-list">{"".join(facts)}</div><div>{unit_text(row)}　'
            f"牵头领导 {escape(row['lead_official'] or TO_BE_NAMED)}</div>"
            f'{"".join(ahead)}<p class="quiet">{escape(method)}</p>'
            f'<p class="quiet">{note}来源：{escape(source or "尚无数据")}</p>'
        )


def monthly_chart(board: Board, indicator: str, row: dict[str, Any]) -> None:
    """Each month's own value next to last year's, for sums over the year only."""
    with st.container(border=True, key="card_months", height="stretch"):
        if row["kind"] not in {"flow", "count"}:
            st.html(
                '<h2>当月值</h2><div class="empty-chart">期末数、比率和均值没有当月值，不作分月相减。</div>'
            )
            return
        series = board.year_of(indicator)
        covered, covered_last_year = months_covered(series["actual"]), months_covered(series["last_year"])
        # A value reported for half a year at once says nothing about its last month.
        shown = series.assign(
            single=series["single"].where(covered <= _MAX_MONTHS_TOGETHER),
            last_single=series["last_single"].where(covered_last_year <= _MAX_MONTHS_TOGETHER),
        )
        if shown[["single", "last_single"]].isna().to_numpy().all():
            why = '<div class="empty-chart">几个月的数一次报送，分不出各月。</div>'
            st.html(f"<h2>当月值</h2>{empty_chart(row, 300) if covered.isna().all() else why}")
            return
        title = f"当月值：{board.through.year}年（蓝色）与上年（灰色），{row['unit']}"
        revised = "；负数为含修正" if (shown["single"] < 0).any() else ""
        together = _published_together(covered)
        if _published_together(covered_last_year) != together:
            together += _published_together(covered_last_year, "上年")
        st.html(f"<h2>{escape(title + revised + together)}</h2>")
        figure = charts.months_own(shown, row, height=300)
        draw_chart(figure, key="chart_months", alt=row["name"] + title)


def _published_together(covered: pd.Series, whose: str = "") -> str:
    """Which months of a year were published together, and which of those are not shown."""
    spans = {int(str(month)): int(count) for month, count in covered.items() if count > 1}
    shown = [
        f"{month - count + 1}—{month}月" for month, count in spans.items() if count <= _MAX_MONTHS_TOGETHER
    ]
    hidden = [
        f"{month - count + 1}—{month}月" for month, count in spans.items() if count > _MAX_MONTHS_TOGETHER
    ]
    return (f"；{whose}{join_names(shown)}合并公布" if shown else "") + (
        f"；{whose}{join_names(hidden)}一次报送，未分月" if hidden else ""
    )


def all_years_chart(snapshot: Snapshot, board: Board, indicator: str, row: dict[str, Any]) -> None:
    """Stored values of every year, one line each."""
    with st.container(border=True, key="card_years", height="stretch"):
        title = f"历年{_YEARLY_VALUES.get(row['kind'], '累计')}，{row['unit']}"
        st.html(f"<h2>{escape(title)}</h2>")
        by_year = values_by_year(snapshot, indicator, board.through)
        if by_year.empty:
            st.html(empty_chart(row, 300))
            return
        figure = charts.values_by_year_chart(by_year, row, height=300)
        draw_chart(figure, key="chart_years", alt=row["name"] + title)


def definition_section(row: dict[str, Any]) -> None:
    """What is counted, and the sentence of the plan."""
    quote = f"<blockquote>“{escape(row['quote'])}”</blockquote>" if row["quote"] else ""
    st.html(f"<h2>口径与原文</h2><p>{escape(row['definition'] or '口径待责任单位补充')}</p>{quote}")


def plan_section(snapshot: Snapshot, board: Board, indicator: str) -> None:
    """Every version of the plan; the newest counts."""
    st.html("<h2>计划与调整</h2>")
    plans = plans_table(snapshot, indicator, board.through)
    if plans.empty:
        st.html('<p class="quiet">年度计划尚未下达。</p>')
        return
    st.html(html_table(plans, "计划与调整"))


def data_section(snapshot: Snapshot, board: Board, indicator: str, row: dict[str, Any]) -> None:
    """Every value stored for the months up to the one shown, with state, origin, source and time, as a table and as a file."""
    st.html(f"<h2>数据与修订 <small>截至{board.through.month_label}</small></h2>")
    data = observations_table(snapshot, indicator, board.through)
    if data.empty:
        st.html('<p class="quiet">尚无数据。</p>')
        return
    st.html(html_table(data, f"{row['name']}的全部数据与修订"))
    st.download_button(
        "下载数据（CSV）",
        as_csv(data),
        file_name=f"{row['name']}.csv",
        mime="text/csv",
        on_click="ignore",
    )
