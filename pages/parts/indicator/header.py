"""The head of an indicator's page: name, verdict, value, plan, and whether the year will be met."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from indicators.catalogue import OVERALL, lifts
from indicators.history import plans_table
from indicators.labels import is_missing, join_clauses
from indicators.period import time_label
from indicators.store import DEMO
from indicators.wording import (
    STATUS,
    percent,
    report_request,
    revised_text,
    span_text,
    target_text,
    value_text,
    year_end_answer,
)
from indicators.years import closing_of
from parts.board import lift_link
from parts.elements import (
    clauses_html,
    download_menu,
    indicator_pill,
    origin_chip,
    report_links,
    simulated_note,
)
from parts.frame import current_snapshot, month_query
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board


@dataclass(frozen=True)
class Header:
    """What a leader wants to know of one indicator, before any chart."""

    indicator: str

    def draw(self, board: Board) -> Drawing:
        """Name and verdict in one line, the numbers in the next."""
        row = board.row(self.indicator)
        lift = lifts()[row["lift"]]
        name = escape(lift.name) if lift.lift == OVERALL else lift_link(board, lift.lift, lift.name)
        # The verdict says already that there is nothing to project from.
        ahead = "" if row["status"] in {"awaiting", "stale"} else year_end_answer(row)
        simulated = simulated_note() if self._is_simulated(board, row) else ""
        return Drawing(
            f'<header class="page-head"><h1>{escape(row["name"])}</h1>{indicator_pill(row)}'
            f'<span class="when">{name}　时序进度 <b>{percent(board.time_progress)}</b>{self._downloads(board)}</span></header>'
            f'<div class="answers {STATUS[row["status"]].tone}">{_value(row)}'
            f"{_target(row)}"
            f'<span class="ahead">{clauses_html(ahead)}</span>{_closed(board, row)}</div>{simulated}'
        )

    def _downloads(self, board: Board) -> str:
        query = {"indicator": self.indicator} | month_query(board)
        return download_menu(report_links(("indicator.pdf", "indicator.csv"), query))

    def _is_simulated(self, board: Board, row: dict[str, Any]) -> bool:
        """Whether any chart or table of the page shows 演示."""
        snapshot = current_snapshot()
        values = snapshot.observations
        known = values[(values["indicator"] == self.indicator) & (values["period"] <= board.through.key)]
        plans = plans_table(snapshot, self.indicator, board.through)
        origins = {*known["origin"], *plans["数据性质"], row["unit_origin"]}
        return DEMO in origins


def _closed(board: Board, row: dict[str, Any]) -> str:
    """That the year is closed, when and by whom; what its value was revised to since."""
    closing = closing_of(current_snapshot(), board.through.year)
    if closing is None:
        return ""
    closed = f"{closing.year}年已关账（{time_label(closing.at)}，{closing.by}）"
    return f'<span class="closed">{clauses_html(join_clauses([closed, revised_text(row)]))}</span>'


def _target(row: dict[str, Any]) -> str:
    # Without a plan the verdict says so.
    if row["status"] in {"unplanned", "unlisted"}:
        return ""
    return f'<span class="target">年度计划 <b>{escape(target_text(row))}</b></span>'


def _value(row: dict[str, Any]) -> str:
    if is_missing(row["actual"]):
        # What the year's plan leaves out is not asked for.
        asked = "" if row["status"] == "unlisted" else report_request(row)
        return f"<span>{escape(join_clauses(['本年尚无数据', asked]))}</span>"
    return (
        f'<span class="value"><span class="number">{value_text(row)}</span>'
        f'<span class="unit">{escape(row["unit"])}</span><span class="quiet">{span_text(row)}</span>'
        f"{origin_chip(row['origin'])}</span>"
    )
