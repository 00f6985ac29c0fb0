"""Indicators as cards: name, verdict, value, target in its own words, the year as bars, what is ahead, who answers."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from indicators import charts
from indicators.labels import UNSCHEDULED, is_missing, join_clauses
from indicators.wording import (
    STATUS,
    headline,
    percent,
    revised_text,
    span_text,
    target_text,
    value_text,
    year_end_answer,
    yoy_text,
)
from parts.board.links import indicator_link
from parts.board.unreported import folded_html
from parts.elements import clauses_html, fact, indicator_pill, origin_chip, unit_text
from parts.follow_up import follow_up_note
from parts.sheet import Drawing, chart_place

if TYPE_CHECKING:
    from indicators.evaluation import Board

# What asks for attention stands first.
_PLACE: Final = {"behind": 0, "slow": 1, "stale": 2}
# A page draws so many cards; the others of a lift are lines.
MOST_CARDS: Final = 8
# Up to so many cards have a page to themselves.
_FEW: Final = 2
# Heights of their charts, and of those that are bars only, pixels.
_HIGH, _SMALL = 320, 92


@dataclass(frozen=True)
class Cards:
    """The indicators of a lift that have values, those named first; what lags comes before what does not.

    Attributes:
        named: indicators in the plan's order.
        elsewhere: those that another piece of the page shows.
    """

    named: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def draw(self, board: Board) -> Drawing:
        """A grid of cards."""
        shown, rest = self._split(board)
        height = _HIGH if len(shown) <= _FEW else charts.HEIGHT
        cards = [_card(board, name, height) for name in shown]
        grid = Drawing.joined(cards).within(f'<section class="cards of-{len(shown)}">', "</section>")
        more = folded_html(f"其余{len(rest)}项指标", [_line(board, name) for name in rest])
        return Drawing.joined([grid, Drawing(more)])

    def _split(self, board: Board) -> tuple[list[str], list[str]]:
        """What gets a card and what a line."""
        known = [name for name in self.named if name in board.indicators.index]
        others = board.indicators.index.difference([*self.named, *self.elsewhere], sort=False)
        names = [name for name in [*known, *others] if has_values(board, name)]
        names.sort(key=lambda name: _PLACE.get(str(board.indicators.at[name, "status"]), len(_PLACE)))
        return names[:MOST_CARDS], names[MOST_CARDS:]


@dataclass(frozen=True)
class Headlines:
    """The headline figures of the zone, each with its year as a small chart and whether it will be met."""

    def draw(self, board: Board) -> Drawing:
        """One row of cards."""
        names = board.indicators.index[board.indicators["headline"].astype(bool)]
        cards = [
            _card(board, name, charts.HEIGHT, shown=_SMALL)
            if has_values(board, name)
            else _empty(board, name)
            for name in names
        ]
        return Drawing.joined(cards).within(
            f'<section class="cards headlines of-{len(names)}">', "</section>"
        )


def has_values(board: Board, indicator: str) -> bool:
    """Whether anything was reported for the year."""
    return not is_missing(board.indicators.at[indicator, "actual_month"])


def _card(board: Board, indicator: str, height: int, *, shown: int | None = None) -> Drawing:
    """A card whose chart is made ``height`` pixels high and shown ``shown`` high."""
    row = board.row(indicator)
    figure = charts.actual_against_plan(row, board.year_of(indicator), height=height)
    value = (
        f'<div class="value"><span class="number">{value_text(row)}</span>'
        f'<span class="unit">{escape(row["unit"])}</span>{origin_chip(row["origin"])}{_target(row)}</div>'
    )
    note = "" if shown else follow_up_note(board, indicator)
    bottom = (
        f'<div class="ahead">{clauses_html(join_clauses([year_end_answer(row), revised_text(row)]))}{note}</div><div class="foot">{_facts(row)}'
        f'<span class="who">{unit_text(row)}</span></div>'
    )
    chart = chart_place(indicator, figure, headline(row), height=shown)
    content = Drawing.joined([Drawing(_title(board, indicator, row) + value), chart, Drawing(bottom)])
    tone = STATUS[row["status"]].tone
    return content.within(f'<article class="card {tone}" id="card_{escape(indicator)}">', "</article>")


def _empty(board: Board, indicator: str) -> Drawing:
    """A card of an indicator that is waited for: what is planned, and who is to report."""
    row = board.row(indicator)
    return Drawing(
        f'<article class="card none empty" id="card_{escape(indicator)}">{_title(board, indicator, row)}'
        f'<div class="value">{_target(row)}</div><div class="foot"><span class="who">{unit_text(row)}</span></div></article>'
    )


def _title(board: Board, indicator: str, row: dict[str, Any]) -> str:
    """Name and verdict."""
    return (
        f"<h2>{indicator_link(board, indicator, row['name'])}</h2>"
        f'<div class="verdict">{indicator_pill(row)}<span class="quiet">{span_text(row)}</span></div>'
    )


def _target(row: dict[str, Any]) -> str:
    return f'<span class="target">年度计划 <b>{escape(target_text(row))}</b></span>'


def _line(board: Board, indicator: str) -> str:
    row = board.row(indicator)
    return (
        f"<li><span>{indicator_link(board, indicator, row['name'])}</span><span>{value_text(row)} {escape(row['unit'])}</span>"
        f'{indicator_pill(row)}<span class="who">{unit_text(row)}</span></li>'
    )


def _facts(row: dict[str, Any]) -> str:
    """What the verdict does not say."""
    completion = "" if row["kind"] in UNSCHEDULED else fact("完成率", percent(row["completion"]))
    return f"{completion}{fact('同比', yoy_text(row))}"
