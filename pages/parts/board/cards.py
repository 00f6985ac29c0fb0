"""Indicators as cards: name, verdict, value, target in its own words, the year as bars, three figures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators import charts
from indicators.caching import cached_on_owner
from indicators.labels import UNSCHEDULED
from indicators.wording import (
    gap_figure,
    gap_label,
    headline,
    number,
    percent,
    target_text,
    value_text,
    year_end_answer,
    yoy_text,
)
from parts.elements import clauses_html, draw_chart, empty_chart, fact, indicator_pill, unit_text, value_line
from parts.frame import indicator_query

if TYPE_CHECKING:
    from collections.abc import Iterable

    import plotly.graph_objects as go

    from indicators.evaluation import Board


def indicator_cards(
    board: Board, indicators: Iterable[str], *, columns: int = 4, height: int = charts.HEIGHT
) -> None:
    """The indicators side by side, those left out that the catalogue does not have; fewer a row on narrow screens."""
    known = [name for name in indicators if name in board.indicators.index]
    if not known:
        return
    with st.grid(columns, min_column_width=290, gap="small", key=f"cards_{'_'.join(known)}"):
        for name in known:
            _card(board, name, height)


def unlisted_indicators(board: Board, listed: Iterable[str]) -> list[str]:
    """Indicators of the lift that its page does not name, such as those added later."""
    names = set(listed)
    return [name for name in board.indicators.index if name not in names]


def headline_cards(board: Board, indicators: Iterable[str]) -> None:
    """The headline figures of 总览 and whether their year will be met, without charts."""
    with st.grid(4, min_column_width=290, gap="small", key="top_figures"):
        for name in indicators:
            row = board.row(name)
            with st.container(border=True, key=f"headline_{name}", gap=None, height="stretch"):
                _title(board, name, row)
                st.html(
                    f'<div class="headline">{_value(row)}</div>{_facts(row)}'
                    f'<div class="ahead">{clauses_html(year_end_answer(row))}</div>'
                )


def project_ladder(board: Board, indicators: Iterable[str]) -> None:
    """New projects by size as one line: how many of how many."""
    steps = []
    for name in indicators:
        if name in board.indicators.index:
            row = board.row(name)
            steps.append(
                f'<li class="rung">{escape(row["name"])} <b>{value_text(row)}</b>'
                f" / {number(row['target'], 0)} {escape(row['unit'])}</li>"
            )
    if steps:
        st.html(f'<div class="ladder"><h2>项目阶梯</h2><ol>{"".join(steps)}</ol></div>')


def _card(board: Board, indicator: str, height: int) -> None:
    row = board.row(indicator)
    figure = _figure(board, indicator, height)
    with st.container(border=True, key=f"card_{indicator}", gap=None, height="stretch"):
        _title(board, indicator, row)
        st.html(_value(row))
        if figure is not None:
            draw_chart(figure, key=f"chart_{indicator}", alt=headline(row))
        else:
            st.html(empty_chart(row, height))
        st.html(_facts(row))


@cached_on_owner
def _figure(board: Board, indicator: str, height: int) -> go.Figure | None:
    """The year as bars, the same object for all visitors; None where there is nothing to draw."""
    series = board.year_of(indicator)
    if series[["plan", "actual"]].isna().to_numpy().all():
        return None
    return charts.actual_against_plan(board.row(indicator), series, height=height)


def _title(board: Board, indicator: str, row: dict[str, Any]) -> None:
    """The name, which leads to the indicator's page, and the verdict."""
    with st.container(horizontal=True, gap="xsmall", key=f"title_{indicator}"):
        query = indicator_query(board, indicator)
        st.page_link("indicator.py", label=f"**{row['name']}**", query_params=query)
        st.html(indicator_pill(row), width="content")


def _value(row: dict[str, Any]) -> str:
    target = f"年度计划 <b>{escape(target_text(row))}</b>"
    return f'{value_line(row)}<div class="foot"><span>{unit_text(row)}</span><span>{target}</span></div>'


def _facts(row: dict[str, Any]) -> str:
    facts = [
        fact("完成率", percent(row["completion"])) if row["kind"] not in UNSCHEDULED else "",
        fact(gap_label(row), gap_figure(row)),
        fact("同比", yoy_text(row)),
    ]
    return f'<div class="foot">{"".join(facts)}</div>'
