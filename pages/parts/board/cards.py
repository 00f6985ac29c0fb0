"""One indicator as a card: name, verdict, value, target in its own words, the year as bars, three figures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators import charts
from indicators.caching import cached_on_owner
from indicators.wording import (
    gap_label,
    headline,
    number,
    percent,
    points_text,
    span_text,
    target_text,
    value_text,
    yoy_text,
)
from parts.elements import empty_chart, fact, indicator_pill, origin_chip, unit_text
from parts.frame import indicator_query

if TYPE_CHECKING:
    from collections.abc import Iterable

    import plotly.graph_objects as go

    from indicators.evaluation import Board


def indicator_card(board: Board, indicator: str, *, height: int = charts.HEIGHT) -> None:
    """Draw one indicator of the board."""
    row = board.row(indicator)
    figure = _figure(board, indicator, height)
    with st.container(border=True, key=f"card_{indicator}", gap=None, height="stretch"):
        _title(indicator, board, row)
        st.html(_head(row))
        if figure is not None:
            st.plotly_chart(
                figure, theme=None, config=charts.CONFIG, key=f"chart_{indicator}", alt=headline(row)
            )
        else:
            st.html(empty_chart(row, height))
        st.html(_foot(row))


@cached_on_owner
def _figure(board: Board, indicator: str, height: int) -> go.Figure | None:
    """Drawn once a board: forty people who open a page look at the same figure. None with nothing to draw."""
    series = board.year_of(indicator)
    if series[["plan", "actual"]].isna().to_numpy().all():
        return None
    return charts.actual_against_plan(board.row(indicator), series, height=height)


def indicator_cards(
    board: Board, indicators: Iterable[str], *, columns: int = 4, height: int = charts.HEIGHT
) -> None:
    """Those of the indicators that the catalogue has, side by side; on narrow screens fewer a row."""
    known = [name for name in indicators if name in board.indicators.index]
    if not known:
        return
    with st.grid(columns, min_column_width=290, gap="small", key=f"cards_{'_'.join(known)}"):
        for name in known:
            indicator_card(board, name, height=height)


def unlisted_indicators(board: Board, shown: Iterable[str]) -> list[str]:
    """Indicators of the lift that a page does not name: what the customer added."""
    named = set(shown)
    return [name for name in board.indicators.index if name not in named]


def _title(indicator: str, board: Board, row: dict[str, Any]) -> None:
    query = indicator_query(board, indicator)
    with st.container(horizontal=True, gap="xsmall", key=f"title_{indicator}"):
        st.page_link("indicator.py", label=f"**{row['name']}**", query_params=query)
        st.html(indicator_pill(row), width="content")


def _head(row: dict[str, Any]) -> str:
    target = f"年度计划 <b>{escape(target_text(row))}</b>"
    return (
        f'<div class="value"><span class="number">{value_text(row)}</span>'
        f'<span class="unit">{escape(row["unit"])}</span><span class="quiet">{span_text(row)}</span>'
        f"{origin_chip(row['origin'])}</div>"
        f'<div class="foot"><span>{unit_text(row)}</span><span>{target}</span></div>'
    )


def _foot(row: dict[str, Any]) -> str:
    facts = [
        fact("完成率", percent(row["completion"])) if row["kind"] != "rate" else "",
        fact(gap_label(row), points_text(row["gap_points"])),
        fact("同比", yoy_text(row)),
    ]
    return f'<div class="foot">{"".join(facts)}</div>'


def headline_cards(board: Board, indicators: Iterable[str]) -> None:
    """The headline figures: the largest numbers of 总览, without charts."""
    with st.grid(4, min_column_width=290, gap="small", key="top_figures"):
        for name in indicators:
            row = board.row(name)
            with st.container(border=True, key=f"headline_{name}", gap=None, height="stretch"):
                query = indicator_query(board, name)
                st.page_link("indicator.py", label=f"**{row['name']}**", query_params=query)
                st.html(f'<div class="headline">{indicator_pill(row)}{_head(row)}</div>{_foot(row)}')


def project_ladder(board: Board, indicators: Iterable[str]) -> None:
    """The project ladder as one line: how many of how many, from the many to the largest."""
    rungs = []
    for name in indicators:
        if name in board.indicators.index:
            row = board.row(name)
            rungs.append(
                f'<li class="rung">{escape(row["name"])} <b>{value_text(row)}</b>'
                f" / {number(row['target'], 0)} {escape(row['unit'])}</li>"
            )
    if rungs:
        st.html(f'<div class="ladder"><h2>项目阶梯</h2><ol>{"".join(rungs)}</ol></div>')
